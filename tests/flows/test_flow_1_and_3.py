"""From the bot to people and back: by keyword (Flow 1), without the bot (Flow 3), and what settings make of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from attendance.bots.config import BotConfig, asks_for_a_person
from attendance.conversations.models import Conversation
from attendance.identity.models import Tenant
from attendance.kernel import clock, jobs
from tests.flows.product import CUSTOMER, Product, Socket, until

GREETING = BotConfig().attendance_greeting
WAIT = "Aguarde, transferir para atendente..."
Json = dict[str, Any]


def texts(product: Product) -> list[str]:
    """What the customer got, in order."""
    return [call.body["text"]["body"] for call in product.graph.sent]


async def listed(product: Product, viewer: UUID) -> list[Json]:
    api = await product.api(viewer)
    items: list[Json] = []
    for view in ("all", "resolved"):
        answer = await api.get(f"/api/attendance/conversations?view={view}")
        items += [item["conversation"] for item in answer.json()["items"]]
    return items


def announced(socket: Socket) -> list[Json]:
    """The announcements without the place in the stream, which every durable frame carries."""
    return [{k: v for k, v in frame.items() if k != "cursor"} for frame in socket.of_type("new_conversation")]


def announcement(conversation_id: str, message: str) -> Json:
    return {
        "type": "new_conversation",
        "session_id": conversation_id,
        "channel": "whatsapp",
        "customer": {"name": "João Silva", "phone": f"+{CUSTOMER}"},
        "message": message,
    }


async def test_flow_1_by_keyword(product: Product) -> None:
    maria = await product.attendant("Maria Santos", is_online=False)
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp()
    api = await product.api(maria)
    me = f"/api/attendance/attendants/{maria}/status"

    async with product.socket(api) as socket:
        await product.graph.customer_writes(CUSTOMER, "Oi", name="João Silva")
        await until(lambda: texts(product) == [GREETING])
        await product.graph.customer_writes(CUSTOMER, "Quero falar com uma pessoa", name="João Silva")

        # it waits, the team hears of it, the customer is told
        call = await socket.wait_for("new_conversation")
        session = call["session_id"]
        await until(lambda: len(texts(product)) == 2)
        assert texts(product)[1].splitlines() == [
            WAIT, "No momento nenhum atendente está disponível. Deixe sua mensagem e responderemos assim que possível.",
        ]  # fmt: skip
        state = (await api.get(f"/api/session/{session}")).json()
        assert (state["needs_human"], state["status"]) == (True, "waiting")
        assert state["context_data"]["transfer_reason"] == "keyword"

        # she comes online and is given it, takes it, answers, resolves
        await api.put(me, json={"status": "online"})
        await until(lambda: len(socket.of_type("new_conversation")) == 2)
        assert announced(socket) == [announcement(session, "Quero falar com uma pessoa")] * 2
        await api.post(f"/api/attendance/conversations/{session}/take")
        reply = {"text": "Olá, João!", "client_id": "client-01"}
        await api.post(f"/api/attendance/conversations/{session}/messages", json=reply)
        await until(lambda: texts(product)[2:] == ["Olá, João!"])
        resolved = (await api.post(f"/api/attendance/resolve/{session}")).json()
        assert (resolved["status"], resolved["needs_human"]) == ("resolved", False)

    # back to the bot
    await product.graph.customer_writes(CUSTOMER, "Oi de novo", name="João Silva")
    await until(lambda: texts(product)[3:] == [GREETING])


async def test_somebody_free_is_named_at_once(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp()

    async with product.socket(await product.api(maria)) as socket:
        await product.graph.customer_writes(CUSTOMER, "ATENDENTE, por favor", name="João Silva")
        call = await socket.wait_for("new_conversation")
        await until(lambda: texts(product))

    assert texts(product) == [f"{WAIT}\nMaria Santos vai atender você."]
    assert call["customer"] == {"name": "João Silva", "phone": f"+{CUSTOMER}"}
    assert len(socket.of_type("new_conversation")) == 1


async def test_flow_3_without_the_bot(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    bot_id = await product.world.bot(**{"attendance-bypass-mode": "true"})
    await product.whatsapp(bot_id=bot_id)
    api = await product.api(maria)

    async with product.socket(api) as socket:
        await product.graph.customer_writes(CUSTOMER, "Bom dia", name="João Silva")
        call = await socket.wait_for("new_conversation")
        assert announced(socket)[0]["customer"]["name"] == "João Silva"
        session = call["session_id"]
        state = (await api.get(f"/api/session/{session}")).json()
        assert state["needs_human"] is True
        assert state["context_data"]["transfer_reason"] == "bypass"
        await api.post(f"/api/attendance/conversations/{session}/take")
        reply = {"text": "Bom dia, João!", "client_id": "client-01"}
        await api.post(f"/api/attendance/conversations/{session}/messages", json=reply)
        await until(lambda: "Bom dia, João!" in texts(product))
        await api.post(f"/api/attendance/resolve/{session}")

    assert GREETING not in texts(product)
    await product.graph.customer_writes(CUSTOMER, "Mais uma coisa", name="João Silva")
    await until(lambda: len(texts(product)) == 3)
    assert GREETING not in texts(product)


@pytest.mark.parametrize("setting", ["crm-enabled", "attendance-enabled", "attendant-enabled"])
async def test_switched_off_it_stays_with_the_bot(product: Product, setting: str) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    bot_id = await product.world.bot(**{setting: "false", "attendance-bypass-mode": "true"})
    await product.whatsapp(bot_id=bot_id)

    await product.graph.customer_writes(CUSTOMER, "Quero um atendente")
    await until(lambda: texts(product) == [GREETING])
    owner = await product.world.user("Olga", role="owner")
    (conversation,) = await listed(product, owner)

    assert (conversation["status"], conversation["needs_human"]) == ("bot", False)


KEYWORDS = BotConfig().attendance_transfer_keywords


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("pessoa", True),
        ("Quero falar com uma PESSOA!", True),
        ("quero ATENDÊNTE", True),
        ("humano?", True),
        ("gostaria de falar com alguém", True),
        ("falar   com\no gerente", True),
        ("pessoalmente não", False),
        ("atendentes", False),
        ("desumano", False),
        ("com falar", False),
        ("", False),
    ],
)
def test_keywords_are_whole_words_without_accents_or_case(text: str, asks: bool) -> None:
    assert asks_for_a_person(text, KEYWORDS) is asks


async def test_soon_after_the_end_the_attendant_has_it_again(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp(settings={"reopen_seconds": 3600, "reopen_to": "attendant"})
    key = await _served(product, maria)

    await product.graph.customer_writes(CUSTOMER, "Esqueci uma coisa")
    again = await until(lambda: _with_status(product, maria, "assigned"))

    assert (again["id"], again["assigned_to"]) == (key, str(maria))
    assert GREETING not in texts(product)


async def test_it_is_somebody_else_when_the_attendant_left(product: Product) -> None:
    maria, joana = await product.attendant("Maria Santos"), await product.attendant("Joana", is_online=False)
    await product.queue(maria, joana, channels=["whatsapp"])
    await product.whatsapp(settings={"reopen_seconds": 3600, "reopen_to": "attendant"})
    key = await _served(product, maria)
    api = await product.api(maria)
    await api.put(f"/api/attendance/attendants/{maria}/status", json={"status": "offline"})
    await (await product.api(joana)).put(
        f"/api/attendance/attendants/{joana}/status", json={"status": "online"}
    )

    await product.graph.customer_writes(CUSTOMER, "Esqueci uma coisa")
    again = await until(lambda: _with_status(product, joana, "assigned"))

    assert (again["id"], again["assigned_to"]) == (key, str(joana))


@pytest.mark.parametrize(("reopen_seconds", "is_same"), [(3600, True), (60, False)])
async def test_soon_after_the_end_the_bot_has_it(
    product: Product, reopen_seconds: int, is_same: bool
) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp(settings={"reopen_seconds": reopen_seconds})
    key = await _served(product, maria)
    earlier = clock.now() - timedelta(minutes=10)
    async with product.world.tx() as tx:
        await tx.execute(update(Conversation).values(resolved_at=earlier))

    await product.graph.customer_writes(CUSTOMER, "Oi de novo")
    await until(lambda: texts(product)[-1] == GREETING)
    owner = await product.world.user("Olga", role="owner")
    statuses = {one["id"]: one["status"] for one in await listed(product, owner)}

    assert len(statuses) == (1 if is_same else 2)
    assert statuses[key] == ("bot" if is_same else "resolved")


async def test_the_silent_are_closed_and_who_waits_is_not(product: Product) -> None:
    owner = await product.world.user("Olga", role="owner")
    await product.queue(owner, channels=["whatsapp"])
    await product.whatsapp()
    await product.graph.customer_writes(CUSTOMER, "Oi")
    await product.graph.customer_writes("5511977776666", "atendente")
    await until(lambda: len(texts(product)) == 2)
    await until(lambda: _with_status(product, owner, "waiting"))

    async def after(silence: timedelta) -> dict[str, int]:
        async with product.world.tx() as tx:
            await tx.execute(update(Conversation).values(last_activity_at=clock.now() - silence))
            await jobs.enqueue(tx, "conversation.abandon_silent", {})
        await until(lambda: _nothing_to_do(product))
        statuses = [one["status"] for one in await listed(product, owner)]
        return {status: statuses.count(status) for status in statuses}

    async with product.world.tx() as tx:
        await tx.execute(update(Tenant).values(settings={"abandon_after_seconds": 0}))
    assert await after(timedelta(days=400)) == {"bot": 1, "waiting": 1}
    async with product.world.tx() as tx:
        await tx.execute(update(Tenant).values(settings={"abandon_after_seconds": 600}))
    assert await after(timedelta(minutes=9)) == {"bot": 1, "waiting": 1}
    assert await after(timedelta(minutes=11)) == {"abandoned": 1, "waiting": 1}


async def _served(product: Product, user_id: UUID) -> str:
    """A conversation that this attendant answered and resolved."""
    await product.graph.customer_writes(CUSTOMER, "atendente")
    conversation = await until(lambda: _with_status(product, user_id, "assigned"))
    key: str = conversation["id"]
    api = await product.api(user_id)
    reply = {"text": "Pronto", "client_id": "client-01"}
    answer = await api.post(f"/api/attendance/conversations/{key}/messages", json=reply)
    assert answer.status_code == 201, answer.text
    assert (await api.post(f"/api/attendance/resolve/{key}")).json()["status"] == "resolved"
    return key


async def _with_status(product: Product, user_id: UUID, status: str) -> Json | None:
    found = [one for one in await listed(product, user_id) if one["status"] == status]
    return found[0] if found else None


async def _nothing_to_do(product: Product) -> bool:
    async with product.world.tx() as tx:
        return not await tx.fetch("select 1 from jobs where kind = 'conversation.abandon_silent'")
