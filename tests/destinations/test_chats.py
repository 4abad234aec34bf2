"""Chats with one attendant: who is one of us, to whom words go, windows that close, vendors that fail."""

import random
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from attendance.attendants.models import AttendantAddress
from attendance.channels import circuits
from attendance.channels.models import Inbox
from attendance.conversations import actions, posting
from attendance.conversations.models import Conversation, Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.destinations import delivery, linking
from attendance.destinations.models import Relay
from attendance.destinations.outbox import OfRelay
from attendance.kernel import clock
from attendance.kernel.errors import Rejected, Temporary
from attendance.kernel.jobs import Job
from attendance.kernel.json_text import storable
from tests.destinations.desk import Desk, new_desk
from tests.factories.world import new_world

MARIA = "71"


async def working(desk: Desk, **queue: object) -> UUID:
    maria = await desk.attendant("Maria Santos", at={"messenger_x": MARIA})
    await desk.queue(maria, **queue)
    return maria


async def taken(desk: Desk, *customers: str) -> None:
    """Maria has a conversation with each of them, numbered from 1."""
    for number, customer in enumerate(customers, start=1):
        await desk.says("shop", customer, "atendente")
        await desk.says("messenger_x", MARIA, f"/take #{number}")


def answers(desk: Desk, customer: str) -> list[str]:
    """What an attendant wrote to the customer."""
    return [m.text for m in desk.shop.sent if m.recipient == customer and m.author_kind == "attendant"]


async def test_a_code_ties_an_account_to_its_user_once(desk: Desk) -> None:
    maria = await desk.world.user("Maria Santos")
    async with desk.world.tx() as tx:
        code, _ = await linking.new_code(tx, maria)

    await desk.says("messenger_x", "99", f"/start {code.upper()}")
    await desk.says("messenger_x", "98", code)

    assert desk.told(desk.messenger, "99")[0].startswith("Pronto, Maria Santos!")
    assert desk.told(desk.messenger, "98") == [
        "Este código não vale mais. Gere outro no painel, em Minha conta."
    ]
    async with desk.world.tx() as tx:
        rows = await tx.rows(select(AttendantAddress.user_id, AttendantAddress.source))
        assert [(row.user_id, row.source) for row in rows] == [(maria, "code")]
        assert await tx.rows(select(Conversation.id)) == []


async def test_a_code_that_ran_out_ties_nobody(desk: Desk) -> None:
    maria = await desk.world.user("Maria Santos")
    async with desk.world.tx() as tx:
        code, _ = await linking.new_code(tx, maria)
        await tx.fetch("update attendant_links set expires_at = now() - interval '1 second'")

    await desk.says("messenger_x", "99", f"/start {code}")

    async with desk.world.tx() as tx:
        assert await tx.rows(select(AttendantAddress.id)) == []


async def test_strangers_are_customers_and_so_is_whoever_stopped_working_there(desk: Desk) -> None:
    await working(desk)
    await desk.says("messenger_x", "5511", "/queue")
    async with desk.world.tx() as tx:
        await tx.execute(update(AttendantAddress).values(is_active=False))
    await desk.says("messenger_x", MARIA, "/queue")

    async with desk.world.tx() as tx:
        rows = await tx.rows(select(Conversation.recipient).order_by(Conversation.number))
    assert [row.recipient for row in rows] == ["5511", MARIA]


async def test_another_company_does_not_know_our_attendants(desk: Desk) -> None:
    await working(desk)
    other = await new_world(desk.services.database)
    theirs = await other.inbox("messenger_x")
    ours, desk.inboxes["messenger_x"] = desk.inboxes["messenger_x"], theirs
    desk.world, mine = other, desk.world

    await desk.says("messenger_x", MARIA, "/queue")

    async with other.tx() as tx:
        assert len(await tx.rows(select(Conversation.id))) == 1
        assert await tx.rows(select(AttendantAddress.id)) == []
    desk.world, desk.inboxes["messenger_x"] = mine, ours


async def test_a_delivery_that_comes_again_is_heard_once(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "a")

    for _ in range(5):
        await desk.says("messenger_x", MARIA, "Olá!", id="the-same")

    assert answers(desk, "a") == ["Olá!"]


