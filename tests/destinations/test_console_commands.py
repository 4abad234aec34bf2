"""Commands in the console's composer: what messengers understand, about the conversation on the screen, in private."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.conversations.models import Conversation
from attendance.destinations import command_endpoints
from attendance.destinations.commands import Command, Verb, understand
from attendance.destinations.doing import _ACTIONS
from attendance.destinations.offered import LANGUAGES, offered
from attendance.identity.schemas import Role
from tests.destinations.desk import Desk
from tests.factories.people import Person, make_person
from tests.web import TestServices, client_of, make_app

COMMANDS = "/api/attendance/commands"


class Console:
    """Somebody at the console, and the conversation of a customer who asked for a person."""

    def __init__(self, desk: Desk, api: httpx.AsyncClient, person: Person, conversation_id: UUID) -> None:
        self.desk, self.api, self.person, self.conversation_id = desk, api, person, conversation_id

    async def says(self, text: str) -> httpx.Response:
        path = f"/api/attendance/conversations/{self.conversation_id}/commands"
        return await self.api.post(path, json={"text": text})

    async def told(self, text: str) -> str:
        answer = await self.says(text)
        assert answer.status_code == 200, answer.text
        await self.desk.work()
        return str(answer.json()["text"])

    async def conversation(self) -> Any:
        async with self.desk.world.tx() as tx:
            rows = await tx.fetch(
                "select c.status, c.assigned_to, c.transfer_note, q.name as queue from conversations c "
                "left join attendance_queues q on q.id = c.queue_id where c.id = $1",
                self.conversation_id,
            )
        return rows[0]


async def enter(desk: Desk, client: httpx.AsyncClient, role: Role = Role.ATTENDANT) -> Console:
    person = await make_person(desk.world.database, desk.world.tenant_id, role=role, name="Maria Santos")
    async with desk.world.tx() as tx:
        await attendants.ensure_profile(tx, person.id)
        await attendants.set_status(tx, person.id, AttendantStatus.ONLINE, is_leased=False)
    await desk.queue(person.id, auto_assign=False)
    await desk.says("shop", "5511", "quero falar com um atendente")
    client.headers.update(await person.headers("read", "write"))
    async with desk.world.tx() as tx:
        conversation_id = await tx.scalar(Conversation.__table__.select().with_only_columns(Conversation.id))
    return Console(desk, client, person, conversation_id)


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    services = TestServices(desk.world.database)
    services.channels = dict(desk.services.channels)
    async with client_of(make_app(services, [command_endpoints.router])) as client:
        yield client


async def test_a_conversation_is_taken_and_resolved_by_commands_and_the_customer_reads_none(
    desk: Desk, client: httpx.AsyncClient
) -> None:
    console = await enter(desk, client)
    before = len(desk.shop.sent)

    assert "Cliente 5511" in await console.told("/fila")
    await console.told("/pegar")
    taken = await console.conversation()
    assert "Você está: ocupado." in await console.told("/status ocupado")
    assert await console.told("/resolver") == "🏁 Conversa #1 encerrada."

    ended = await console.conversation()
    assert (taken["status"], taken["assigned_to"], ended["status"]) == (
        "active",
        console.person.id,
        "resolved",
    )
    assert [message.text for message in desk.shop.sent[before:] if message.text.startswith("/")] == []


async def test_a_transfer_names_a_colleague_and_leaves_a_note(desk: Desk, client: httpx.AsyncClient) -> None:
    console = await enter(desk, client)
    joana = await desk.attendant("Joana Lima", at={})
    await console.told("/take")

    told = await console.told("/transferir @joana ela já conhece o caso")

    now = await console.conversation()
    assert told == "➡️ Conversa #1 transferida para Joana Lima."
    assert (now["status"], now["assigned_to"]) == ("assigned", joana)
    assert now["transfer_note"] == "ela já conhece o caso"


async def test_what_is_no_command_is_answered_in_private(desk: Desk, client: httpx.AsyncClient) -> None:
    console = await enter(desk, client)

    unknown = await console.says("/ligar-bomba")
    assert unknown.json()["command"] is None
    assert "/fila: Mostra quem espera" in unknown.json()["text"]
    assert "ainda não está disponível" in await console.told("/dicas")
    for words in ("bom dia", "//etc/hosts", "#12"):
        refused = await console.says(words)
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_input")


async def test_who_may_not_do_it_by_button_may_not_by_command(desk: Desk, client: httpx.AsyncClient) -> None:
    console = await enter(desk, client)
    others = await desk.attendant("Joana Lima", at={})
    async with desk.world.tx() as tx:
        await tx.fetch("update conversations set status = 'active', assigned_to = $1", others)

    refused = await console.says("/transferir @maria")

    assert refused.status_code in (403, 404)
    assert (await console.conversation())["assigned_to"] == others


async def test_each_command_leaves_a_trace(desk: Desk, client: httpx.AsyncClient) -> None:
    console = await enter(desk, client)
    await console.told("/contexto")

    async with desk.world.tx() as tx:
        rows = await tx.fetch(
            "select payload from events where kind = 'attendant.command_given'",
        )
    assert [row["payload"] for row in rows] == [
        {"user_id": str(console.person.id), "channel": "console", "command": "context"}
    ]


async def test_the_list_speaks_the_readers_language(desk: Desk, client: httpx.AsyncClient) -> None:
    console = await enter(desk, client)
    async with desk.world.tx() as tx:
        await tx.fetch("update users set locale = 'en' where id = $1", console.person.id)

    listed = (await client.get(COMMANDS)).json()

    assert [one["name"] for one in listed] == [
        "queue", "take", "resolve", "transfer", "context", "status", "help",
    ]  # fmt: skip


@pytest.mark.parametrize("locale", list(LANGUAGES))
def test_what_is_offered_is_understood_and_done(locale: str) -> None:
    for one in offered(locale):
        assert understand(f"/{one.name}") == Command(one.verb)
        assert one.verb in _ACTIONS
    assert {one.verb for one in offered(locale)} == set(_ACTIONS) - {Verb.START}
