"""Functions of texts. Positions count from 1; NULL is the empty text."""

import base64
import binascii
import hashlib
from typing import Final
from urllib.parse import quote

from attendance.basic import comparison
from attendance.basic.errors import BasicError
from attendance.basic.folding import without_accents
from attendance.basic.functions.function import Group, integer, wrong
from attendance.basic.host import Host, Value
from attendance.basic.methods import slice_of
from attendance.basic.sizes import grown, room_for_text
from attendance.basic.texts import kept, proper, repeat, replace, split
from attendance.basic.values import text

GROUP: Final = Group()


@GROUP.add("LEN LENGTH", 1)
def length(host: Host, value: Value) -> int:
    """Characters of a text, elements of an array, keys of an object."""
    return len(value) if isinstance(value, str | list | dict) else len(text(value, host))


@GROUP.add("LCASE LOWER LOWERCASE", 1)
def lower(host: Host, value: Value) -> str:
    return kept(text(value, host).lower())


@GROUP.add("UCASE UPPER UPPERCASE", 1)
def upper(host: Host, value: Value) -> str:
    return kept(text(value, host).upper())


@GROUP.add("TRIM", 1)
def trim(host: Host, value: Value) -> str:
    return text(value, host).strip()


@GROUP.add("LTRIM", 1)
def trim_left(host: Host, value: Value) -> str:
    return text(value, host).lstrip()


@GROUP.add("RTRIM", 1)
def trim_right(host: Host, value: Value) -> str:
    return text(value, host).rstrip()


@GROUP.add("LEFT", 2)
def left(host: Host, value: Value, count: Value) -> str:
    return kept(text(value, host)[: max(integer(count, "LEFT"), 0)])


@GROUP.add("RIGHT", 2)
def right(host: Host, value: Value, count: Value) -> str:
    subject, number = text(value, host), max(integer(count, "RIGHT"), 0)
    return kept(subject[max(len(subject) - number, 0) :])


@GROUP.add("MID", 2, 3)
def mid(host: Host, value: Value, start: Value, count: Value = None) -> Value:
    """From the first character on for a start below 1; of an array the slice that begins at a 0-based position."""
    first, number = integer(start, "MID"), None if count is None else integer(count, "MID")
    if isinstance(value, list):
        return grown(list(slice_of(value, first, number)))
    return kept(slice_of(text(value, host), max(first - 1, 0), number))


@GROUP.add("INSTR", 2, 3)
def instr(host: Host, *args: Value) -> int:
    """The position of a text in another, 0 when it isn't there; case counts."""
    start = max(integer(args[0], "INSTR"), 1) if len(args) == 3 else 1
    return text(args[-2], host).find(text(args[-1], host), start - 1) + 1


@GROUP.add("REPLACE", 3)
def replace_all(host: Host, value: Value, old: Value, new: Value) -> str:
    return replace(text(value, host), text(old, host), text(new, host))


@GROUP.add("SPLIT", 2)
def split_text(host: Host, value: Value, separator: Value) -> list[Value]:
    return split(text(value, host), text(separator, host))


@GROUP.add("CONTAINS", 2)
def contains(host: Host, value: Value, part: Value) -> bool:
    return comparison.contains(value, part, host)


@GROUP.add("STARTSWITH STARTS_WITH", 2)
def starts_with(host: Host, value: Value, part: Value) -> bool:
    return comparison.starts_with(value, part, host)


@GROUP.add("ENDSWITH ENDS_WITH", 2)
def ends_with(host: Host, value: Value, part: Value) -> bool:
    return comparison.ends_with(value, part, host)


@GROUP.add("REPEAT", 2)
def repeat_text(host: Host, value: Value, times: Value) -> str:
    return repeat(text(value, host), integer(times, "REPEAT"))


@GROUP.add("CAPITALIZE", 1)
def capitalize(host: Host, value: Value) -> str:
    """The first letter upper-case, the others lower-case."""
    return kept(text(value, host).capitalize())


@GROUP.add("PROPER", 1)
def proper_text(host: Host, value: Value) -> str:
    """Each word of a name capitalised, da, de, dos… low."""
    return kept(proper(text(value, host)))


@GROUP.add("EXTRACT_BETWEEN", 3)
def extract_between(host: Host, value: Value, start: Value, end: Value) -> str:
    """What stands between the first `start` and the next `end`; "" without them."""
    _, found, rest = _partition(text(value, host), text(start, host))
    part, closed, _ = _partition(rest, text(end, host))
    return kept(part) if found and closed else ""


@GROUP.add("EXTRACT_BEFORE", 2)
def extract_before(host: Host, value: Value, mark: Value) -> str:
    """What stands before the first `mark`; "" without it."""
    part, found, _ = _partition(text(value, host), text(mark, host))
    return kept(part) if found else ""


@GROUP.add("EXTRACT_AFTER", 2)
def extract_after(host: Host, value: Value, mark: Value) -> str:
    """What stands after the first `mark`; "" without it."""
    return kept(_partition(text(value, host), text(mark, host))[2])


def _partition(subject: str, mark: str) -> tuple[str, str, str]:
    return subject.partition(mark) if mark else (subject, "", "")


@GROUP.add("CHR", 1)
def character(host: Host, code: Value) -> str:
    number = integer(code, "CHR")
    if not 0 < number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise BasicError("E311", function="CHR", argument=str(number))
    return chr(number)


@GROUP.add("ASC", 1)
def code_of(host: Host, value: Value) -> int:
    """The code point of the first character, 0 of the empty text."""
    subject = text(value, host)
    return ord(subject[0]) if subject else 0


@GROUP.add("REMOVE_ACCENTS", 1)
def remove_accents(host: Host, value: Value) -> str:
    return kept(without_accents(text(value, host)))


_HASHES = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


@GROUP.add("HASH", 1, 2)
def hash_text(host: Host, value: Value, algorithm: Value = "sha256") -> str:
    """Hexadecimal digits; md5, sha1, sha256, sha384 or sha512."""
    name = text(algorithm, host).casefold().replace("-", "")
    if name not in _HASHES:
        raise BasicError("E311", function="HASH", argument=name)
    return hashlib.new(name, text(value, host).encode(), usedforsecurity=False).hexdigest()


@GROUP.add("BASE64_ENCODE", 1)
def base64_encode(host: Host, value: Value) -> str:
    subject = text(value, host).encode()
    room_for_text(len(subject) * 4 // 3)
    return kept(base64.b64encode(subject).decode())


@GROUP.add("BASE64_DECODE", 1)
def base64_decode(host: Host, value: Value) -> str:
    """The text that was encoded, in either alphabet, padding may be missing. Raises: E311 when it is no text."""
    subject = "".join(text(value, host).split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return kept(base64.b64decode(subject + "=" * (-len(subject) % 4), validate=True).decode())
    except (binascii.Error, ValueError) as error:
        raise wrong("BASE64_DECODE", value) from error


@GROUP.add("URL_ENCODE", 1)
def url_encode(host: Host, value: Value) -> str:
    return kept(quote(text(value, host), safe=""))
