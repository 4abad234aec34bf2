"""Writes an answer as a mail that every program shows: text, the same as HTML, files, and the headers of its thread."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Final

from attendance.channels.base import MessageKind, Outgoing
from attendance.channels.email.account import Account, Style
from attendance.channels.email.addresses import message_id, reply_address
from attendance.channels.email.html import clean, words
from attendance.channels.email.inbound import bare_subject
from attendance.channels.menus import numbered, options_of
from attendance.kernel import clock
from attendance.kernel.errors import Rejected

MOST_FILE_BYTES: Final = 20 * 1024 * 1024
"""Of all files of a mail: base64 makes them a third larger, and most servers refuse more than 25 to 30 MB."""
_PLACEHOLDER: Final = re.compile(
    r"\{(message|signature|attendant_name|customer_name|company|subject|original_subject)\}"
)
_ID: Final = re.compile(r"[^<>\s@]+@[^<>\s@]+")
_RECIPIENT: Final = re.compile(r"[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+")
_LINK: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_MARKS: Final = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"<i>\1</i>"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), r"<s>\1</s>"),
)
_SHOWN_INSIDE: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
"""Pictures that every program shows within a mail."""
_PICTURE: Final = '<p><img src="cid:{cid}" alt="{name}" style="max-width:100%"></p>'
_QUOTE: Final = (
    '<p style="color:#52606d;margin:1.5em 0 .5em">{heading}</p><blockquote style="margin:0;padding-left:1em;'
    'border-left:2px solid #cbd2d9;color:#52606d">{words}</blockquote>'
)
_PAGE: Final = (
    '<!doctype html><html><body style="font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;'
    'color:#1f2933">{}</body></html>'
)


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, its content read."""

    content: bytes
    mime_type: str
    filename: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail, and its envelope: the first recipient is the customer."""

    mail: EmailMessage
    to: list[str]
    external_id: str


def write(
    message: Outgoing, account: Account, style: Style, *, files: Sequence[File] = (), key: bytes = b""
) -> Letter:
    """Raises Rejected for what no server would deliver."""
    _refuse_unsendable(message, files)
    external_id = message_id(message.message_id, account.domain)
    mail = EmailMessage(policy=SMTP)
    copies = _addresses(message, "cc")
    values = _values(message, style)
    mail["From"] = Address(_line(_filled(style.from_name, values)), addr_spec=account.address)
    mail["To"] = message.recipient
    if copies:
        mail["Cc"] = ", ".join(copies)
    mail["Subject"] = _subject(message, style)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{external_id}>"
    _thread(mail, message)
    if style.has_plus_addresses:
        mail["Reply-To"] = reply_address(account.address, message.message_id, key)
    if message.author_kind != "attendant":
        mail["Auto-Submitted"] = "auto-replied" if message.references else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _fill(mail, _body(message, style), files, external_id)
    blind = [one for one in (*_addresses(message, "bcc"), *style.bcc) if one not in copies]
    return Letter(mail, list(dict.fromkeys([message.recipient, *copies, *blind])), external_id)


def _refuse_unsendable(message: Outgoing, files: Sequence[File]) -> None:
    if _RECIPIENT.fullmatch(message.recipient) is None:
        raise Rejected(f"{message.recipient} is not an e-mail address.", reason="invalid_recipient")
    if not message.recipient.isascii():
        raise Rejected(
            "Addresses with letters beyond ASCII can't be written to yet.", reason="invalid_recipient"
        )
    if message.kind not in (MessageKind.TEXT, MessageKind.INTERACTIVE) and not files:
        raise Rejected(f"A mail can't carry a message of kind {message.kind}.", reason="unsupported_kind")
    if not files and not numbered(message.text, options_of(message.content)).strip():
        raise Rejected("An empty mail is not sent.", reason="empty_text")
    if sum(len(file.content) for file in files) > MOST_FILE_BYTES:
        limit = MOST_FILE_BYTES // (1024 * 1024)
        raise Rejected(f"The files of a mail may have {limit} MB together.", reason="too_large")


def _addresses(message: Outgoing, field: str) -> list[str]:
    """Further recipients, as whoever wrote the message asked."""
    asked = message.content.get(field)
    found = [one for one in asked if isinstance(one, str)] if isinstance(asked, list) else []
    usable = [one.strip().lower() for one in found if one.isascii() and _RECIPIENT.fullmatch(one.strip())]
    return [one for one in dict.fromkeys(usable) if one != message.recipient][:50]


def _values(message: Outgoing, style: Style) -> Mapping[str, str]:
    values = {
        "message": numbered(message.text, options_of(message.content)),
        "attendant_name": message.author_name or style.company,
        "customer_name": message.recipient_name or "",
        "company": style.company,
        "subject": message.subject or "",
    }
    return {**values, "signature": _filled(style.signature, values)}


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Placeholders are replaced once: what customers and attendants write is never a template."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), template).strip()


def _subject(message: Outgoing, style: Style) -> str:
    asked = message.content.get("subject")
    if isinstance(asked, str) and asked.strip():
        return _line(asked)
    subject = bare_subject(_line(message.subject or ""))
    if not message.references:
        return subject or style.company
    answered = {"subject": subject or style.company, "original_subject": subject or style.company}
    return _line(_filled(style.reply_subject, answered))


def _line(text: str) -> str:
    return " ".join(text.split())[:500]


def _thread(mail: EmailMessage, message: Outgoing) -> None:
    """Programs and servers show mails as one conversation by these."""
    known = [one for one in (found.partition("#")[0] for found in message.references) if _ID.fullmatch(one)]
    if known:
        mail["In-Reply-To"] = f"<{known[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in dict.fromkeys(known))


@dataclass(frozen=True, slots=True)
class _Body:
    """Plain, and as HTML: the words, and what stands below them and their pictures."""

    plain: str
    words: str
    below: str = ""


def _body(message: Outgoing, style: Style) -> _Body:
    """What was written in the inbox's template, and what it answers. HTML of a script stands as it is."""
    written = message.content.get("html")
    if isinstance(written, str) and written.strip():
        return _Body(words(written), clean(written))
    text = _filled(style.reply_template, _values(message, style))
    if message.original is None:
        return _Body(text, as_html(text))
    heading, said = message.original.heading, message.original.text
    quoted = "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
    below = _QUOTE.format(heading=escape(heading), words=escape(said).replace("\n", "<br>"))
    return _Body(f"{text}\n\n{heading}\n{quoted}", as_html(text), below)


