"""`attendance doctor` on the demo company: for every known cause, what it says and what it advises."""

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from typer.testing import CliRunner

from attendance.cli import command_line
from attendance.kernel import revisions
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database
from attendance.seed import seed_demo

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@dataclass(frozen=True, slots=True)
class Patient:
    dsn: str
    data_dir: Path
    key: bytes = KEY

    def becomes(self, statement: str) -> None:
        asyncio.run(self._execute(statement))

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.dsn)
        await connection.execute(statement)
        await connection.close()

    def run(self, *options: str) -> tuple[int, str]:
        env = {
            "ATTENDANCE_DATABASE_URL": self.dsn,
            "ATTENDANCE_DATA_DIR": str(self.data_dir),
            "ATTENDANCE_SECRET_KEY": base64.b64encode(self.key).decode(),
        }
        result = CliRunner().invoke(command_line(["doctor"]), ["doctor", "--offline", *options], env=env)
        return result.exit_code, result.output

    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("--json")[1])
        return found

    def says(self, subject: str) -> list[tuple[str, str, str]]:
        """Level, fact and advice of what isn't well about the subject."""
        return [
            (one["level"], one["fact"], one["advice"])
            for one in self.findings()
            if one["subject"].startswith(subject) and one["level"] != "ok"
        ]


@pytest.fixture
def patient(fresh_database_url: str, tmp_path: Path) -> Patient:
    async def seed() -> None:
        database = Database(fresh_database_url)
        await seed_demo(database, Vault(KEY))
        await database.close()

    asyncio.run(seed())
    patient = Patient(fresh_database_url, tmp_path)
    patient.becomes("update attendants set status = 'online', lease_expires_at = null")
    patient.becomes("delete from jobs")  # the demo's are older than today
    patient.becomes("update conversations set last_activity_at = now() where owner = 'human'")
    return patient


def test_a_company_that_is_well_gets_no_advice_but_to_start_a_worker(patient: Patient) -> None:
    unwell = [one for one in patient.findings() if one["level"] != "ok"]

    assert [(one["subject"], one["level"]) for one in unwell] == [("worker", "problem")]
    assert "attendance worker" in unwell[0]["advice"]
    for subject in ("database", "schema", "tenancy", "disk", "clock", "jobs", "inbox", "bots", "queue"):
        assert any(one["subject"].startswith(subject) for one in patient.findings())


def test_people_read_a_table_and_scripts_the_exit_code(patient: Patient) -> None:
    code, said = patient.run()

    assert code == 1
    assert "✗" in said
    assert "→ Start" in said


WRONG: dict[str, tuple[str, str, str, str, str]] = {
    "R298: the bot may not hand over": (
        """update bots set settings = '{"crm-enabled": "false"}'""",
        "bot Lia", "problem", "crm-enabled is false", "crm-enabled,true",
    ),
    "attendance is switched off": (
        """update bots set settings = '{"attendance-enabled": "false"}'""",
        "bot Lia", "problem", "attendance-enabled is false", "attendance-enabled,true",
    ),
    "R299: the attendant isn't online": (
        "update attendants set status = 'away'",
        "attendant Maria Santos", "warning", "is away", "change the status",
    ),
    "R299: the attendant's console is gone": (
        "update attendants set lease_expires_at = now() - interval '5 minutes'",
        "attendant Maria Santos", "warning", "online, but the console is gone", "change the status",
    ),
    "R300: nobody online for a queue": (
        "update attendants set status = 'offline'",
        "queue Suporte", "problem", "0 of 4 members online", "Ask somebody to go online",
    ),
    "a queue without members": (
        "delete from attendance_queue_members",
        "queue Suporte", "problem", "no active member", "Add attendants",
    ),
    "waiting where nobody looks": (
        "update attendance_queues set is_active = false",
        "waiting", "problem", "wait in no active queue", "Activate a queue",
    ),
    "R301: stuck with a person": (
        "update conversations set last_activity_at = now() - interval '2 days' where owner = 'human'",
        "conversations", "warning", "silent for a day", "/resolve",
    ),
    "R302: the phone is none": (
        """update messages set state = 'failed', created_at = now(),
           reason = '{"code": "undeliverable", "message": "x", "may_retry": false}' where direction = 'out'""",
        "inbox", "warning", "messages failed in a day: undeliverable", "Check country and number",
    ),
    "a job failed for good": (
        """insert into jobs (kind, tenant_id, payload, state, run_at, error)
           select 'message.deliver', id, '{}', 'dead', now(), 'why' from tenants limit 1""",
        "jobs", "warning", "1 failed for good: message.deliver", "column `error`",
    ),
    "a job is late": (
        """insert into jobs (kind, tenant_id, payload, run_at)
           select 'message.deliver', id, '{}', now() - interval '7 minutes' from tenants limit 1""",
        "jobs", "warning", "the oldest was due 7 min ago", "Start more workers",
    ),
    "a table without row-level security": (
        "alter table conversations disable row level security",
        "tenancy", "problem", "no row-level security on conversations", "protect_table",
    ),
    "no inbox": (
        "update inboxes set is_active = false",
        "inboxes", "warning", "there is none", "Connect a channel",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cause", WRONG)
def test_each_cause_is_told_with_what_to_do(patient: Patient, cause: str) -> None:
    statement, subject, level, fact, advice = WRONG[cause]
    assert not patient.says(subject)

    patient.becomes(statement)

    said = patient.says(subject)
    assert said, f"nothing about {subject}"
    assert any(one[0] == level and fact in one[1] and advice in one[2] for one in said), said


def test_a_lost_master_key_is_named(patient: Patient) -> None:
    with_other_key = replace(patient, key=OTHER_KEY)

    assert any("Restore the master key" in advice for _, _, advice in with_other_key.says("inbox"))


def test_an_old_schema_is_named_before_anything_else_is_asked(patient: Patient) -> None:
    patient.becomes(f"update alembic_version set version_num = '{revisions.known()[-2]}'")

    [schema] = patient.says("schema")

    assert schema == ("problem", "1 migrations are missing", "Run `attendance migrate`.")
    assert not [one for one in patient.findings() if one["subject"] == "jobs"]


@pytest.fixture
def nearly_full(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def set_free(size_bytes: int) -> None:
        usage = type("Usage", (), {"free": size_bytes})
        monkeypatch.setattr("attendance.commands.checks.ground.shutil.disk_usage", lambda _: usage)

    return set_free


@pytest.mark.parametrize(("free", "level"), [(500_000_000, "warning"), (100_000_000, "problem")])
def test_a_disk_that_fills(
    patient: Patient, nearly_full: Callable[[int], None], free: int, level: str
) -> None:
    nearly_full(free)

    assert [said[0] for said in patient.says("disk")] == [level]
