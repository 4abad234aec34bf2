"""Tables as scripts use them, on real PostgreSQL."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bots.stage import Stage, open_stage
from tests.factories.world import World, new_world

PRODUCTS = """
TABLE produtos
  codigo string(10) KEY
  nome* string
  preco decimal DEFAULT 10
  estoque integer
  ativo boolean DEFAULT TRUE
  ean string UNIQUE
  validade date
  visto datetime
  extras json
  fornecedor fornecedores
END TABLE
"""
FILLED = (
    PRODUCTS
    + """
INSERT INTO "produtos" VALUES { codigo: "A1", nome: "Arroz", preco: 20.50, estoque: 5, validade: "2026-12-31" }
INSERT "produtos", { codigo: "B2", nome: "Banana", preco: 3, estoque: 0, ean: "789" }
CREATE "produtos", { codigo: "C3", nome: "Café", estoque: 12, extras: { torra: "média", notas: ["doce"] } }
"""
)
PLAN = Path(__file__).parents[2] / "basic" / "plan"
AUTO = "basic-auto-tables,true\n"


async def answers(world: World, script: str, *, config: str = "", **scripts: str) -> list[str]:
    """What a script says that runs at once."""
    return await (await open_stage(world, script, config=config, **scripts)).says("oi")


async def error(world: World, script: str, *, config: str = "") -> str:
    """The code of the error with which the script stops."""
    stage = await open_stage(world, script, config=config)
    await stage.says("oi")
    failed = (await stage.executions())[-1]
    assert failed["status"] == "failed", await stage.said()
    return str(failed["error"]["code"])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ('FIND("produtos").count', "3"),
        ('FIND("produtos", "nome=\'Banana\'").codigo', "B2"),
        ('FIND("produtos", "codigo", "C3").preco', "10"),
        ('FIND("produtos.csv", "preco > 9 AND estoque > 5").nome', "Café"),
        ('FIND("PRODUTOS", "validade < \'2027-01-01\'").codigo', "A1"),
        ('FIND("produtos", "nome LIKE \'%a%\' ORDER BY preco DESC LIMIT 1").nome', "Arroz"),
        ('FIND("produtos", "extras.torra=\'média\'").codigo', "C3"),
        ('FIND("produtos", "extras.notas CONTAINS \'doce\'").codigo', "C3"),
        ('FIND("produtos", "ativo=true").count', "3"),
        ('FIND("produtos", "DATEDIFF(created_at, NOW()) = 0").count', "3"),
        ('FIND("produtos", "ean IS NULL").count', "2"),
        ('TYPEOF(FIND("produtos", "codigo=\'A1\'").validade)', "date"),
        ('TYPEOF(FIND("produtos", "codigo=\'A1\'").created_at)', "datetime"),
        ('FIND("produtos", "codigo=\'C3\'").extras.notas[0]', "doce"),
        ('COUNT("produtos")', "3"),
        ('COUNT("produtos", "preco<15")', "2"),
        ('AGGREGATE("produtos", "SUM", "preco")', "33.5"),
        ('AGGREGATE("AVG", "produtos", "estoque")', "5.666666666666666666666666667"),
        ('AGGREGATE("produtos", "MAX", "nome")', "Café"),
        ('AGGREGATE("produtos", "MIN", "preco", "preco > 5")', "10"),
        ('AGGREGATE("produtos", "COUNT", "ean")', "1"),
        ('AGGREGATE("produtos", "SUM", "preco", "nome=\'nada\'")', "0"),
    ],
)
async def test_rows_are_found_and_counted(world: World, question: str, answer: str) -> None:
    assert await answers(world, f"{FILLED}TALK {question}") == [answer]


@pytest.mark.parametrize(
    ("find", "answer"),
    [
        ('FIND "produtos" WHERE codigo = codigo', "B2"),
        ('FIND "produtos" WHERE preco < limite ORDER BY nome', "B2"),
        ('FIND "produtos" WITH "preco < 5"', "B2"),
        ('FIND produtos WHERE nome STARTS WITH "ban"', "B2"),
        ('FIND ALL "produtos" ORDER BY preco LIMIT 1 OFFSET 0', "B2"),
        ('FIND "produtos" WHERE estoque = 0 FIRST', "B2"),
    ],
)
async def test_the_clauses_of_find(world: World, find: str, answer: str) -> None:
    script = f'{FILLED}codigo = "B2"\nlimite = 5\nr = {find}\nTALK r.codigo'

    assert await answers(world, script) == [answer]


async def test_first_of_nothing_is_null(world: World) -> None:
    script = (
        f'{PRODUCTS}r = FIND "produtos" WHERE codigo = "X" FIRST\nIF r IS NULL THEN TALK "nada" ELSE TALK "?"'
    )

    assert await answers(world, script) == ["nada"]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ('n = UPDATE "produtos", "A1", { preco: 21, estoque: 6 }', "1: A1 21 6, B2 3 0, C3 10 12"),
        ('n = UPDATE "produtos", "A1", "preco", 21', "1: A1 21 5, B2 3 0, C3 10 12"),
        ('n = UPDATE "produtos", "estoque > 4", { preco: 1 }', "2: A1 1 5, B2 3 0, C3 1 12"),
        ('n = UPDATE "produtos" SET preco = 2 + 2 WHERE nome = "Banana"', "1: A1 20.5 5, B2 4 0, C3 10 12"),
        ('n = UPDATE "produtos" WITH preco AS 9 WHERE codigo = "C3"', "1: A1 20.5 5, B2 3 0, C3 9 12"),
        ('n = UPDATE "produtos", "não há", { preco: 1 }', "0: A1 20.5 5, B2 3 0, C3 10 12"),
        ('n = UPDATE "produtos", NULL, { preco: 1 }', "0: A1 20.5 5, B2 3 0, C3 10 12"),
        ('n = DELETE "produtos", "A1"', "1: B2 3 0, C3 10 12"),
        ('n = DELETE "produtos", "estoque > 4"', "2: B2 3 0"),
        ('n = DELETE FROM "produtos" WHERE preco < 15', "2: A1 20.5 5"),
        ('r = FIND "produtos", "codigo=\'B2\'"\nn = UPDATE "produtos", r.id, { preco: 7 }\nn = "0123456789"', None),
        ('r = FIND "produtos", "codigo=\'B2\'"\nr.preco = 7\nn = SAVE "produtos", r', None),
        ('n = SAVE "produtos", "B2", { preco: 7 }', None),
        ('n = SAVE "produtos" WITH codigo AS "B2", preco AS 7', None),
    ],
)  # fmt: skip
async def test_rows_are_changed_and_removed(world: World, change: str, left: str | None) -> None:
    script = f"""{FILLED}{change}
