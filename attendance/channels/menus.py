"""Quick replies of a message, for channels that show them and for those that can't. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHOSEN = "v:"
"""Begins what a button of ours hands back; the option's value follows."""


@dataclass(frozen=True, slots=True)
class Option:
    """The label is shown, the value is what comes back."""

    value: str
    label: str


def options_of(content: Mapping[str, Any]) -> list[Option]:
    """The quick replies of an outgoing message, as its content holds them."""
    return [Option(str(one["value"]), str(one["label"])) for one in content.get("options", ())]


def numbered(text: str, options: Sequence[Option]) -> str:
    """The text with the options as numbered lines: whoever answers with the number is understood."""
    lines = "\n".join(f"{number}. {option.label}" for number, option in enumerate(options, start=1))
    return f"{text}\n\n{lines}".strip()


def value_of(handed_back: str | None) -> str | None:
    """The value of the option of ours that the customer chose; None for buttons that others made."""
    if handed_back is None or not handed_back.startswith(CHOSEN):
        return None
    return handed_back.removeprefix(CHOSEN)
