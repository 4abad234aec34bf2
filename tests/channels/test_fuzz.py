"""Whatever becomes of a delivery on its way: it is read or refused, what can be read of it is kept, nothing breaks.

Each sample of each channel is damaged by chance: its bytes, its JSON, its form, its mail.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.channels import actions
from attendance.channels.base import Incoming, IncomingChange, IncomingMessage
from attendance.channels.schemas import NewInbox
from attendance.channels.sms import signing
from attendance.kernel.bus import LocalBus
from attendance.kernel.errors import InvalidInput
from attendance.kernel.jobs import registry
from attendance.kernel.json_text import storable
from attendance.kernel.runner import JobRunner
from attendance.kernel.settings import load
from attendance.main import WebServices, build_services, create_app
from attendance.services import running
from attendance.worker import ENTRIES
from tests.channels.golden import CHANNELS, FIXTURES, channel_of
from tests.channels.mutations import mutated
from tests.channels.test_contract import CHANNELS as WITH_FAKES
from tests.channels.test_contract import PUBLIC_URL, SAMPLES
from tests.factories.world import World, new_world

OF_CHANNEL: Final[Mapping[str, list[bytes]]] = {
    name: [path.read_bytes() for path in FIXTURES if channel_of(path) == name] or [SAMPLES[name].message]
    for name in sorted(CHANNELS)
}
BATCHES: Final = ("whatsapp", "messenger", "instagram")
"""Their deliveries hold entries side by side, of which each stands for itself."""
CALLED: Final = sorted(name for name, sample in SAMPLES.items() if sample.sign is not None)
EXAMPLES: Final = 60
CALLS: Final = 60


@pytest.mark.parametrize("name", OF_CHANNEL)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_reader_reads_or_refuses(name: str, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(OF_CHANNEL[name]))
    body = mutated(sample, data.draw(st.randoms(use_true_random=False)))
    try:
        events = CHANNELS[name].parse(body)
    except InvalidInput:
        with pytest.raises(InvalidInput):
            CHANNELS[name].lanes(body)
        return

    assert CHANNELS[name].parse(body) == events
    assert list(CHANNELS[name].lanes(body)) == list(dict.fromkeys(event.lane for event in events))
    check(events)


def check(events: Any) -> None:
    """Everything can be stored, found again and indexed."""
    assert storable(events) == msgspec.json.encode(events).decode()
    assert all(0 < len(event.lane) < 1000 for event in events)
    for event in events:
        if isinstance(event, IncomingMessage):
            assert 0 < len(event.external_id) < 1100
            assert event.lane == event.sender.external_id
        if isinstance(event, IncomingChange):
            assert 0 < len(event.target) < 1100


@pytest.mark.parametrize("name", BATCHES)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_neighbours_of_what_is_damaged_are_read(name: str, data: st.DataObject) -> None:
    samples = OF_CHANNEL[name]
    first, last = (json.loads(data.draw(st.sampled_from(samples)))["entry"] for _ in range(2))
    broken = damaged_entries(
        data.draw(st.sampled_from(samples)), data.draw(st.randoms(use_true_random=False))
    )

    before, alone, after = (read(name, entries) for entries in (first, broken, last))

    assert read(name, [*first, *broken, *last]) == [*before, *alone, *after]


def damaged_entries(sample: bytes, chance: Random) -> list[Any]:
    """What stands between the two good ones: entries of a damaged body, or whatever became of them."""
    try:
        value = json.loads(mutated(sample, chance))
    except (ValueError, RecursionError):
        return [None]
    entries = value.get("entry") if isinstance(value, dict) else value
    return entries if isinstance(entries, list) else [entries]


def read(name: str, entries: list[Any]) -> list[Incoming]:
    return list(CHANNELS[name].parse(json.dumps({"entry": entries}).encode()))


@dataclass
class Vendors:
    """Call our webhooks, each with its own good signature."""

    world: World
    services: WebServices
    http: httpx.AsyncClient

    async def connect(self, name: str) -> None:
        new = NewInbox(channel=name, name=name, credentials=dict(SAMPLES[name].credentials))
        async with self.world.tx() as tx:
            await actions.create_inbox(tx, self.services.vault, new, key=self._key(name))

    async def call(self, name: str, body: bytes) -> int:
        path = f"/webhooks/{name}/{self._key(name)}"
        headers = {"content-type": "application/json", **signed(name, body, path)}
        return (await self.http.post(path, content=body, headers=headers)).status_code

    def _key(self, name: str) -> str:
        return f"{name}-{self.world.tenant_id.hex}"

    async def read(self) -> list[str]:
        """The worker reads what was taken; returns what it died of."""
        entries = registry([entry for entry in ENTRIES if entry.kind == "inbound.receive"])
        runner = JobRunner(self.services.database, self.services, entries)
        await runner.drain()
        await runner.stop()
        async with self.world.tx() as tx:
            left = await tx.fetch("select error from jobs where kind = 'inbound.receive'")
        return [str(row["error"]) for row in left]


def signed(name: str, body: bytes, path: str) -> Mapping[str, str]:
    """Vendors sign what they send, also when it is wrong."""
    if name == "sms":
        key = SAMPLES[name].credentials["auth_token"].encode()
        return {"x-twilio-signature": signing.signature(key, PUBLIC_URL + path, body)}
    sign = SAMPLES[name].sign
    assert sign is not None
    try:
        return sign(body)
    except (
        ValueError,
        AttributeError,
        RecursionError,
        TypeError,
    ):  # Teams vouches for an address in the body
        return sign(SAMPLES[name].message)


@pytest.fixture
async def vendors(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Vendors]:
    ours = load(data_dir=tmp_path, public_url=PUBLIC_URL)
    services = build_services(ours, fresh_database_url, bus=LocalBus())
    services.channels = WITH_FAKES
    async with running(services, services.inbound, services.refused):
        app = httpx.ASGITransport(create_app(services))
        async with httpx.AsyncClient(transport=app, base_url=PUBLIC_URL) as http:
            yield Vendors(await new_world(services.database), services, http)


@pytest.mark.parametrize("name", CALLED)
async def test_a_webhook_never_fails(name: str, vendors: Vendors) -> None:
    await vendors.connect(name)
    chance = Random(f"vendors of {name}")
    bodies = [mutated(chance.choice(OF_CHANNEL[name]), chance) for _ in range(CALLS)]

    statuses = [await vendors.call(name, body) for body in bodies]

    assert {status for status in statuses if status not in (200, 400, 401, 422)} == set()
    assert statuses.count(200) > CALLS // 10
    assert await vendors.read() == []