s = ""
FOR EACH p IN FIND("produtos", "ORDER BY codigo")
  s = s + ", " + p.codigo + " " + p.preco + " " + p.estoque
NEXT
IF LEN(n + "") > 9 THEN n = "id"
TALK n + ":" + MID(s, 2)"""

    assert await answers(world, script) == [left or "id: A1 20.5 5, B2 7 0, C3 10 12"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('FIND "produto"', "E340"),
        ('FIND "campaigns"', "E340"),
        ('x = FIND("produtos", "cor=\'azul\'")', "E342"),
        ('f = "preco >"\nx = FIND("produtos", f)', "E343"),
        ('x = FIND("produtos", "preco=\'caro\'")', "E344"),
        ('INSERT "produtos", { codigo: "D4", nome: "D", cor: "azul" }', "E342"),
        ('INSERT "produtos", { codigo: "D4", nome: "D", estoque: "muitos" }', "E344"),
        ('INSERT "produtos", { codigo: "D4", nome: "D", estoque: 1.5 }', "E344"),
        ('INSERT "produtos", { codigo: "0123456789A", nome: "D" }', "E344"),
        ('INSERT "produtos", { codigo: "A1", nome: "D" }', "E345"),
        ('INSERT "produtos", { codigo: "D4", nome: "D", ean: "789" }', "E345"),
        ('UPDATE "produtos", "A1", { ean: "789" }', "E345"),
        ('UPDATE "produtos", "preco > 0", { ean: "1" }', "E345"),
        ('INSERT "produtos", { codigo: "D4" }', "E346"),
        ('INSERT "produtos", { nome: "sem código" }', "E346"),
        ('UPDATE "produtos", "A1", { nome: NULL }', "E346"),
        ('MERGE "produtos", [{ nome: "x" }], "codigo"', "E346"),
        ('UPDATE "produtos" SET preco = 1', "E347"),
        ('DELETE "produtos"', "E347"),
        ('DELETE FROM "produtos"', "E347"),
        ('INSERT "produtos", 5', "E311"),
        ('SAVE "produtos", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11', "E310"),
        ('x = AGGREGATE("produtos", "SUM", "nome")', "E344"),
        ('x = AGGREGATE("produtos", "MEDIAN", "preco")', "E311"),
    ],
)
async def test_what_goes_wrong(world: World, statement: str, code: str) -> None:
    assert await error(world, f"{FILLED}{statement}") == code


async def test_an_error_of_the_database_can_be_caught(world: World) -> None:
    script = f"""{FILLED}
