"""A stage with people behind it: queues, attendants, and other customers who wait."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from attendance.attendants.queries import user_id_of
from attendance.attendants.schemas import AttendantStatus
from attendance.conversations import actions
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World
from tests.queues.floor import ONLINE, Floor


@dataclass
class Desk:
    """A bot's stage and the floor that its customers are handed over to."""

    world: World
    stage: Stage
    floor: Floor

    async def queue(self, name: str, **fields: Any) -> UUID:
        return await self.floor.queue(name, **fields)

    async def person(
        self,
        *queues: UUID,
        name: str = "Maria",
        status: AttendantStatus = ONLINE,
        capacity: int = 5,
        **skills: int,
    ) -> UUID:
        return await self.floor.person(*queues, name=name, status=status, capacity=capacity, **skills)

    async def user_of(self, attendant_id: str) -> UUID:
        async with self.world.tx() as tx:
            return await user_id_of(tx, attendant_id)

    async def other(self, **wanted: Any) -> UUID:
        """Another customer, who asks for a person."""
        return await self.floor.asks(**wanted)

    async def of(self, conversation_id: UUID) -> dict[str, Any]:
        async with self.world.tx() as tx:
            [row] = await tx.fetch("select * from conversations where id = $1", conversation_id)
        return dict(row)

    async def notes(self, conversation_id: UUID) -> list[str]:
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select text from messages where conversation_id = $1 and is_note order by seq",
                conversation_id,
            )
        return [row["text"] for row in rows]

    async def events(self, kind: str) -> list[dict[str, Any]]:
        async with self.world.tx() as tx:
            rows = await tx.fetch("select payload from events where tenant_id = $1 and kind = $2 order by id",
                                  self.world.tenant_id, kind)  # fmt: skip
        return [row["payload"] for row in rows]

    async def resolve(self, conversation_id: UUID) -> None:
        async with self.world.tx() as tx:
            await actions.resolve(tx, await actions.lock(tx, conversation_id))


async def open_desk(world: World, start: str, *, config: str = "", **scripts: str) -> Desk:
    """`start` is the text of start.bas."""
    stage = await open_stage(world, start, config=config, **scripts)
    return Desk(world, stage, Floor(world, stage.inbox_id))
