"""SEND MAIL: a mail to anybody, from a mailbox of the company; what comes back is a conversation."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import select

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.language_keywords.arguments import argument, clause
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import MOST_MESSAGES, Scene
from attendance.channels.base import Identity
from attendance.channels.models import Inbox
from attendance.conversations import opening, posting
from attendance.conversations.actions import Locked
from attendance.conversations.limits import limits_of
from attendance.conversations.opening import Addressee
from attendance.conversations.posting import Draft
from attendance.conversations.rules import OptedOut, Sender
from attendance.crm import contacts

_CHANNEL: Final = "email"
_ADDRESS: Final = re.compile(
    r"[^\s<>\"(),:;\[\]\\@]+@[^\s<>\"(),:;\[\]\\@]+\.[^\s<>\"(),:;\[\]\\@]+", re.ASCII
)
_SEPARATORS: Final = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class _Letter:
    to: list[str]
    subject: str
    body: str
    copies: dict[str, list[str]]


class SendMail(Keyword):
    phrase = "SEND MAIL"
    syntax: ClassVar[tuple[str, ...]] = (
        "SEND MAIL to, subject, body",
        "SEND MAIL TO to SUBJECT subject BODY body [CC cc] [BCC bcc]",
    )
    example = (
        'r = SEND MAIL "financeiro@empresa.com.br", "Segunda via", "O cliente pede o boleto."\n'
        "IF NOT r.success THEN PRINT r.error"
    )
    effects = (
        "Sends a mail from an e-mail inbox: that of the session, else one of this bot, else any. `to` is an address, "
        "several with commas or `;`, or an array; each gets a mail of their own, and their answers come back to a "
        "conversation. In the body, *bold*, _italic_ and addresses of pages are shown as such."
    )
    result = "{success, message_id, error}"
    errors = (("E402", "no e-mail inbox"), ("E401", "ATTACHMENT"), ("E505", "too many messages in one turn"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        if call.clauses.get("ATTACHMENT"):
            raise KeywordError("E401", w="ATTACHMENT")
        letter = _letter(scene, call)
        wrong = [one for one in letter.to if not _ADDRESS.fullmatch(one)]
        if wrong or not letter.to:
            return _told(error=f"invalid_address: {', '.join(wrong)[:200]}")
        if not letter.body.strip():
            return _told(error="empty_text")
        inbox = await _inbox(scene)
        if len(scene.posted) + len(letter.to) > MOST_MESSAGES:
            raise KeywordError("E505")
        try:
            sent = [await _send(scene, call, inbox, letter, place) for place in range(len(letter.to))]
        except OptedOut as refusal:
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


async def _send(scene: Scene, call: Invocation, inbox_id: UUID, letter: _Letter, place: int) -> UUID:
    """Posted with the turn, delivered after it; the same mail when the turn is run again."""
    client_id = scene.client_id(call.key, place)
    found = await _conversation(scene, inbox_id, letter, place, thread=f"bot:{client_id}")
    content = {"subject": letter.subject, **letter.copies} if letter.subject else dict(letter.copies)
    message_id, _ = await posting.post_reply(
        scene.tx,
        found,
        Draft(letter.body, client_id, content=content),
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
