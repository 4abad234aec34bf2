"""Reports by mail: every slot once to everybody, whatever happens in between."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from attendance.channels.base import InboxConfig, Outgoing, SendReceipt
from attendance.channels.email.channel import EmailChannel
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.clock import FrozenClock
from attendance.kernel.database import Database
from attendance.kernel.errors import Misconfigured, Temporary
from attendance.kernel.ids import new_id
from attendance.kernel.jobs import registry
from attendance.kernel.runner import JobRunner
from attendance.reports import jobs, schedules
from attendance.reports.schedules import Due
from tests.factories.world import VAULT, new_world
from tests.fakes.mail import FakeMail
from tests.tickets.desk import Desk, Json, open_desk

BASE = "/api/reports"
MAILBOX = {
    "address": "contato@loja.example", "password": "segredo", "imap_server": "imap.loja.example",
    "smtp_server": "smtp.loja.example",
}  # fmt: skip
DAILY: Json = {"cadence": "daily", "at": "08:00", "format": "csv", "recipients": ["Bia@Loja.example"]}


@dataclass
class Post:
    """The company's mailbox: the real channel over servers in memory. `failures` are raised first, one a mail."""

    servers: FakeMail = field(default_factory=FakeMail)
    failures: list[BaseException] = field(default_factory=list)
    after_sending: list[BaseException] = field(default_factory=list)

    async def send(self, inbox: InboxConfig, message: Outgoing) -> SendReceipt:
        if self.failures:
            raise self.failures.pop(0)
        channel = EmailChannel(self.servers, self.servers, None, key=b"k" * 32)  # type: ignore[arg-type]  # no OAuth
        receipt = await channel.send(inbox, message)
        if self.after_sending:
            raise self.after_sending.pop(0)
        return receipt


@dataclass
class Office:
    desk: Desk
    post: Post
    report: Json
    time: FrozenClock

    async def plans(self, status: int = 201, **given: Any) -> Json:
        made: Json = await self.desk.asks(
            "POST", f"{BASE}/{self.report['id']}/schedules", DAILY | given, status=status
        )
        return made

    async def known(self) -> list[Json]:
        found: list[Json] = await self.desk.asks("GET", f"{BASE}/{self.report['id']}/schedules")
        return found

    async def deliveries(self) -> list[tuple[str, str | None]]:
        return [(one["state"], one["reason"]) for each in await self.known() for one in each["deliveries"]]

    async def passes(self, **time: float) -> None:
        """Time goes by, and a worker does what fell due."""
        self.time.advance(timedelta(**time))
        runner = JobRunner(self.desk.world.database, self.desk.services, registry(jobs.ENTRIES))
        await runner.drain()
        await runner.stop()


@pytest.fixture
async def office(fresh_database_url: str) -> AsyncIterator[Office]:
    """In a database of its own: its worker runs everybody's jobs. It is noon."""
    database = Database(fresh_database_url)
    async with open_desk(database, await new_world(database)) as desk:
        asked = {"source": "conversations", "measures": ["conversations"], "dimensions": ["channel"]}
        report = await desk.asks(
            "POST", BASE, {"name": "Canais", "definition": asked, "is_shared": True}, status=201
        )
        await desk.world.inbox("email", credentials=MAILBOX)
        post = Post()
        desk.services.vault = VAULT
        desk.services.channels["email"] = post
        with clock.frozen(clock.now().replace(hour=15, minute=0, second=0, microsecond=0)) as time:
            yield Office(desk, post, report, time)
    await database.close()


async def test_a_report_arrives_every_day_with_its_file(office: Office) -> None:
    made = await office.plans()
    assert datetime.fromisoformat(made["next_at"]) == office.time().replace(hour=11) + timedelta(days=1)

    await office.passes(hours=19)
    assert office.post.servers.sent == []
    await office.passes(hours=2)
    [mail] = office.post.servers.sent
    await office.passes(days=1)

    assert (mail["To"], mail["Auto-Submitted"]) == ("bia@loja.example", "auto-generated")
    assert mail["Subject"].startswith("Canais · ")
    [file] = mail.iter_attachments()
    assert re.fullmatch(r"Canais 20\d\d-\d\d-\d\d\.csv", file.get_filename() or "")
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.decode("utf-8-sig") == "Canal;Conversas\r\necho;1\r\n"
    assert len(office.post.servers.sent) == 2
    assert await office.deliveries() == [("sent", None), ("sent", None)]


