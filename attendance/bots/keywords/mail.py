"""SEND MAIL: a mail to anybody, from a mailbox of the company; what comes back is a conversation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import select

from attendance.basic.host import Invocation, KeywordError, Suspended, Value
from attendance.basic.language_keywords.arguments import argument, clause
from attendance.bots.keywords.base import OutsideKeyword
from attendance.bots.keywords.files import order_of
from attendance.bots.scripts import sending
from attendance.bots.scripts.pages import words_of
from attendance.bots.scripts.scene import MOST_MESSAGES, OutsideServices, Scene
from attendance.bots.scripts.sending import NotSent, Order
from attendance.channels.base import Identity
from attendance.channels.media import FileKindNotTaken, FileTooLarge, FileTypeNotTaken, TooManyFiles
from attendance.channels.models import Inbox
from attendance.conversations import opening, posting
from attendance.conversations.actions import Locked
from attendance.conversations.limits import limits_of
from attendance.conversations.opening import Addressee
from attendance.conversations.posting import Attached, Draft
from attendance.conversations.rules import OptedOut, Sender
from attendance.crm import contacts
from attendance.files import actions as files

_CHANNEL: Final = "email"
_ADDRESS: Final = re.compile(
    r"[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+\.[^\s<>\"(),:;\[\]\\@]+", re.ASCII
)
_HTML: Final = re.compile(r"\s*<(?:!doctype\s+html|[a-z][a-z0-9]*)[\s/>]", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class _Letter:
    to: list[str]
    subject: str
    body: str
    copies: dict[str, list[str]]


class SendMail(OutsideKeyword):
    phrase = "SEND MAIL"
    syntax: ClassVar[tuple[str, ...]] = (
        "SEND MAIL to, subject, body [ATTACHMENT file, …]",
        "SEND MAIL TO to SUBJECT subject BODY body [ATTACHMENT file, …] [CC cc] [BCC bcc]",
    )
    example = (
        'r = SEND MAIL "financeiro@empresa.com.br", "Segunda via", "O cliente pede o boleto."\n'
        "IF NOT r.success THEN PRINT r.error\n"
        'SEND MAIL TO "ana@cliente.com" SUBJECT "Proposta" BODY "<p>Segue a <b>proposta</b>.</p>" '
        'ATTACHMENT "kb/proposta.pdf"'
    )
    effects = (
        "Sends a mail from an e-mail inbox: that of the session, else one of this bot, else any. `to` is an address, "
        "several with commas or `;`, or an array; each gets a mail of their own, and their answers come back to a "
        "conversation. In the body, *bold*, _italic_ and addresses of pages are shown as such; one that begins with a "
        "tag is HTML, of which nothing runs. Attachments are files as SEND FILE takes them."
    )
    result = "{success, message_id, error}"
    errors = (
        ("E402", "no e-mail inbox"),
        ("E404", "an attachment's path out of the bot's folder"),
        ("E321", "an attachment without a conversation"),
        ("E505", "too many messages in one turn"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value | Suspended:
        """Nothing outside is called without attachments."""
        letter = _letter(scene, call)
        if error := _error(letter):
            return _told(error=error)
        if not call.clauses.get("ATTACHMENT"):
            return await _post(scene, call, letter, ())
        return await super().run(scene, call)

    async def prepare(self, scene: Scene, call: Invocation) -> list[Order | str]:
        """The files, again for each recipient: a message's files are its own."""
        await _inbox(scene)
        orders = [await order_of(scene, self.phrase, one) for one in call.clauses["ATTACHMENT"]]
        return orders * len(_letter(scene, call).to)

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        try:
            return {"file_ids": [await self._kept(services, order) for order in prepared]}
        except NotSent as reason:
            return {"error": str(reason)}

    async def _kept(self, services: OutsideServices, order: Order | str) -> str:
        if not isinstance(order, Order):
            raise NotSent(order)
        return str(await sending.upload(services, order))

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        if value.get("error"):
            return _told(error=value["error"])
        return await _post(scene, call, _letter(scene, call), [UUID(one) for one in value["file_ids"]])


def _error(letter: _Letter) -> str | None:
    wrong = [one for one in letter.to if not _ADDRESS.fullmatch(one)]
    if wrong or not letter.to:
        return f"invalid_address: {', '.join(wrong)[:200]}"
    return None if letter.body.strip() else "empty_text"


