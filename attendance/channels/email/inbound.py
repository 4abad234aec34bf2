"""Turns a mail as the server keeps it into our message, whatever it looks like.

A body of ours is the raw mail below one line that says whose mailbox held it, as servers put their own lines on top.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from email.message import Message
from typing import Any, Final

from attendance.channels.base import Identity, Ignored, Incoming, IncomingMessage, MessageKind
from attendance.channels.email import authentication, automatic, html, quotes, reports
from attendance.channels.email.addresses import answered_message
from attendance.channels.email.headers import Mailbox, date_of, mailboxes, message_ids, text_of
from attendance.channels.email.mime import Parts, file_of, parts_of, read
from attendance.channels.reading import MAX_ID_CHARS
from attendance.kernel.errors import InvalidInput

_MAILBOX: Final = b"X-Attendance-Mailbox: "
_CUT: Final = b"X-Attendance-Too-Large: "
_SERVER: Final = b"X-Attendance-Receiving-Server: "
_NOBODY: Final = "nobody"
"""Lane of what no customer wrote."""
_MOST_TEXT: Final = 60_000
_FIELD: Final = re.compile(rb"\A(?:From [^\n]*\n)?[!-9;-~]{1,80}[ \t]*:")
_REPLY: Final = re.compile(
    r"^\s*(?:(?:re|res|resposta|respuesta|aw|sv|fw|fwd|enc|rv|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)


def stored(raw: bytes, *, mailbox: str, server: str = "", too_large_bytes: int | None = None) -> bytes:
    """The body to store for a mail of this mailbox. `server`: under which name its receiving server says whether
    senders are who they say; `too_large_bytes`: only the mail's headers were fetched."""
    own = _line(_MAILBOX, mailbox.lower())
    judge = _line(_SERVER, server)  # always: no mail may begin with this line instead of us
    cut = _line(_CUT, str(too_large_bytes)) if too_large_bytes is not None else b""
    return own + judge + cut + raw


def _line(name: bytes, value: str) -> bytes:
    return name + value.encode("utf-8", "replace") + b"\r\n"


def lanes(body: bytes, key: bytes) -> list[str]:
    return [entry.lane for entry in parse(body, key)]


def parse(body: bytes, key: bytes) -> list[Incoming]:
    """The mail as one entry. `key` proves reply addresses of ours. Raises InvalidInput when there is no header."""
    opened = _opened(body)
    own, mail = opened.own, read(opened.raw)
    lane = _author(mail, own)
    report = reports.read_report(mail, lane.address if lane else _NOBODY)
    if report is not None:
        return [report]
    if lane is None:
        return [Ignored(_NOBODY, "no_sender", _facts(mail), _message_id(mail))]
    if lane.address == own:
        return [Ignored(own, "from_this_mailbox", _facts(mail), _message_id(mail))]
    return [_message(mail, lane, opened, key)]


def file_content(body: bytes, attachment_id: str) -> bytes | None:
    """A file of a stored body; None when there is no such part."""
    return file_of(_opened(body).raw, attachment_id)


def bare_subject(subject: str) -> str:
    """Without the `Re:`s and `Fwd:`s of any language."""
    return _REPLY.sub("", subject).strip()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A stored body: whose mailbox held the mail, who judges senders there, how large it was where it was too large."""

    own: str
    server: str
    cut: int | None
    raw: bytes


def _opened(body: bytes) -> _Opened:
    """Raises InvalidInput."""
    if not body.startswith(_MAILBOX):
        if _FIELD.match(body) is None:
            raise InvalidInput("The body is not a mail: it begins with no header.")
        return _Opened("", "", None, body)
    own, raw = _taken(body, _MAILBOX)
    server, raw = _taken(raw, _SERVER)
    size, raw = _taken(raw, _CUT)
    return _Opened(own, server, int(size) if re.fullmatch(r"\d{1,15}", size) else None, raw)


def _taken(body: bytes, name: bytes) -> tuple[str, bytes]:
    """(the value of our line, what follows it); empty when the body doesn't begin with it."""
    if not body.startswith(name):
        return "", body
    value, _, rest = body.removeprefix(name).partition(b"\r\n")
    return value.decode("utf-8", "replace").strip(), rest


def _author(mail: Message, own: str) -> Mailbox | None:
    """Who is answered: the Reply-To where there is one, as forms of web sites write in their own name."""
    authors = mailboxes(mail, "From") or mailboxes(mail, "Sender")
    author = authors[0] if authors else None
    replies = [found for found in mailboxes(mail, "Reply-To") if found.address != own]
    if len(replies) != 1:
        return author
    name = replies[0].name or (author.name if author and author.address != own else None)
    return Mailbox(replies[0].address, name)


