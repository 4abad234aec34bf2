"""Answers that are no text: files, voices, places, people."""

import mimetypes
import re
from decimal import Decimal
from typing import Final

from attendance.basic.hearing import people
from attendance.basic.host import Answer, Host, Value
from attendance.basic.values import File

_POINT = re.compile(
    r"(?:^|geo:|[@=(]|ll=|q=|\s)\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*(?:,|%2C)\s*(-?\d{1,3}(?:\.\d{1,15})?)(?![\d.])",
    re.ASCII,
)
_VCARD_NAME = re.compile(r"^FN[^:\n]*:(.+)$", re.MULTILINE | re.IGNORECASE)
_VCARD_PHONE = re.compile(r"^TEL[^:\n]*:(.+)$", re.MULTILINE | re.IGNORECASE)
_PHONE_IN_TEXT: Final = re.compile(r"\+?[0-9(][0-9 ().-]{6,22}[0-9]")


def any_file(answer: Answer, host: Host) -> Value:
    return answer.attachments[0] if answer.attachments else None


def image(answer: Answer, host: Host) -> Value:
    return _of_class(answer, "image")


def video(answer: Answer, host: Host) -> Value:
    return _of_class(answer, "video")


def voice(answer: Answer, host: Host) -> Value:
    """The text of what was said: the product transcribes a voice message into the answer's text."""
    return answer.text.strip() or None


def qr_code(answer: Answer, host: Host) -> Value:
    """The text that the code holds: the product reads a picture into the answer's text."""
    return answer.text.strip() or None


def _of_class(answer: Answer, kind: str) -> Value:
    return next((file for file in answer.attachments if _class_of(file) == kind), None)


def _class_of(file: Value) -> str:
    if not isinstance(file, File):
        return ""
    name = file.filename or file.url.partition("?")[0]
    return (file.mime_type or mimetypes.guess_type(name)[0] or "").partition("/")[0].lower()


def location(answer: Answer, host: Host) -> Value:
    """`{lat, lon, address}` of a shared place, a map's link or a point; of a place without a point its address."""
    text = " ".join(answer.text.split())
    found = _POINT.search(text)
    if found is None:
        return {"lat": None, "lon": None, "address": text} if len(text) >= 5 and " " in text else None
    lat, lon = Decimal(found[1]), Decimal(found[2])
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    address = (
        "" if "/" in text or ":" in text else (text[: found.start()] + text[found.end() :]).strip(" ,;()")
    )
    return {"lat": lat, "lon": lon, "address": address or None}


def contact(answer: Answer, host: Host) -> Value:
    """`{name, phone}` of a shared card, or of a name and a number in one text."""
    text = answer.text.strip()
    card, number = _VCARD_NAME.search(text), _VCARD_PHONE.search(text) or _PHONE_IN_TEXT.search(text)
    if number is None:
        return None
    said = number[1] if number.re is _VCARD_PHONE else number[0]
    phone = people.phone(said.strip(), host)
    rest = card[1] if card else (text[: number.start()] + " " + text[number.end() :]).strip(" ,;:-\n")
    return {"name": people.name(rest, host), "phone": phone} if phone else None
