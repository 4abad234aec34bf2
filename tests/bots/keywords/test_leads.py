"""Leads and activities in scripts: the plan's qualification as written, reading and changing, and what is refused."""

from pathlib import Path

import pytest

from tests.bots.keywords.desk import open_desk
from tests.bots.keywords.test_data import answers, error
from tests.bots.stage import open_stage
from tests.factories.world import World

# 3.3 of the plan, word for word.
QUALIFY = (Path(__file__).parents[2] / "basic" / "plan" / "qualify_lead.bas").read_text("utf-8")


async def test_the_plans_qualification_makes_a_lead(world: World) -> None:
    stage = await open_stage(world, 'SET SESSION "lead_source", "marketing-campaign"', on_resolve=QUALIFY)
    await stage.says("Quero um orçamento", who="visitante")

    await stage.hook("on_resolve.bas", attendant={"resolved": True})

    async with world.tx() as tx:
        [lead] = await tx.fetch("select name, source, status, notes, session_id from leads")
    assert (lead["name"], lead["source"], lead["status"]) == (
        "Cliente visitante", "marketing-campaign", "contacted",
    )  # fmt: skip
    assert (lead["notes"], lead["session_id"]) == ("Quero um orçamento", stage.conversation_id)


async def test_the_plans_qualification_qualifies_a_customer(world: World) -> None:
    stage = await open_stage(world, 'TALK "oi"', on_resolve=QUALIFY)
    await stage.says("oi")

    await stage.hook("on_resolve.bas", attendant={"id": "att-001", "resolved": True})

    async with world.tx() as tx:
        assert await tx.fetch("select 1 from leads") == []
        [contact] = await tx.fetch("select to_jsonb(c)::text as row from crm_contacts c")
    assert '"qualified"' in contact["row"]


async def test_leads_are_found_changed_and_deleted(world: World) -> None:
    script = """
CREATE "leads", { "name": "Ana", "phone": "11 98888-7777", "utm_source": "instagram", "nota": 90 }
lead = FIND "leads" WHERE phone = "+5511988887777" FIRST
UPDATE "leads", lead.id, { "status": "qualified", "porte": "médio" }
quente = FIND "leads" WHERE nota >= 50 FIRST
TALK quente.name + " " + quente.status + " " + quente.utm_source + " " + quente.porte
DELETE "leads", lead.id
TALK COUNT("leads")
"""
    assert await answers(world, script) == ["Ana qualified instagram médio", "0"]


async def test_activities_are_about_the_session(world: World) -> None:
    script = """
CREATE "activities", { "title": "Ligar", "kind": "call", "due_at": NOW(), "motivo": "preço" }
a = FIND "activities" WHERE kind = "call" FIRST
UPDATE "activities", a.id, { "done_at": NOW() }
feita = FIND "activities" WHERE done_at IS NOT NULL FIRST
TALK feita.title + " " + feita.motivo + " " + (feita.contact_id = session.customer_id)
"""
    assert (await answers(world, script))[0].startswith("Ligar preço")


async def test_an_attendant_is_named_as_people_name_them(world: World) -> None:
    desk = await open_desk(
        world,
        'CREATE "leads", { "name": "Ana", "attendant_id": "att-001" }\n'
        'lead = FIND "leads" WHERE attendant_id = "att-001" FIRST\nTALK lead.name + " " + lead.attendant_id',
    )
    await desk.person(await desk.queue("Suporte"))

    assert await desk.stage.says("oi") == ["Ana att-001"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('CREATE "leads", { "nota": 1 }', "E346"),
        ('CREATE "leads", { "name": "Ana", "status": "morno" }', "E344"),
        ('CREATE "leads", { "name": "Ana", "phone": "12" }', "E344"),
        ('CREATE "leads", { "name": "Ana", "attendant_id": "att-999" }', "E344"),
        ('CREATE "activities", { "kind": "call" }', "E346"),
        ('CREATE "activities", { "title": "x", "kind": "conversation" }', "E344"),
    ],
    ids=["no name", "no such status", "no phone", "nobody", "no title", "the product's own kind"],
)
async def test_what_is_refused(world: World, statement: str, code: str) -> None:
    assert await error(world, statement) == code
