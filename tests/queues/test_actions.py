"""Entering, draining, overflow and leaving, against a real database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from attendance.attendants import actions as attendants
from attendance.attendants.rules import ACTIVE_GRACE, LEASE, RECONNECT_GRACE
from attendance.attendants.schemas import AttendantPatch, AttendantStatus
from attendance.conversations import actions as conversations
from attendance.conversations.models import Conversation
from attendance.identity import actions as identity
from attendance.identity.schemas import UserPatch
from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id
from attendance.queues import actions, administration, queries
from attendance.queues import jobs as queue_jobs
from attendance.queues.choosing import QueueInactive
from attendance.queues.line import Refused
from attendance.queues.schemas import MemberPatch, OpeningHours, QueuePatch, QueuePolicy, Strategy
from attendance.queues.standing import Standing
from tests.queues.floor import AWAY, BUSY, OFFLINE, ONLINE, Floor, seconds

pytestmark = (
    pytest.mark.quiet
)  # the log waits for older transactions of the whole server: other tests hold it up


MONDAY_NOON = datetime(2026, 3, 2, 15, tzinfo=UTC)  # 12:00 in São Paulo
OFFICE = [OpeningHours(weekday=day, opens="09:00", closes="18:00") for day in range(5)]


async def test_somebody_free_gets_the_conversation_at_once(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue)

    conversation = await floor.customer()
    standing = await floor.enter(conversation)

    assert await floor.owner(conversation) == maria
    assert standing == Standing(queue, "Suporte", maria, "Maria")


async def test_who_waits_is_told_place_and_estimate_once_the_pace_is_known(floor: Floor) -> None:
    with clock.frozen(MONDAY_NOON) as time:
        queue = await floor.queue()
        maria = await floor.person(queue, capacity=1)
        first = await floor.enter(await floor.customer())
        waiting = [await floor.customer() for _ in range(4)]
        unknown = [await floor.enter(conversation) for conversation in waiting]
        for conversation in waiting[:3]:
            time.advance(seconds(30))
            await _beat(floor, maria)
            await _free(floor, maria)
            await floor.settle()
            assert await floor.owner(conversation) == maria
        late = await floor.enter(await floor.customer())

    assert isinstance(first, Standing) and first.assigned_to == maria
    places = [(one.position, one.estimated_wait_seconds) for one in unknown if isinstance(one, Standing)]
    assert places == [(1, None), (2, None), (3, None), (4, None)]
    assert isinstance(late, Standing)
    assert (late.position, late.is_attended) == (2, True)
    assert late.estimated_wait_seconds == 45  # four were taken in 90 s: two more take half as long


async def _free(floor: Floor, user_id: UUID) -> None:
    """Resolve what this person has."""
    async with floor.world.tx() as tx:
        rows = await tx.fetch(
            "select id from conversations where assigned_to = $1 and status = 'assigned'", user_id
        )
    for row in rows:
        await floor.resolve(row["id"])


async def test_the_backlog_drains_highest_and_oldest_first_when_somebody_comes_online(floor: Floor) -> None:
    queue = await floor.queue(policy=QueuePolicy(max_size=200))
    maria = await floor.person(queue, status=OFFLINE)
    start = clock.now()
    with clock.frozen(start) as time:
        waiting = []
        for number in range(100):
            waiting.append(await floor.asks(priority=2 if number in (40, 60) else None))
            time.advance(seconds(1))
    assert set(await floor.owners(waiting)) == {None}
    await floor.settle()

    began = clock.now()
    await floor.status(maria, ONLINE)
    await floor.settle()
    took = clock.now() - began

    served = [number for number, owner in enumerate(await floor.owners(waiting)) if owner == maria]
    assert served == [0, 1, 2, 40, 60]
    assert took < timedelta(seconds=2)


@pytest.mark.parametrize("status", [OFFLINE, BUSY, AWAY])
async def test_nobody_who_is_not_online_is_given_anything(floor: Floor, status: AttendantStatus) -> None:
    queue = await floor.queue()
    await floor.person(queue, status=status)

    conversation = await floor.asks()
    await floor.settle()

    assert await floor.owner(conversation) is None


async def test_a_freed_place_is_given_away(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, capacity=1)
    first, second, third = [await floor.asks() for _ in range(3)]
    await floor.settle()
    assert await floor.owners([first, second, third]) == [maria, None, None]

    await floor.resolve(first)
    await floor.settle()
    assert await floor.owner(second) == maria

    async with floor.world.tx() as tx:
        await conversations.pend(tx, await conversations.lock(tx, second), is_pending=True)
    await floor.settle()
    assert await floor.owner(third) == maria


async def test_a_new_member_and_a_raised_limit_find_who_waits(floor: Floor) -> None:
    queue = await floor.queue()
    first, second = await floor.asks(), await floor.asks()

    joao = await floor.person(queue, name="João", capacity=1)
    await floor.settle()
    assert await floor.owners([first, second]) == [joao, None]

    async with floor.world.tx() as tx:
        member = (await queries.members(tx, queue))[0]
        await administration.change_member(tx, queue, member.id, MemberPatch(max_conversations=2))
    await floor.settle()
    assert await floor.owner(second) == joao


async def test_capacity_holds_in_each_queue_and_over_all_of_them(floor: Floor) -> None:
    sales, support = await floor.queue("Vendas"), await floor.queue("Suporte")
    maria = await floor.person(sales, support, capacity=3)

    in_sales = [await floor.asks(queue_id=sales) for _ in range(2)]
    in_support = [await floor.asks(queue_id=support) for _ in range(2)]
    await floor.settle()

    assert await floor.owners(in_sales + in_support) == [maria, maria, maria, None]


async def test_of_several_queues_the_longest_wait_is_served_first(floor: Floor) -> None:
    sales, support = await floor.queue("Vendas"), await floor.queue("Suporte")
    maria = await floor.person(sales, support, capacity=1, status=OFFLINE)
    younger, elder = None, None
    with clock.frozen(clock.now()) as time:
        elder = await floor.asks(queue_id=support)
        time.advance(seconds(5))
        younger = await floor.asks(queue_id=sales)

    await floor.status(maria, ONLINE)
    await floor.settle()

    assert await floor.owners([elder, younger]) == [maria, None]


async def test_an_older_conversation_is_not_overtaken_by_one_that_just_came(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, capacity=1)
    first, second = await floor.asks(), await floor.asks()
    await floor.resolve(first)  # the place is free, and nobody has looked yet

    third = await floor.asks()
    await floor.settle()

    assert await floor.owners([second, third]) == [maria, None]


async def test_the_queue_is_found_by_name_department_channel_and_in_the_end_at_all(floor: Floor) -> None:
    other = await floor.queue("Vendas WhatsApp", channels=["whatsapp"], priority_order=0)
    late = await floor.queue("Suporte", priority_order=5)
    early = await floor.queue("Cobrança", priority_order=1)

    async def queue_of(**wanted: Any) -> UUID | None:
        standing = await floor.enter(await floor.customer(), **wanted)
        assert isinstance(standing, Standing)
        return standing.queue_id

    assert await queue_of() == early
    assert await queue_of(department="SUPORTE") == late
    assert await queue_of(department="cobranca") == early
    assert await queue_of(department="vendas") == other
    assert await queue_of(department="inexistente") == early
    assert await queue_of(queue_id=late) == late
    with pytest.raises(NotFound):
        await queue_of(queue_id=new_id())
    async with floor.world.tx() as tx:
        for queue in (early, late):
            await administration.change(tx, queue, QueuePatch(is_active=False))
    assert await queue_of() == other
    with pytest.raises(QueueInactive):
        await queue_of(queue_id=late)


async def test_a_department_without_a_queue_becomes_the_topic(floor: Floor) -> None:
    queue = await floor.queue()
    await floor.person(queue, name="Maria")
    joao = await floor.person(queue, name="João")
    async with floor.world.tx() as tx:
        await attendants.change_profile(tx, joao, AttendantPatch(preferences="Técnico"))

    conversation = await floor.asks(department="tecnico")

    assert await floor.owner(conversation) == joao


async def test_without_any_queue_nothing_is_lost(floor: Floor) -> None:
    conversation = await floor.customer()

    standing = await floor.enter(conversation)

    assert standing == Standing(None, None, None, None)
    async with floor.world.tx() as tx:
        found = await conversations.lock(tx, conversation)
    assert (found.status, found.owner) == ("waiting", "human")


async def test_asking_twice_changes_nothing(floor: Floor) -> None:
    queue = await floor.queue()
    conversation = await floor.customer()

    first = await floor.enter(conversation)
    second = await floor.enter(conversation)

    assert first == second
    assert isinstance(first, Standing) and (first.queue_id, first.position) == (queue, 1)


async def test_a_full_queue_diverts_or_refuses(floor: Floor) -> None:
    spare = await floor.queue("Reserva", policy=QueuePolicy(max_size=1))
    await floor.queue("Cheia", priority_order=-1, policy=QueuePolicy(max_size=1, fallback_queue_id=spare))

    standings = [await floor.enter(await floor.customer()) for _ in range(3)]

    names = [one.queue_name if isinstance(one, Standing) else type(one) for one in standings]
    assert names == ["Cheia", "Reserva", Refused]


async def test_a_refused_conversation_stays_with_the_bot(floor: Floor) -> None:
    await floor.queue(policy=QueuePolicy(max_size=1))
    await floor.asks()

    refused = await floor.customer()
    assert isinstance(await floor.enter(refused), Refused)

    async with floor.world.tx() as tx:
        assert (await conversations.lock(tx, refused)).status == "bot"


async def test_overflow_goes_to_the_fallback_and_never_back(floor: Floor) -> None:
    one, two = await floor.queue("Um", max_wait_seconds=60), await floor.queue("Dois", max_wait_seconds=60)
    async with floor.world.tx() as tx:
        await administration.change(tx, one, QueuePatch(policy=QueuePolicy(fallback_queue_id=two)))
        await administration.change(tx, two, QueuePatch(policy=QueuePolicy(fallback_queue_id=one)))

    with clock.frozen(clock.now()) as time:
        conversation = await floor.asks(queue_id=one)
        places = []
        for _ in range(4):
            async with floor.world.tx() as tx:
                places.append((await conversations.lock(tx, conversation)).queue_name)
            time.advance(seconds(61))
            await floor.settle()

    assert places == ["Um", "Dois", "Dois", "Dois"]


async def test_overflow_spares_who_was_served_or_came_back_meanwhile(floor: Floor) -> None:
    two = await floor.queue("Dois", channels=["sms"])
    one = await floor.queue("Um", max_wait_seconds=60, policy=QueuePolicy(fallback_queue_id=two))
    maria = await floor.person(one, status=OFFLINE)

    with clock.frozen(clock.now()) as time:
        conversation = await floor.asks(queue_id=one)
        time.advance(seconds(30))
        await floor.status(maria, ONLINE)
        await floor.settle()
        assert await floor.owner(conversation) == maria
        await floor.status(maria, OFFLINE)
        await floor.settle()  # back into the queue: a new wait of 60 s
        time.advance(seconds(40))
        await floor.settle()
        async with floor.world.tx() as tx:
            at_70_seconds = (await conversations.lock(tx, conversation)).queue_name
        time.advance(seconds(30))
        await floor.settle()
        async with floor.world.tx() as tx:
            at_100_seconds = (await conversations.lock(tx, conversation)).queue_name

    assert (at_70_seconds, at_100_seconds) == ("Um", "Dois")


async def test_out_of_hours_one_waits_and_is_served_at_opening(floor: Floor) -> None:
    with clock.frozen(MONDAY_NOON + timedelta(hours=12)) as time:
        queue = await floor.queue(policy=QueuePolicy(hours=OFFICE, closed_message="Até amanhã!"))
        maria = await floor.person(queue)
        conversation = await floor.customer()

        standing = await floor.enter(conversation)

        assert isinstance(standing, Standing)
        assert (standing.is_closed, standing.closed_message, standing.position) == (True, "Até amanhã!", 1)
        assert standing.opens_at == MONDAY_NOON + timedelta(hours=21)
        await floor.settle()
        assert await floor.owner(conversation) is None
        time.advance(timedelta(hours=9))
        await floor.status(maria, ONLINE)
        await floor.settle()
        assert await floor.owner(conversation) == maria


async def test_out_of_hours_an_open_fallback_takes_over(floor: Floor) -> None:
    night = await floor.queue("Plantão", channels=["sms"])
    closed = QueuePolicy(
        hours=[OpeningHours(weekday=0, opens="09:00", closes="10:00")], fallback_queue_id=night
    )
    await floor.queue("Dia", policy=closed)

    with clock.frozen(MONDAY_NOON):
        standing = await floor.enter(await floor.customer())

    assert isinstance(standing, Standing) and standing.queue_name == "Plantão"


async def test_skills_relax_by_a_timer_of_their_own(floor: Floor) -> None:
    policy = QueuePolicy(strategy=Strategy.SKILLS, required_skills=["VPN"], relax_after_seconds=30)
    queue = await floor.queue(policy=policy)
    maria = await floor.person(queue)

    with clock.frozen(clock.now()) as time:
        conversation = await floor.asks()
        await floor.settle()
        before = await floor.owner(conversation)
        time.advance(seconds(30))
        await floor.settle()

    assert (before, await floor.owner(conversation)) == (None, maria)


async def test_a_returning_customer_waits_a_moment_for_who_served_them(floor: Floor) -> None:
    queue = await floor.queue(policy=QueuePolicy(strategy=Strategy.PREFERRED, preferred_seconds=20))
    maria = await floor.person(queue, capacity=1)
    with clock.frozen(clock.now()) as time:
        first = await floor.asks()
        await floor.accept(first, maria)
        joao = await floor.person(queue, name="João")
        floor.arrived -= 1
        await floor.resolve(first)
        await floor.settle()
        floor_busy = await floor.asks(preferred=None)  # the same customer again: Maria is free and gets it
        assert await floor.owner(floor_busy) == maria
        other = await floor.customer()
        async with floor.world.tx() as tx:
            await tx.execute(
                update(Conversation).where(Conversation.id == other).values(last_attendant_id=maria)
            )
        await floor.enter(other)
        await floor.settle()
        held = await floor.owner(other)
        time.advance(seconds(20))
        await floor.settle()

    assert (held, await floor.owner(other)) == (None, joao)


async def test_who_is_asked_for_by_name_is_asked_first_whatever_the_strategy(floor: Floor) -> None:
    queue = await floor.queue()
    maria, joao = await floor.person(queue), await floor.person(queue, name="João", capacity=1)
    await floor.asks(preferred=joao)

    full = await floor.asks(preferred=joao)
    free = await floor.asks(preferred=maria)

    assert await floor.owners([full, free]) == [maria, maria]


async def test_a_queue_without_automatic_assignment_only_keeps_the_line(floor: Floor) -> None:
    queue = await floor.queue(auto_assign=False)
    await floor.person(queue)

    conversation = await floor.asks()
    await floor.settle()
    assert await floor.owner(conversation) is None

    async with floor.world.tx() as tx:
        await administration.change(tx, queue, QueuePatch(auto_assign=True))
    await floor.settle()
    assert await floor.owner(conversation) is not None


async def test_a_transfer_moves_to_the_queue_and_leaves_the_giver(floor: Floor) -> None:
    sales, support = await floor.queue("Vendas"), await floor.queue("Suporte")
    maria, joao = await floor.person(sales), await floor.person(support, name="João")
    conversation = await floor.asks(queue_id=sales)
    await floor.accept(conversation, maria)

    standing = await floor.enter(conversation, queue_id=support, reason="transfer", note="Troca do pedido 12")

    assert isinstance(standing, Standing) and standing.assigned_to == joao


async def test_the_lease_of_a_killed_browser_runs_out_and_its_work_moves(floor: Floor) -> None:
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue)
        fresh, answered, waiting = [await floor.asks() for _ in range(3)]
        await floor.accept(answered, maria)
        async with floor.world.tx() as tx:
            await conversations.pend(tx, await conversations.lock(tx, waiting), is_pending=True)
        time.advance(LEASE / 2)
        joao = await floor.person(queue, name="João")
        time.advance(LEASE / 2 + seconds(0.1))
        await floor.settle()
        at_once = await floor.owners([fresh, answered, waiting])
        time.advance(LEASE / 2 - seconds(1))
        await _beat(floor, joao)
        time.advance(ACTIVE_GRACE - LEASE / 2 + seconds(1))
        await _beat(floor, joao)
        await floor.settle()
        after_grace = await floor.owners([fresh, answered, waiting])

    assert at_once == [joao, maria, maria]
    assert after_grace == [joao, joao, maria]


async def _beat(floor: Floor, *user_ids: UUID) -> None:
    async with floor.world.tx() as tx:
        await attendants.renew_leases(tx, user_ids)


async def test_a_closed_socket_is_noticed_sooner_and_a_reload_not_at_all(floor: Floor) -> None:
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue)
        conversation = await floor.asks()
        joao = await floor.person(queue, name="João")
        owners = []
        for reloads in (True, False):
            async with floor.world.tx() as tx:
                await attendants.shorten_lease(tx, maria)
            time.advance(seconds(2))
            if reloads:
                await _beat(floor, maria)
            time.advance(RECONNECT_GRACE)
            await _beat(floor, joao)
            await floor.settle()
            owners.append(await floor.owner(conversation))

    assert owners == [maria, joao]


async def test_who_reconnects_within_the_grace_keeps_what_they_are_answering(floor: Floor) -> None:
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue)
        answered = await floor.asks()
        await floor.accept(answered, maria)
        time.advance(LEASE + seconds(1))
        await floor.settle()
        time.advance(seconds(30))
        await _beat(floor, maria)
        for _ in range(4):
            time.advance(seconds(40))
            await _beat(floor, maria)
            await floor.settle()
        again = await floor.asks()

    assert await floor.owners([answered, again]) == [maria, maria]


async def test_a_heartbeat_after_the_lease_ran_out_brings_waiting_work_back(floor: Floor) -> None:
    """Even when nobody had noticed the loss yet."""
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue)
        time.advance(LEASE + seconds(1))
        conversation = await floor.asks()
        assert await floor.owner(conversation) is None
        await _beat(floor, maria)
        await floor.settle()

    assert await floor.owner(conversation) == maria


async def test_a_customer_who_returns_to_somebody_gone_is_given_to_another(floor: Floor) -> None:
    queue = await floor.queue()
    with clock.frozen(clock.now()) as time:
        maria = await floor.person(queue)
        conversation = await floor.asks()
        async with floor.world.tx() as tx:
            await conversations.pend(tx, await conversations.lock(tx, conversation), is_pending=True)
        await floor.status(maria, OFFLINE)
        await floor.settle()
        joao = await floor.person(queue, name="João")
        moved = []
        for moment in (timedelta(), ACTIVE_GRACE):
            time.advance(moment)
            await _beat(floor, joao)
            async with floor.world.tx() as tx:
                moved.append(await actions.requeue_if_gone(tx, conversation))
        await _beat(floor, joao)
        await floor.settle()

    assert moved == [False, True]
    assert await floor.owner(conversation) == joao


async def test_deactivated_people_lose_their_conversations(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue)
    conversation = await floor.asks()
    await floor.accept(conversation, maria)
    joao = await floor.person(queue, name="João")

    async with floor.world.tx() as tx:
        await identity.change_user(tx, maria, UserPatch(is_active=False))
    await floor.settle()

    assert await floor.owner(conversation) == joao


async def test_a_snoozed_wait_is_left_alone_until_it_wakes(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, status=OFFLINE)
    conversation = await floor.asks()
    async with floor.world.tx() as tx:
        found = await conversations.lock(tx, conversation)
        await conversations.snooze(tx, found, clock.now() + timedelta(hours=1))
    await floor.status(maria, ONLINE)
    await floor.settle()
    assert await floor.owner(conversation) is None

    async with floor.world.tx() as tx:
        await conversations.wake(tx, await conversations.lock(tx, conversation))
    await floor.settle()
    assert await floor.owner(conversation) == maria


async def test_what_is_due_first_is_served_first_within_its_priority(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, capacity=1, status=OFFLINE)
    due = clock.now() + timedelta(minutes=5)
    line = [
        await floor.asks(),
        await floor.asks(sla_due=due),
        await floor.asks(sla_due=due - timedelta(minutes=1)),
    ]

    await floor.status(maria, ONLINE)
    await floor.settle()

    assert await floor.owners(line) == [None, None, maria]


async def test_the_sweep_finds_what_a_lost_event_left_behind(floor: Floor) -> None:
    queue = await floor.queue()
    maria = await floor.person(queue, capacity=1)
    first, second = await floor.asks(), await floor.asks()
    async with floor.world.tx() as tx:
        await tx.fetch("update conversations set status = 'resolved' where id = $1", first)  # nobody is told

    async with floor.world.tx() as tx:
        await queue_jobs.sweep(tx, None, [])

    assert await floor.owner(second) == maria


async def test_who_is_somewhere_else_meanwhile_is_left_for_a_moment_later(floor: Floor) -> None:
    """A waiting conversation whose row somebody holds is skipped, and served once it is free."""
    queue = await floor.queue()
    maria = await floor.person(queue, status=OFFLINE)
    held, free = await floor.asks(), await floor.asks()
    async with floor.world.tx() as other:
        await conversations.lock(other, held)
        await floor.status(maria, ONLINE)
        await floor.settle()
        during = await floor.owners([held, free])
    with clock.frozen(clock.now() + seconds(1)):
        await floor.settle()

    assert during == [None, maria]
    assert await floor.owner(held) == maria