async def test_pdf_to_several(office: Office) -> None:
    await office.plans(format="pdf", recipients=["a@loja.example", "b@loja.example", "A@loja.example"])

    await office.passes(days=1)

    assert sorted(mail["To"] for mail in office.post.servers.sent) == ["a@loja.example", "b@loja.example"]
    assert all(
        file.get_content_type() == "application/pdf" and file.get_content().startswith(b"%PDF")
        for mail in office.post.servers.sent
        for file in mail.iter_attachments()
    )


async def test_a_slot_is_planned_once_whoever_comes_at_the_same_time(office: Office) -> None:
    made = await office.plans()
    due = Due(UUID(made["id"]), datetime.fromisoformat(made["next_at"]))
    office.time.advance(timedelta(days=1))

    async def falls_due() -> None:
        async with office.desk.world.tx() as tx:
            await schedules.fall_due(tx, due)

    await asyncio.gather(falls_due(), falls_due(), falls_due())
    await office.passes(minutes=1)

    assert len(office.post.servers.sent) == 1
    assert await office.deliveries() == [("sent", None)]


async def test_after_a_standstill_one_report_makes_up_for_what_was_missed(office: Office) -> None:
    await office.plans()

    await office.passes(days=10)

    assert len(office.post.servers.sent) == 1
    await office.passes(days=1)
    assert len(office.post.servers.sent) == 2


async def test_a_worker_that_dies_after_the_server_took_the_mail_sends_the_same_one(office: Office) -> None:
    await office.plans()
    office.post.after_sending.append(RuntimeError("killed before it could note the outcome"))

    await office.passes(days=1)
    assert await office.deliveries() == [("planned", None)]
    await office.passes(minutes=1)

    first, second = office.post.servers.sent
    assert first["Message-ID"] == second["Message-ID"]
    assert await office.deliveries() == [("sent", None)]


async def test_what_may_pass_is_tried_again_and_shows_why_it_waits(office: Office) -> None:
    await office.plans()
    office.post.failures.append(Temporary("Try later.", reason="vendor_unavailable"))

    await office.passes(days=1)
    assert await office.deliveries() == [("planned", "vendor_unavailable")]
    await office.passes(minutes=1)

    assert await office.deliveries() == [("sent", None)]
    assert len(office.post.servers.sent) == 1


async def test_what_keeps_failing_is_given_up_and_can_be_sent_again(office: Office) -> None:
    await office.plans()
    office.post.failures += [Temporary("Try later.", reason="vendor_unavailable")] * 12
    await office.passes(hours=21)
    for _ in range(12):
        await office.passes(minutes=11)
    assert await office.deliveries() == [("failed", "vendor_unavailable")]

    [shown] = await office.known()
    await office.desk.asks("POST", f"{BASE}/mails/{shown['deliveries'][0]['id']}/retry")
    await office.passes(minutes=1)

    assert await office.deliveries() == [("sent", None)]
    again = await office.desk.asks("POST", f"{BASE}/mails/{shown['deliveries'][0]['id']}/retry", status=409)
    assert again["code"] == "nothing_to_retry"


async def test_a_mailbox_that_is_refused_shows_its_words_at_once(office: Office) -> None:
    await office.plans()
    office.post.failures.append(Misconfigured("The mail server refused the sign-in.", reason="login_refused"))

    await office.passes(days=1)

    assert await office.deliveries() == [("failed", "login_refused")]
    [shown] = await office.known()
    assert shown["deliveries"][0]["detail"] == "The mail server refused the sign-in."


