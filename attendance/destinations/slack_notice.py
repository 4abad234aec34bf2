"""Tells a Slack channel, over its incoming webhook (`attendance-slack-webhook`), that somebody waits.

Only number, queue, channel and priority: who the customer is and what they wrote stays here.
Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, read 2026-11.
"""

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import httpx

from attendance.bots import secrets
from attendance.destinations import queries
from attendance.destinations.cards import Shown, channel_name
from attendance.destinations.phrases import PRIORITIES, say
from attendance.identity import company
from attendance.kernel import jobs, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import Temporary
from attendance.kernel.http import ForbiddenAddress
from attendance.kernel.jobs import Job
from attendance.kernel.reactions import Happened

NOTIFY: Final = "slack.notify"
_KEY: Final = "attendance-slack-webhook"
_ATTEMPTS: Final = 6
_AGAIN: Final = frozenset({408, 425, 429})
_log = log.get("destinations")


class Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def outside(self) -> httpx.AsyncClient: ...


@dataclass(frozen=True, slots=True)
class Notify:
    """Payload of `slack.notify`."""

    conversation_id: UUID


async def plan(tx: Tx, happened: Happened) -> None:
    """conversation.handed_over: of a bot that may name a webhook. One call per event, however often it is read."""
    conversation_id = happened.conversation_id
    if conversation_id is not None and await queries.has_bot_secrets(tx, conversation_id):
        await jobs.enqueue(
            tx, NOTIFY, Notify(conversation_id), dedupe_key=f"slack:{happened.id}", max_attempts=_ATTEMPTS
        )


async def notify(services: Services, job: Job) -> None:
    """What Slack refuses for good is noted and dropped. Raises Temporary for the rest."""
    conversation_id = jobs.decode(job, Notify).conversation_id
    async with services.database.transaction(job.tenant_id) as tx:
        url = await _url(tx, services.vault, conversation_id)
        shown = await queries.conversation(tx, conversation_id)
        locale = (await company.read(tx)).locale
    if not url or shown is None:
        return
    try:
        answer = await services.outside.post(url, json={"text": _text(shown, locale)})
    except ForbiddenAddress as refusal:
        _log.warning(
            "slack_webhook_forbidden", conversation=str(conversation_id), reason=refusal.facts["reason"]
        )
        return
    except httpx.HTTPError as failure:
        raise Temporary(type(failure).__name__, reason="no_answer") from failure
    if answer.status_code >= 500 or answer.status_code in _AGAIN:
        raise Temporary(f"Slack answered {answer.status_code}.", reason="refused")
    if answer.status_code >= 300:
        _log.warning("slack_webhook_refused", conversation=str(conversation_id), status=answer.status_code)


async def _url(tx: Tx, vault: Vault, conversation_id: UUID) -> str | None:
    """Whoever knows it may write there: it is a secret of the bot."""
    bot_id = await queries.bot_of(tx, conversation_id)
    return (await secrets.of_bot(tx, vault, bot_id)).get(_KEY) if bot_id is not None else None


def _text(shown: Shown, locale: str) -> str:
    parts = [say(locale, "card_title", number=shown.number), shown.queue_name, channel_name(shown.channel)]
    if shown.priority != 1:
        parts.append(say(locale, PRIORITIES[shown.priority]))
    return " · ".join(part for part in parts if part)
