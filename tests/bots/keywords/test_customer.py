"""Whose session it is, and what is known of them."""

import pytest

from tests.bots.keywords.test_data import answers, error
from tests.bots.stage import open_stage
from tests.factories.world import World

KNOWN = """
CREATE "customers", {
  name: "Ana Souza", phone: "+5511977776666", email: "Ana@Example.com", tier: "premium", ltv: 1500.50, cidade: "Recife"
}
"""


async def test_the_customer_is_the_contact_that_writes(world: World) -> None:
    script = 'TALK customer.name + " " + customer.phone + " " + (customer.id = session.customer_id)'

    assert await answers(world, script) == ["Cliente 5511988887777 +5511988887777 true"]


async def test_a_transfer_tells_the_attendant_whose_session_it_is(world: World) -> None:
    stage = await open_stage(
        world,
        'UPDATE "customers", customer.id, { tier: "gold", ltv: 99.90 }\nTRANSFER TO HUMAN({ message: "" })\n'
        'TALK session.customer_name + " " + session.customer_tier + " " + session.customer_lifetime_value',
    )

    assert await stage.says("oi") == ["Cliente 5511988887777 gold 99.9"]
    session = (await stage.conversation())["context_data"]
    assert (session["customer_tier"], session["customer_lifetime_value"]) == ("gold", 99.9)


async def test_a_script_that_asks_for_the_phone_finds_the_customer(world: World) -> None:
    stage = await open_stage(
        world,
        KNOWN
        + 'HEAR fone AS PHONE WITH "Telefone?"\nsession.phone = fone\nTRANSFER TO HUMAN({ message: "" })\n'
        'TALK session.customer_name + " " + customer.cidade + " " + customer.ltv',
    )
    await stage.says("oi")

    assert await stage.says("11 97777-6666") == ["Ana Souza Recife 1500.5"]


@pytest.mark.parametrize("known_by", ["+5511977776666", "ana@example.com", "id"])
async def test_who_the_customer_is_can_be_said(world: World, known_by: str) -> None:
    said = 'FIND("customers", "cidade=\'Recife\'").id' if known_by == "id" else f'"{known_by}"'
    stage = await open_stage(
        world,
        f'{KNOWN}SET USER {said}\nTALK customer.name\nSET USER MEMORY "x", 1\nHEAR y\n'
        'TALK customer.name + " " + session.customer_name + " " + GET USER MEMORY("x")',
    )

    assert await stage.says("oi") == ["Ana Souza"]
    assert await stage.says("y") == ["Ana Souza Ana Souza 1"]


async def test_what_a_visitor_claims_leads_to_nobody_elses_record(world: World) -> None:
    stage = await open_stage(world, f"{KNOWN}HEAR x\nTALK customer.name\nTALK GET CUSTOMER HISTORY().success")
    await stage.says("oi")
    async with world.tx() as tx:
        await tx.fetch("update crm_contacts set email = 'ana@example.com' where phone = '+5511988887777'")

    assert await stage.says("x") == ["Cliente 5511988887777", "true"]


async def test_the_history_of_a_customer(world: World) -> None:
    stage = await open_stage(
        world,
        KNOWN + """
h = GET CUSTOMER HISTORY
TALK h.session_count + " " + h.sessions[0].channel + " " + h.sessions[0].status + " " + TYPEOF(h.last_contact)
h = GET CUSTOMER HISTORY("ana@example.com")
TALK h.session_count + " " + h.total_spent + " " + h.tickets.length
h = GET CUSTOMER HISTORY({ id: customer.id })
TALK h.session_count
IF GET CUSTOMER HISTORY("ninguém@example.com") NOT FOUND THEN TALK "ninguém"
""",
    )  # fmt: skip

    assert await stage.says("oi") == ["1 echo bot datetime", "0 1500.5 0", "1", "ninguém"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [('SET USER "ninguém"', "E332"), ('SET LANGUAGE "fr"', "E311"), ('SET LANGUAGE "entrada"', "E311")],
)
async def test_what_nobody_knows(world: World, statement: str, code: str) -> None:
    assert await error(world, statement) == code


@pytest.mark.parametrize(
    ("said", "language"),
    [("en", "en"), ("en-US", "en"), ("pt_BR", "pt-BR"), ("Espanhol", "es"), ("português", "pt-BR")],
)
async def test_the_language_of_the_session(world: World, said: str, language: str) -> None:
    assert await answers(world, f'SET LANGUAGE "{said}"\nTALK session.language') == [language]


async def test_a_language_that_was_set_is_spoken_from_the_next_question_on(world: World) -> None:
    stage = await open_stage(world, 'SET LANGUAGE "en"\nHEAR n AS INTEGER WITH "?"')
    await stage.says("hi")

    [complaint] = await stage.says("many")

    assert "number" in complaint.lower()


async def test_parts_of_the_context_for_the_language_model(world: World) -> None:
    script = """
SET CONTEXT "Fale pouco."
SET CONTEXT "pedido" AS "Pedido 1"
SET CONTEXT "cliente" AS customer.tier + "novo"
SET CONTEXT "pedido" AS "Pedido 2"
SET CONTEXT "cliente" AS ""
SET CONTEXT "Fale pouco."
TALK JSON(session.llm_context)
"""

    assert await answers(world, script) == [
        '[{"name":null,"text":"Fale pouco."},{"name":"pedido","text":"Pedido 2"}]'
    ]


async def test_numbers_of_the_session_stay_exact(world: World) -> None:
    stage = await open_stage(world, "session.x = 1.1\nTALK session.x + 2.2\nHEAR y\nTALK session.x + 2.2")

    assert [*await stage.says("oi"), *await stage.says("y")] == ["3.3", "3.3"]
