"""The eight addresses of the plan, and what people do around them."""

from typing import Any
from uuid import UUID

import pytest

from attendance.conversations import actions as conversations
from attendance.identity.schemas import Role
from attendance.kernel.ids import new_id
from tests.tickets.desk import TICKETS, Desk


async def accept(desk: Desk, user_id: UUID) -> None:
    async with desk.world.tx() as tx:
        await conversations.accept(tx, await conversations.lock(tx, desk.session_id), user_id)


def written(text: str, **fields: Any) -> dict[str, Any]:
    return {"text": text, "client_id": new_id().hex} | fields


async def test_a_ticket_with_the_plans_columns(desk: Desk) -> None:
    await accept(desk, desk.owner.id)

    made = await desk.opens(
        "Problema com pedido",
        priority="high",
        category="support",
        tags=["vip", "vip", " "],
        description="Caixa aberta",
    )

    expected = {
        "session_id": str(desk.session_id), "ticket_number": 1, "number": "TIC-001", "status": "open",
        "priority": "high", "category": "support", "assigned_to": str(desk.owner.id), "assigned_to_name": "Ana Souza",
        "channel": "echo", "contact_phone": "+5511988887777", "contact_email": None, "tags": ["vip"],
        "custom_fields": {}, "resolved_at": None, "conversation_number": 1, "customer_name": "Cliente 5511988887777",
        "description": "Caixa aberta", "deal_id": None, "created_by": str(desk.owner.id),
    }  # fmt: skip
    assert {name: made[name] for name in expected} == expected
    shown = await desk.asks("GET", made["id"])
    assert shown["ticket"] == made
    assert (await desk.asks("GET", TICKETS))["items"] == [made]


async def test_put_changes_what_the_body_names(desk: Desk) -> None:
    made = await desk.opens(description="antes")

    changed = await desk.asks(
        "PUT", made["id"], {"subject": " Outro ", "priority": "urgent", "category": "billing"}
    )

    assert (changed["subject"], changed["priority"], changed["category"]) == ("Outro", "urgent", "billing")
    assert changed["description"] == "antes"
    assert changed["updated_at"] > made["updated_at"]
    history = await desk.asks("GET", f"{made['id']}/history")
    assert [one["kind"] for one in history] == ["ticket.opened", "ticket.changed"]
    assert history[1]["data"]["changed"]["priority"] == ["normal", "urgent"]


async def test_the_status_moves_as_the_workflow_allows(desk: Desk) -> None:
    made = await desk.opens()

    for status in ("in_progress", "pending", "resolved", "closed", "open"):
        changed = await desk.asks("PUT", made["id"], {"status": status})
        assert changed["status"] == status
        assert (changed["resolved_at"] is not None) == (status in ("resolved", "closed"))

    await desk.asks("PUT", made["id"], {"status": "closed"})
    refused = await desk.asks("PUT", made["id"], {"status": "pending", "subject": "x"}, status=409)
    assert refused["code"] == "ticket_move_not_possible"
    assert (await desk.asks("GET", made["id"]))["ticket"]["subject"] == "Pedido atrasado"


async def test_resolve_says_how_and_twice_is_once(desk: Desk) -> None:
    made = await desk.opens()

    first = await desk.asks("POST", f"{made['id']}/resolve", {"note": "Reenviado hoje"})
    again = await desk.asks("POST", f"{made['id']}/resolve")

    assert first["status"] == again["status"] == "resolved"
    assert first["resolved_at"] == again["resolved_at"]
    shown = await desk.asks("GET", made["id"])
    assert [(one["text"], one["is_public"]) for one in shown["comments"]] == [("Reenviado hoje", False)]
    assert shown["moves"] == ["closed", "open"]