async def test_without_a_mailbox_nothing_is_planned(office: Office) -> None:
    async with office.desk.world.tx() as tx:
        await tx.connection.execute(text("update inboxes set is_active = false"))

    refused = await office.plans(status=409)

    assert refused["code"] == "no_mailbox"


@pytest.mark.parametrize(
    "change",
    ["update users set is_active = false", "update users set role = 'attendant'"],
    ids=["inactive", "another role"],
)
async def test_nobody_gets_what_its_owner_may_no_longer_see(office: Office, change: str) -> None:
    await office.plans()
    async with office.desk.world.tx() as tx:
        await tx.connection.execute(text(change))

    await office.passes(days=1)

    assert office.post.servers.sent == []
    async with office.desk.world.tx() as tx:
        rows = await tx.fetch("select state, reason from report_deliveries")
    assert [tuple(row) for row in rows] == [("failed", "owner_may_not")]


async def test_a_schedule_is_changed_paused_and_deleted(office: Office) -> None:
    made = await office.plans()
    one = f"{BASE}/schedules/{made['id']}"

    weekly = await office.desk.asks(
        "PATCH", one, {"cadence": "weekly", "weekday": 1, "at": "09:30", "format": "pdf"}
    )
    assert (weekly["cadence"], weekly["weekday"], weekly["at"], weekly["format"]) == (
        "weekly",
        1,
        "09:30",
        "pdf",
    )
    assert datetime.fromisoformat(weekly["next_at"]).isoweekday() == 1
    paused = await office.desk.asks("PATCH", one, {"is_active": False})
    assert paused["next_at"] is None
    await office.passes(days=8)
    assert office.post.servers.sent == []
    await office.desk.asks("PATCH", one, {"is_active": True})
    await office.passes(days=8)
    assert len(office.post.servers.sent) == 1
    await office.desk.asks("DELETE", one, status=204)
    await office.passes(days=8)

    assert len(office.post.servers.sent) == 1
    assert await office.known() == []


@pytest.mark.parametrize(
    "given",
    [
        {"cadence": "weekly"},
        {"cadence": "monthly"},
        {"at": "24:00"},
        {"at": "8:00"},
        {"recipients": []},
        {"recipients": ["bia"]},
        {"recipients": ["bia@loja.example\r\nBcc: x@y.z"]},
        {"format": "xlsx"},
    ],
    ids=lambda given: str(given)[:30],
)
async def test_what_makes_no_sense_is_refused(office: Office, given: Json) -> None:
    await office.plans(status=400, **given)


async def test_leaders_see_all_schedules_of_shared_reports_and_others_only_theirs(office: Office) -> None:
    made = await office.plans()
    leader = await office.desk.person(Role.SUPERVISOR, "Lia")
    auditor = await office.desk.person(Role.AUDITOR, "Ada")

    async with office.desk.client(auditor) as api:
        assert (await api.get(f"{BASE}/{office.report['id']}/schedules")).json() == []
    async with office.desk.client(leader) as api:
        [seen] = (await api.get(f"{BASE}/{office.report['id']}/schedules")).json()
        assert (seen["owner_name"], seen["is_mine"]) == ("Ana Souza", False)
        await office.desk.asks("PATCH", f"{BASE}/{office.report['id']}", {"is_shared": False})
        assert (await api.delete(f"{BASE}/schedules/{made['id']}")).status_code == 404
        assert (await api.post(f"{BASE}/mails/{new_id()}/retry")).status_code == 404


async def test_files_are_downloaded(office: Office) -> None:
    body = {"definition": office.report["definition"], "name": "Canais é", "format": "csv", "separator": ";"}

    answer = await office.desk.api.post(f"{BASE}/download", json=body)
    drawn = await office.desk.api.post(f"{BASE}/download", json=body | {"format": "pdf"})

    assert answer.content.decode("utf-8-sig") == "Canal;Conversas\r\necho;1\r\n"
    assert answer.headers["content-type"].startswith("text/csv")
    assert "filename*=UTF-8''Canais%20%C3%A9" in answer.headers["content-disposition"]
    assert (drawn.headers["content-type"], drawn.content[:5]) == ("application/pdf", b"%PDF-")
