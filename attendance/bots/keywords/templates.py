"""SEND TEMPLATE: a text that the vendor approved, to whomever it is for, whether they wrote lately or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import select

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.values import Rowset
from attendance.bots.keywords.base import Keyword
from attendance.bots.scripts.scene import MOST_MESSAGES, Scene
from attendance.channels import template_queries
from attendance.channels.base import Identity
from attendance.channels.models import Inbox
from attendance.channels.templates import Filled, TemplateInvalid, TemplateNotApproved, fill
from attendance.conversations import opening, posting
from attendance.conversations.actions import Locked
from attendance.conversations.limits import limits_of
from attendance.conversations.opening import Addressee
from attendance.conversations.posting import Draft
from attendance.conversations.rules import ConversationClosed, OptedOut, OwnerChanged, Sender
from attendance.crm import contacts
from attendance.kernel import phones
from attendance.kernel.errors import NotFound

_CHANNELS: Final = frozenset({"whatsapp", "sms", "telegram", "email", "instagram", "messenger"})
_PHONE_FIELDS: Final = ("phone", "telefone", "celular", "whatsapp", "mobile", "to")


@dataclass(frozen=True, slots=True)
class _Order:
    """What a call wants: `channels` empty means whichever has templates."""

    to: list[Value]
    template: str
    values: dict[str, str]
    channels: tuple[str, ...] = ()


class SendTemplate(Keyword):
    phrase = "SEND TEMPLATE"
    syntax: ClassVar[tuple[str, ...]] = (
        "SEND TEMPLATE to, template [, vars]",
        "SEND TEMPLATE template, channel, to [, vars]",
    )
    example = (
        'r = SEND TEMPLATE "+55 11 98888-7777", "pedido_pronto", "Ana", "4821"\n'
        "IF NOT r.success THEN PRINT r.error\n"
        'SEND TEMPLATE "pedido_pronto", "whatsapp", customer.phone, { "1": "Ana", "2": "4821" }'
    )
    effects = (
        "Sends a template that the vendor approved, also when the 24 hours of WhatsApp are over; a new conversation "
        "begins where there is none. `to` is a phone, an object that has one, or an array of them; NULL is the "
        "customer of the session."
    )
    result = (
        "a list of {success, channel, recipient, message_id, error}, which reads as its first element too"
    )
    errors = (
        ("E402", "no inbox with templates, no such template, or one that isn't approved"),
        ("E311", "a variable that is missing, unknown, too long or has line breaks"),
        ("E505", "too many messages in one turn"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        order = _order(scene, call)
        inbox = await _inbox(scene, order)
        filled = await _filled(scene, call, inbox.id, order)
        results = []
        for place, to in enumerate(order.to):
            results.append(await _send(scene, call, inbox, filled, to, place))
        return Rowset(results)


class SendTemplateTo(SendTemplate):
    phrase = "SEND TEMPLATE TO"
    syntax = ("SEND TEMPLATE TO to, template [, vars]",)
    example = 'SEND TEMPLATE TO customer.phone, "boas_vindas", { "nome": customer.name }'


@dataclass(frozen=True, slots=True)
class _Inbox:
    id: UUID
    channel: str
    bot_id: UUID | None


def _order(scene: Scene, call: Invocation) -> _Order:
    first, second, *rest = call.arguments
    words = [word.strip().casefold() for word in scene.text(second).split(",")]
    if call.phrase == "SEND TEMPLATE" and rest and all(word in _CHANNELS for word in words):
        return _Order(_people(rest[0]), scene.text(first).strip(), _values(scene, rest[1:]), tuple(words))
    return _Order(_people(first), scene.text(second).strip(), _values(scene, rest))


def _people(to: Value) -> list[Value]:
    return list(to) if isinstance(to, list) else [to]


def _values(scene: Scene, given: Sequence[Value]) -> dict[str, str]:
    """An object names them, further arguments count from 1."""
    if len(given) == 1 and isinstance(given[0], Mapping):
        return {str(name): scene.text(value) for name, value in given[0].items()}
    return {str(number): scene.text(value) for number, value in enumerate(given, start=1)}


async def _inbox(scene: Scene, order: _Order) -> _Inbox:
    """One that has templates: that of the session, else one of this bot, else any. Raises: KeywordError E402."""
    able = [name for name, one in scene.services.channels.items() if one.capabilities.has_templates]
    wanted = [name for name in able if not order.channels or name in order.channels]
    own = scene.found.inbox_id if scene.found else None
    rows = await scene.tx.rows(
        select(Inbox.id, Inbox.channel, Inbox.bot_id)
        .where(Inbox.is_active, Inbox.channel.in_(wanted))
        .order_by(
            (Inbox.id == own).desc(), (Inbox.bot_id == scene.bot.id).desc().nulls_last(), Inbox.created_at
        )
        .limit(1)
    )
    if not rows:
        raise KeywordError("E402", w=", ".join(order.channels) or "whatsapp")
    return _Inbox(rows[0].id, rows[0].channel, rows[0].bot_id)


async def _filled(scene: Scene, call: Invocation, inbox_id: UUID, order: _Order) -> Filled:
    """In the company's language where there is one. Raises: KeywordError E402, E311."""
    language = scene.company.locale.replace("-", "_")
    try:
        try:
            found = await template_queries.template_named(
                scene.tx, inbox_id, order.template, language=language
            )
        except NotFound:
            found = await template_queries.template_named(scene.tx, inbox_id, order.template)
        return fill(found, order.values)
    except (NotFound, TemplateNotApproved):
        raise KeywordError("E402", w=order.template[:60]) from None
    except TemplateInvalid as invalid:
        raise KeywordError(
            "E311", function=call.phrase, argument=str(invalid.facts["problems"])[:120]
        ) from None


