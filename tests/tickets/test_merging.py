"""Two tickets that are one matter, one that is two, and the way back."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.kernel.database import Database
from attendance.kernel.errors import AttendanceError
from attendance.kernel.ids import new_id
from attendance.tickets import actions, merging, opening
from attendance.tickets.actions import Draft
from tests.factories.world import new_world
from tests.tickets.desk import TICKETS, Desk, Json


async def commented(desk: Desk, subject: str, *texts: str) -> Json:
    made = await desk.opens(subject)
    for text in texts:
        body = {"text": text, "client_id": new_id().hex}
        await desk.asks("POST", f"{made['id']}/comments", body, status=201)
    return made


async def texts(desk: Desk, ticket: Json) -> list[str]:
    return [one["text"] for one in (await desk.asks("GET", ticket["id"]))["comments"]]


async def test_a_merge_shows_everything_in_one_place_and_is_undone_exactly(desk: Desk) -> None:
    one = await commented(desk, "Entrega", "Ligou ontem")
    two = await commented(desk, "Cadê meu pedido", "Mandou e-mail")
    await desk.asks("PUT", two["id"], {"status": "pending"})

    merged = await desk.asks("POST", f"{two['id']}/merge", {"into": one["id"]})

    assert [comment["text"] for comment in merged["comments"]] == ["Ligou ontem", "Mandou e-mail"]
    assert [ref["number"] for ref in merged["merged"]] == [two["number"]]
    assert [ticket["id"] for ticket in (await desk.asks("GET", TICKETS))["items"]] == [one["id"]]
    gone = await desk.asks("GET", two["id"])
    assert (gone["ticket"]["status"], gone["merged_into"]["number"], gone["moves"]) == (
        "closed",
        one["number"],
        [],
    )
    refused = await desk.asks("PUT", two["id"], {"subject": "x"}, status=409)
    assert (refused["code"], one["number"] in refused["detail"]) == ("ticket_merged", True)

    back = await desk.asks("DELETE", f"{two['id']}/merge")

    assert (back["ticket"]["status"], back["ticket"]["resolved_at"]) == ("pending", None)
    assert await texts(desk, one) == ["Ligou ontem"]
    assert await texts(desk, two) == ["Mandou e-mail"]
    await desk.asks("DELETE", f"{two['id']}/merge", status=409)
    history = await desk.asks("GET", f"{two['id']}/history")
    assert [entry["kind"] for entry in history][-2:] == ["ticket.merged", "ticket.unmerged"]


async def test_merges_may_chain_and_never_circle(desk: Desk) -> None:
    one, two, three = [await commented(desk, name, name) for name in ("um", "dois", "três")]
    await desk.asks("POST", f"{one['id']}/merge", {"into": two["id"]})
    await desk.asks("POST", f"{two['id']}/merge", {"into": three["id"]})

    assert await texts(desk, three) == ["um", "dois", "três"]
    for source, into, status in ((three, one, 409), (three, three, 400), (one, three, 409)):
        await desk.asks("POST", f"{source['id']}/merge", {"into": into["id"]}, status=status)


async def test_a_split_takes_comments_into_a_ticket_of_their_own(desk: Desk) -> None:
    made = await commented(desk, "Dois assuntos", "Trocar a blusa", "Nota fiscal errada")
    first, second = (await desk.asks("GET", made["id"]))["comments"]

    split = await desk.asks(
        "POST", f"{made['id']}/split", {"subject": "Nota fiscal", "comment_ids": [second["id"]]}, status=201
    )

    assert split["ticket"]["session_id"] == made["session_id"]
    assert split["split_from"]["id"] == made["id"]
    assert [one["text"] for one in split["comments"]] == ["Nota fiscal errada"]
    assert await texts(desk, made) == ["Trocar a blusa"]
    stolen = {"subject": "x", "comment_ids": [second["id"]]}
    await desk.asks("POST", f"{made['id']}/split", stolen, status=400)
    assert first["text"] == "Trocar a blusa"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 3)), max_size=14))
async def test_whatever_is_merged_and_undone_there_is_no_circle_and_nothing_is_lost(
    database: Database, steps: list[tuple[bool, int, int]]
) -> None:
    world = await new_world(database)
    async with world.tx() as tx:
        said = await world.says(tx, await world.inbox(), "Oi")
        about = await opening.matter(tx, said.conversation_id)
        ids = [await actions.create(tx, about.origin, Draft(str(at)), by="person") for at in range(4)]

    for is_merge, one, other in steps:
        try:
            async with world.tx() as tx:
                action: Any = (
                    merging.merge(tx, None, ids[one], ids[other])
                    if is_merge
                    else merging.unmerge(tx, None, ids[one])
                )
                await action
        except AttendanceError:
            continue

    async with world.tx() as tx:
        rows = await tx.fetch("select id, merged_into, status from attendance_tickets")
        families = [
            {row["ticket_id"] for row in await tx.fetch("select * from ticket_family($1)", row["id"])}
            for row in rows
            if row["merged_into"] is None
        ]
    assert sorted(id for family in families for id in family) == sorted(ids)
    assert all((row["status"] == "closed") == (row["merged_into"] is not None) for row in rows)


@pytest.mark.parametrize("path", ["merge", "split"])
async def test_a_strangers_ticket_is_not_found(desk: Desk, path: str) -> None:
    made = await desk.opens()
    maria = await desk.person()
    body = {"into": made["id"]} if path == "merge" else {"subject": "x"}

    async with desk.client(maria) as api:
        answer = await api.post(f"{TICKETS}/{made['id']}/{path}", json=body)

    assert answer.status_code in (400, 404)