def _fill(mail: EmailMessage, body: _Body, files: Sequence[File], external_id: str) -> None:
    """Pictures are shown below the words; other files are attached."""
    local, _, domain = external_id.rpartition("@")
    inside = [file for file in files if file.mime_type in _SHOWN_INSIDE]
    pictures = {f"{local}.{number}@{domain}": file for number, file in enumerate(inside)}
    shown = "".join(
        _PICTURE.format(cid=cid, name=escape(_line(file.filename))) for cid, file in pictures.items()
    )
    mail.set_content(body.plain + "\n", cte="quoted-printable")
    page = _PAGE.format(body.words + shown + body.below)
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    html = mail.get_body(("html",))
    for cid, file in pictures.items():
        assert isinstance(html, EmailMessage), "it was just added"
        _attach(html.add_related, file, cid=f"<{cid}>", disposition="inline")
    for file in files:
        if file not in inside:
            _attach(mail.add_attachment, file)


def _attach(add: Callable[..., None], file: File, **more: str) -> None:
    main, _, sub = file.mime_type.partition("/")
    add(file.content, maintype=main, subtype=sub or "octet-stream", filename=_line(file.filename), **more)


def as_html(text: str) -> str:
    """Paragraphs, links, and the marks for bold, italic and struck-out words."""
    paragraphs = re.split(r"\n{2,}", text.strip())
    return "".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs)


def _inline(text: str) -> str:
    pieces: list[str] = []
    end = 0
    for link in _LINK.finditer(text):
        pieces += [_marked(text[end : link.start()]), f'<a href="{escape(link[0])}">{escape(link[0])}</a>']
        end = link.end()
    pieces.append(_marked(text[end:]))
    return "".join(pieces).replace("\n", "<br>")


def _marked(text: str) -> str:
    shown = escape(text)
    for pattern, replacement in _MARKS:
        shown = pattern.sub(replacement, shown)
    return shown