async def test_assign_takes_users_and_external_ids(desk: Desk) -> None:
    maria = await desk.person()
    made = await desk.opens(assigned_to=None)
    await desk.queue("Suporte", maria.id)  # who serves a queue has a code
    assert made["assigned_to"] is None

    by_user = await desk.asks("POST", f"{made['id']}/assign", {"attendant_id": str(maria.id)})
    nobody = await desk.asks("POST", f"{made['id']}/assign", {"attendant_id": None})
    by_code = await desk.asks("POST", f"{made['id']}/assign", {"attendant_id": by_user["attendant_id"]})
    mine = await desk.asks("POST", f"{made['id']}/assign", {})

    assert by_user["assigned_to"] == by_code["assigned_to"] == str(maria.id)
    assert by_code["attendant_id"].startswith("att-")
    assert (nobody["assigned_to"], nobody["attendant_id"]) == (None, None)
    assert mine["assigned_to"] == str(desk.owner.id)
    await desk.asks("POST", f"{made['id']}/assign", {"attendant_id": str(new_id())}, status=404)


async def test_transfer_to_a_queue_with_a_note(desk: Desk) -> None:
    made = await desk.opens()
    await desk.asks("PUT", made["id"], {"status": "in_progress"})
    queue_id = await desk.queue("Financeiro")

    moved = await desk.asks("POST", f"{made['id']}/transfer", {"queue_id": str(queue_id), "note": "Estorno"})

    assert (moved["queue_name"], moved["assigned_to"], moved["status"]) == ("Financeiro", None, "open")
    assert (await desk.asks("GET", made["id"]))["comments"][0]["text"] == "Estorno"
    for body in (
        {},
        {"queue_id": str(queue_id), "attendant_id": str(desk.owner.id)},
        {"queue_id": str(new_id())},
    ):
        await desk.asks("POST", f"{made['id']}/transfer", body, status=400)


async def test_delete_and_restore(desk: Desk) -> None:
    made = await desk.opens()

    await desk.asks("DELETE", made["id"], status=204)

    await desk.asks("GET", made["id"], status=404)
    assert (await desk.asks("GET", TICKETS))["items"] == []
    await desk.asks("POST", f"{made['id']}/restore")
    assert (await desk.asks("GET", made["id"]))["ticket"]["number"] == "TIC-001"
    assert (await desk.opens())["number"] == "TIC-002"


async def test_public_comments_reach_the_customer_and_internal_ones_stay(desk: Desk) -> None:
    await accept(desk, desk.owner.id)
    made = await desk.opens()
    public, internal = written("Seu pedido saiu.", is_public=True), written("Ligar para a transportadora")

    first = await desk.asks("POST", f"{made['id']}/comments", public, status=201)
    repeat = await desk.asks("POST", f"{made['id']}/comments", public)
    await desk.asks("POST", f"{made['id']}/comments", internal, status=201)

    assert first == repeat
    assert (first["is_public"], first["state"], first["author"]["name"]) == (True, "queued", "Ana Souza")
    messages = await desk.asks("GET", f"/api/attendance/conversations/{desk.session_id}/messages")
    assert [one["text"] for one in messages["items"] if one["direction"] == "out"] == ["Seu pedido saiu."]
    shown = await desk.asks("GET", made["id"])
    assert [one["text"] for one in shown["comments"]] == ["Seu pedido saiu.", "Ligar para a transportadora"]


async def test_public_comments_follow_the_policy_of_every_message(desk: Desk) -> None:
    made = await desk.opens()

    refused = await desk.asks("POST", f"{made['id']}/comments", written("Oi", is_public=True), status=409)

    assert refused["code"] == "not_assigned_to_you"
    assert (await desk.asks("GET", made["id"]))["comments"] == []


async def test_watchers(desk: Desk) -> None:
    maria, made = await desk.person(), await desk.opens()

    watched = await desk.asks("POST", f"{made['id']}/watchers", {"add": [str(maria.id), str(maria.id)]})
    left = await desk.asks("POST", f"{made['id']}/watchers", {"remove": [str(maria.id)]})

    assert [one["name"] for one in watched["watchers"]] == ["Maria Santos"]
    assert left["watchers"] == []
    await desk.asks("POST", f"{made['id']}/watchers", {"add": [str(new_id())]}, status=400)


