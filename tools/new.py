"""Begins something new that works: `python -m tools.new channel NAME`.

It writes the files, the lines that name them elsewhere, a fake of the vendor, a sample payload and its golden file.
What was written passes every check; from there on it is changed into what the vendor really says.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TEMPLATES: Final = Path(__file__).parent / "new_channel"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,30}")


@dataclass(frozen=True, slots=True)
class Channel:
    """The names that a channel is called by."""

    name: str

    @property
    def class_name(self) -> str:
        return "".join(part.capitalize() for part in self.name.split("_"))

    def fill(self, template: str) -> str:
        title = self.name.replace("_", " ").title()
        dashed = self.name.replace("_", "-")
        named = template.replace("__NAME__", self.name).replace("__CLASS__", self.class_name)
        return named.replace("__TITLE__", title).replace("__DASHED__", dashed)


@dataclass(frozen=True, slots=True)
class Line:
    """Text that goes into a file, before the first line that begins with `anchor` after `section`."""

    file: str
    section: str
    anchor: str
    text: str


FILES: Final = {
    "channel.py.txt": "attendance/channels/__NAME__/channel.py",
    "inbound.py.txt": "attendance/channels/__NAME__/inbound.py",
    "outbound.py.txt": "attendance/channels/__NAME__/outbound.py",
    "vendor.py.txt": "attendance/vendors/__NAME__.py",
    "fake.py.txt": "tests/fakes/__NAME__.py",
}
_REGISTRY, _CONTRACT = "attendance/channels/registry.py", "tests/channels/test_contract.py"
LINES: Final = (
    Line(".importlinter", "[importlinter:contract:channels]", "    attendance.channels.echo",
         "    attendance.channels.__NAME__\n"),
    Line(".importlinter", "[importlinter:contract:registry]", "    attendance.channels.echo",
         "    attendance.channels.__NAME__\n"),
    Line(_REGISTRY, "import httpx", "from attendance.channels.echo",
         "from attendance.channels.__NAME__.channel import __CLASS__Channel\n"
         "from attendance.vendors.__NAME__ import __CLASS__Client\n"),
    Line(_REGISTRY, "def build(", "    public_url", '    __NAME___url: str = "https://api.__DASHED__.example",\n'),
    Line(_REGISTRY, "    channels: tuple", "        WebchatChannel(",
         "        __CLASS__Channel(__CLASS__Client(http, __NAME___url)),\n"),
    Line(_CONTRACT, "import pytest", "from tests.fakes.graph ", "from tests.fakes.__NAME__ import Fake__CLASS__\n"),
    Line(_CONTRACT, "from tests.fakes", "PUBLIC_URL", "__UPPER__ = Fake__CLASS__()\n"),
    Line(_CONTRACT, "FAKES: Mapping", "}", '    "__NAME__": __UPPER__.app,\n'),
    Line(_CONTRACT, "CHANNELS = registry", "    public_url", '    __NAME___url="http://__NAME__.test",\n'),
    Line(_CONTRACT, "SAMPLES: Mapping", "}", '''    "__NAME__": Sample(
        message=json.dumps({"events": [_echo_message(1)]}).encode(),
        bad_batch=json.dumps({"events": [_echo_message(1), {"id": 7}, _echo_message(2)]}).encode(),
        unknown=json.dumps({"events": [{"type": "dance"}]}).encode(),
        recipient="ana",
        credentials={"access_token": __UPPER__.token, "secret": "segredo"},
        sign=lambda body: {"x-__DASHED__-signature": meta.signature(body, "segredo").removeprefix("sha256=")},
    ),
'''),
    Line(_CONTRACT, "VENDORS: Mapping", "}", '''    "__NAME__": Vendor(
        refuse=lambda: __UPPER__.failures.append(JSONResponse({"error": "Nobody has this id."}, 404)),
        slow_down=lambda: __UPPER__.failures.append(JSONResponse({}, 429, {"retry-after": "12"})),
        wrong={"access_token": "old"},
    ),
'''),
    Line(_CONTRACT, "import pytest", "from tests.fakes.graph ", "from starlette.responses import JSONResponse\n"),
)  # fmt: skip


def main(arguments: list[str]) -> int:
    match arguments:
        case ["channel", name]:
            return _channel(name, Path.cwd())
    print("Say `python -m tools.new channel NAME`.", file=sys.stderr)
    return 2


def _channel(name: str, root: Path) -> int:
    if _NAME.fullmatch(name) is None or name in ("base", "registry"):
        print(f"{name} can't be a channel's name: small letters, digits and _, please.", file=sys.stderr)
        return 1
    if (root / "attendance/channels" / name).exists():
        print(f"There is a channel {name} already.", file=sys.stderr)
        return 1
    channel = Channel(name)
    written = [*_write(channel, root), *_insert(channel, root)]
    _tidy(root, [path for path in written if path.suffix == ".py"])
    subprocess.run([sys.executable, "-m", "tests.channels.golden"], cwd=root, check=True)
    print(_AFTERWARDS.format(name=name))
    return 0


_AFTERWARDS: Final = """Channel {name} is there and green. Now make it true:
  attendance/vendors/{name}.py             the vendor's calls and errors, with the page they follow
  attendance/channels/{name}/channel.py    its signature, credentials and capabilities
  attendance/channels/{name}/inbound.py    its deliveries; outbound.py: its messages
  tests/channels/{name}/fixtures/          what it really sends, then: python -m tests.channels.golden
Check with: ./attend test tests/channels"""


def _write(channel: Channel, root: Path) -> Iterator[Path]:
    for template, target in FILES.items():
        path = root / channel.fill(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(channel.fill((TEMPLATES / template).read_text()))
        yield path
    for folder in (f"attendance/channels/{channel.name}", f"tests/channels/{channel.name}"):
        path = root / folder / "__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
        yield path
    fixture = root / f"tests/channels/{channel.name}/fixtures/text.json"
    fixture.parent.mkdir(parents=True, exist_ok=True)
    fixture.write_text('{"events": [{"id": "1", "from": "ana", "name": "Ana Souza", "text": "Oi"}]}\n')
    yield fixture


def _insert(channel: Channel, root: Path) -> Iterator[Path]:
    for line in LINES:
        path = root / line.file
        text = channel.fill(line.text).replace("__UPPER__", channel.name.upper())
        path.write_text(with_line(path.read_text(), line, text))
        yield path


def with_line(content: str, line: Line, text: str) -> str:
    """`content` with `text` where the line goes. Raises LookupError when the file has changed its shape."""
    lines = content.splitlines(keepends=True)
    is_there = False
    for position, one in enumerate(lines):
        is_there = is_there or one.startswith(line.section)
        if is_there and one.startswith(line.anchor):
            return "".join([*lines[:position], text, *lines[position:]])
    raise LookupError(f"{line.file} has no line {line.anchor!r} after {line.section!r}")


def _tidy(root: Path, paths: list[Path]) -> None:
    names = [str(path) for path in paths]
    for words in (["check", "--fix", "--quiet", "--select", "I"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *words, *names], cwd=root, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