TRY
  x = FIND("produtos", "DATE_SUB(visto, INTERVAL 9999999 DAY) < NOW()")
  UPDATE "produtos", "A1", {{ visto: NOW() }}
  x = FIND("produtos", "DATE_SUB(visto, INTERVAL 9999999 DAY) < NOW()")
CATCH e
  TALK e.code
END TRY
TALK COUNT("produtos")"""

    assert await answers(world, script) == ["E344", "3"]


async def test_what_customers_write_is_only_a_value(world: World) -> None:
    stage = await open_stage(
        world, FILLED + 'HEAR q\nr = FIND("produtos", "nome=\'" + q + "\'")\nTALK r.count + ""'
    )
    await stage.says("oi")

    assert await stage.says("x' OR '1'='1") == ["0"]


async def test_many_rows_are_cut_and_not_changed_at_once(world: World) -> None:
    stage = await open_stage(
        world,
        """
r = FIND("itens")
TALK r.count + " " + r.truncated
r = FIND "itens" LIMIT 1200
TALK r.count + " " + r.truncated
TRY
  DELETE "itens", "n > 0"
CATCH e
  TALK e.code
END TRY
TALK DELETE("itens", "n > 0 LIMIT 10")
""",
        config=AUTO,
    )
    async with world.tx() as tx:
        await tx.fetch(
            "insert into bot_rows (id, tenant_id, bot_id, table_name, data, created_at, updated_at) "
            "select gen_random_uuid(), $1, $2, 'itens', jsonb_build_object('n', n), now(), now() "
            "from generate_series(1, 1205) n",
            world.tenant_id,
            stage.bot_id,
        )

    assert await stage.says("oi") == ["1000 true", "1200 false", "E403", "10"]


async def test_tables_are_made_by_saving_where_the_bot_says_so(world: World) -> None:
    script = """
TALK COUNT("pedidos")
lead.email = "ana@example.com"
nome = "Ana"
id = SAVE "pedidos", nome, lead.email
SAVE "pedidos", { id: "p-2", nome: "Bia", total: 99.90, quando: NOW() }
SAVE "pedidos", { id: "p-2", total: 100 }
p = FIND("pedidos", "id=" + id)
TALK p.nome + " " + p.email
p = FIND("pedidos", "total >= 100")
TALK p.nome + " " + p.id + " " + AGGREGATE("pedidos", "MAX", "nome")
TALK DELETE("pedidos", "p-2") + " " + COUNT("pedidos")
"""

    assert await answers(world, script, config=AUTO) == ["0", "Ana ana@example.com", "Bia p-2 Bia", "1 1"]
    assert await error(world, 'SAVE "pedidos", { a: 1 }') == "E340"
    assert await error(world, 'SAVE "campaigns", { a: 1 }', config=AUTO) == "E340"


async def test_ids_are_numbered_and_rows_only_marked_when_the_table_says_so(world: World) -> None:
    script = """
