"""Deals and stages in scripts: FIND, CREATE, UPDATE and DELETE go through the same actions as people's."""

import pytest

from tests.bots.stage import open_stage
from tests.factories.world import World

DEAL = (
    'um = CREATE "crm_deals", { "name": "Um", "value": 1500.5, "contact_id": customer.id, "cor": "azul" }\n'
)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("TALK um.stage + ' ' + um.status + ' ' + um.value + ' ' + um.probability", "new open 1500.5 10"),
        ("TALK um.cor + ' ' + um.custom_fields.cor", "azul azul"),
        ('d = FIND "deals" WHERE stage = "new" FIRST\nTALK d.name', "Um"),
        ('UPDATE "crm_deals", um.id, { "stage": "closed_won" }\nd = FIND "crm_deals" FIRST\n'
         'TALK d.stage + " " + d.status + " " + (d.closed_at = NULL ? "aberto" : "fechado")', "closed_won won fechado"),
        ('UPDATE "crm_deals", um.id, { "stage": "Perdido", "reason": "Preço" }\nd = FIND "crm_deals" FIRST\n'
         'TALK d.status + " " + d.reason', "lost Preço"),
        ('um.value = 20\nSAVE "crm_deals", um.id, um\nd = FIND "crm_deals" FIRST\n'
         'TALK d.value + " " + d.cor', "20 azul"),
        ('UPDATE "crm_deals", um.id, { "company": "Padaria" }\nn = COUNT "deals", "company=\'Padaria\'"\nTALK n', "1"),
        ('n = DELETE "crm_deals", um.id\nTALK n + " " + COUNT("crm_deals")', "1 0"),
        ('s = FIND "crm_pipeline_stages" WHERE key = "proposal" FIRST\n'
         'TALK s.name + " " + s.probability', "Proposta 50"),
        ('s = CREATE "crm_pipeline_stages", { "name": "Visita", "order_index": 1, "probability": 15 }\n'
         'UPDATE "crm_deals", um.id, { "stage": "visita" }\nd = FIND "crm_deals" FIRST\n'
         'TALK s.key + " " + d.stage + " " + d.probability', "visita visita 15"),
        ('UPDATE "crm_pipeline_stages", "new", { "name": "Entrada" }\n'
         's = FIND "crm_pipeline_stages" WHERE key = "new" FIRST\nTALK s.name', "Entrada"),
        ('n = DELETE "crm_pipeline_stages", "proposal"\nTALK n + " " + COUNT("crm_pipeline_stages")', "1 5"),
        ('TALK AGGREGATE("SUM", "deals", "value")', "1500.5"),
        ('h = GET CUSTOMER HISTORY\nTALK h.deals[0].name + " " + h.deals[0].value + " " + h.deals[0].stage',
         "Um 1500.5 new"),
    ],
    ids=["defaults", "custom field", "find", "won", "lost by name", "saved as found", "company", "delete", "stage",
         "new stage", "rename", "remove stage", "sum", "history"],
)  # fmt: skip
async def test_the_forms_of_the_reference(world: World, script: str, said: str) -> None:
    stage = await open_stage(world, DEAL + script)

    assert await stage.says("oi") == [said]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ('CREATE "crm_deals", { "value": 1 }', "E346"),
        ('CREATE "crm_deals", { "name": "x", "stage": "lua" }', "E344"),
        ('CREATE "crm_deals", { "name": "x", "value": -1 }', "E344"),
        ('CREATE "crm_deals", { "name": "x", "value": "muito" }', "E344"),
        ('DELETE "crm_pipeline_stages", "new"', "E403"),
        ('DELETE "crm_pipeline_stages", "closed_won"', "E403"),
        ('CREATE "crm_pipeline_stages", { "name": "x", "cor": "azul" }', "E342"),
        ('UPDATE "crm_pipeline_stages", "new", { "probability": 101 }', "E344"),
    ],
    ids=["no name", "no stage", "negative", "no number", "in use", "needed", "no column", "percent"],
)
async def test_what_is_refused(world: World, script: str, code: str) -> None:
    stage = await open_stage(world, DEAL + f"TRY\n{script}\nTALK 'nada'\nCATCH e\nTALK e.code\nEND TRY\n")

    assert await stage.says("oi") == [code]


async def test_what_a_script_does_is_in_the_log(world: World) -> None:
    stage = await open_stage(world, DEAL + 'UPDATE "crm_deals", um.id, { "stage": "proposal" }\n')

    await stage.says("oi")

    async with world.tx() as tx:
        rows = await tx.fetch(
            "select kind, payload ->> 'by' as by from events where kind like 'deal.%' order by id"
        )
    assert [(row["kind"], row["by"]) for row in rows] == [
        ("deal.created", "script"),
        ("deal.moved", "script"),
    ]