async def test_of_a_contact_the_latest_conversation_is_taken(desk: Desk) -> None:
    customer = (await desk.opens())["customer_id"]

    made = await desk.asks("POST", TICKETS, {"customer_id": customer, "subject": "De novo"}, status=201)

    assert made["session_id"] == str(desk.session_id)
    await desk.asks("POST", TICKETS, {"subject": "De ninguém"}, status=400)
    await desk.asks("POST", TICKETS, {"subject": "x", "customer_id": str(new_id())}, status=404)


FIELDS = [
    {"key": "nota", "label": "Nota fiscal", "kind": "text", "choices": [], "is_required": True},
    {"key": "cor", "label": "Cor", "kind": "choice", "choices": ["azul", "verde"], "is_required": False},
]


async def test_fields_of_the_company(desk: Desk) -> None:
    kept = await desk.asks("PUT", "/api/attendance/ticket-settings/fields", {"fields": FIELDS})
    assert kept["fields"] == FIELDS

    body = {"session_id": str(desk.session_id), "subject": "Troca"}
    missing = await desk.asks("POST", TICKETS, body, status=400)
    assert "Nota fiscal" in missing["detail"]
    made = await desk.opens(custom_fields={"nota": "NF 1", "cor": "azul"})
    changed = await desk.asks("PUT", made["id"], {"custom_fields": {"cor": None}})

    assert made["custom_fields"] == {"nota": "NF 1", "cor": "azul"}
    assert changed["custom_fields"] == {"nota": "NF 1"}
    wrong = await desk.asks("PUT", made["id"], {"custom_fields": {"cor": "roxo"}}, status=400)
    assert wrong["code"] == "ticket_field_invalid"


async def test_saved_views_are_ones_own_or_shared(desk: Desk) -> None:
    views = "/api/attendance/ticket-views"
    wanted = {"status": ["open"], "assigned_to": "me", "text": "pedido"}
    mine = await desk.asks("POST", views, {"name": "Meus abertos", "wanted": wanted}, status=201)
    shared = await desk.asks(
        "POST", views, {"name": "Urgentes", "is_shared": True, "wanted": {"priority": ["urgent"]}}, status=201
    )
    maria = await desk.person()

    async with desk.client(maria) as api:
        seen = (await api.get(views)).json()
        refused = await api.delete(f"{views}/{shared['id']}")
        hidden = await api.delete(f"{views}/{mine['id']}")

    assert mine["wanted"]["assigned_to"] == "me"
    assert [(one["name"], one["is_mine"]) for one in seen] == [("Urgentes", False)]
    assert (refused.status_code, hidden.status_code) == (403, 404)
    renamed = await desk.asks("PATCH", f"{views}/{mine['id']}", {"name": "Meus"})
    assert (renamed["name"], renamed["wanted"]) == ("Meus", mine["wanted"])
    await desk.asks("DELETE", f"{views}/{mine['id']}", status=204)
    assert [one["name"] for one in await desk.asks("GET", views)] == ["Urgentes"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("assign", {"attendant_id": "{other}"}),
        ("transfer", {"attendant_id": "{other}"}),
    ],
)
async def test_attendants_pass_on_their_own_and_supervisors_anybodys(
    desk: Desk, path: str, body: dict[str, str]
) -> None:
    maria, joao = await desk.person(), await desk.person(name="João Silva")
    queue_id = await desk.queue("Suporte", maria.id, joao.id)
    made = await desk.opens(assigned_to=str(joao.id))
    await desk.asks("POST", f"{made['id']}/transfer", {"queue_id": str(queue_id)})
    await desk.asks("POST", f"{made['id']}/assign", {"attendant_id": str(joao.id)})
    wanted = {name: str(maria.id) for name in body}

    async with desk.client(maria) as api:
        theirs = await api.post(f"{TICKETS}/{made['id']}/transfer", json=wanted)
    async with desk.client(await desk.person(Role.SUPERVISOR)) as api:
        allowed = await api.post(f"{TICKETS}/{made['id']}/{path}", json=wanted)

    assert theirs.status_code == 403
    assert allowed.json()["assigned_to"] == str(maria.id)
