"""Writes what others build on: the API's document, and an example of every frame of the socket.

python -m tools.contracts            write contracts/openapi.json and contracts/realtime/*.json
python -m tools.contracts --check    fail when they are not what the code says
"""

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

import msgspec
from pydantic import BaseModel

from attendance.kernel.bus import LocalBus
from attendance.kernel.examples import example
from attendance.kernel.settings import Settings
from attendance.main import build_services, create_app
from attendance.realtime import frames
from tools.web_types import bodies, frame_shapes

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "contracts"
HOW = "python -m tools.contracts"
_NO_DATABASE = "postgresql://nobody@127.0.0.1/none"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        found = stale()
        for path in found:
            print(f"{path} is not what the code says. Run: {HOW}")
        return 1 if found else 0
    write()
    return 0


def write() -> None:
    """Write every contract, and delete those of frames that are no more."""
    made = contracts()
    for path in _held() - made.keys():
        path.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def stale() -> list[str]:
    """Files that are missing, too many, or other than the code says."""
    made = contracts()
    changed = {path for path, text in made.items() if not path.is_file() or path.read_text("utf-8") != text}
    return sorted(str(path.relative_to(ROOT)) for path in changed | (_held() - made.keys()))


def contracts() -> dict[Path, str]:
    """Each file with what it must hold."""
    document = asyncio.run(_openapi())
    shapes = {**bodies(), **frame_shapes()}
    kinds = (*get_args(frames.ServerFrame), *get_args(frames.ClientFrame))
    golden = {FOLDER / "realtime" / f"{_tag(kind)}.json": _written(_frame(kind, shapes)) for kind in kinds}
    return {FOLDER / "openapi.json": _written(document), **golden}


def _held() -> set[Path]:
    return set((FOLDER / "realtime").glob("*.json"))


async def _openapi() -> dict[str, Any]:
    """As `/api/openapi.json` answers; nothing is connected for it."""
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Settings(data_dir=Path(folder)), _NO_DATABASE, bus=LocalBus())
        document = create_app(services).openapi()
        await services.http.aclose()
    document["info"]["version"] = "1"  # the contract's, not each release's
    return document


def _frame(kind: type[msgspec.Struct], shapes: dict[str, Any]) -> Any:
    """An example that went through the very types and the encoder that the socket uses."""
    made = example(shapes[kind.__name__], shapes, of=kind.__name__)
    return msgspec.json.decode(frames.encode(msgspec.convert(made, kind, strict=False, dec_hook=_body)))


def _body(kind: type, value: Any) -> Any:
    if issubclass(kind, BaseModel):
        return kind.model_validate(value)
    raise NotImplementedError(kind)


def _tag(kind: type[msgspec.Struct]) -> str:
    return str(kind.__struct_config__.tag)


def _written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
