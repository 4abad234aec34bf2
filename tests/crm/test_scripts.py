"""Customers as scripts read and write them."""

from tests.bots.stage import open_stage
from tests.factories.world import World

QUALIFY = """
customer = FIND "customers", "phone='" + session.phone + "'"
UPDATE "customers", customer.id, {
  "status": "qualified",
  "last_contact": NOW(),
  "attendant_id": "att-001"
}
again = FIND "customers", "customer_id='" + customer.customer_id + "'"
TALK again.status + " " + again.attendant_id + " " + again.customer_id
IF again.last_contact <> NULL THEN TALK "visto"
"""


async def test_a_script_qualifies_a_customer(world: World) -> None:
    stage = await open_stage(world, QUALIFY)

    assert await stage.says("oi") == ["qualified att-001 cust-001", "visto"]
    async with world.tx() as tx:
        [row] = await tx.fetch(
            "select status, attendant_id, last_contact is not null as seen from crm_contacts"
        )
    assert (row["status"], row["attendant_id"], row["seen"]) == ("qualified", "att-001", True)


async def test_a_script_makes_a_customer_with_its_source(world: World) -> None:
    script = """
contact = CREATE "crm_contacts", { "first_name": "Ana", "phone": "11 97777-0001", "source": "whatsapp" }
found = FIND "customers", "source='whatsapp'"
TALK found.name + " " + found.phone
"""

    assert await (await open_stage(world, script)).says("oi") == ["Ana +5511977770001"]
