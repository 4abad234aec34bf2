"""apply(frames, old state) == freshly fetched state, for everything that can happen, through everybody's eyes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.conversations import actions as conversations
from attendance.kernel import clock
from attendance.queues import actions as queues
from attendance.queues.actions import Wanted
from tests.fakes.graph import GraphFailure
from tests.flows.product import CUSTOMER, Product, until
from tests.realtime.screen import Screen, screen

SOMETHING_WENT_WRONG = 131000


@dataclass
class Office:
    """A company at work: an owner, two teams, and somebody who sees only what is theirs."""

    product: Product
    sales: UUID
    support: UUID
    people: dict[str, UUID]
    apis: dict[str, httpx.AsyncClient]
    screens: dict[str, Screen]
    inbox_id: UUID

    async def does(self, who: str, method: str, path: str, **body: Any) -> Any:
        """Somebody calls the API; then every screen must equal the server."""
        answer = await self.asks(who, method, path, **body)
        await self.agrees()
        return answer

    async def asks(self, who: str, method: str, path: str, **body: Any) -> Any:
        answer = await self.apis[who].request(method, f"/api/{path}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def writes(self, text: str, *, phone: str = CUSTOMER) -> None:
        """A customer writes; then every screen must equal the server."""
        before = await self._messages()
        await self.product.graph.customer_writes(phone, text)
        await until(lambda: self._more_than(before))
        await self.agrees()

    async def agrees(self) -> None:
        await asyncio.gather(*(shown.equals_server() for shown in self.screens.values()))
        for shown in self.screens.values():  # whatever is visible now is open from now on
            await shown.open(*(key for key in shown.state.conversations if key not in shown.state.messages))

    async def conversation(self, phone: str = CUSTOMER) -> str:
        found = [
            one for one in self.screens["owner"].state.conversations.values()
            if (one["contact"]["phone"] or "").endswith(phone[-8:])
        ]  # fmt: skip
        key: str = max(found, key=lambda one: one["number"])["id"]
        return key

    def status(self, key: str) -> str:
        status: str = self.screens["owner"].state.conversations[key]["status"]
        return status

    def seen_by(self, key: str) -> set[str]:
        return {name for name, shown in self.screens.items() if key in shown.state.conversations}

    async def waits_in(self, queue_id: UUID, *, phone: str = CUSTOMER) -> str:
        """A new conversation that waits in this queue."""
        await self.writes("Oi", phone=phone)
        key = await self.conversation(phone)
        async with self.product.world.tx() as tx:
            await queues.enter(tx, UUID(key), Wanted("test", queue_id=queue_id))
        await self.agrees()
        assert self.status(key) == "waiting"
        return key

    async def with_ana(self) -> str:
        """A new conversation that Ana works on."""
        key = await self.waits_in(self.sales)
        await self.does("ana", "POST", f"attendance/conversations/{key}/take")
        return key

    async def _messages(self) -> int:
        async with self.product.world.tx() as tx:
            return int((await tx.fetch("select count(*) from messages where direction = 'in'"))[0][0])

    async def _more_than(self, before: int) -> bool:
        return await self._messages() > before


@pytest.fixture
async def office(product: Product) -> AsyncIterator[Office]:
    people = {
        "owner": await product.world.user("Olga", role="owner"),
        "ana": await product.attendant("Ana", is_online=False),
        "bia": await product.attendant("Bia", is_online=False),
        "caio": await product.world.user("Caio", visibility="mine"),
    }
    sales = await product.queue(people["ana"], name="Vendas", channels=["whatsapp"])
    support = await product.queue(people["bia"], name="Suporte", channels=["webchat"])
    inbox_id = await product.whatsapp(settings={"reopen_seconds": 3600})
    async with AsyncExitStack() as stack:
        screens = {
            name: await stack.enter_async_context(screen(product, name, user_id))
            for name, user_id in people.items()
        }
        apis = {name: await product.api(user_id) for name, user_id in people.items()}
        yield Office(product, sales, support, people, apis, screens, inbox_id)


async def test_from_the_bot_to_a_person(office: Office) -> None:
    await office.writes("Oi")
    key = await office.conversation()
    assert (office.status(key), office.seen_by(key)) == ("bot", {"owner"})
    await office.writes("Quero um atendente")
    await until(lambda: office.status(key) == "waiting")
    assert office.seen_by(key) == {"owner", "ana"}

    await office.does("ana", "PUT", f"attendance/attendants/{office.people['ana']}/status", status="online")
    await until(lambda: office.status(key) == "assigned")
    here = f"attendance/conversations/{key}"
    await office.does("ana", "POST", f"{here}/take")
    sent = await office.does("ana", "POST", f"{here}/messages", text="Olá!", client_id="client-01")
    await until(lambda: office.screens["ana"].state.messages[key][sent["id"]]["state"] == "read")
    await office.does("ana", "POST", f"{here}/notes", text="Cliente antigo", client_id="client-02")
    await office.does("ana", "POST", f"{here}/read", seq=99)
    assert office.screens["ana"].state.read_counts[key] == 2


async def test_pending_and_active_again(office: Office) -> None:
    key = await office.with_ana()
    here = f"attendance/conversations/{key}"

    await office.does("ana", "PUT", f"{here}/pending", pending=True)
    await office.does("ana", "PUT", f"{here}/pending", pending=False)
    await office.does("ana", "PUT", f"{here}/pending", pending=True)
    await office.writes("Voltei")
    assert office.status(key) == "active"
    await office.does("ana", "PUT", f"{here}/pending", pending=True)
    await office.does("ana", "POST", f"{here}/messages", text="Certo", client_id="client-03")
    assert office.status(key) == "active"


async def test_snoozed_and_awake_again(office: Office) -> None:
    key = await office.with_ana()
    here = f"attendance/conversations/{key}"

    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    await office.does("ana", "POST", f"{here}/snooze", until=tomorrow)
    await office.does("ana", "DELETE", f"{here}/snooze")
    await office.does("ana", "POST", f"{here}/snooze", until=tomorrow)
    await office.writes("E então?")
    await office.does("ana", "POST", f"{here}/snooze", until=tomorrow)
    await office.does("ana", "POST", f"{here}/messages", text="Já vejo", client_id="client-04")
    assert office.screens["ana"].state.conversations[key]["snoozed_until"] is None


async def test_priority_tags_and_the_contact(office: Office) -> None:
    key = await office.with_ana()
    here = f"attendance/conversations/{key}"

    await office.does("ana", "PUT", f"{here}/priority", priority=3)
    await office.does("ana", "POST", f"{here}/tags", add=["vip", "troca"])
    await office.does("ana", "POST", f"{here}/tags", remove=["troca"])
    await office.does("owner", "PATCH", f"crm/contacts/{_contact(office, key)}", first_name="João")
    assert office.screens["ana"].state.conversations[key]["contact"]["name"].startswith("João")


async def test_the_end_and_what_may_follow(office: Office) -> None:
    key = await office.with_ana()
    here = f"attendance/conversations/{key}"

    await office.does("ana", "POST", f"attendance/resolve/{key}")
    assert office.seen_by(key) == {"owner", "ana"}
    await office.does("ana", "POST", f"{here}/reopen")
    assert office.status(key) == "active"
    await office.does("ana", "POST", f"attendance/resolve/{key}")
    await office.writes("Obrigado")
    assert (office.status(key), office.seen_by(key)) == ("bot", {"owner"})

    async with office.product.world.tx() as tx:
        await conversations.abandon(tx, await conversations.lock(tx, UUID(key)))
    await office.agrees()
    assert office.status(key) == "abandoned"


async def test_a_failed_message_and_its_retry(office: Office) -> None:
    key = await office.waits_in(office.sales)
    here = f"attendance/conversations/{key}"
    await office.does("ana", "POST", f"{here}/take")
    await until(lambda: len(office.product.graph.sent) == 1)
    office.product.graph.fail_status_next(GraphFailure(SOMETHING_WENT_WRONG))

    sent = await office.asks("ana", "POST", f"{here}/messages", text="Olá!", client_id="client-01")
    thread = office.screens["ana"].state.messages[key]
    await until(lambda: thread.get(sent["id"], {}).get("state") == "failed")
    await office.agrees()
    await office.does("ana", "POST", f"{here}/messages/{sent['id']}/retry")
    await until(lambda: office.screens["ana"].state.messages[key][sent["id"]]["state"] == "read")
    office.product.graph.fail_status_next(GraphFailure(131026))
    lost = await office.asks("ana", "POST", f"{here}/messages", text="Alô?", client_id="client-02")

    await until(
        lambda: office.screens["ana"].state.messages[key].get(lost["id"], {}).get("state") == "failed"
    )
    await office.agrees()


async def test_every_way_of_losing_sight(office: Office) -> None:
    key = await office.waits_in(office.sales)
    assert office.seen_by(key) == {"owner", "ana"}

    transfer = {"session_id": key, "queue_id": str(office.support), "note": "É suporte"}
    await office.does("ana", "POST", "attendance/transfer", **transfer)
    assert office.seen_by(key) == {"owner", "bia"}

    async with office.product.world.tx() as tx:  # as the overflow of a queue does
        await queues.enter(tx, UUID(key), Wanted("overflow", queue_id=office.sales))
    await office.agrees()
    assert office.seen_by(key) == {"owner", "ana"}

    await office.asks("caio", "PUT", f"attendance/attendants/{office.people['caio']}/status", status="online")
    transfer = {"session_id": key, "attendant_id": str(office.people["caio"])}
    await office.does("owner", "POST", "attendance/transfer", **transfer)
    assert office.seen_by(key) == {"owner", "ana", "caio"}

    transfer = {"session_id": key, "queue_id": str(office.support)}
    await office.does("owner", "POST", "attendance/transfer", **transfer)
    assert office.seen_by(key) == {"owner", "bia"}
    told = {name: len(shown.of_type("conversation.removed")) for name, shown in office.screens.items()}
    assert told == {"owner": 0, "ana": 2, "bia": 1, "caio": 1}


async def test_back_to_the_bot_is_out_of_sight(office: Office) -> None:
    key = await office.waits_in(office.support)
    assert office.seen_by(key) == {"owner", "bia"}

    async with office.product.world.tx() as tx:  # given back to the bot without being resolved
        await conversations.release(tx, await conversations.lock(tx, UUID(key)))
    await office.agrees()
    assert office.seen_by(key) == {"owner"}

    async with office.product.world.tx() as tx:
        await queues.enter(tx, UUID(key), Wanted("test", queue_id=office.support))
    await office.agrees()
    await office.does("owner", "POST", f"attendance/resolve/{key}")
    assert office.seen_by(key) == {"owner", "bia"}
    await office.writes("Voltei")  # reopens it, for the bot
    assert office.seen_by(key) == {"owner"}
    assert len(office.screens["bia"].of_type("conversation.removed")) == 2


async def test_who_joins_or_leaves_a_queue_sees_other_conversations(office: Office) -> None:
    key = await office.waits_in(office.support)
    bia, sales = office.screens["bia"], f"attendance/queues/{office.sales}"
    (membership,) = await office.asks("owner", "GET", f"attendance/queues/{office.support}/members")

    await office.does(
        "owner", "POST", f"attendance/queues/{office.support}/members", user_id=str(office.people["ana"])
    )
    assert office.seen_by(key) == {"owner", "ana", "bia"}
    await office.does("owner", "DELETE", f"attendance/queues/{office.support}/members/{membership['id']}")
    assert office.seen_by(key) == {"owner", "ana"}
    assert len(bia.of_type("resync")) == 1

    await office.does("owner", "PATCH", sales, name="Vendas e trocas")
    (member,) = await office.asks("owner", "GET", f"{sales}/members")
    await office.does("owner", "PATCH", f"{sales}/members/{member['id']}", max_conversations=3)
    await office.does("owner", "POST", "attendance/queues", name="Nova", user_ids=[str(office.people["bia"])])
    created = next(queue["id"] for queue in bia.state.queues if queue["name"] == "Nova")
    await office.does("owner", "DELETE", f"attendance/queues/{created}")
    await office.does("owner", "PATCH", f"users/{office.people['caio']}", visibility="all")
    assert office.seen_by(key) == {"owner", "ana", "caio"}


async def test_people_and_inboxes_with_other_names(office: Office) -> None:
    key = await office.waits_in(office.sales)
    await office.does("ana", "POST", f"attendance/conversations/{key}/take")

    await office.does("owner", "PATCH", f"users/{office.people['ana']}", name="Ana Clara")
    assert office.screens["bia"].state.attendants["att-001"]["name"] == "Ana Clara"
    await office.does("owner", "PATCH", f"inboxes/{office.inbox_id}", name="Loja")
    assert office.screens["owner"].state.conversations[key]["inbox_name"] == "Loja"
    status = {"status": "away", "reason": "Almoço"}
    await office.does("ana", "PUT", f"attendance/attendants/{office.people['ana']}/status", **status)
    del office.screens["bia"]
    await office.does("owner", "PATCH", f"users/{office.people['bia']}", is_active=False)
    assert {one["name"] for one in office.screens["ana"].state.attendants.values()} == {"Ana Clara"}


def _contact(office: Office, key: str) -> str:
    contact_id: str = office.screens["owner"].state.conversations[key]["contact"]["id"]
    return contact_id
