"""Queues, conversations and people in the hands of scripts."""

import pytest

from tests.bots.keywords.desk import Desk, open_desk
from tests.factories.world import World
from tests.queues.floor import AWAY, OFFLINE

ELSEWHERE = "basic-other-sessions,true\n"
CAUGHT = "CATCH e\nTALK e.code\nEND TRY"


async def with_others(world: World, script: str, *, config: str = ELSEWHERE) -> Desk:
    """Two others wait in Suporte, where Maria is away: the first since before the second, who is urgent."""
    desk = await open_desk(world, script, config=config)
    queue = await desk.queue("Suporte")
    await desk.person(queue, name="Maria", status=AWAY)
    await desk.other()
    await desk.other(priority=3)
    return desk


QUEUE = [
    ("fila = GET QUEUE", "2 2 0 0 3,1"),
    ('fila = GET QUEUE "waiting"', "2 2 0 0 3,1"),
    ('fila = GET QUEUE "assigned"', "0 2 0 0 -"),
    ('fila = GET QUEUE "priority = 3"', "1 2 0 0 3"),
    ('fila = GET QUEUE "status = waiting AND priority < 3"', "1 2 0 0 1"),
    ('fila = GET QUEUE({channel: "echo", priority: 1})', "1 2 0 0 1"),
    ('fila = GET QUEUE({channel: "whatsapp"})', "0 2 0 0 -"),
]


@pytest.mark.parametrize(("form", "told"), QUEUE)
async def test_the_queue(world: World, form: str, told: str) -> None:
    desk = await with_others(
        world,
        f"{form}\nl = []\nFOR EACH item IN fila.items\nAPPEND l, item.priority\nNEXT item\n"
        'TALK fila.total & " " & fila.waiting & " " & fila.active & " " & fila.resolved & " " & (JOIN(l, ",") OR "-")',
    )

    assert await desk.stage.says("oi") == [told]


async def test_an_item_of_the_queue(world: World) -> None:
    desk = await with_others(
        world,
        'p = NEXT IN QUEUE "suporte"\nTALK p.success & "|" & p.user_name & "|" & p.status & "|" & p.priority & "|" '
        '& p.queue & "|" & p.last_message & "|" & (p.wait_seconds >= 0) & "|" & (p.assigned_to IS NULL)',
    )

    assert await desk.stage.says("oi") == ["true|Cliente 5511900000002|waiting|3|Suporte|Oi|true|true"]


async def test_nobody_is_next(world: World) -> None:
    desk = await open_desk(world, "p = NEXT IN QUEUE\nTALK p.success")

    assert await desk.stage.says("oi") == ["false"]


async def test_who_is_next_is_given_away(world: World) -> None:
    desk = await with_others(
        world,
        'p = NEXT IN QUEUE\nr = ASSIGN CONVERSATION p.session_id, "maria"\n'
        'TALK r.success & "|" & r.assigned_to & "|" & r.assigned_to_name\n'
        'TALK GET ATTENDANT STATUS "maria"\nfila = GET QUEUE "assigned"\nTALK fila.items[0].assigned_to',
    )

    assert await desk.stage.says("oi") == ["true|att-001|Maria", "away", "att-001"]


@pytest.mark.parametrize(
    ("who", "told"), [("Ausente", "false offline"), ("Cheia", "false full"), ("Livre", "true -")]
)
async def test_nobody_absent_or_full_is_given_more(world: World, who: str, told: str) -> None:
    desk = await with_others(
        world,
        f'p = NEXT IN QUEUE\nr = ASSIGN CONVERSATION p.session_id TO "{who}"\nTALK r.success & " " & (r.error OR "-")',
    )
    queue = await desk.queue("Outra", channels=["nenhum"])
    await desk.person(queue, name="Ausente", status=OFFLINE)
    full = await desk.person(queue, name="Cheia", capacity=1, status=AWAY)
    await desk.person(queue, name="Livre", status=AWAY)
    taken = await desk.other()
    await desk.floor.accept(taken, full)

    assert await desk.stage.says("oi") == [told]