async def _post(scene: Scene, call: Invocation, letter: _Letter, file_ids: Sequence[UUID]) -> dict[str, Any]:
    inbox = await _inbox(scene)
    if len(scene.posted) + len(letter.to) > MOST_MESSAGES:
        raise KeywordError("E505")
    each = len(file_ids) // len(letter.to)
    try:
        sent = [
            await _send(scene, call, inbox, letter, place, file_ids[place * each : (place + 1) * each])
            for place in range(len(letter.to))
        ]
    except (OptedOut, FileKindNotTaken, FileTypeNotTaken, FileTooLarge, TooManyFiles) as refusal:
        return _told(error=refusal.code)
    return _told(message_id=str(sent[0]))


def _told(*, message_id: str | None = None, error: str | None = None) -> dict[str, Any]:
    return {"success": error is None, "message_id": message_id, "error": error}


def _letter(scene: Scene, call: Invocation) -> _Letter:
    to, subject, body = (
        clause(call, word, argument(call, place)) for place, word in enumerate(("TO", "SUBJECT", "BODY"))
    )
    copies = {word.lower(): _addresses(scene, clause(call, word)) for word in ("CC", "BCC")}
    return _Letter(
        _addresses(scene, to), " ".join(scene.text(subject).split())[:500], scene.text(body),
        {name: found for name, found in copies.items() if found},
    )  # fmt: skip


def _addresses(scene: Scene, value: Value) -> list[str]:
    """Of a text or an array of texts, in lower case, each once."""
    if value is None:
        return []
    texts = [scene.text(one) for one in (value if isinstance(value, list) else [value])]
    found = [one.strip().lower() for text in texts for one in _SEPARATORS.split(text) if one.strip()]
    return list(dict.fromkeys(found))


async def _inbox(scene: Scene) -> UUID:
    """Raises: KeywordError E402."""
    own = scene.found.inbox_id if scene.found else None
    rows = await scene.tx.rows(
        select(Inbox.id)
        .where(Inbox.is_active, Inbox.channel == _CHANNEL)
        .order_by(
            (Inbox.id == own).desc(), (Inbox.bot_id == scene.bot.id).desc().nulls_last(), Inbox.created_at
        )
        .limit(1)
    )
    if not rows:
        raise KeywordError("E402", w=_CHANNEL)
    return UUID(str(rows[0].id))


async def _send(
    scene: Scene, call: Invocation, inbox_id: UUID, letter: _Letter, place: int, file_ids: Sequence[UUID]
) -> UUID:
    """Posted with the turn, delivered after it; the same mail when the turn is run again."""
    client_id = scene.client_id(call.key, place)
    found = await _conversation(scene, inbox_id, letter, place, thread=f"bot:{client_id}")
    await files.move(scene.tx, file_ids, conversation_id=found.id, inbox_id=inbox_id)
    able = scene.services.channels[_CHANNEL].capabilities
    is_html = _HTML.match(letter.body) is not None
    content = {
        **({"subject": letter.subject} if letter.subject else {}),
        **({"html": letter.body} if is_html else {}),
        **letter.copies,
    }
    message_id, _ = await posting.post_reply(
        scene.tx,
        found,
        Draft(
            words_of(letter.body) if is_html else letter.body,
            client_id,
            content=content,
            files=Attached(tuple(file_ids), able) if file_ids else None,
        ),
        Sender("bot", epoch=found.owner_epoch),
        author_name=scene.bot.name,
        limit=limits_of(scene.services.channels[_CHANNEL]),
    )
    scene.posted.append(message_id)
    return message_id


async def _conversation(scene: Scene, inbox_id: UUID, letter: _Letter, place: int, *, thread: str) -> Locked:
    address = letter.to[place]
    person = Identity(address, email=address, username=address)
    [known] = await contacts.identify(scene.tx, _CHANNEL, [person])
    return await opening.open_for(
        scene.tx, Addressee(known.id, known.is_new, address), inbox_id=inbox_id, channel=_CHANNEL,
        bot_id=scene.bot.id, thread=thread, subject=letter.subject or None,
    )  # fmt: skip


KEYWORDS: Final = (SendMail(),)
