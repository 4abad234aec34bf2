"""A form of a company's site reaches the scripts that wait for it."""

from attendance.bots import endpoints
from attendance.bots.running import endpoints as running
from attendance.identity.schemas import Role
from tests.bots.stage import open_stage
from tests.factories.people import make_person
from tests.factories.world import World
from tests.web import TestServices, client_of, make_app

HANDLER = 'ON FORM SUBMIT "contato"\nSET BOT MEMORY fields.nome, fields.total\nEND ON'


async def test_a_form_begins_the_scripts_for_it(world: World) -> None:
    stage = await open_stage(world, 'TALK "oi"', formulario=HANDLER)
    owner = await make_person(world.database, world.tenant_id, role=Role.OWNER)
    app = make_app(TestServices(world.database), [endpoints.router, running.router])
    async with client_of(app) as client:
        client.headers.update(await owner.headers("read", "admin"))
        address = f"/api/bots/{stage.bot_id}/forms"
        sent = await client.post(f"{address}/contato", json={"fields": {"nome": "Ana", "total": 1.5}})
        unknown = await client.post(f"{address}/outro", json={"fields": {}})
        odd = await client.post(f"{address}/contato", json={"fields": "x"})

    assert (sent.status_code, sent.json()) == (202, {"handlers": 1})
    assert (unknown.status_code, unknown.json()) == (202, {"handlers": 0})
    assert odd.status_code == 400
