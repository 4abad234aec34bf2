"""What administrators see and do at an inbox: its health, what failed, what was not understood, tests and pauses."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from attendance.channels import circuits
from attendance.channels.base import InboxConfig, Outgoing, SendReceipt
from attendance.channels.echo.channel import EchoChannel
from attendance.channels.rules import Trouble
from attendance.conversations import actions, posting
from attendance.conversations.models import Message
from attendance.conversations.posting import Draft
from attendance.conversations.rules import Sender
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.bus import LocalBus
from attendance.kernel.errors import Misconfigured, VendorFailure
from attendance.kernel.settings import Settings
from attendance.main import WebServices, build_services, create_app
from attendance.worker import build_runner
from tests.factories.people import make_person
from tests.factories.world import World

SECRET = "s3cret-of-the-webhook"


class Vendor(EchoChannel):
    """Fails while it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.failure: VendorFailure | None = None
        self.sent: list[Outgoing] = []

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        if self.failure is not None:
            raise self.failure
        self.sent.append(message)
        return await super().send(inbox, message)

    async def check(self, inbox: InboxConfig) -> str:
        if self.failure is not None:
            raise self.failure
        return "Loja · +55 11"


class Place:
    """A company with an echo inbox, its owner's API, and the worker when it is told to run."""

    def __init__(self, services: WebServices, world: World, api: httpx.AsyncClient, owner: UUID) -> None:
        self.services, self.world, self.api, self.owner = services, world, api, owner
        self.vendor = Vendor()
        self.inbox = UUID(int=0)

    @property
    def path(self) -> str:
        return f"/api/inboxes/{self.inbox}"

    async def failed(self, text: str, *, may_retry: bool = True, code: str = "vendor_unavailable") -> UUID:
        async with self.world.tx() as tx:
            posted = await self.world.says(tx, self.inbox, "Oi", who=f"5511{hash(text) % 10**9:09}")
            await actions.accept(tx, await actions.lock(tx, posted.conversation_id), self.owner)
            found = await actions.lock(tx, posted.conversation_id)
            message_id, _ = await posting.post_reply(
                tx, found, Draft(text, f"client-{text}"), Sender("attendant", self.owner), author_name="Ana",
                limit=None,
            )  # fmt: skip
            await tx.fetch("delete from jobs where payload ->> 'message_id' = $1", str(message_id))
            await posting.mark_failed(tx, message_id, code=code, message="No.", may_retry=may_retry)
        return message_id

    async def delivers(self, *entries: Any, secret: str = SECRET) -> httpx.Response:
        body = json.dumps(list(entries)).encode()
        mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        address = (await self.api.get(self.path)).json()["webhook_path"]
        return await self.api.post(address, content=body, headers={"x-echo-signature": mac})

    async def work(self) -> None:
        runner = build_runner(self.services, concurrency=2)
        await runner.drain()
        await runner.stop()

    async def health(self) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.api.get(f"{self.path}/health")).json()
        return answer


