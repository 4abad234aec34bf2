"""The parts of a mail: its words, its HTML, its files. Bad encodings and charsets are read as well as can be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import Final

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.email.headers import decoded, storable, text_of

_DEEPEST: Final = 20
_MOST_PARTS: Final = 200
_MOST_TEXT: Final = 2_000_000
_WHOLE: Final = "mail"
"""Id of the attachment that stands for a mail that could not be taken apart."""
_KINDS: Final = {"image": MessageKind.IMAGE, "audio": MessageKind.AUDIO, "video": MessageKind.VIDEO}
_NAMES: Final = {
    "message/rfc822": "mensagem.eml", "text/calendar": "convite.ics", "text/html": "mensagem.html",
    "text/plain": "texto.txt", "application/pkcs7-signature": "smime.p7s", "application/ms-tnef": "winmail.dat",
    "application/pgp-signature": "assinatura.asc",
}  # fmt: skip
_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass(slots=True)
class Parts:
    """What a mail holds. `plain` and `html` are what its author wrote, in order; `files` everything else."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


def read(raw: bytes) -> Message:
    """The mail with its parts; one that is nested beyond reason is read as headers only."""
    try:
        return message_from_bytes(raw, policy=compat32)
    except RecursionError:
        head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
        mail = message_from_bytes(head + b"\n\n", policy=compat32)
        del mail["Content-Type"]
        mail["Content-Type"] = "application/x-unreadable"
        return mail


def parts_of(mail: Message) -> Parts:
    """Its words and its files."""
    parts = Parts()
    if mail.get_content_type() == "application/x-unreadable":
        parts.files.append(
            Attachment(MessageKind.DOCUMENT, id=_WHOLE, mime_type="message/rfc822", filename="mensagem.eml")
        )
        return parts
    for number, part in enumerate(_leaves(mail)):
        if number >= _MOST_PARTS:
            break
        _sort(part, f"part:{number}", parts)
    return parts


def file_of(raw: bytes, attachment_id: str) -> bytes | None:
    """The content of an attachment by its id; None when the mail has no such part."""
    if attachment_id == _WHOLE:
        return raw
    for number, part in enumerate(_leaves(read(raw))):
        if attachment_id == f"part:{number}":
            return content_of(part)
    return None


def content_of(part: Message) -> bytes:
    """A part's bytes, its transfer encoding taken off."""
    if part.get_content_maintype() == "message" and part.is_multipart():
        return _written(part.get_payload(0))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    payload = part.get_payload()
    return payload.encode("utf-8", "replace") if isinstance(payload, str) else b""


def _written(inner: object) -> bytes:
    """A mail inside a mail; nothing of one that can't be written as it was read, or is nested beyond reason."""
    try:
        return inner.as_bytes() if isinstance(inner, Message) else b""
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return b""


def text_of_part(part: Message) -> str:
    """The words of a text part in whatever charset."""
    content = content_of(part)[:_MOST_TEXT]
    charset = _charset(part)
    if charset is None and part.get_content_type() == "text/html":
        declared = _DECLARED.search(content[:2000])
        charset = declared[1].decode("ascii") if declared else None
    return decoded(content, charset).replace("\r\n", "\n").replace("\r", "\n")


def _charset(part: Message) -> str | None:
    """The charset that the part claims. ASCII is what programs claim that never asked."""
    try:
        claimed = part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return {"iso-8859-1": "windows-1252", "us-ascii": None, "ascii": None}.get(claimed or "", claimed)


def _leaves(mail: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, in order. A forwarded mail is one of them, not what is in it."""
    if mail.is_multipart() and mail.get_content_maintype() == "multipart" and depth < _DEEPEST:
        for part in _payload(mail):
            yield from _leaves(part, depth + 1)
    else:
        yield mail


def _payload(mail: Message) -> Sequence[Message]:
    payload = mail.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _sort(part: Message, part_id: str, into: Parts) -> None:
    content_type = part.get_content_type()
    is_attached = _disposition(part) == "attachment" or bool(_filename(part))
    if content_type == "text/plain" and not is_attached:
        into.plain.append(text_of_part(part))
    elif content_type == "text/html" and not is_attached:
        into.html.append(text_of_part(part))
    elif content_type.startswith("multipart/"):
        pass  # a container without parts
    else:
        into.files.append(_attachment(part, part_id, content_type))


def _attachment(part: Message, part_id: str, content_type: str) -> Attachment:
    kind = (
        MessageKind.DOCUMENT if content_type == "image/svg+xml" else _KINDS.get(part.get_content_maintype())
    )
    content_id = text_of(part, "Content-ID").strip("<> ")[:300] or None
    return Attachment(
        kind or MessageKind.DOCUMENT,
        id=part_id,
        mime_type=content_type if _TYPE.fullmatch(content_type) else "application/octet-stream",
        filename=_filename(part) or _NAMES.get(content_type),
        size_bytes=len(content_of(part)),
        content_id=content_id if _disposition(part) != "attachment" else None,
    )


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except (ValueError, TypeError, AttributeError):
        return ""


def _filename(part: Message) -> str | None:
    """The name that it was given, without folders; encoded words in it are decoded although none should be there."""
    try:
        given = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None
    if not given:
        return None
    holder = Message()
    holder.add_header("X-Name", "x")
    holder.replace_header("X-Name", given.replace("\n", " ").replace("\r", ""))
    name = re.split(r"[/\\]", storable(text_of(holder, "X-Name")))[-1].strip(" .")
    return name[:200] or None
