"""Attendances that are noted with their customer: which facts, when not, and once."""

from typing import Any

import pytest

from tests.tickets.desk import Desk, Json

FIELDS = {"session_id", "customer_id", "attendant_id", "start_time", "end_time", "sentiment"}

pytestmark = pytest.mark.quiet  # the log waits for older transactions of the whole server


async def resolved(desk: Desk, **settings: Any) -> list[Json]:
    """What is noted after a conversation with this bot was taken and resolved by the owner."""
    bot_id = await desk.world.bot(**settings)
    async with desk.world.tx() as tx:
        await tx.fetch("update conversations set bot_id = $1 where id = $2", bot_id, desk.session_id)
    address = f"/api/attendance/conversations/{desk.session_id}"
    await desk.asks("POST", f"{address}/take")
    await desk.asks("POST", f"/api/attendance/resolve/{desk.session_id}")
    await desk.settle()
    found: list[Json] = (await desk.asks("GET", "/api/crm/activities?kind=conversation"))["items"]
    return found


async def test_the_facts_of_the_log(living_desk: Desk) -> None:
    [noted] = await resolved(living_desk)

    session = await living_desk.asks("GET", f"/api/session/{living_desk.session_id}")
    assert noted["data"].keys() == FIELDS
    assert noted["data"]["session_id"] == noted["conversation_id"] == str(living_desk.session_id)
    assert noted["data"]["customer_id"] == noted["contact_id"] == session["customer_id"]
    assert noted["data"]["attendant_id"]
    assert noted["data"]["start_time"] <= noted["data"]["end_time"]
    assert noted["data"]["sentiment"] in ("negative", "neutral", "positive")
    assert (noted["title"], noted["notes"]) == ("Atendimento #1", "Meu pedido não chegou")
    assert noted["done_at"] is not None


async def test_which_facts_says_the_bot(living_desk: Desk) -> None:
    [noted] = await resolved(living_desk, **{"attendance-log-fields": "customer_id,channel"})

    assert noted["data"] == {"customer_id": noted["contact_id"], "channel": "echo"}


async def test_a_bot_may_want_no_log(living_desk: Desk) -> None:
    assert await resolved(living_desk, **{"attendance-crm-logging": "false"}) == []


async def test_it_is_noted_once_however_often_the_reaction_runs(living_desk: Desk) -> None:
    await resolved(living_desk)
    async with living_desk.world.tx() as tx:
        rows = await tx.fetch("select origin_key from activities where kind = 'conversation'")
        with pytest.raises(Exception, match="uq_activities_tenant_id_origin_key"):
            async with tx.driver.transaction():
                await tx.fetch(
                    "insert into activities (id, tenant_id, kind, title, origin_key, created_at, updated_at) "
                    "select gen_random_uuid(), tenant_id, kind, title, origin_key, now(), now() from activities"
                )
    assert len(rows) == 1


async def test_what_only_a_bot_ended_is_not_noted(living_desk: Desk) -> None:
    await living_desk.asks("POST", f"/api/attendance/resolve/{living_desk.session_id}")
    await living_desk.settle()

    found = await living_desk.asks("GET", "/api/crm/activities?kind=conversation")
    assert found["items"] == []