@pytest.fixture
async def place(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    services = build_services(Settings(data_dir=tmp_path), fresh_database_url, bus=LocalBus())
    owner = await make_person(services.database, role=Role.OWNER)
    transport = httpx.ASGITransport(create_app(services, web_root=Path("nothing-is-built-here")))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as api:
        api.headers.update(await owner.headers())
        place = Place(services, World(services.database, owner.tenant_id), api, owner.id)
        services.channels = {**services.channels, "echo": place.vendor}
        await services.inbound.start()
        created = await api.post(
            "/api/inboxes", json={"channel": "echo", "name": "Eco", "credentials": {"secret": SECRET}}
        )
        place.inbox = UUID(created.json()["id"])
        yield place
        await services.inbound.stop()
    await services.http.aclose()
    await services.outside.aclose()
    await services.database.close()


async def test_failed_messages_are_listed_and_those_that_may_are_sent_again(place: Place) -> None:
    lost = await place.failed("blocked", may_retry=False, code="blocked_by_recipient")
    may = [await place.failed(f"again {number}") for number in range(3)]

    first = (await place.api.get(f"{place.path}/failures?limit=3")).json()
    rest = (await place.api.get(f"{place.path}/failures?limit=3&cursor={first['next_cursor']}")).json()
    listed = [item["message_id"] for item in first["items"] + rest["items"]]
    assert sorted(listed) == sorted(map(str, [lost, *may]))
    assert rest["next_cursor"] is None

    cleared = (await place.api.post(f"{place.path}/failures/retry", json={})).json()
    await place.work()

    assert cleared == {"done": 3, "kept": 0, "left": 1}
    assert [message.text for message in place.vendor.sent] == ["again 0", "again 1", "again 2"]
    left = (await place.api.get(f"{place.path}/failures")).json()["items"]
    assert [(item["message_id"], item["code"]) for item in left] == [(str(lost), "blocked_by_recipient")]


async def test_one_can_be_sent_again_and_one_dismissed(place: Place) -> None:
    ids = [await place.failed(f"{number}") for number in range(3)]

    await place.api.post(f"{place.path}/failures/retry", json={"message_ids": [str(ids[0])]})
    await place.api.post(f"{place.path}/failures/dismiss", json={"message_ids": [str(ids[1])]})

    left = (await place.api.get(f"{place.path}/failures")).json()["items"]
    assert [item["message_id"] for item in left] == [str(ids[2])]
    async with place.world.tx() as tx:
        assert await tx.scalar(select(Message.state).where(Message.id == ids[1])) == "failed"
        rows = await tx.fetch("select payload from events where kind = 'inbox.failures_cleared' order by id")
        actors = await tx.fetch("select actor_id from events where kind = 'inbox.failures_cleared'")
    assert [row["payload"]["retried"] for row in rows] == [1, 0]
    assert {row["actor_id"] for row in actors} == {place.owner}


async def test_what_the_policy_forbids_now_is_kept(place: Place) -> None:
    message_id = await place.failed("too late")
    async with place.world.tx() as tx:
        conversation = await tx.scalar(select(Message.conversation_id).where(Message.id == message_id))
        await actions.resolve(tx, await actions.lock(tx, conversation))

    cleared = (await place.api.post(f"{place.path}/failures/retry", json={})).json()

    assert cleared == {"done": 0, "kept": 1, "left": 1}


async def test_a_failure_of_another_inbox_is_not_touched(place: Place) -> None:
    message_id = await place.failed("ours")
    other = await place.api.post(
        "/api/inboxes", json={"channel": "echo", "name": "Outro", "credentials": {"secret": "x"}}
    )
    path = f"/api/inboxes/{other.json()['id']}/failures"

    cleared = await place.api.post(f"{path}/retry", json={"message_ids": [str(message_id)]})

    assert cleared.json() == {"done": 0, "kept": 0, "left": 0}
    assert (await place.api.get(path)).json()["items"] == []


async def test_a_delivery_that_nobody_understood_is_shown_without_its_secrets_and_read_again(
    place: Place,
) -> None:
    odd = {"strange": True, "access_token": "EAAG-very-secret", "inner": [{"password": "p"}]}
    assert (await place.delivers(odd)).status_code == 200
    await place.work()

    [item] = (await place.api.get(f"{place.path}/deliveries")).json()["items"]
    shown = (await place.api.get(f"{place.path}/deliveries/{item['id']}")).json()
    assert item["state"] == "ignored"
    assert item["kinds"] == ["unreadable"]
    assert shown["parts"][0]["raw"] == {
        "strange": True,
        "access_token": "•••",
        "inner": [{"password": "•••"}],
    }

    replayed = await place.api.post(f"{place.path}/deliveries/{item['id']}/replay")
    assert replayed.status_code == 204
    assert (await place.api.get(f"{place.path}/deliveries")).json()["items"] == []
    await place.work()  # it is still not understood
    assert len((await place.api.get(f"{place.path}/deliveries")).json()["items"]) == 1


async def test_a_delivery_whose_reading_died_is_shown_and_brings_its_message_when_it_is_read_again(
    place: Place,
) -> None:
    await place.delivers({"id": "m1", "from": "7001", "text": "Alguém aí?"})
    async with place.world.tx() as tx:
        await tx.fetch("update jobs set state = 'dead', error = 'KeyError' where kind = 'inbound.receive'")

    health = await place.health()
    [item] = (await place.api.get(f"{place.path}/deliveries")).json()["items"]
    assert (health["unread"], health["state"]) == (1, "warning")
    assert (item["state"], item["error"]) == ("unread", "KeyError")
    shown = (await place.api.get(f"{place.path}/deliveries/{item['id']}")).json()
    assert "Alguém aí?" in shown["body"]

    await place.api.post(f"{place.path}/deliveries/{item['id']}/replay")
    await place.work()

    assert (await place.health())["unread"] == 0
    async with place.world.tx() as tx:
        assert await tx.scalar(select(Message.text).where(Message.external_id == "m1")) == "Alguém aí?"


async def test_a_wrong_secret_is_counted_and_shown(place: Place) -> None:
    for _ in range(3):
        refused = await place.delivers({"id": "m1", "from": "7001", "text": "Oi"}, secret="wrong")
        assert refused.status_code == 401
    assert (await place.health())["health"]["refused_24h"] == 0  # not a write for each of them

    await place.services.refused.flush()

    health = await place.health()
    assert (health["health"]["refused_24h"], health["state"]) == (3, "warning")


async def test_a_paused_inbox_keeps_and_shows_what_comes_and_sends_when_it_is_resumed(place: Place) -> None:
    await place.api.patch(place.path, json={"is_active": False})
    received = await place.delivers({"id": "m1", "from": "7001", "text": "Oi"})
    await place.work()
    assert received.status_code == 200
    async with place.world.tx() as tx:
        conversation = await tx.scalar(select(Message.conversation_id).where(Message.external_id == "m1"))
        await actions.accept(tx, await actions.lock(tx, conversation), place.owner)
        found = await actions.lock(tx, conversation)
        sender = Sender("attendant", place.owner)
        await posting.post_reply(tx, found, Draft("Olá", "c1"), sender, author_name="Ana", limit=None)
    await place.work()

    health = await place.health()
    assert (health["state"], health["waiting"], place.vendor.sent) == ("paused", 2, [])  # the bot greeted too

    await place.api.patch(place.path, json={"is_active": True})
    await place.work()
    assert [message.text for message in place.vendor.sent] == ["Olá"]  # and no greeting of a bot that is gone


async def test_a_check_is_remembered_and_a_good_one_lets_go_on_what_was_held(place: Place) -> None:
    place.vendor.failure = Misconfigured("The token was revoked.", reason="token_expired")
    async with place.world.tx() as tx:
        for _ in range(3):
            trouble = Trouble("account", "token_expired", "The token was revoked.")
            await circuits.note_failure(tx, place.inbox, trouble, was_probe=False)

    checked = (await place.api.post(f"{place.path}/check")).json()
    health = await place.health()
    assert checked == {
        "ok": False, "account": None, "problem": "The token was revoked.", "reason": "token_expired"
    }  # fmt: skip
    assert health["state"] == "held"
    assert health["health"]["check_problem"] == "The token was revoked."
    assert health["health"]["held"]["cause"] == "account"

    place.vendor.failure = None
    assert (await place.api.post(f"{place.path}/check")).json()["account"] == "Loja · +55 11"
    health = await place.health()
    assert health["health"]["held"] is None
    assert health["health"]["check_problem"] is None
    assert health["health"]["checked_account"] == "Loja · +55 11"


async def test_new_credentials_let_go_on_what_was_held(place: Place) -> None:
    async with place.world.tx() as tx:
        for _ in range(3):
            trouble = Trouble("account", "token_expired", "The token was revoked.")
            await circuits.note_failure(tx, place.inbox, trouble, was_probe=False)

    changed = await place.api.patch(place.path, json={"credentials": {"secret": "new"}})

    assert changed.json()["health"]["circuit"] == "closed"


async def test_a_test_message_goes_out_for_real(place: Place) -> None:
    sent = (await place.api.post(f"{place.path}/test", json={"recipient": "+55 (11) 98888-7777"})).json()
    assert sent["ok"] is True
    assert place.vendor.sent[0].recipient == "+5511988887777"
    assert "Eco" in place.vendor.sent[0].text

    place.vendor.failure = Misconfigured("The token was revoked.", reason="token_expired")
    refused = (await place.api.post(f"{place.path}/test", json={"recipient": "7001"})).json()
    assert (refused["ok"], refused["reason"]) == (False, "token_expired")
    async with place.world.tx() as tx:
        assert await tx.fetch("select from messages") == []  # in no conversation


async def test_a_token_tells_its_days(place: Place) -> None:
    soon = (clock.now() + timedelta(days=5, hours=1)).isoformat()
    async with place.world.tx() as tx:
        await tx.fetch(
            "update inboxes set health = jsonb_build_object('token_expires_at', $2::text) where id = $1",
            place.inbox, soon,
        )  # fmt: skip

    health = await place.health()

    assert (health["state"], health["token_days_left"]) == ("warning", 5)
    assert health["health"]["warnings"] == ["token_expires_soon"]


async def test_how_long_messages_take_is_told(place: Place) -> None:
    message_id = await place.failed("slow")
    await place.api.post(f"{place.path}/failures/retry", json={})
    await place.work()
    async with place.world.tx() as tx:
        await tx.fetch(
            "update messages set sent_at = created_at + interval '3 seconds' where id = $1", message_id
        )

    assert (await place.health())["median_seconds"] == 3.0


async def test_test_messages_are_few(place: Place) -> None:
    answers = [await place.api.post(f"{place.path}/test", json={"recipient": "7001"}) for _ in range(6)]

    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert len(place.vendor.sent) == 5