TABLE fila
  id integer KEY
  nome string
  deleted_at datetime
END TABLE
a = CREATE "fila", { nome: "Ana" }
b = SAVE "fila", "Bia"
TALK a.id + " " + b
DELETE "fila", 1
TALK COUNT("fila") + " " + COUNT("fila", "deleted_at IS NOT NULL")
"""

    assert await answers(world, script) == ["1 2", "1 1"]


async def test_merge_inserts_changes_and_leaves_alone(world: World) -> None:
    script = f"""{FILLED}
novos = [
  {{ codigo: "A1", preco: 20.5 }}, {{ codigo: "B2", preco: 4 }},
  {{ codigo: "D4", nome: "Doce" }}, {{ codigo: "D4", preco: 2 }}
]
r = MERGE "produtos", novos, "codigo"
TALK r.inserted + " " + r.updated + " " + r.unchanged
r = MERGE "produtos" WITH novos BY "codigo"
TALK r.inserted + " " + r.updated + " " + r.unchanged + " " + AGGREGATE("produtos", "SUM", "preco")
"""

    assert await answers(world, script) == ["1 2 1", "0 0 4 36.5"]


async def test_declarations_of_another_script_count_and_other_bots_see_nothing(world: World) -> None:
    mine = await open_stage(world, 'SAVE "produtos", "A", "Arroz"\nTALK COUNT("produtos")', tabelas=PRODUCTS)
    theirs = await open_stage(world, 'TALK COUNT("produtos")', tabelas=PRODUCTS)

    assert await mine.says("oi") == ["1"]
    assert await theirs.says("oi") == ["0"]


async def test_odd_characters_are_kept_out_of_the_databases_way(world: World) -> None:
    script = 'SAVE "notas", { texto: "a\\0b\\\\u0000" }\nr = FIND("notas")\nTALK LEN(r.texto)'

    assert await answers(world, script, config=AUTO) == ["9"]


# ---------------------------------------------------------------- customers


async def test_the_customer_of_the_session_is_found_by_phone(world: World) -> None:
    script = """
customer = FIND "customers", "phone='" + session.phone + "'"
IF customer FOUND THEN
  TALK customer.name + " " + customer.customer_id
END IF
other = FIND "crm_contacts", "phone='+5511900000000'"
IF other NOT FOUND THEN TALK "ninguém"
"""
    stage = await open_stage(world, script)

    [found, nobody] = await stage.says("oi")

    assert (found, nobody) == ("Cliente 5511988887777 cust-001", "ninguém")


async def test_a_contact_is_created_as_the_plan_does_it(world: World) -> None:
    script = """
contact = FIND "crm_contacts", "phone='+5511977776666'"
IF contact NOT FOUND THEN
  contact = CREATE "crm_contacts", {
    "first_name": "João Silva",
    "phone": "11 97777-6666",
    "source": "whatsapp"
  }
END IF
TALK contact.first_name + "/" + contact.name + "/" + contact.phone + "/" + contact.source
TALK FIND("customers", "source='whatsapp'").id = contact.id
"""

    assert await answers(world, script) == ["João Silva/João Silva/+5511977776666/whatsapp", "true"]


async def test_a_changed_customer_is_seen_by_the_script_and_told_to_the_console(world: World) -> None:
    stage = await open_stage(
        world,
        """
