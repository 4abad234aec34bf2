"""The product as `attendance up` runs it, in processes of its own, with one tenant to measure in."""

import asyncio
import json
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.channels import actions as channels
from attendance.channels.schemas import NewInbox
from attendance.identity import actions as identity
from attendance.identity import logins
from attendance.identity.actions import NewTenant
from attendance.identity.schemas import NewUser, Role
from attendance.kernel import postgres
from attendance.kernel.crypto import Vault, load_master_key
from attendance.kernel.database import Database
from attendance.kernel.ids import new_id
from attendance.queues import administration as queues
from attendance.queues.schemas import NewQueue

SECRET = "bench-secret"
ROOT = Path(__file__).parent.parent


@dataclass
class Stage:
    """A running product. `webhook` is the address of its WhatsApp inbox, `token` an owner's."""

    url: str
    folder: Path
    process: asyncio.subprocess.Process
    database: Database
    tenant_id: UUID
    owner: UUID
    inbox_id: UUID
    webhook: str
    token: str

    def api(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self.url, headers={"authorization": f"Bearer {self.token}"}, timeout=60
        )

    def memory_mb(self) -> dict[str, float]:
        """Proportional memory of the product's processes, by name; PostgreSQL's shared buffers apart."""
        found: dict[str, float] = {}
        for pid in _descendants(self.process.pid):
            name, pss, shared = _memory(pid)
            found[name] = found.get(name, 0.0) + pss
            found["shared buffers"] = found.get("shared buffers", 0.0) + shared
        return {name: round(size, 1) for name, size in found.items()}


@asynccontextmanager
async def running(*, greets: bool = False) -> AsyncIterator[Stage]:
    """Start on an empty data folder; everything is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="attendance-bench-") as name:
        folder = Path(name)
        os.chmod(folder, 0o755)  # the account of an embedded server must reach it
        vendor = await asyncio.start_server(_vendor, "127.0.0.1", 0)
        port = vendor.sockets[0].getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "attendance", "up", "--port", "0", "--data", str(folder), "--empty",
            cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "ATTENDANCE_LOG_LEVEL": "error", "COLUMNS": "200",
                 "ATTENDANCE_GRAPH_URL": f"http://127.0.0.1:{port}"},
        )  # fmt: skip
        try:
            url = await _address(process)
            yield await _furnish(url, folder, process, greets=greets)
        finally:
            process.terminate()
            await process.wait()
            vendor.close()


async def _vendor(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A Graph API that takes every message, as cheaply as can be."""
    number = 0
    while not reader.at_eof():
        with suppress(asyncio.IncompleteReadError):
            await _take_message(reader, writer, number := number + 1)


async def _take_message(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    await reader.readexactly(length)
    body = b'{"messages":[{"id":"wamid.bench.%d.%d"}]}' % (id(writer), number)
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
    writer.write(head + body)


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        if found := re.search(r"Console\s+(http://\S+?)/?\s*$", line):
            asyncio.get_running_loop().create_task(_drain(process.stdout))
            return found[1]
    raise RuntimeError("the product did not start")


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.read(65536):
        pass


async def _furnish(url: str, folder: Path, process: asyncio.subprocess.Process, *, greets: bool) -> Stage:
    database = Database(postgres.attach(folder).dsn, pool_size=4)
    vault = Vault(load_master_key(None, folder))
    async with database.transaction(new_id()) as tx:
        await identity.create_tenant(tx, NewTenant("Bench", "bench"))
        owner = await identity.create_user(
            tx, NewUser(email="bench@example.com", name="Bench", role=Role.OWNER)
        )
        credentials = {
            "phone_number_id": "106540352242922", "access_token": "none", "app_secret": SECRET, "verify_token": "none",
        }  # fmt: skip
        bot_id = new_id()
        settings = {} if greets else {"attendance-bypass-mode": "true", "attendance-transfer-message": ""}
        await tx.fetch(
            "insert into bots (id, tenant_id, name, settings) values ($1, $2, 'Bench', $3::jsonb)",
            bot_id, tx.tenant_id, json.dumps(settings),
        )  # fmt: skip
        new = NewInbox(channel="whatsapp", name="Bench", credentials=credentials, bot_id=bot_id)
        inbox_id = await channels.create_inbox(tx, vault, new, key="bench")
        _, token = await logins.create_token(tx, owner.id, name="bench", scopes=["read", "write", "admin"])
    return Stage(
        url,
        folder,
        process,
        database,
        tx.tenant_id,
        owner.id,
        inbox_id,
        f"{url}/webhooks/whatsapp/bench",
        token,
    )


async def staff(stage: Stage, people: int, *, capacity: int = 5) -> list[UUID]:
    """A queue for WhatsApp with so many attendants online."""
    users: list[UUID] = []
    async with stage.database.transaction(stage.tenant_id) as tx:
        for number in range(people):
            new = NewUser(email=f"a{number}@example.com", name=f"Attendant {number}", role=Role.ATTENDANT)
            user = await identity.create_user(tx, new)
            await attendants.ensure_profile(tx, user.id)
            await attendants.set_status(tx, user.id, AttendantStatus.ONLINE, is_leased=False)
            users.append(user.id)
        queue_id = await queues.create(
            tx, NewQueue(name="Bench", channels=["whatsapp"], user_ids=users), created_by=stage.owner
        )
        await tx.fetch(
            "update attendance_queue_members set max_conversations = $2 where queue_id = $1",
            queue_id,
            capacity,
        )
        await tx.fetch("update queue_policies set max_size = 1000000 where queue_id = $1", queue_id)
    return users


async def idle(stage: Stage) -> None:
    """Until the worker has nothing left to do. Raises TimeoutError after two minutes."""
    for _ in range(600):
        if not await _has_work(stage):
            return
        await asyncio.sleep(0.2)
    raise TimeoutError("the worker is still busy")


async def _has_work(stage: Stage) -> bool:
    async with stage.database.transaction(stage.tenant_id) as tx:
        return bool(await tx.fetch("select 1 from jobs where run_at < now() limit 1"))


def _descendants(pid: int) -> list[int]:
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += _descendants(int(child))
    return found


def _memory(pid: int) -> tuple[str, float, float]:
    """Name, proportional set size in MB without shared memory, and the shared memory's share."""
    name = Path(f"/proc/{pid}/comm").read_text().strip()
    figures = {
        line.split(":")[0]: int(line.split()[1]) / 1024
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    }
    shared = figures.get("Pss_Shmem", 0.0)
    return name, figures["Pss"] - shared, shared