ACTS = [
    ('r = SET PRIORITY p.session_id, "alta"\nTALK r.priority', "2"),
    ("r = SET PRIORITY p TO 0\nTALK r.priority", "0"),
    ('r = TAG CONVERSATION p.session_id, "vip"\nr = TAG CONVERSATION p WITH "novo"\nTALK JOIN(r.tags)', "vip, novo"),
    ('r = ADD NOTE p.session_id, "Ligar depois"\nTALK r.note_id <> NULL', "true"),
    ('r = RESOLVE CONVERSATION p.session_id, "Duplicada"\nTALK r.session_id = p.session_id', "true"),
    ('r = RESOLVE CONVERSATION p WITH "Duplicada"\nTALK r.success', "true"),
    ('r = SEND TO SESSION p.session_id, "Já vem."\nTALK r.success', "true"),
    ('SET SESSION p.session_id, "cor", "azul"\nTALK GET SESSION(p.session_id, "cor")', "azul"),
    ('SET SESSION p, "needs_human", false\nTALK GET SESSION(p, "needs_human")', "false"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "told"), ACTS)
async def test_acts_on_another_session(world: World, act: str, told: str) -> None:
    desk = await with_others(world, f"p = NEXT IN QUEUE\n{act}")
    await _belongs_to(desk)

    assert await desk.stage.says("oi") == [told]


@pytest.mark.parametrize("act", [act.partition("\n")[0].removeprefix("r = ") for act, _ in ACTS])
async def test_who_talks_with_a_customer_leaves_others_alone(world: World, act: str) -> None:
    desk = await with_others(world, f"p = NEXT IN QUEUE\nTRY\n{act}\n{CAUGHT}", config="")
    await _belongs_to(desk)

    assert await desk.stage.says("oi") == ["E403"]


async def _belongs_to(desk: Desk) -> None:
    """The others are customers of the same bot."""
    async with desk.world.tx() as tx:
        await tx.fetch("update conversations set bot_id = $1", desk.stage.bot_id)


OWN = [
    ('r = SET PRIORITY "urgent"\nTALK r.priority & attendance.priority', "33"),
    ('r = TAG CONVERSATION "a"\nTALK JOIN(conversation.tags)', "a"),
    ('r = ADD NOTE "só para nós"\nTALK r.success', "true"),
    ('r = ASSIGN CONVERSATION "att-001"\nTALK session.needs_human', "true"),
    ("r = SET PRIORITY session.id, 2\nTALK attendance.priority", "2"),
]


@pytest.mark.parametrize(("act", "told"), OWN)
async def test_its_own_session_may_be_left_out(world: World, act: str, told: str) -> None:
    desk = await with_others(world, act, config="")

    assert await desk.stage.says("oi") == [told]


UNKNOWN = [
    'SET PRIORITY "01a20000-0000-7000-8000-000000000000", "high"',
    'SET PRIORITY "ninguém", "high"',
    'ASSIGN CONVERSATION "ninguém"',
    'GET ATTENDANT STATUS "ninguém"',
    'GET ATTENDANT STATS "ninguém"',
    'SET ATTENDANT STATUS "ninguém", "online"',
    'NEXT IN QUEUE "jardinagem"',
    'NOTIFY "ninguém", "oi"',
    'NOTIFY "queue:jardinagem", "oi"',
    'x = GET SESSION("01a20000-0000-7000-8000-000000000000", "cor")',
    'SEND TO SESSION "01a20000-0000-7000-8000-000000000000", "oi"',
]


@pytest.mark.parametrize("act", UNKNOWN)
async def test_nobody_and_nothing_of_that_name(world: World, act: str) -> None:
    desk = await with_others(world, f"TRY\n{act}\n{CAUGHT}")

    assert await desk.stage.says("oi") == ["E332"]


WRONG = [
    ('SET PRIORITY "altíssima"', "E311"),
    ('SET ATTENDANT STATUS "maria", "dormindo"', "E311"),
    ('ADD NOTE ""', "E311"),
    ('GET QUEUE "status waiting"', "E343"),
    ('SET SESSION "needs_human", "talvez"', "E311"),
    ('SET SESSION "id", "x"', "E320"),
]


@pytest.mark.parametrize(("act", "code"), WRONG)
async def test_arguments_that_make_no_sense(world: World, act: str, code: str) -> None:
    desk = await with_others(world, f"TRY\n{act}\n{CAUGHT}")

    assert await desk.stage.says("oi") == [code]