async def _send(
    scene: Scene, call: Invocation, inbox: _Inbox, filled: Filled, to: Value, place: int
) -> dict[str, Any]:
    told = {"success": False, "channel": inbox.channel, "recipient": None, "message_id": None, "error": None}
    phone = _phone_of(scene, to)
    if to is None and scene.found is not None and scene.found.inbox_id == inbox.id:
        found = await scene.refresh()
    elif phone is None:
        return {**told, "recipient": scene.text(to)[:60], "error": "unknown_recipient"}
    else:
        found = await _conversation_with(scene, phone, inbox)
    if len(scene.posted) >= MOST_MESSAGES:
        raise KeywordError("E505")
    try:
        message_id = await _post(scene, call, found, filled, place)
    except (OptedOut, ConversationClosed, OwnerChanged) as refusal:
        return {**told, "recipient": phone, "error": refusal.code}
    return {**told, "success": True, "recipient": phone, "message_id": str(message_id)}


async def _conversation_with(scene: Scene, phone: str, inbox: _Inbox) -> Locked:
    external_id = phone.removeprefix("+")
    person = Identity(external_id, phone=phone)
    [known] = await contacts.identify(scene.tx, inbox.channel, [person])
    to = Addressee(known.id, known.is_new, external_id)
    bot_id = inbox.bot_id or scene.bot.id
    return await opening.open_for(scene.tx, to, inbox_id=inbox.id, channel=inbox.channel, bot_id=bot_id)


async def _post(scene: Scene, call: Invocation, found: Locked, filled: Filled, place: int) -> UUID:
    draft = Draft(filled.text, scene.client_id(call.key, place), content={"template": dict(filled.content)})
    sender = Sender("bot", epoch=found.owner_epoch, is_farewell=scene.is_farewell)
    limit = limits_of(scene.services.channels[found.channel])
    message_id, _ = await posting.post_reply(
        scene.tx, found, draft, sender, author_name=scene.bot.name, limit=limit
    )
    scene.posted.append(message_id)
    return message_id


def _phone_of(scene: Scene, to: Value) -> str | None:
    if isinstance(to, Mapping):
        known = {str(name).casefold(): value for name, value in to.items()}
        to = next((known[name] for name in _PHONE_FIELDS if known.get(name)), None)
    if to is None:
        return None
    return phones.normalise(scene.text(to).removeprefix("whatsapp:"), scene.company.country)


KEYWORDS: Final = (SendTemplate(), SendTemplateTo())