def _message_id(mail: Message) -> str | None:
    return next(iter(message_ids(mail, "Message-ID")), None)


def _facts(mail: Message) -> dict[str, Any]:
    return {name.lower(): text_of(mail, name) for name in ("From", "To", "Subject", "Date", "Message-ID")}


def _message(mail: Message, author: Mailbox, opened: _Opened, key: bytes) -> IncomingMessage:
    own, parts = opened.own, parts_of(mail)
    text, quoted = _words(parts)
    subject = text_of(mail, "Subject")[:500]
    fingerprint = _fingerprint(mail, parts)
    external_id = _message_id(mail) or f"mail:{fingerprint}"
    references = _references(mail, own, key)
    sign = automatic.reason_of(mail, author.address)
    doubt = _doubt(mail, author, opened)
    return IncomingMessage(
        lane=author.address,
        external_id=external_id[:MAX_ID_CHARS],
        sender=Identity(author.address, name=author.name, email=author.address, username=author.address),
        kind=_kind(parts, text),
        text=text or bare_subject(subject),
        sent_at=date_of(mail),
        content={
            **_content(mail, parts, quoted=quoted, sign=sign, cut=opened.cut),
            **_others(mail, author.address, own),
            **({"unverified": doubt} if doubt else {}),
        },
        attachments=tuple(parts.files),
        thread=references[0] if references else external_id[:MAX_ID_CHARS],
        references=tuple(references),
        subject=bare_subject(subject) or None,
        is_automatic=sign is not None,
        is_unverified=doubt is not None,
        fingerprint=fingerprint,
    )


def _doubt(mail: Message, author: Mailbox, opened: _Opened) -> str | None:
    sender = next(iter(mailboxes(mail, "From") or mailboxes(mail, "Sender")), author).address
    return authentication.doubt_of(
        mail, server=opened.server, sender=sender, answered=author.address, own=opened.own
    )


def _words(parts: Parts) -> tuple[str, str]:
    """(what its author wrote, the earlier mails below it)."""
    plain = "\n".join(parts.plain).strip()
    text = plain or html.words("\n".join(parts.html)[: 4 * html.MOST_CHARS])
    answer, quoted = quotes.fold(text)
    return answer[:_MOST_TEXT], quoted[:_MOST_TEXT]


def _kind(parts: Parts, text: str) -> MessageKind:
    """A mail without words is the file that it brings."""
    return parts.files[0].kind if parts.files and not text else MessageKind.TEXT


def _references(mail: Message, own: str, key: bytes) -> list[str]:
    """Ids of earlier mails, nearest last: what the headers name, and the message whose address was written to."""
    named = [*message_ids(mail, "References"), *message_ids(mail, "In-Reply-To")[:1]]
    to = [box.address for box in mailboxes(mail, "To", "Cc", "Delivered-To", "X-Original-To")] if own else []
    answered = [found for address in to if (found := answered_message(address, own, key))]
    in_order = [*named, *answered[:1]]
    return [one for number, one in enumerate(in_order) if one not in in_order[number + 1 :]]


def _fingerprint(mail: Message, parts: Parts) -> str:
    """Of what the mail says, not of the way that it took: copies by two ways are the same mail."""
    said: Sequence[object] = (
        [box.address for box in mailboxes(mail, "From")], text_of(mail, "Subject"), text_of(mail, "Date"),
        parts.plain, parts.html, [(file.filename, file.size_bytes) for file in parts.files],
    )  # fmt: skip
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:24]


def _content(
    mail: Message, parts: Parts, *, quoted: str, sign: str | None, cut: int | None
) -> Mapping[str, Any]:
    page = html.harmless("\n".join(parts.html)) if parts.html and _is_short(parts.html) else ""
    content: dict[str, Any] = {
        "from": [asdict(box) for box in mailboxes(mail, "From")],
        "to": [asdict(box) for box in mailboxes(mail, "To")],
        "cc": [asdict(box) for box in mailboxes(mail, "Cc")],
        "quoted": quoted,
        "html": page if len(page) <= html.MOST_CHARS else "",
        "has_remote_images": html.has_remote_images(page),
        "automatic": sign,
        "too_large_bytes": cut,
    }
    return {name: value for name, value in content.items() if value}


def _others(mail: Message, author: str, own: str) -> dict[str, Any]:
    """Whom an answer to all goes to as well: everybody it was addressed to, but the author and this mailbox."""
    ours = {own, author}
    found = [asdict(box) for box in mailboxes(mail, "To", "Cc") if _without_tag(box.address) not in ours]
    return {"others": found} if found and own else {}


def _without_tag(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _is_short(pages: Sequence[str]) -> bool:
    return sum(map(len, pages)) <= 2 * html.MOST_CHARS
