"""The question itself: asked once, by the policy that every message of ours passes, or noted why it wasn't."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from sqlalchemy import select, update

from attendance.channels import template_queries
from attendance.channels.base import Channel
from attendance.channels.models import Inbox
from attendance.channels.templates import TemplateInvalid, TemplateNotApproved, fill, variables_of
from attendance.conversations import actions, posting
from attendance.conversations.actions import Locked
from attendance.conversations.limits import limits_of
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import CLOSED, OptedOut, Sender, WindowClosed
from attendance.crm import contacts
from attendance.crm.models import Contact
from attendance.identity import company
from attendance.identity.models import User
from attendance.kernel import clock, jobs
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.jobs import Job
from attendance.kernel.settings import Settings as Process
from attendance.ratings import events, settings
from attendance.ratings.links import RatingLinks
from attendance.ratings.models import ConversationRating
from attendance.ratings.question import About, Question, score_question, template_values
from attendance.ratings.settings import Settings

FAREWELL: Final = Sender("system", is_farewell=True)


class Services(Protocol):
    """What asking needs of the composition."""

    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Process: ...


@dataclass(frozen=True, slots=True)
class Ask:
    """Payload of `rating.ask`."""

    rating_id: UUID


class _NotAskable(Exception):
    """Why the customer can't be asked, as `conversation_ratings.reason` has it."""


async def ask(tx: Tx, services: Services, batch: Sequence[Job]) -> None:
    """The question is posted, with the job that delivers it, in the transaction that notes that it was asked."""
    for job in batch:
        await _ask(tx, services, jobs.decode(job, Ask).rating_id)


async def _ask(tx: Tx, services: Services, rating_id: UUID) -> None:
    planned = (ConversationRating.id == rating_id, ConversationRating.state == "planned")
    conversation_id = await tx.scalar(select(ConversationRating.conversation_id).where(*planned))
    if conversation_id is None:
        return
    found = await actions.lock(tx, conversation_id)
    if found.status not in CLOSED:
        await _note(tx, rating_id, state="withdrawn", reason="reopened")
        return
    row = await tx.first(
        select(ConversationRating.queue_id, ConversationRating.attendant_id).where(*planned).with_for_update()
    )
    if row is None:
        return
    asked = await settings.of_queue(tx, row.queue_id)
    links = RatingLinks(services.vault.signing_key, services.settings.public_url)
    about = await about_rating(tx, links, found, rating_id, row.attendant_id)
    try:
        await _check(tx, found)
        message_id = await _post(tx, services, found, asked, about, links)
    except _NotAskable as reason:
        await _note(tx, rating_id, state="not_asked", reason=str(reason))
        tx.publish(events.RatingNotAsked(conversation_id=found.id, rating_id=rating_id, reason=str(reason)))
        return
    now = clock.now()
    await _note(
        tx, rating_id, state="asked", message_id=message_id, asked_at=now,
        open_until=now + timedelta(seconds=asked.answer_seconds),
    )  # fmt: skip


async def about_rating(
    tx: Tx, links: RatingLinks, found: Locked, rating_id: UUID, attendant_id: UUID | None
) -> About:
    """Names and link that its texts may mention."""
    ours = await company.read(tx)
    customer = await tx.scalar(select(Contact.name).where(Contact.id == found.contact_id))
    attendant = await tx.scalar(select(User.name).where(User.id == attendant_id)) if attendant_id else None
    link = links.url(tx.tenant_id, rating_id)
    return About(rating_id, ours.locale, str(customer or ""), str(attendant or ""), ours.name, link)


async def _check(tx: Tx, found: Locked) -> None:
    """Raises _NotAskable for those who want nothing, or with whom nobody wants to speak."""
    blocked_at = await tx.scalar(select(Contact.blocked_at).where(Contact.id == found.contact_id))
    if blocked_at is not None:
        raise _NotAskable("blocked")
    if await contacts.refusal_of(tx, found.contact_id, found.channel) is not None:
        raise _NotAskable("opted_out")
    if not await tx.scalar(select(Inbox.is_active).where(Inbox.id == found.inbox_id)):
        raise _NotAskable("inbox_paused")
    latest = (
        select(Message.content["is_automatic"].as_boolean())
        .where(Message.conversation_id == found.id, Message.direction == "in")
        .order_by(Message.seq.desc())
        .limit(1)
    )
    if await tx.scalar(latest):
        raise _NotAskable("answers_a_machine")


async def _post(
    tx: Tx, services: Services, found: Locked, asked: Settings, about: About, links: RatingLinks
) -> UUID:
    """In words while the channel's window is open, else by the template that the company chose. Raises _NotAskable."""
    channel = services.channels[found.channel]
    question = score_question(asked, about, channel.capabilities)
    try:
        return await post(tx, channel, found, question, about, client_id=f"rating:{about.rating_id}")
    except OptedOut as refusal:
        raise _NotAskable("opted_out") from refusal
    except WindowClosed as closed:
        if not (channel.capabilities.has_templates and asked.template_name):
            raise _NotAskable("window_closed") from closed
    filled = await _template(tx, found, asked, about, links.token(tx.tenant_id, about.rating_id))
    try:
        return await post(tx, channel, found, filled, about, client_id=f"rating:{about.rating_id}")
    except OptedOut as refusal:
        raise _NotAskable("opted_out") from refusal


async def _template(tx: Tx, found: Locked, asked: Settings, about: About, token: str) -> Question:
    """Raises _NotAskable."""
    assert asked.template_name is not None
    try:
        template = await template_queries.template_named(
            tx, found.inbox_id, asked.template_name, language=asked.template_language
        )
        filled = fill(template, template_values(variables_of(template.components), about, token))
    except NotFound as missing:
        raise _NotAskable("template_missing") from missing
    except TemplateNotApproved as refused:
        raise _NotAskable("template_not_approved") from refused
    except TemplateInvalid as wrong:
        raise _NotAskable("template_invalid") from wrong
    rating = {"id": str(about.rating_id), "asks": "score"}
    return Question(filled.text, {"template": dict(filled.content), "rating": rating})


async def post(
    tx: Tx, channel: Channel, found: Locked, question: Question, about: About, *, client_id: str
) -> UUID:
    """Raises the reasons of `may_reply`."""
    draft = Draft(question.text, client_id, content=question.content)
    message_id, _ = await posting.post_reply(
        tx, found, draft, FAREWELL, author_name=about.company, limit=limits_of(channel)
    )
    return message_id


async def _note(tx: Tx, rating_id: UUID, **values: Any) -> None:
    await tx.execute(
        update(ConversationRating)
        .where(ConversationRating.id == rating_id, ConversationRating.state == "planned")
        .values(**values)
    )
