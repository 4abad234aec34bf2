"""Reading a mailbox: each mail once and none lost, whatever breaks between the server and the commit."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from attendance.channels import actions, polling
from attendance.channels.base import Channel, InboxConfig
from attendance.channels.models import Inbox
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.kernel.jobs import Job
from tests.channels.email.servers import channel, credentials, new_address
from tests.factories.world import VAULT, World
from tests.fakes.mail_servers import Dovecot


@dataclass
class Services:
    database: Database
    channels: Mapping[str, Channel] = field(default_factory=lambda: {"email": channel()})
    vault: Vault = VAULT


@dataclass
class Mailbox:
    """An inbox over a mailbox of its own."""

    world: World
    dovecot: Dovecot
    address: str
    inbox_id: UUID
    services: Services

    def receive(self, *numbers: int, mailbox: str = "INBOX") -> None:
        for number in numbers:
            raw = f"From: ana@cliente.example\r\nMessage-ID: <{number}@cliente.example>\r\n\r\nCarta {number}\r\n"
            self.dovecot.append(self.address, raw.encode(), mailbox)

    async def poll(self, failures: int = 0) -> None:
        payload = json.dumps({"inbox_id": str(self.inbox_id), "failures": failures}).encode()
        await polling.poll(self.services, Job(1, self.world.tenant_id, polling.POLL, None, payload, 1, 12))

    async def change(self, **values: Any) -> None:
        async with self.world.tx() as tx:
            await tx.execute(update(Inbox).where(Inbox.id == self.inbox_id).values(**values))

    async def facts(self, columns: str) -> Any:
        async with self.world.tx() as tx:
            return (await tx.fetch(f"select {columns} from inboxes where id = $1", self.inbox_id))[0]

    async def stored(self) -> list[int]:
        """The numbers of the letters whose bodies are stored, in the order of their arrival."""
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select body from inbound_events where inbox_id = $1 order by id", self.inbox_id
            )
        return [int(row["body"].rpartition(b"Carta ")[2]) for row in rows]

    async def next_rounds(self) -> list[tuple[float, int]]:
        """(seconds from now, failures) of the rounds that are planned."""
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select run_at, payload from jobs where kind = 'inbox.poll' and key = $1",
                f"poll:{self.inbox_id}",
            )
        return [
            (round((row["run_at"] - clock.now()).total_seconds()), row["payload"]["failures"]) for row in rows
        ]


@pytest.fixture
async def mailbox(world: World, dovecot: Dovecot, database: Database) -> Mailbox:
    address = new_address()
    inbox_id = await world.inbox("email", credentials=credentials(dovecot, None, address))
    return Mailbox(world, dovecot, address, inbox_id, Services(database))


class Failing:
    """A channel of mailboxes whose process dies at a given point of a round."""

    def __init__(self, *, after_commits: int) -> None:
        self._inner, self._left = channel(), after_commits

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    poll_seconds = 20.0

    async def poll(self, inbox: InboxConfig, cursor: str | None) -> Any:
        async for item in self._inner.poll(inbox, cursor):
            if self._left == 0:
                raise Died
            yield item
            self._left -= 1


class Died(Exception):
    pass


async def test_old_mail_stays_where_it_is_and_new_mail_comes_in_order(mailbox: Mailbox) -> None:
    mailbox.receive(1, 2)
    await mailbox.poll()
    assert await mailbox.stored() == []

    mailbox.receive(3, 4)
    await mailbox.poll()
    mailbox.receive(5)
    await mailbox.poll()
    await mailbox.poll()

    assert await mailbox.stored() == [3, 4, 5]


async def test_a_mail_that_comes_before_the_second_look_is_not_missed(mailbox: Mailbox) -> None:
    await mailbox.poll()
    mailbox.receive(1)
    await mailbox.poll()

    assert await mailbox.stored() == [1]


async def test_nothing_is_lost_or_doubled_when_the_process_dies_between_two_mails(mailbox: Mailbox) -> None:
    await mailbox.poll()
    mailbox.receive(*range(6))
    for commits in (0, 1, 2, 1):
        mailbox.services.channels = {"email": Failing(after_commits=commits)}
        with pytest.raises(Died):
            await mailbox.poll()
    mailbox.services.channels = {"email": channel()}
    await mailbox.poll()

    assert await mailbox.stored() == list(range(6))


async def test_two_readers_at_once_store_each_mail_once(mailbox: Mailbox) -> None:
    await mailbox.poll()
    mailbox.receive(*range(8))

    await asyncio.gather(*(mailbox.poll() for _ in range(3)))
    await mailbox.poll()

    assert await mailbox.stored() == list(range(8))


async def test_a_reader_that_was_overtaken_stores_nothing(mailbox: Mailbox) -> None:
    await mailbox.poll()
    config = InboxConfig(mailbox.inbox_id, mailbox.world.tenant_id, "email", "x", {}, {})
    async with mailbox.world.tx() as tx:
        assert not await actions.record_polled(tx, config, b"From: a@b.c", ["a"], before="old", after="new")

    assert await mailbox.stored() == []


async def test_new_numbers_for_all_mails_bring_nothing_twice(mailbox: Mailbox) -> None:
    mailbox.dovecot.create(mailbox.address, "Suporte")
    await mailbox.change(settings={"mailbox": "Suporte"})
    await mailbox.poll()
    mailbox.receive(1, 2, mailbox="Suporte")
    await mailbox.poll()

    mailbox.dovecot.renew_validity(mailbox.address, "Suporte")
    mailbox.receive(3, mailbox="Suporte")
    await mailbox.poll()
    mailbox.receive(4, mailbox="Suporte")
    await mailbox.poll()

    assert await mailbox.stored() == [1, 2, 3, 4]


@pytest.mark.parametrize(("settings", "flags"), [({}, ["", ""]), ({"mark_seen": True}, ["\\Seen", "\\Seen"])])
async def test_mails_are_marked_only_where_wanted(
    mailbox: Mailbox, settings: dict[str, Any], flags: list[str]
) -> None:
    await mailbox.change(settings=settings)
    await mailbox.poll()
    mailbox.receive(1, 2)
    await mailbox.poll()

    assert mailbox.dovecot.flags(mailbox.address) == flags


async def test_a_mail_is_marked_only_after_it_is_stored(mailbox: Mailbox) -> None:
    await mailbox.change(settings={"mark_seen": True})
    await mailbox.poll()
    mailbox.receive(1)
    mailbox.services.channels = {"email": Failing(after_commits=0)}
    with pytest.raises(Died):
        await mailbox.poll()

    assert mailbox.dovecot.flags(mailbox.address) == [""]


async def test_of_a_mail_that_is_too_large_the_headers_are_stored(mailbox: Mailbox) -> None:
    await mailbox.change(settings={"max_megabytes": 0.0001})
    await mailbox.poll()
    raw = b"From: ana@cliente.example\r\nSubject: Fotos\r\n\r\n" + b"x" * 5_000
    mailbox.dovecot.append(mailbox.address, raw)
    await mailbox.poll()

    async with mailbox.world.tx() as tx:
        [row] = await tx.fetch("select body from inbound_events where inbox_id = $1", mailbox.inbox_id)
    assert (b"Subject: Fotos" in row["body"], b"xxxx" in row["body"]) == (True, False)


class TestChain:
    async def test_each_round_plans_the_next(self, mailbox: Mailbox) -> None:
        await mailbox.poll()
        await mailbox.poll()

        assert await mailbox.next_rounds() == [(20, 0)]

    async def test_the_inbox_may_ask_for_another_pause(self, mailbox: Mailbox) -> None:
        await mailbox.change(settings={"poll_seconds": 90})
        await mailbox.poll()

        assert await mailbox.next_rounds() == [(90, 0)]

    async def test_a_paused_inbox_is_left_alone(self, mailbox: Mailbox) -> None:
        await mailbox.change(is_active=False)
        mailbox.receive(1)
        await mailbox.poll()

        assert await mailbox.next_rounds() == []

    async def test_failures_are_shown_and_tried_ever_more_slowly(self, mailbox: Mailbox) -> None:
        wrong = credentials(mailbox.dovecot, None, mailbox.address) | {"password": "errada"}
        await mailbox.change(credentials=VAULT.encrypt(wrong, owner=f"inbox:{mailbox.inbox_id}"))
        await mailbox.poll(failures=2)

        assert "refused the sign-in" in (await mailbox.facts("last_error"))["last_error"]
        assert await mailbox.next_rounds() == [(80, 3)]

    async def test_what_works_again_is_shown_too(self, mailbox: Mailbox) -> None:
        await mailbox.change(last_error="kaputt", last_error_at=clock.now() - timedelta(minutes=1))
        await mailbox.poll(failures=2)

        assert (await mailbox.facts("last_error"))["last_error"] is None
        assert await mailbox.next_rounds() == [(20, 0)]

    async def test_a_broken_chain_is_mended(self, mailbox: Mailbox, world: World) -> None:
        paused = await world.inbox("email", is_active=False)
        other = await world.inbox("echo")
        async with world.tx() as tx:
            await polling.poll_all(tx, mailbox.services, [])
            await polling.poll_all(tx, mailbox.services, [])
            rows = await tx.fetch("select payload from jobs where kind = 'inbox.poll'")

        planned = {row["payload"]["inbox_id"] for row in rows}
        assert planned == {str(mailbox.inbox_id)}
        assert not planned & {str(paused), str(other)}


class TestSettingAside:
    """One mail that no rule foresaw holds back neither the mailbox nor the process."""

    async def test_it_is_kept_with_the_reason_and_those_behind_it_are_read(
        self, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        email = mailbox.services.channels["email"]
        lanes = email.lanes

        def stumble(body: bytes) -> Sequence[str]:
            if b"Carta 2" in body:
                raise RecursionError
            return lanes(body)

        await mailbox.poll()
        mailbox.receive(1, 2, 3)
        monkeypatch.setattr(email, "lanes", stumble)
        await mailbox.poll()

        assert await mailbox.stored() == [1, 2, 3]
        async with mailbox.world.tx() as tx:
            rows = await tx.fetch("select ignored from inbound_events order by id")
            jobs = await tx.fetch("select count(*) as n from jobs where kind = 'inbound.receive'")
        assert [row["ignored"] for row in rows] == [None, ["unreadable:RecursionError"], None]
        assert jobs[0]["n"] == 2
