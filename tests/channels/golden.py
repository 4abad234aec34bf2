"""Compares what a channel reads with the files that say what it must read: `<channel>/fixtures` and `<channel>/golden`.

After a wanted change: `python -m tests.channels.golden`, then read the diff.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import httpx
import msgspec

from attendance.channels import registry
from attendance.channels.base import Incoming

HERE: Final = Path(__file__).parent
WHATSAPP: Final = HERE / "whatsapp"
CHANNELS: Final = registry.build(http=httpx.AsyncClient())
FIXTURES: Final = sorted(path for name in CHANNELS for path in (HERE / name / "fixtures").glob("*"))


def read(fixture: Path) -> list[dict[str, Any]]:
    """What the fixture's channel reads in it."""
    return shown(CHANNELS[channel_of(fixture)].parse(fixture.read_bytes()))


def channel_of(fixture: Path) -> str:
    return fixture.parent.parent.name


def shown(incoming: Sequence[Incoming]) -> list[dict[str, Any]]:
    """What was read, as JSON with the empty fields left out."""
    return [
        {"is": type(item).__name__, **_filled(json.loads(msgspec.json.encode(item)))} for item in incoming
    ]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], {}, False)}
    for who in ("sender", "recipient"):
        if isinstance(kept.get(who), dict):
            kept[who] = _filled(kept[who])
    if "attachments" in kept:
        kept["attachments"] = [_filled(one) for one in kept["attachments"]]
    return kept


def golden_path(fixture: Path) -> Path:
    return (fixture.parent.parent / "golden" / fixture.name).with_suffix(".json")


def _rewrite() -> None:
    for fixture in FIXTURES:
        target = golden_path(fixture)
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(read(fixture), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    _rewrite()
