"""TRANSFER TO HUMAN and ESCALATE TO SUPERVISOR, over real queues and people."""

from datetime import UTC, datetime

import pytest

from attendance.kernel import clock
from attendance.queues.schemas import Destination, OpeningHours, QueuePolicy
from tests.bots.keywords.desk import Desk, open_desk
from tests.factories.world import World
from tests.queues.floor import AWAY, OFFLINE

SUNDAY = datetime(2026, 3, 1, 15, tzinfo=UTC)
OFFICE = [OpeningHours(weekday=day, opens="09:00", closes="18:00") for day in range(5)]
SHOW = (
    'TALK r.status & "|" & r.success & "|" & r.queue_name & "|" & r.assigned_to_name & "|" & r.target_found'
)


async def people(desk: Desk) -> None:
    """Support with Maria, and João Silva who is not there; finance with Ana, who knows about refunds."""
    support = await desk.queue("Suporte Técnico")
    await desk.person(support, name="Maria", capacity=1)
    await desk.person(support, name="João Silva", status=OFFLINE)
    finance = await desk.queue("Financeiro")
    await desk.person(finance, name="Ana", estorno=4)


CASES = [
    ("TRANSFER TO HUMAN", "assigned|true|Suporte Técnico|Maria|true"),
    ('TRANSFER TO HUMAN "suporte técnico"', "assigned|true|Suporte Técnico|Maria|true"),
    ('TRANSFER TO HUMAN "SUPORTE-TECNICO"', "assigned|true|Suporte Técnico|Maria|true"),
    ('TRANSFER TO HUMAN "suporte"', "assigned|true|Suporte Técnico|Maria|true"),
    ('TRANSFER TO HUMAN "financeiro", "high"', "assigned|true|Financeiro|Ana|true"),
    ('TRANSFER TO HUMAN "Ana"', "assigned|true|Financeiro|Ana|true"),
    ('TRANSFER TO HUMAN "joão silva"', "assigned|true|Suporte Técnico|Maria|true"),
    ('TRANSFER TO HUMAN({queue: "financeiro"})', "assigned|true|Financeiro|Ana|true"),
    ('TRANSFER TO HUMAN({department: "financeiro", priority: 3})', "assigned|true|Financeiro|Ana|true"),
    ('TRANSFER TO HUMAN({name: "ana"})', "assigned|true|Financeiro|Ana|true"),
    ('TRANSFER TO HUMAN "jardinagem"', "assigned|true|Suporte Técnico|Maria|false"),
    ('TRANSFER TO HUMAN "suporte", "normal", "Problema no pagamento", "teams"',
     "assigned|true|Suporte Técnico|Maria|true"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "told"), CASES)
async def test_who_gets_it(world: World, form: str, told: str) -> None:
    desk = await open_desk(world, f"r = {form}\n{SHOW}")
    await people(desk)

    assert (await desk.stage.says("oi"))[-1] == told


async def test_a_skill_leads_to_who_has_it(world: World) -> None:
    desk = await open_desk(world, f'r = TRANSFER TO HUMAN({{skill: "estorno", message: ""}})\n{SHOW}')
    queue = await desk.queue("Geral")
    await desk.person(queue, name="Maria")
    await desk.person(queue, name="Ana", estorno=4)

    assert await desk.stage.says("oi") == ["assigned|true|Geral|Ana|true"]


async def test_priority_reason_and_context_reach_the_attendant(world: World) -> None:
    desk = await open_desk(
        world,
        'r = TRANSFER TO HUMAN({department: "suporte", priority: "alta", reason: "Cobrança", context: {pedido: 77}, '
        'message: "Já chamo."})\nTALK r.queue_position & " " & r.destination & " " ',
        config="attendance-default-destination,google-chat\n",
    )
    await desk.person(await desk.queue("Suporte"), status=AWAY)

    said = await desk.stage.says("oi")

    now = await desk.stage.conversation()
    assert said[0].startswith("Já chamo.")
    assert said[1].startswith("1 google_chat")
    assert (now["priority"], now["status"]) == (2, "waiting")
    assert now["transfer_note"].startswith("Cobrança\n")
    assert now["context_data"]["transfer_context"] == {"pedido": 77}


