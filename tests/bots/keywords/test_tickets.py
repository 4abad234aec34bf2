"""Tickets in scripts: the plan's snippets as written, FIND, UPDATE and DELETE, and what a hand-over tells."""

import pytest

from attendance.kernel.database import Database
from attendance.tickets import settings
from attendance.tickets.settings import Rule
from tests.bots.stage import Stage, open_stage
from tests.factories.world import World, new_world

# 16.4 of the plan, word for word.
TICKET = """
ticket = CREATE "attendance_tickets", {
"subject": "Problema com pedido",
"priority": "high",
"channel": "whatsapp",
"customer_id": customer.id
}
"""
RESOLVED = """
UPDATE "attendance_tickets", ticket.id, {
"status": "resolved",
"resolved_at": NOW()
}
"""
DEAL_OF_TICKET = """
CREATE "crm_deals", {
"name": "Ticket #" + ticket.number,
"stage": "closed_won",
"contact_id": ticket.customer_id
}
"""
# 17.3 of the plan, word for word.
OPPORTUNITY = """
IF intent = "comprar" OR intent = "interesse" THEN
' Identifica ou cria contato
contact = FIND "crm_contacts", "phone='" + session.phone + "'"
IF contact NOT FOUND THEN
contact = CREATE "crm_contacts", {
"first_name": session.user_name,
"phone": session.phone,
"source": "whatsapp"
}
END IF
' Cria deal no pipeline
deal = CREATE "crm_deals", {
"name": "Oportunidade - " + contact.first_name,
"contact_id": contact.id,
"stage": "qualification",
"owner_id": ticket.assigned_to
}
TALK "Perfeito! Vou criar uma proposta para você."
END IF
"""


async def rows(stage: Stage, sql: str) -> list[dict[str, object]]:
    async with stage.world.tx() as tx:
        return [dict(row) for row in await tx.fetch(sql)]


async def test_the_plans_ticket(world: World) -> None:
    script = TICKET + 'TALK "Protocolo: " + ticket.number\n' + RESOLVED + DEAL_OF_TICKET + (
        'deal = FIND "crm_deals" FIRST\nTALK deal.name + " " + deal.stage\n'
        'TALK deal.contact_id = customer.id ? "do cliente" : "de outro"\n'
    )  # fmt: skip
    stage = await open_stage(world, script)

    said = await stage.says("oi")

    assert said == ["Protocolo: TIC-001", "Ticket #TIC-001 closed_won", "do cliente"]
    [ticket] = await rows(stage, "select * from attendance_tickets")
    assert (ticket["subject"], ticket["priority"], ticket["status"]) == (
        "Problema com pedido",
        "high",
        "resolved",
    )
    assert (ticket["session_id"], ticket["channel"]) == (stage.conversation_id, "whatsapp")
    assert ticket["resolved_at"] is not None and ticket["customer_id"] is not None
    [opened, moved] = await rows(
        stage, "select kind, actor_kind from events where kind like 'ticket.%' order by id"
    )
    assert (opened["kind"], moved["kind"]) == ("ticket.opened", "ticket.moved")


async def test_the_plans_opportunity(world: World) -> None:
    script = 'intent = "comprar"\n' + TICKET + OPPORTUNITY
    stage = await open_stage(world, script)

    assert await stage.says("quero comprar") == ["Perfeito! Vou criar uma proposta para você."]

    [deal] = await rows(stage, "select stage, session_id, name from crm_deals")
    assert (deal["stage"], deal["session_id"]) == ("qualification", stage.conversation_id)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('t = FIND "attendance_tickets" WHERE number = "TIC-001" FIRST\nTALK t.subject + " " + t.status', "Um open"),
        ('n = COUNT "tickets", "status=\'open\'"\nTALK n', "1"),
        ('n = UPDATE "cases" SET priority = "urgent" WHERE status = "open"\nTALK n', "1"),
        ('UPDATE "attendance_tickets", "TIC-001", "category", "billing"\n'
         't = FIND "tickets" FIRST\nTALK t.category', "billing"),
        ('UPDATE "tickets", "TIC-001", { "tags": "vip, novo", "cor": "azul" }\nt = FIND "tickets" FIRST\n'
         'TALK t.tags.length + " " + t.cor', "2 azul"),
        ('n = DELETE "tickets", "TIC-001"\nTALK n + " " + COUNT("tickets")', "1 0"),
        ('h = GET CUSTOMER HISTORY\nTALK h.tickets[0].number + " " + h.tickets[0].subject', "TIC-001 Um"),
        ('TALK attendance.ticket_id = um.id ? "sim" : "não"', "sim"),
    ],
    ids=["find", "count", "update where", "by number", "custom field", "delete", "history", "context"],
)  # fmt: skip
async def test_the_forms_of_the_reference(world: World, script: str, said: str) -> None:
    stage = await open_stage(world, 'um = CREATE "tickets", { "subject": "Um" }\n' + script)

    assert await stage.says("oi") == [said]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ('{ "priority": "high" }', "E346"),
        ('{ "subject": "x", "status": "aberto" }', "E344"),
        ('{ "subject": "x", "priority": "muita" }', "E344"),
        ('{ "subject": "x", "assigned_to": "00000000-0000-7000-8000-000000000000" }', "E344"),
        ('{ "subject": "x", "session_id": "00000000-0000-7000-8000-000000000000" }', "E344"),
    ],
    ids=["no subject", "status", "priority", "nobody", "no session"],
)
async def test_what_a_ticket_refuses(world: World, values: str, code: str) -> None:
    stage = await open_stage(world, f'TRY\n  CREATE "tickets", {values}\nCATCH e\n  TALK e.code\nEND TRY')

    assert await stage.says("oi") == [code]


async def test_a_closed_ticket_moves_only_as_the_workflow_allows(world: World) -> None:
    stage = await open_stage(
        world,
        't = CREATE "tickets", { "subject": "x", "status": "closed" }\n'
        'TRY\n  UPDATE "tickets", t.id, { "status": "pending" }\nCATCH e\n  TALK e.code\nEND TRY',
    )

    assert await stage.says("oi") == ["E344"]


async def test_a_hand_over_tells_the_ticket_that_its_queue_wants(fresh_database_url: str) -> None:
    database = Database(fresh_database_url)
    world = await new_world(database)
    async with world.tx() as tx:
        await settings.replace_rules(tx, [Rule(None, "on_hand_over")])
    stage = await open_stage(
        world, 'r = TRANSFER TO HUMAN\nTALK r.ticket_id = NULL ? "sem ticket" : "com ticket"'
    )

    said = await stage.says("quero um atendente")
    await stage.settle()

    assert "com ticket" in said
    assert len(await rows(stage, "select id from attendance_tickets")) == 1
    await database.close()