n = UPDATE "customers", customer.id, {
  "status": "qualified", "last_contact": NOW(), "tier": "gold", "tags": "vip, dev", "ltv": 15000.50
}
TALK n + " " + customer.tier + " " + customer.status + " " + customer.ltv + " " + JOIN(customer.tags)
c = FIND "customers" WHERE status = "qualified" AND ltv > 15000 AND tags CONTAINS "dev"
TALK c.count + " " + TYPEOF(c.created_at)
c.cidade = "Recife"
c.name = "Ana"
SAVE "customers", c
TALK FIND("customers", "cidade='Recife'").name + " " + AGGREGATE("customers", "SUM", "ltv")
""",
    )

    assert await stage.says("oi") == ["1 gold qualified 15000.5 vip, dev", "1 datetime", "Ana 15000.5"]
    async with world.tx() as tx:
        changed = await tx.fetch("select from events where kind = 'contact.changed'")
    assert len(changed) == 2


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('CREATE "customers", { tier: "gold" }', "E346"),
        ('CREATE "customers", { name: "Ana", phone: "não tenho" }', "E344"),
        ('UPDATE "customers", customer.id, { ltv: "muito" }', "E344"),
        ('x = FIND("customers", "id=\'abc\'")', "E344"),
        ('DELETE "customers", customer.id', "E403"),
        ('UPDATE "customers" SET tier = "gold"', "E347"),
    ],
)
async def test_what_goes_wrong_with_customers(world: World, statement: str, code: str) -> None:
    assert await error(world, statement) == code


@pytest.mark.parametrize(("said", "changed"), [("cust-001", "1"), ("cust-999", "0")])
async def test_a_customer_is_named_by_its_number_too(world: World, said: str, changed: str) -> None:
    assert await answers(world, f'TALK UPDATE("customers", "{said}", {{ tier: "x" }})') == [changed]


async def test_customers_of_another_company_are_not_there(world: World) -> None:
    other: Stage = await open_stage(await new_world(world.database), 'TALK "oi"')
    await other.says("oi", who="5511900001111")

    assert await answers(world, 'TALK COUNT("customers")') == ["1"]


async def test_two_turns_at_the_same_time_never_both_take_a_unique_value(world: World) -> None:
    script = f"""{PRODUCTS}
TRY
  INSERT "produtos", {{ codigo: "A1", nome: "Arroz" }}
  TALK "criado"
CATCH e
  TALK e.code
END TRY"""
    stage = await open_stage(world, script)
    turns = [replace(stage) for _ in range(4)]

    said = await asyncio.gather(*(turn.says("oi", who=f"551190000000{at}") for at, turn in enumerate(turns)))

    assert sorted(answer for [answer] in said) == ["E345", "E345", "E345", "criado"]


# ---------------------------------------------------------------- snippets of the product's plan


@pytest.mark.parametrize(("tier", "priority"), [("premium", 2), ("standard", 1)])
async def test_premium_customers_come_first(world: World, tier: str, priority: int) -> None:
    stage = await open_stage(
        world, f'UPDATE "customers", customer.id, {{ tier: "{tier}" }}\n' + plan("crm_priority")
    )

    await stage.says("oi")

    assert (await stage.conversation())["priority"] == priority


async def test_the_customer_looked_up_after_a_transfer(world: World) -> None:
    stage = await open_stage(world, plan("crm_lookup"))
    await stage.says("oi")

    session = (await stage.conversation())["context_data"]
    assert session["customer_name"] == "Cliente 5511988887777"


async def test_an_attendance_qualifies_the_customer_or_makes_a_lead(world: World) -> None:
    columns = ("name", "phone", "source", "status", "attendant_id", "notes")
    leads = "\n".join(["TABLE leads", *(f"{name} string" for name in columns), "END TABLE\n"])
    stage = await open_stage(
        world, 'TALK "oi"', on_resolve=leads + plan("qualify_lead") + '\nTALK COUNT("leads")'
    )
    await stage.says("oi")

    known = await stage.hook("on_resolve.bas", attendant={"id": "att-001", "resolved": True})
    async with world.tx() as tx:
        [contact] = await tx.fetch("select status from crm_contacts")
    await stage.says("oi", who="visitante")
    unknown = await stage.hook("on_resolve.bas", attendant={"id": "att-001", "resolved": True})

    assert (known, contact["status"], unknown) == (["0"], "qualified", ["1"])


def plan(name: str) -> str:
    return (PLAN / f"{name}.bas").read_text("utf-8")
