"""Reads the JSON body of a webhook so that whatever it holds can be stored.

PostgreSQL takes no NUL character and no half of a surrogate pair in text, JSON escapes can spell both.
"""

import re
from typing import Any

import msgspec

from attendance.kernel.errors import InvalidInput

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_REPLACEMENT = rb"\ufffd"


def read_json(body: bytes) -> Any:
    """The decoded body, unstorable characters replaced by U+FFFD. Raises InvalidInput for malformed JSON."""
    if rb"\u0000" in body:
        body = _storable(body)
    try:
        return _decode(body)
    except msgspec.DecodeError:
        repaired = _storable(body)
    try:
        return _decode(repaired)
    except msgspec.DecodeError as error:
        raise InvalidInput(f"The body is not JSON: {error}") from error


def read_object(body: bytes) -> dict[str, Any]:
    """The decoded body, which must be a JSON object. Raises InvalidInput."""
    value = read_json(body)
    if not isinstance(value, dict):
        raise InvalidInput("The body is not a JSON object.")
    return value


def _decode(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput(f"The body is not JSON: {error}") from error


def _storable(body: bytes) -> bytes:
    return _ESCAPE.sub(_replace_unstorable, body)


def _replace_unstorable(escape: re.Match[bytes]) -> bytes:
    spelled = escape[0].lower()
    is_half_pair = len(spelled) == 6 and spelled[2:3] == b"d" and spelled[3:4] in b"89abcdef"
    return _REPLACEMENT if is_half_pair or spelled == rb"\u0000" else escape[0]
