"""A line that is cut again and again, cursors of all kinds: in the end the screen equals the server."""

import asyncio
import random
from collections.abc import Sequence
from urllib.parse import quote

import pytest

from attendance.realtime import hub
from tests.flows.product import Product, until
from tests.realtime.screen import Screen, screen

CUTS = 200
PHONES = tuple(f"55119{number:08}" for number in range(12))


async def test_cut_two_hundred_times_during_traffic(product: Product) -> None:
    ana = await product.attendant("Ana")
    owner = await product.world.user("Olga", role="owner")
    await product.queue(ana, channels=["whatsapp"])
    await product.whatsapp()
    chance = random.Random(20)

    async with screen(product, "owner", owner) as all_of_it, screen(product, "ana", ana) as hers:
        traffic = asyncio.create_task(_traffic(product, hers, chance))
        cuts = await asyncio.gather(
            *(_cut_again_and_again(shown, traffic, chance) for shown in (all_of_it, hers))
        )
        await traffic
        await all_of_it.equals_server()
        await hers.equals_server()

        assert sum(cuts) >= CUTS
        for shown in (all_of_it, hers):
            first, *others = shown.of_type("ready")
            assert len(others) >= CUTS / 4
            assert not first["resumed"]
            assert all(frame["resumed"] for frame in others)
            assert not shown.of_type("resync")
            assert shown.state.conversations


async def _cut_again_and_again(shown: Screen, traffic: "asyncio.Task[None]", chance: random.Random) -> int:
    """At any moment: before `ready`, in the middle of what was missed, or later."""
    cuts = 0
    while cuts < CUTS / 2 or not traffic.done():
        connection, known = shown.connection, len(shown.of_type("ready"))
        shown.cut()
        cuts += 1
        await shown.has_line_other_than(connection)
        if chance.random() < 0.8:
            await shown.hears("ready", beyond=known)
        await asyncio.sleep(chance.random() * 0.03)
    return cuts


async def _traffic(product: Product, shown: Screen, chance: random.Random) -> None:
    """Customers write, ask for a person, are answered, given a tag, and resolved."""
    for turn in range(4):
        for phone in PHONES:
            await product.graph.customer_writes(phone, "atendente" if turn == 1 else f"Mensagem {turn}")
            await asyncio.sleep(0.01)
        for key in [key for key, one in shown.state.conversations.items() if one["assigned_to"]]:
            await _answer(shown, key, turn, chance)


async def _answer(shown: Screen, key: str, turn: int, chance: random.Random) -> None:
    here = f"/api/attendance/conversations/{key}"
    await shown.open(key)
    reply = {"text": f"Resposta {turn}", "client_id": f"client-{turn}-{key[:8]}"}
    await shown.api.post(f"{here}/messages", json=reply)
    await shown.api.post(f"{here}/tags", json={"add": [f"tag {chance.randrange(9)}"]})
    if chance.random() < 0.2:
        await shown.api.post(f"/api/attendance/resolve/{key}")


NONSENSE = (
    "", "abc", "1", ".", "-1.5", "²³.¹", "1.²", "9" * 19 + ".1", "1." + "9" * 5000, "999999999999.1", "1.1.1", "1 .1",
)  # fmt: skip


async def test_a_cursor_that_means_nothing_is_a_fresh_start(product: Product) -> None:
    api = await product.api(await product.world.user("Olga", role="owner"))

    for cursor in NONSENSE:
        async with product.socket(api, cursor=quote(cursor)) as socket:
            ready = await socket.wait_for("ready")
        assert ready["resumed"] is False, cursor


async def test_too_much_was_missed(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "MOST_MISSED", 10)
    owner = await product.world.user("Olga", role="owner")
    await product.whatsapp()

    async with screen(product, "owner", owner) as shown:
        await product.graph.customer_writes(PHONES[0], "Oi")
        await shown.equals_server()
        await _missing(product, shown, PHONES[:1])
        assert [frame["resumed"] for frame in shown.of_type("ready")] == [False, True]

        await _missing(product, shown, PHONES)
        assert [frame["resumed"] for frame in shown.of_type("ready")] == [False, True, False]
        assert len(shown.state.conversations) == len(PHONES)


async def _missing(product: Product, shown: Screen, phones: Sequence[str]) -> None:
    """The line is down while customers write; then it comes back."""
    known, calls = len(shown.of_type("ready")), len(product.graph.sent)
    shown.pause()
    for phone in phones:
        await product.graph.customer_writes(phone, "Alguém?")
    await until(lambda: len(product.graph.sent) >= calls + len([p for p in phones if p not in PHONES[:1]]))
    await product.graph.settle()
    shown.resume()
    await until(lambda: len(shown.of_type("ready")) > known)
    await shown.equals_server()


async def test_a_queue_left_while_the_line_was_down(product: Product) -> None:
    ana, owner = await product.attendant("Ana"), await product.world.user("Olga", role="owner")
    queue_id = await product.queue(ana, channels=["whatsapp"])
    await product.whatsapp()
    boss = await product.api(owner)

    async with screen(product, "ana", ana) as shown:
        await product.graph.customer_writes(PHONES[0], "atendente")
        await until(lambda: shown.state.conversations)
        (key,) = shown.state.conversations
        shown.pause()
        (member,) = (await boss.get(f"/api/attendance/queues/{queue_id}/members")).json()
        await boss.delete(f"/api/attendance/queues/{queue_id}/members/{member['id']}")
        await boss.post(f"/api/attendance/resolve/{key}")
        await product.graph.customer_writes(PHONES[1], "atendente")
        shown.resume()

        await until(lambda: len(shown.of_type("ready")) == 2)
        await shown.equals_server()
    assert shown.of_type("ready")[1]["resumed"] is False
    assert list(shown.state.conversations) == [key]