async def test_a_customer_s_script_never_takes_the_customer_from_people(world: World) -> None:
    desk = await with_others(
        world,
        'TRANSFER TO HUMAN({message: ""})\nTRY\nSET SESSION "needs_human", false\nCATCH e\nTALK e.code\nEND TRY\n'
        "TRY\nRESOLVE CONVERSATION\nCATCH e\nTALK e.code\nEND TRY",
    )

    assert await desk.stage.says("oi") == ["E403", "E403"]
    assert (await desk.stage.conversation())["owner"] == "human"


async def test_a_bot_ends_its_own_conversation(world: World) -> None:
    desk = await open_desk(world, 'TALK "Tchau"\nRESOLVE CONVERSATION WITH "Resolvido pelo bot"')

    assert await desk.stage.says("oi") == ["Tchau"]
    now = await desk.stage.conversation()
    assert (now["status"], await desk.notes(now["id"])) == ("resolved", ["Resolvido pelo bot"])


async def test_attendants(world: World) -> None:
    desk = await open_desk(
        world,
        'todos = GET ATTENDANTS\nlivres = GET ATTENDANTS "online"\nfora = GET ATTENDANTS WITH STATUS "offline"\n'
        'a = livres.items[0]\nTALK todos.count & livres.count & fora.count & " " & a.id & " " & a.name & " " '
        '& JOIN(a.skills) & " " & a.active_conversations & "/" & a.max_conversations',
    )
    queue = await desk.queue("Suporte")
    await desk.person(queue, name="Maria", capacity=7, estorno=3, pix=1)
    await desk.person(queue, name="João", status=OFFLINE)

    assert await desk.stage.says("oi") == ["211 att-001 Maria estorno, pix 0/7"]


async def test_an_attendant_s_day(world: World) -> None:
    desk = await open_desk(
        world,
        's = GET ATTENDANT STATS "maria"\nTALK s.active_conversations & " " & s.resolved_today & " " & '
        "(s.avg_first_response_seconds IS NULL) & (s.csat IS NULL)",
    )
    maria = await desk.person(await desk.queue("Suporte"))
    done, _ = await desk.other(), await desk.other()
    await desk.floor.accept(done, maria)
    await desk.resolve(done)

    assert await desk.stage.says("oi") == ["1 1 truetrue"]


async def test_a_status_is_changed(world: World) -> None:
    desk = await open_desk(
        world,
        'r = SET ATTENDANT STATUS "att-001" TO "away"\nTALK r.status & " " & GET ATTENDANT STATUS("maria")',
        config=ELSEWHERE,
    )
    await desk.person(await desk.queue("Suporte"))

    assert await desk.stage.says("oi") == ["away away"]


NOTIFIED = [
    ('NOTIFY "maria", "Olhe aqui"', {"Maria"}),
    ('NOTIFY ATTENDANT "att-002", "Olhe aqui"', {"João"}),
    ('NOTIFY AGENT "maria" WITH "Olhe aqui"', {"Maria"}),
    ('NOTIFY "queue:suporte", "Olhe aqui"', {"Maria", "João"}),
    ('NOTIFY "role:supervisor", "Olhe aqui"', {"João"}),
    ('NOTIFY NULL, "Olhe aqui"', {"João"}),
    ('NOTIFY plantao, "Olhe aqui"', {"Maria"}),
    ('NOTIFY "param-plantao", "Olhe aqui"', {"Maria"}),
    ('NOTIFY ["maria", "joão"], "Olhe aqui"', {"Maria", "João"}),
]


@pytest.mark.parametrize(("form", "told"), NOTIFIED)
async def test_people_are_told(world: World, form: str, told: set[str]) -> None:
    desk = await open_desk(world, f"r = {form}\nTALK r.success & r.delivered", config="param-plantao,maria\n")
    queue = await desk.queue("Suporte")
    users = {"Maria": await desk.person(queue, name="Maria"), "João": await desk.person(queue, name="João")}
    async with world.tx() as tx:
        await tx.fetch("update users set role = 'supervisor' where id = $1", users["João"])

    said = await desk.stage.says("oi")

    [event] = await desk.events("attendant.notified")
    assert said == [f"true{len(told)}"]
    assert set(event["user_ids"]) == {str(users[name]) for name in told}
    assert await desk.notes((await desk.stage.conversation())["id"]) == ["Olhe aqui"]


async def test_nobody_to_tell(world: World) -> None:
    desk = await open_desk(world, 'r = NOTIFY "role:supervisor", "alguém?"\nTALK r.success & r.delivered')

    assert await desk.stage.says("oi") == ["false0"]