@pytest.mark.parametrize(
    ("of_queue", "said", "expected"),
    [
        (None, "", "google_chat"),
        ("slack", "", "slack"),
        ("slack", ', "normal", "x", "teams"', "teams"),
        ("console", "", "console"),
    ],
    ids=["the bot's", "the queue's", "the script's", "the queue keeps it in the console"],
)
async def test_attendants_receive_it_where_script_queue_or_bot_says(
    world: World, of_queue: Destination | None, said: str, expected: str
) -> None:
    desk = await open_desk(
        world,
        f'r = TRANSFER TO HUMAN "suporte"{said}\nTALK r.destination',
        config="attendance-default-destination,google-chat\n",
    )
    policy = QueuePolicy(default_destination=of_queue)
    await desk.person(await desk.queue("Suporte", policy=policy), status=AWAY)

    said_to_customer = await desk.stage.says("oi")

    now = await desk.stage.conversation()
    assert (said_to_customer[-1], now["context_data"]["destination"]) == (expected, expected)


@pytest.mark.parametrize("wrong", ['"suporte", "altíssima"', '"suporte", "high", "x", "fax"'])
async def test_what_nobody_knows_is_an_error(world: World, wrong: str) -> None:
    desk = await open_desk(world, f"TRY\nTRANSFER TO HUMAN {wrong}\nCATCH e\nTALK e.code\nEND TRY")

    assert await desk.stage.says("oi") == ["E311"]
    assert (await desk.stage.conversation())["owner"] == "bot"


async def test_outside_the_hours_it_waits_until_they_open(world: World) -> None:
    desk = await open_desk(world, f"r = TRANSFER TO HUMAN\n{SHOW}")
    with clock.frozen(SUNDAY):
        queue = await desk.queue("Suporte", policy=QueuePolicy(hours=OFFICE))
        await desk.person(queue)

        said = await desk.stage.says("oi")

    assert said[-1] == "outside_hours|true|Suporte||true"
    assert (await desk.stage.conversation())["owner"] == "human"


async def test_nobody_there(world: World) -> None:
    desk = await open_desk(world, f"r = TRANSFER TO HUMAN\n{SHOW}")
    await desk.person(await desk.queue("Suporte"), status=OFFLINE)

    assert (await desk.stage.says("oi"))[-1] == "no_attendants|true|Suporte||true"


async def test_a_full_line_refuses(world: World) -> None:
    desk = await open_desk(world, f"r = TRANSFER TO HUMAN\n{SHOW}\nTALK r.message")
    await desk.queue("Suporte", policy=QueuePolicy(max_size=1))
    await desk.other()

    said = await desk.stage.says("oi")

    assert said[1] == "no_attendants|false|||true"
    assert said[0] == said[2]
    assert (await desk.stage.conversation())["owner"] == "bot"


async def test_switched_off(world: World) -> None:
    desk = await open_desk(world, f"r = TRANSFER TO HUMAN\n{SHOW}", config="crm-enabled,false\n")

    assert await desk.stage.says("oi") == ["disabled|false|||true"]


async def test_the_second_call_changes_priority_and_reason_of_who_has_it(world: World) -> None:
    desk = await open_desk(
        world,
        'TRANSFER TO HUMAN({message: ""})\n'
        f'r = TRANSFER TO HUMAN "financeiro", "urgent", "Ameaça cancelar"\n{SHOW}',
    )
    await people(desk)

    said = await desk.stage.says("oi")

    now = await desk.stage.conversation()
    assert said == ["already_with_human|true|Suporte Técnico|Maria|true"]
    assert (now["priority"], now["transfer_note"]) == (3, "Ameaça cancelar")


async def test_the_second_call_moves_who_still_waits(world: World) -> None:
    desk = await open_desk(
        world, f'TRANSFER TO HUMAN({{message: ""}})\nr = TRANSFER TO HUMAN "financeiro"\n{SHOW}'
    )
    await desk.queue("Suporte")
    await desk.queue("Financeiro")

    assert await desk.stage.says("oi") == ["already_with_human|true|Financeiro||true"]


async def test_escalating_prefers_a_supervisor_who_is_there(world: World) -> None:
    desk = await open_desk(world, f'r = ESCALATE TO SUPERVISOR "Muito irritado"\n{SHOW}')
    queue = await desk.queue("Suporte")
    await desk.person(queue, name="Maria")
    boss = await desk.person(queue, name="Chefe")
    async with world.tx() as tx:
        await tx.fetch("update users set role = 'supervisor' where id = $1", boss)

    said = await desk.stage.says("oi")

    now = await desk.stage.conversation()
    assert said[-1] == "assigned|true|Suporte|Chefe|true"
    assert (now["priority"], await desk.notes(now["id"])) == (3, ["Muito irritado"])
