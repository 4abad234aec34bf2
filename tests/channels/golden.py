"""Compares what a channel reads with the file that says what it must read.

After a wanted change: `python -m tests.channels.golden`, then read the diff.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from attendance.channels.base import Incoming
from attendance.channels.whatsapp import inbound

WHATSAPP = Path(__file__).parent / "whatsapp"


def shown(incoming: Sequence[Incoming]) -> list[dict[str, Any]]:
    """What was read, as JSON with the empty fields left out."""
    return [
        {"is": type(item).__name__, **_filled(json.loads(msgspec.json.encode(item)))} for item in incoming
    ]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in fields.items() if value not in (None, "", [], {}, False)}
    if "sender" in kept:
        kept["sender"] = _filled(kept["sender"])
    return kept


def golden_path(fixture: Path) -> Path:
    return fixture.parent.parent / "golden" / fixture.name


def _rewrite() -> None:
    for fixture in sorted((WHATSAPP / "fixtures").glob("*.json")):
        target = golden_path(fixture)
        target.parent.mkdir(exist_ok=True)
        read = shown(inbound.parse(fixture.read_bytes()))
        target.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    _rewrite()
