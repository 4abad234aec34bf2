"""Reads the form body of a webhook so that whatever it holds can be stored."""

from urllib.parse import parse_qsl

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def read_pairs(body: bytes) -> list[tuple[str, str]]:
    """Names and values as sent, empty ones included, in order."""
    return parse_qsl(body.decode(errors="replace"), keep_blank_values=True)


def read_form(body: bytes) -> dict[str, str]:
    """The fields; unstorable characters become U+FFFD. Of a repeated field the last value counts."""
    return {
        name.replace("\x00", _REPLACEMENT): value.replace("\x00", _REPLACEMENT)
        for name, value in read_pairs(body)
    }