async def test_ones_own_answers_in_the_console_and_notes_are_shown_as_such(desk: Desk) -> None:
    maria = await working(desk)
    await taken(desk, "a")
    async with desk.world.tx() as tx:
        found = await actions.lock(tx, (await tx.rows(select(Conversation.id)))[0].id)
        sender = Sender("attendant", maria)
        await posting.post_reply(tx, found, Draft("do painel", "c1"), sender, author_name="Maria", limit=None)
        await posting.post_note(
            tx, found, text="cliente bravo", client_id="c2", user_id=maria, author_name="Joana"
        )
    await desk.work()

    told = "\n".join(desk.told(desk.messenger, MARIA))
    assert "🖥️ Você, no painel: do painel" in told
    assert "📝 Nota de Joana (o cliente não vê): cliente bravo" in told
    assert answers(desk, "a") == ["do painel"]


@pytest.mark.parametrize("seed", range(6))
async def test_words_never_reach_another_customer_than_the_one_they_are_for(desk: Desk, seed: int) -> None:
    """Whatever is taken, quoted, chosen and resolved in whatever order: a model says to whom each word may go."""
    chance = random.Random(seed)
    await working(desk)
    customers = ["a", "b", "c"]
    await taken(desk, *customers)
    current: str | None = "c"
    is_over: set[str] = set()
    expected: dict[str, list[str]] = {customer: [] for customer in customers}

    for turn in range(14):
        customer = chance.choice(customers)
        number, word = customers.index(customer) + 1, f"palavra {turn}"
        match chance.choice(["plain", "quote", "choose", "prefix", "resolve", "plain"]):
            case "plain":
                await desk.says("messenger_x", MARIA, word)
                left = [one for one in customers if one not in is_over]
                if current is None and len(left) == 1:
                    current = left[0]
                if current is not None:
                    expected[current].append(word)
            case "quote":
                await desk.says("shop", customer, f"pergunta {turn}")
                relayed = [
                    place
                    for place, message in enumerate(desk.messenger.sent, start=1)
                    if f"pergunta {turn}" in message.text
                ]
                if customer in is_over:
                    assert relayed == []
                    continue
                await desk.says("messenger_x", MARIA, word, reply_to=f"m{relayed[0]}")
                expected[customer].append(word)
            case "choose":
                await desk.says("messenger_x", MARIA, f"#{number}")
                current = customer if customer not in is_over else current
            case "prefix":
                await desk.says("messenger_x", MARIA, f"#{number} {word}")
                if customer not in is_over:
                    expected[customer].append(word)
                    current = customer
            case "resolve" if len(is_over) < 2 and customer not in is_over:
                await desk.says("messenger_x", MARIA, f"/resolve #{number}")
                is_over.add(customer)
                current = None if current == customer else current

    assert {customer: answers(desk, customer) for customer in customers} == expected


async def test_a_closed_window_holds_what_is_for_the_attendant_until_they_write(
    fresh_database_url: str, tmp_path: Path
) -> None:
    async with new_desk(fresh_database_url, tmp_path, window=timedelta(hours=24)) as desk:
        await working(desk)
        boss = await desk.world.user("Olga", role="supervisor")

        await desk.says("shop", "a", "atendente")
        assert desk.messenger.sent == []
        async with desk.world.tx() as tx:
            rows = await tx.fetch("select payload::text from events where kind = 'attendant.notified'")
        assert len(rows) == 1
        assert str(boss) in rows[0][0]
        assert "Maria Santos" in rows[0][0]

        await desk.says("messenger_x", MARIA, "/status")
        told = desk.told(desk.messenger, MARIA)
        assert any("Nova conversa" in text for text in told)


async def test_what_waits_for_its_retry_holds_back_what_comes_later(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "a")
    before = len(desk.messenger.sent)
    desk.messenger.failures = [Temporary("down", reason="unreachable")]

    with clock.frozen(clock.now()) as time:
        await desk.says("shop", "a", "um")
        await desk.says("shop", "a", "dois")
        assert len(desk.messenger.sent) == before
        time.advance(timedelta(minutes=1))
        await desk.work()

    assert [message.text for message in desk.messenger.sent[before:]] == ["um", "dois"]


async def test_a_worker_that_dies_between_sending_and_noting_it_sends_with_the_same_id(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "a")
    await desk.says("shop", "a", "Só uma vez", works=True)
    sent = desk.messenger.sent[-1]
    async with desk.world.tx() as tx:  # as it was before the worker could note it
        await tx.execute(
            update(Relay)
            .where(Relay.id == sent.message_id)
            .values(state="queued", external_id=None, sent_at=None)
        )
    job = Job(
        1, desk.world.tenant_id, "relay.deliver", None, storable(OfRelay(sent.message_id)).encode(), 2, 12
    )

    await delivery.deliver(desk.services, job)
    await delivery.deliver(desk.services, job)

    again = [message for message in desk.messenger.sent if message.text == "Só uma vez"]
    assert [message.message_id for message in again] == [sent.message_id] * 2


