"""Taking conversations: presence, capacity, and supervisors who step in."""

from uuid import UUID

import pytest
from sqlalchemy import update

from attendance.attendants import actions as attendants
from attendance.attendants import queries
from attendance.attendants.schemas import AttendantStatus
from attendance.conversations import actions
from attendance.conversations.rules import AlreadyTaken, Viewer
from attendance.identity.guards import Who
from attendance.identity.permissions import permissions_of
from attendance.identity.schemas import Role, Visibility
from attendance.queues import administration as queues
from attendance.queues.models import QueueMember
from attendance.queues.schemas import NewQueue
from attendance.router import commands
from attendance.router.commands import AttendantAtCapacity, AttendantOffline
from tests.factories.world import World


def as_(world: World, user_id: UUID, role: Role) -> Who:
    return Who(
        user_id, world.tenant_id, "Somebody", role, Visibility.ALL, permissions_of(role), "pt-BR",
        login_id=user_id, token_id=None, csrf_token="t",
    )  # fmt: skip


async def attendant(world: World, name: str, status: AttendantStatus = AttendantStatus.ONLINE) -> UUID:
    user_id = await world.user(name)
    async with world.tx() as tx:
        await attendants.ensure_profile(tx, user_id)
        await attendants.set_status(tx, user_id, status)
        await queues.create(
            tx, NewQueue(name=name, channels=["echo"], user_ids=[user_id]), created_by=user_id
        )
    return user_id


async def waiting(world: World, inbox: UUID, who: str) -> UUID:
    async with world.tx() as tx:
        return (await world.says(tx, inbox, "Oi", who=who)).conversation_id


async def test_who_takes_while_offline_is_busy_from_then_on(world: World) -> None:
    inbox, maria = await world.inbox(), await attendant(world, "Maria", AttendantStatus.OFFLINE)
    conversation = await waiting(world, inbox, "5511900000001")
    async with world.tx() as tx:
        await commands.take(tx, as_(world, maria, Role.ATTENDANT), Viewer(maria, "all"), conversation)
        assert (await queries.one(tx, maria)).status is AttendantStatus.BUSY


async def test_an_attendant_takes_no_more_than_the_limit_and_a_supervisor_may(world: World) -> None:
    inbox, maria = await world.inbox(), await attendant(world, "Maria")
    async with world.tx() as tx:
        await tx.execute(update(QueueMember).where(QueueMember.user_id == maria).values(max_conversations=1))
    first, second = [await waiting(world, inbox, f"551190000000{n}") for n in (1, 2)]
    async with world.tx() as tx:
        await commands.take(tx, as_(world, maria, Role.ATTENDANT), Viewer(maria, "all"), first)
    with pytest.raises(AttendantAtCapacity):
        async with world.tx() as tx:
            await commands.take(tx, as_(world, maria, Role.ATTENDANT), Viewer(maria, "all"), second)
    async with world.tx() as tx:
        await commands.take(tx, as_(world, maria, Role.SUPERVISOR), Viewer(maria, "all"), second)


async def test_a_supervisor_steps_in_where_an_attendant_is_told_who_has_it(world: World) -> None:
    inbox, maria, joao = await world.inbox(), await attendant(world, "Maria"), await attendant(world, "João")
    conversation = await waiting(world, inbox, "5511900000001")
    async with world.tx() as tx:
        await commands.take(tx, as_(world, maria, Role.ATTENDANT), Viewer(maria, "all"), conversation)
    with pytest.raises(AlreadyTaken):
        async with world.tx() as tx:
            await commands.assign(
                tx, as_(world, joao, Role.ATTENDANT), Viewer(joao, "all"), conversation, None
            )
    async with world.tx() as tx:
        await commands.assign(tx, as_(world, joao, Role.SUPERVISOR), Viewer(joao, "all"), conversation, None)
        found = await actions.lock(tx, conversation)
    assert (found.status, found.assigned_to) == ("active", joao)


async def test_nobody_offline_is_given_a_conversation(world: World) -> None:
    inbox, joao = await world.inbox(), await attendant(world, "João", AttendantStatus.OFFLINE)
    conversation, ana = await waiting(world, inbox, "5511900000001"), await world.user("Ana", role="owner")
    with pytest.raises(AttendantOffline):
        async with world.tx() as tx:
            await commands.assign(
                tx, as_(world, ana, Role.OWNER), Viewer(ana, "all"), conversation, str(joao)
            )
