"""Shows customers, where the channel can, that the attendant who has their conversation is writing.

A sign that passes: it is shown beside everything else, never in a queue, and a vendor that can't is not asked again
soon. Repeats within the time that a sign lasts are not passed on.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import select

from attendance.channels import queries as channel_queries
from attendance.channels.base import Channel, InboxConfig
from attendance.conversations.models import Conversation, Message
from attendance.kernel import clock, log
from attendance.kernel.crypto import Vault
from attendance.kernel.database import DATABASE_LOST, Database
from attendance.kernel.errors import VendorFailure
from attendance.router import gate

_log = log.get("router")
_MOST_AT_ONCE: Final = 20
_MOST_REMEMBERED: Final = 5000
_PATIENCE_SECONDS: Final = 10.0
_NOT_SOON: Final = timedelta(minutes=1)
"""Where it can't be shown."""


class Services(Protocol):
    """What showing it needs of the composition."""

    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


@dataclass(frozen=True, slots=True)
class _Customer:
    """Where the sign goes: the newest message of theirs, by which some vendors know the chat."""

    inbox: InboxConfig
    external_id: str
    recipient: str


@dataclass
class TypingSigns:
    """Of this process's sockets: an attendant writes on one of them."""

    services: Services
    _quiet_until: dict[UUID, datetime] = field(default_factory=dict)
    _showing: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def start(self) -> None:
        """Nothing to prepare."""

    async def stop(self) -> None:
        for task in self._showing:
            task.cancel()
        await asyncio.gather(*self._showing, return_exceptions=True)

    def note(self, tenant_id: UUID, conversation_id: UUID, user_id: UUID) -> None:
        """Somebody writes there. Returns at once and raises nothing."""
        now = clock.now()
        if len(self._showing) >= _MOST_AT_ONCE or now < self._quiet_until.get(conversation_id, now):
            return
        if len(self._quiet_until) >= _MOST_REMEMBERED:
            self._quiet_until = {one: until for one, until in self._quiet_until.items() if until > now}
        self._quiet_until[conversation_id] = now + _NOT_SOON
        task = asyncio.create_task(self._show(tenant_id, conversation_id, user_id), name="typing-sign")
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def settle(self) -> None:
        """Until every sign that was begun is shown or given up."""
        await asyncio.gather(*self._showing, return_exceptions=True)

    async def _show(self, tenant_id: UUID, conversation_id: UUID, user_id: UUID) -> None:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                lasts = await self._ask(tenant_id, conversation_id, user_id)
        except (VendorFailure, TimeoutError, *DATABASE_LOST) as failure:
            _log.info("typing_not_shown", conversation=str(conversation_id), reason=str(failure))
            return
        self._quiet_until[conversation_id] = clock.now() + lasts

    async def _ask(self, tenant_id: UUID, conversation_id: UUID, user_id: UUID) -> timedelta:
        """Have it shown; returns how long it needn't be repeated."""
        customer = await self._customer(tenant_id, conversation_id, user_id)
        if customer is None:
            return timedelta(seconds=_PATIENCE_SECONDS)
        channel = self.services.channels[customer.inbox.channel]
        if not channel.capabilities.supports_typing:
            return _NOT_SOON
        await channel.mark_read(
            customer.inbox, customer.external_id, recipient=customer.recipient, show_typing=True
        )
        return timedelta(seconds=channel.capabilities.typing_seconds)

    async def _customer(self, tenant_id: UUID, conversation_id: UUID, user_id: UUID) -> _Customer | None:
        """None unless this user has the conversation, and its inbox sends at the moment."""
        async with self.services.database.transaction(tenant_id) as tx:
            row = await tx.first(
                select(Message.inbox_id, Message.external_id, Conversation.recipient)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(
                    Conversation.id == conversation_id,
                    Conversation.assigned_to == user_id,
                    Conversation.status.in_(("assigned", "active")),
                    Message.direction == "in",
                    Message.external_id.is_not(None),
                )
                .order_by(Message.seq.desc())
                .limit(1)
            )
            if row is None or row.external_id is None:
                return None
            inbox = await channel_queries.sending_inbox(tx, self.services.vault, row.inbox_id)
        if not gate.is_open(inbox):
            return None
        return _Customer(inbox.config, row.external_id, row.recipient)