async def test_an_answer_that_does_not_arrive_comes_back_in_words(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "a")
    desk.shop.failures = [Rejected("The number left WhatsApp.", reason="undeliverable")]

    await desk.says("messenger_x", MARIA, "Olá!")

    assert desk.told(desk.messenger, MARIA)[-1].startswith("⚠️ Não foi entregue a Cliente a (#1): “Olá!”.")


async def test_transferring_names_a_person_or_a_queue(desk: Desk) -> None:
    await working(desk)
    joana = await desk.attendant("Joana Lima", at={"messenger_x": "72"})
    await taken(desk, "a")

    await desk.says("messenger_x", MARIA, "/transferir @ninguém")
    assert "Não conheço “@ninguém”" in desk.told(desk.messenger, MARIA)[-1]
    await desk.says("messenger_x", MARIA, "/transferir @joana conhece o caso")

    assert desk.told(desk.messenger, MARIA)[-1] == "➡️ Conversa #1 transferida para Joana Lima."
    assert "conhece o caso" in desk.told(desk.messenger, "72")[-1]
    async with desk.world.tx() as tx:
        row = (await tx.rows(select(Conversation.assigned_to, Conversation.status)))[0]
    assert (row.assigned_to, row.status) == (joana, "assigned")


async def test_unknown_commands_reach_nobody(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "a")

    await desk.says("messenger_x", MARIA, "/teke #1")
    await desk.says("messenger_x", MARIA, "/video")

    assert answers(desk, "a") == []
    told = desk.told(desk.messenger, MARIA)
    assert told[-2].startswith("Não conheço o comando “/teke”")
    assert told[-1] == "“/video” ainda não está disponível aqui."
    async with desk.world.tx() as tx:
        assert await tx.scalar(select(Message.id).where(Message.text == "/teke #1")) is None


async def test_the_bots_destination_is_where_it_is_received(desk: Desk) -> None:
    maria = await desk.attendant("Maria Santos", at={"messenger_x": MARIA, "workspace": "U1"})
    await desk.queue(maria)
    bot_id = await desk.world.bot(**{"attendance-default-destination": "console"})
    async with desk.world.tx() as tx:
        await tx.fetch("update inboxes set bot_id = $2 where id = $1", desk.inboxes["shop"], bot_id)
    await desk.says("shop", "a", "atendente")
    assert {message.recipient for message in desk.messenger.sent + desk.workspace.sent} == {MARIA, "U1"}


async def test_quoting_an_old_message_shows_nothing_of_what_is_hidden_by_now(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "5511")
    await desk.says("shop", "5511", "pergunta antiga")
    quoted = next(n for n, m in enumerate(desk.messenger.sent, start=1) if "pergunta antiga" in m.text)
    joana = await desk.world.user("Joana Lima")
    async with desk.world.tx() as tx:
        await tx.execute(update(Conversation).values(assigned_to=joana, queue_id=None))
    await desk.says("shop", "5511", "só para Joana")
    before = len(desk.messenger.sent)

    await desk.says("messenger_x", MARIA, "/contexto", reply_to=f"m{quoted}")

    heard = [message.text for message in desk.messenger.sent[before:]]
    assert len(heard) == 1
    assert "só para Joana" not in heard[0]
    assert "5511" not in heard[0]


async def test_what_goes_to_an_attendant_waits_for_its_inbox_and_is_woken_with_it(desk: Desk) -> None:
    await working(desk)
    await taken(desk, "5511")
    messenger = Inbox.id == desk.inboxes["messenger_x"]
    async with desk.world.tx() as tx:
        await tx.execute(update(Inbox).where(messenger).values(is_active=False))
    await desk.says("shop", "5511", "Alguém aí?")
    assert not any("Alguém aí?" in one.text for one in desk.messenger.sent)

    async with desk.world.tx() as tx:
        await tx.execute(update(Inbox).where(messenger).values(is_active=True))
        assert await circuits.wake(tx, desk.inboxes["messenger_x"]) == 1
    await desk.work()

    assert [one.recipient for one in desk.messenger.sent if "Alguém aí?" in one.text] == [MARIA]
