"""All BASIC sources of the tests."""

from pathlib import Path
from typing import Final

from attendance.basic.parser import parse

HERE: Final = Path(__file__).parent
EXAMPLES: Final = sorted([*HERE.glob("plan/*.bas"), *HERE.glob("reference/*.bas")])


def sound_sources() -> dict[str, str]:
    """The text of every script without errors, by its path."""
    texts = {str(path.relative_to(HERE)): path.read_text() for path in sorted(HERE.rglob("*.bas"))}
    return {name: text for name, text in texts.items() if parse(text, name).is_sound}
