"""When a conversation ended the customer is asked: once, after the delay, and only if they may be."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from attendance.conversations import actions
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import Job
from attendance.ratings.asking import ask
from attendance.ratings.settings import Settings
from tests.ratings.shop import SOON, Shop

QUESTION = "De 0 a 10, que nota você dá ao nosso atendimento?"
ON = Settings(is_on=True)


async def test_asked_once_after_the_delay(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.attended()

    await shop.resolves(id)
    await shop.passes(timedelta(seconds=59))
    assert shop.said == []

    await shop.passes(timedelta(seconds=2))
    await shop.passes(timedelta(hours=1))
    assert shop.said == [f"{QUESTION}\nResponda com um número de 0 (péssimo) a 10 (ótimo)."]
    rating = await shop.rating(id)
    assert (rating["state"], rating["attendant_id"], rating["score"]) == ("asked", shop.maria, None)
    assert (await shop.conversation(id))["status"] == "resolved"


async def test_nobody_is_asked_unless_the_company_wants_it(shop: Shop) -> None:
    id = await shop.ended()

    assert shop.said == []
    assert await shop.rating(id) == {}


@pytest.mark.parametrize(
    ("able", "has_options", "has_hint", "has_link"),
    [
        ({"most_options": 20}, True, False, False),
        ({"most_options": 10}, False, True, False),
        ({"most_options": 0, "counts_sms": True}, False, False, False),
        ({"most_options": 0, "opens_pages": True}, False, True, True),
    ],
    ids=["buttons", "too few rows", "sms", "mail"],
)
async def test_asked_as_the_channel_can_show_it(
    shop: Shop, able: dict[str, Any], has_options: bool, has_hint: bool, has_link: bool
) -> None:
    shop.becomes(**able)
    await shop.asks(ON)
    await shop.ended()

    [asked] = [one for one in shop.sent if "rating" in one.content]
    assert [one["value"] for one in asked.content.get("options", [])] == [
        str(n) for n in range(11)
    ] * has_options
    assert asked.text.startswith(QUESTION)
    assert ("Responda com um número" in asked.text) is has_hint
    assert ("/rating/" in asked.text) is has_link


async def test_an_undone_end_withdraws_the_question(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.attended()
    await shop.resolves(id)

    await shop.reopens(id)
    await shop.passes()

    assert shop.said == []
    assert (await shop.rating(id))["state"] == "withdrawn"


async def test_a_customer_who_goes_on_is_not_asked(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.attended()
    await shop.resolves(id)

    await shop.says("mais uma coisa")
    await shop.passes()

    assert shop.said == []
    assert (await shop.rating(id))["state"] == "withdrawn"


async def test_resolved_again_asked_once_within_the_time(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.reopens(id)
    await shop.resolves(id)
    await shop.passes()
    assert len(shop.said) == 1

    await shop.passes(timedelta(days=1))
    await shop.reopens(id)
    await shop.resolves(id)
    await shop.passes()
    assert len(shop.said) == 2


async def test_resolved_reopened_resolved_before_the_question_asks_once(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.attended()

    for _ in range(3):
        await shop.resolves(id)
        await shop.reopens(id)
    await shop.resolves(id)
    await shop.passes()
    await shop.passes()

    assert len(shop.said) == 1


async def test_an_end_that_is_heard_of_too_late_asks_nobody(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.attended()
    async with shop.desk.world.tx() as tx:
        await actions.resolve(tx, await actions.lock(tx, id))

    await shop.passes(timedelta(hours=25))  # no worker ran meanwhile
    await shop.passes()

    assert shop.said == []
    assert await shop.rating(id) == {}


async def _end_by_bot(shop: Shop) -> Any:
    await shop.says("Oi")
    id = (await shop.rows("select id from conversations"))[0]["id"]
    await shop.resolves(id)
    return id


async def test_bots_conversations_only_where_wanted(shop: Shop) -> None:
    await shop.asks(ON)
    await _end_by_bot(shop)
    await shop.passes()
    assert shop.said == []

    await shop.asks(Settings(is_on=True, asks_after_bots=True))
    await shop.says("Oi de novo")
    await _end_by_bot(shop)
    await shop.passes()
    assert len(shop.said) == 1


@pytest.mark.parametrize("is_wanted", [False, True])
async def test_abandoned_only_where_wanted(shop: Shop, is_wanted: bool) -> None:
    await shop.asks(Settings(is_on=True, asks_after_silence=is_wanted))
    id = await shop.attended()

    async with shop.desk.world.tx() as tx:
        await actions.abandon(tx, await actions.lock(tx, id))
    await shop.desk.work()
    await shop.passes()

    assert len(shop.said) == is_wanted


async def test_a_queue_has_its_own_settings(shop: Shop) -> None:
    queue_id = await shop.desk.queue(shop.maria, auto_assign=False)
    await shop.asks(
        ON, Settings(queue_id=queue_id, is_on=True, question="{customer_name}, que nota? ({company})")
    )
    id = await shop.attended()
    await shop.rows("update conversations set queue_id = $1 where id = $2", queue_id, id)

    await shop.resolves(id)
    await shop.passes()

    assert shop.said[0].startswith("Cliente 5511988887777, que nota? (Loja)")


async def test_a_queue_may_ask_nothing(shop: Shop) -> None:
    queue_id = await shop.desk.queue(shop.maria, auto_assign=False)
    await shop.asks(ON, Settings(queue_id=queue_id))
    id = await shop.attended()
    await shop.rows("update conversations set queue_id = $1 where id = $2", queue_id, id)

    await shop.resolves(id)
    await shop.passes()

    assert shop.said == []


async def _refuse(shop: Shop, id: Any) -> None:
    found = await shop.conversation(id)
    async with shop.desk.world.tx() as tx:
        await contacts.refuse(tx, found["contact_id"], "shop", "marketing", at=clock.now())


async def _block(shop: Shop, id: Any) -> None:
    found = await shop.conversation(id)
    await shop.rows("update crm_contacts set blocked_at = now() where id = $1", found["contact_id"])


async def _pause(shop: Shop, id: Any) -> None:
    await shop.rows("update inboxes set is_active = false where id = $1", shop.desk.inboxes["shop"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [(_refuse, "opted_out"), (_block, "blocked"), (_pause, "inbox_paused")],
    ids=["opted out", "blocked", "paused"],
)
async def test_who_may_not_be_asked_is_not_and_it_is_said(shop: Shop, change: Any, reason: str) -> None:
    await shop.asks(ON)
    id = await shop.attended()
    await shop.resolves(id)

    await change(shop, id)
    await shop.passes()

    assert shop.said == []
    rating = await shop.rating(id)
    assert (rating["state"], rating["reason"]) == ("not_asked", reason)
    [told] = await shop.heard("conversation.rating_not_asked")
    assert told["reason"] == reason


LATER = Settings(is_on=True, delay_seconds=90_000, template_name="avaliacao")


async def test_outside_the_window_not_without_a_template(shop: Shop) -> None:
    shop.becomes(reply_window=timedelta(hours=24), has_templates=True)
    await shop.asks(Settings(is_on=True, delay_seconds=90_000))
    id = await shop.attended()

    await shop.resolves(id)
    await shop.passes(timedelta(seconds=90_001))

    assert shop.said == []
    assert (await shop.rating(id))["reason"] == "window_closed"


async def _template(shop: Shop, body: str, **values: Any) -> None:
    async with shop.desk.world.tx() as tx:
        await tx.fetch(
            "insert into message_templates (id, tenant_id, inbox_id, external_id, name, language, category, status, "
            "components, synced_at) values ($1, $2, $3, 't1', 'avaliacao', 'pt_BR', 'utility', $4, $5::jsonb, now())",
            new_id(), tx.tenant_id, shop.desk.inboxes["shop"], values.get("status", "approved"),
            f'[{{"type": "BODY", "text": "{body}"}}]',
        )  # fmt: skip


async def test_outside_the_window_the_companys_template(shop: Shop) -> None:
    shop.becomes(reply_window=timedelta(hours=24), has_templates=True)
    await shop.asks(LATER)
    await _template(shop, "Olá {{1}}, que nota de 0 a 10 dá à {{2}}?")
    id = await shop.attended()

    await shop.resolves(id)
    await shop.passes(timedelta(seconds=90_001))

    assert shop.said == ["Olá Cliente 5511988887777, que nota de 0 a 10 dá à Loja?"]
    assert (await shop.rating(id))["state"] == "asked"
    await shop.says("9")
    assert (await shop.rating(id))["score"] == 9


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (None, "approved", "template_missing"),
        ("Que nota?", "rejected", "template_not_approved"),
        ("Que nota para o pedido {{pedido}}?", "approved", "template_invalid"),
    ],
    ids=["missing", "not approved", "with something that nobody knows"],
)
async def test_a_template_that_can_not_be_sent(
    shop: Shop, body: str | None, status: str, reason: str
) -> None:
    shop.becomes(reply_window=timedelta(hours=24), has_templates=True)
    await shop.asks(LATER)
    if body is not None:
        await _template(shop, body, status=status)
    id = await shop.attended()

    await shop.resolves(id)
    await shop.passes(timedelta(seconds=90_001))

    assert shop.said == []
    assert (await shop.rating(id))["reason"] == reason


async def test_two_workers_ask_once(shop: Shop) -> None:
    """The job is there twice, as after a worker that died: the question is posted under the conversation's lock."""
    await shop.asks(ON)
    id = await shop.attended()
    await shop.resolves(id)
    rating = await shop.rating(id)
    payload = f'{{"rating_id": "{rating["id"]}"}}'.encode()
    shop.time.advance(SOON)

    async def work() -> None:
        async with shop.desk.services.database.transaction(shop.desk.world.tenant_id) as tx:
            await ask(
                tx,
                shop.desk.services,
                [Job(1, shop.desk.world.tenant_id, "rating.ask", None, payload, 1, 12)],
            )

    await asyncio.gather(work(), work(), work())
    await shop.desk.work()

    assert len(shop.said) == 1
