"""Deliveries damaged on their way: as bytes, as JSON, as a form, as a mail. The same chance does the same."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final
from urllib.parse import parse_qsl, quote_plus, urlencode

ODD_TEXTS: Final = (
    "", " ", "\x00", "\ud800", "\u202e", "null", "-1", "0", "1e999", "9" * 40, "wamid.1", "a" * 3_000, "<b>", "'",
    "2026-13-45T99:99:99Z", "👩‍👩‍👧‍👦", "١٢٣", "²", "https://[::1", "=?utf-8?q?=ZZ?=",
)  # fmt: skip
ODD_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 10**30, -(10**18), 1.5, 1e308, [], {}, [[]], [None], {"": ""}, *ODD_TEXTS,
)  # fmt: skip
_BITS: Final = (
    b"\x00",
    b"\xff",
    b"\\ud800",
    b"\\u0000",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\r\n",
    b"%",
    b"&",
    b"=",
    b"\\",
)
_DEEPEST: Final = 100


def mutated(body: bytes, chance: Random) -> bytes:
    """The body with one to four things wrong with it."""
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(_ways_for(body))(body, chance)
    return body


def _ways_for(body: bytes) -> Sequence[Callable[[bytes, Random], bytes]]:
    """Rough damage for everything; what keeps the shape is tried more often, for it gets further."""
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        return (_bytes, _json, _json, _json)
    return (_bytes, _mail, _mail) if b"\n" in body else (_bytes, _form, _form, _form)


def _bytes(body: bytes, chance: Random) -> bytes:
    if not body:
        return chance.choice(_BITS)
    at, until = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    match chance.randrange(5):
        case 0:
            return body[:at]
        case 1:
            return body[:at] + body[until:]
        case 2:
            return body[:at] + chance.choice(_BITS) + body[at:]
        case 3:
            return body[:until] + body[at : min(until, at + 2000)] + body[until:]
        case _:
            at = min(at, len(body) - 1)
            return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]


def _json(body: bytes, chance: Random) -> bytes:
    try:
        sample = json.loads(body)
    except (ValueError, RecursionError):
        return _bytes(body, chance)
    places = list(_places(sample))
    if not places:
        return json.dumps(chance.choice(ODD_VALUES)).encode()
    container, key = chance.choice(places)
    match chance.randrange(5):
        case 0:
            del container[key]
        case 1:
            container[key] = chance.choice(ODD_VALUES)
        case 2:
            container[key] = _nested(container[key], chance.randint(2, _DEEPEST))
        case 3:
            other, place = chance.choice(places)
            if place in (range(len(other)) if isinstance(other, list) else other):
                container[key] = copy.deepcopy(other[place])
        case _:
            container.append(copy.deepcopy(container[key])) if isinstance(
                container, list
            ) else container.update({chance.choice(ODD_TEXTS[:8]): container[key]})
    return json.dumps(sample).encode()


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key), outer ones first."""
    waiting = [node] if isinstance(node, dict | list) else []
    while waiting:
        container = waiting.pop(0)
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            yield container, key
            if isinstance(container[key], dict | list):
                waiting.append(container[key])


def _nested(value: Any, depth: int) -> Any:
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def _form(body: bytes, chance: Random) -> bytes:
    pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    if not pairs:
        return body + b"&"
    at = chance.randrange(len(pairs))
    name, value = pairs[at]
    match chance.randrange(5):
        case 0:
            del pairs[at]
        case 1:
            pairs[at] = (name, _text(chance))
        case 2:
            pairs.append((name, _text(chance)))
        case 3:
            pairs[at] = (chance.choice([other for other, _ in pairs]), value)
        case _:  # what Slack's interactions hold is JSON in a field
            inner = _json(value.encode(errors="replace"), chance).decode(errors="replace")
            pairs[at] = (name, inner)
    return urlencode(pairs, errors="replace", quote_via=quote_plus).encode()


def _mail(body: bytes, chance: Random) -> bytes:
    lines = body.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, chance.choice(lines))
        case 2:
            lines.insert(at, chance.choice(_HEADERS))
        case 3:
            lines[at] = lines[at].partition(b":")[0] + b": " + _text(chance).encode(errors="surrogateescape")
        case 4:
            lines.insert(
                at, b"Content-Type: multipart/mixed; boundary=" + chance.choice((b"", b'"x', b"x\r\n\r\n--x"))
            )
        case _:
            lines = lines[:at]
    return b"\n".join(lines)


_HEADERS: Final = (
    b"Content-Type: text/plain; charset=klingon", b"Content-Type: message/rfc822", b"Content-Type: multipart/report",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode", b"Content-Type: ;;;=",
    b"From: =?utf-8?b?/////w==?= <a@b>", b"From: @", b"Message-ID: <" + b"x" * 2000 + b">", b"Date: yesterday",
    b'Content-Disposition: attachment; filename*=klingon\'\'%FF%00; filename="../../x"', b"Reply-To: a@b, c@d, \xff",
    b"References: " + b"<a@b> " * 500, b"Subject: =?utf-16?q?=00?=", b" folded",
    b"Content-Type: message/delivery-status",
)  # fmt: skip


def _text(chance: Random) -> str:
    text = chance.choice(ODD_TEXTS)
    return text.encode(errors="replace").decode()
