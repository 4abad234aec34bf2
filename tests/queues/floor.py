"""A floor to route on: queues, people who are there, and customers who ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from attendance.attendants import actions as attendants
from attendance.attendants import jobs as attendant_jobs
from attendance.attendants.schemas import AttendantPatch, AttendantStatus
from attendance.conversations import actions as conversations
from attendance.conversations.models import Conversation
from attendance.kernel.jobs import registry
from attendance.kernel.reactions import reaction_entries, reaction_names
from attendance.kernel.runner import JobRunner
from attendance.queues import actions, administration
from attendance.queues import jobs as queue_jobs
from attendance.queues.actions import Wanted
from attendance.queues.line import Refused
from attendance.queues.models import QueueMember
from attendance.queues.schemas import NewQueue
from attendance.queues.standing import Standing
from attendance.subscriptions import SUBSCRIPTIONS
from tests.factories.world import World

ONLINE, BUSY, AWAY, OFFLINE = AttendantStatus


@dataclass
class Floor:
    """Queues and people of one tenant."""

    world: World
    inbox_id: UUID
    arrived: int = 0

    async def queue(self, name: str = "Suporte", **fields: Any) -> UUID:
        async with self.world.tx() as tx:
            new = NewQueue(**{"channels": ["echo"], "name": name} | fields)
            return await administration.create(tx, new, created_by=None)

    async def person(
        self,
        *queue_ids: UUID,
        name: str = "Maria",
        status: AttendantStatus = ONLINE,
        capacity: int = 5,
        **skills: int,
    ) -> UUID:
        """Somebody who serves these queues."""
        user_id = await self.world.user(name)
        async with self.world.tx() as tx:
            for queue_id in queue_ids:
                await administration.join(tx, queue_id, [user_id])
            limits = update(QueueMember).where(QueueMember.user_id == user_id)
            await tx.execute(limits.values(max_conversations=capacity))
            if skills:
                await attendants.change_profile(tx, user_id, AttendantPatch(skills=skills))
            await attendants.set_status(tx, user_id, status)
        return user_id

    async def status(self, user_id: UUID, status: AttendantStatus) -> None:
        async with self.world.tx() as tx:
            await attendants.set_status(tx, user_id, status)

    async def customer(self) -> UUID:
        """A new customer writes; the bot has the conversation."""
        return (await self.customers(1))[0]

    async def customers(self, count: int) -> list[UUID]:
        conversation_ids = []
        async with self.world.tx() as tx:
            for _ in range(count):
                self.arrived += 1
                posted = await self.world.says(tx, self.inbox_id, "Oi", who=f"55119{self.arrived:08}")
                conversation_ids.append(posted.conversation_id)
        return conversation_ids

    async def enter(self, conversation_id: UUID, **wanted: Any) -> Standing | Refused:
        async with self.world.tx() as tx:
            return await actions.enter(tx, conversation_id, Wanted(**{"reason": "keyword"} | wanted))

    async def asks(self, **wanted: Any) -> UUID:
        """A new customer asks for a person."""
        conversation_id = await self.customer()
        await self.enter(conversation_id, **wanted)
        return conversation_id

    async def resolve(self, conversation_id: UUID) -> None:
        async with self.world.tx() as tx:
            await conversations.resolve(tx, await conversations.lock(tx, conversation_id))

    async def accept(self, conversation_id: UUID, user_id: UUID) -> None:
        async with self.world.tx() as tx:
            await conversations.accept(tx, await conversations.lock(tx, conversation_id), user_id)

    async def owners(self, conversation_ids: Sequence[UUID]) -> list[UUID | None]:
        """Who has each of them, in this order."""
        async with self.world.tx() as tx:
            rows = await tx.rows(
                select(Conversation.id, Conversation.assigned_to).where(Conversation.id.in_(conversation_ids))
            )
        found = {row.id: row.assigned_to for row in rows}
        return [found[id] for id in conversation_ids]

    async def owner(self, conversation_id: UUID) -> UUID | None:
        return (await self.owners([conversation_id]))[0]

    async def settle(self) -> None:
        """Let everything that is due happen: reactions and jobs."""
        runner = runner_of(self.world)
        await runner.drain()
        await runner.stop()


def runner_of(world: World, *, concurrency: int = 8) -> JobRunner:
    entries = [*queue_jobs.ENTRIES, *attendant_jobs.ENTRIES, *reaction_entries(SUBSCRIPTIONS)]
    return JobRunner(
        world.database,
        None,
        registry(entries),
        reactions=reaction_names(SUBSCRIPTIONS),
        concurrency=concurrency,
    )


def seconds(n: float) -> timedelta:
    return timedelta(seconds=n)
