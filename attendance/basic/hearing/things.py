"""Numbers, and the texts with a form of their own: addresses of pages, ids, languages, colours."""

import re
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from attendance.basic.folding import plain
from attendance.basic.host import Host
from attendance.basic.numbers import Number, parse_money, parse_number, whole

_LONGEST_URL = 2_048
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}|localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
)
_LANGUAGES: Final = {
    name: code
    for code, names in {
        "pt-BR": "pt pt-br portugues portuguese brasileiro",
        "en": "en ingles english en-us en-gb",
        "es": "es espanhol espanol spanish castelhano castellano",
        "fr": "fr frances french francais",
        "it": "it italiano italian",
        "de": "de alemao german deutsch aleman",
        "ja": "ja japones japanese",
        "zh": "zh chines chinese chino mandarim",
    }.items()
    for name in names.split()
}
_LANGUAGE_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?", re.IGNORECASE)
_COLOURS: Final = {
    name: code
    for code, names in {
        "#000000": "preto preta black negro negra",
        "#ffffff": "branco branca white blanco blanca",
        "#ff0000": "vermelho vermelha red rojo roja",
        "#00ff00": "limao lime",
        "#008000": "verde green",
        "#0000ff": "azul blue",
        "#ffff00": "amarelo amarela yellow amarillo amarilla",
        "#ffa500": "laranja orange naranja",
        "#800080": "roxo roxa purple morado morada",
        "#ffc0cb": "rosa pink",
        "#a52a2a": "marrom brown marron cafe",
        "#808080": "cinza gray grey gris",
    }.items()
    for name in names.split()
}
_RGB = re.compile(r"rgb ?\( ?(\d{1,3}) ?, ?(\d{1,3}) ?, ?(\d{1,3}) ?\)")


def integer(text: str, host: Host) -> int | None:
    """`1.234` and `1,234` are the same in every language; digits or words."""
    for language in (host.language, "en", "pt-BR"):
        number = parse_number(text, language)
        if number is not None and (found := whole(number)) is not None:
            return found
    return None


def decimal(text: str, host: Host) -> Number | None:
    """With comma or point."""
    return parse_number(text, host.language)


def money(text: str, host: Host) -> Number | None:
    """With or without the currency; never less than nothing."""
    amount = parse_money(text, host.language)
    return amount if amount is not None and amount >= 0 else None


def url(text: str, host: Host) -> str | None:
    """A web address; `https://` is added where nothing stands."""
    address = text if "://" in text else f"https://{text}"
    if len(address) > _LONGEST_URL or any(letter.isspace() for letter in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    name = (parts.hostname or "").lower()
    if parts.scheme.lower() not in ("http", "https") or parts.username or not _HOST.fullmatch(name):
        return None
    place = name if port is None else f"{name}:{port}"
    return parts._replace(scheme=parts.scheme.lower(), netloc=place).geturl()


def uuid(text: str, host: Host) -> str | None:
    """Lower-case, with hyphens."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


def language(text: str, host: Host) -> str | None:
    """`pt-BR`, `en`, `es`, …: from its name or code."""
    words = plain(text)
    if words in _LANGUAGES:
        return _LANGUAGES[words]
    code = _LANGUAGE_CODE.fullmatch(text)
    if code is None or (code[2] is None and len(text) > 2):
        return None
    return code[1].lower() + (f"-{code[2].upper()}" if code[2] else "")


def colour(text: str, host: Host) -> str | None:
    """`#rrggbb`, from its code or its name."""
    words = plain(text)
    if words in _COLOURS:
        return _COLOURS[words]
    if channels := _RGB.fullmatch(words):
        values = [int(value) for value in channels.groups()]
        return "#" + "".join(f"{value:02x}" for value in values) if max(values) <= 255 else None
    digits = words.removeprefix("#")
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        return None
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def secret(text: str, host: Host) -> str | None:
    """At least eight characters."""
    return text if len(text) >= 8 else None
