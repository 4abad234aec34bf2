"""A month of finished conversations, so that figures, reports and customers' pages have something to tell.

`planned` says what happens when, from one seed: each demo is the same, as seen from its first day.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.channels.base import Identity, IncomingMessage, MessageKind
from attendance.conversations import actions, posting
from attendance.conversations.posting import Arrival, Draft
from attendance.conversations.rules import Sender
from attendance.crm import contacts
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.queues import actions as routing
from attendance.queues.actions import Wanted
from attendance.seed import opinions

DAYS: Final = 30
_ZONE: Final = ZoneInfo("America/Sao_Paulo")
_A_DAY: Final = (5, 4, 5, 5, 4, 2, 0)
"""How many write, from Monday to Sunday."""
_GIVEN: Final = (
    "Adriana", "Bruno", "Cecília", "Diego", "Estela", "Fábio", "Glória", "Heitor", "Íris", "Jonas", "Lívia", "Márcio",
    "Núbia", "Olívia", "Pedro", "Quitéria", "Renato", "Sônia", "Tomás", "Yasmin",
)  # fmt: skip
_FAMILY: Final = (
    "Araújo",
    "Barros",
    "Campos",
    "Duarte",
    "Esteves",
    "Freitas",
    "Guimarães",
    "Hermes",
    "Leão",
    "Moraes",
)
_AREAS: Final = ("11", "21", "31", "41", "51", "61", "71", "81", "85", "92")
_TOPICS: Final = (
    ("Meu pedido ainda não chegou, pode verificar?", "Saiu para entrega hoje, chega até as 20h.", "entrega"),
    ("Quero trocar um produto que veio com defeito.", "Enviei a etiqueta de troca para o seu e-mail.", "troca"),
    ("Preciso da segunda via do boleto.", "Aqui está a linha digitável, vale até amanhã.", "boleto"),
    ("Vocês entregam em Manaus?", "Entregamos, o prazo é de 9 dias úteis.", "vendas"),
    ("A nota fiscal saiu com o endereço errado.", "Corrigimos, a nova nota vai por e-mail.", "nota fiscal"),
    ("Posso pagar em três vezes?", "Pode, sem juros a partir de R$ 150.", "vendas"),
)  # fmt: skip
_LENGTH: Final = timedelta(minutes=38)

What = Literal[
    "come", "leave", "write", "call", "accept", "answer", "thank", "transfer", "resolve", "rate", "abandon"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of the month."""

    number: int
    name: str
    phone: str
    channel: str
    topic: int


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a moment: to a conversation, or to the team (`talk` None)."""

    at: datetime
    what: What
    talk: Talk | None = None


def planned(now: datetime) -> list[Step]:
    """Everything of the last month up to an hour ago, in order."""
    random, number, steps = Random(7), 0, list[Step]()
    today = now.astimezone(_ZONE).date()
    for day in (today - timedelta(days=ago) for ago in range(DAYS, -1, -1)):
        opens = datetime.combine(day, time(9), _ZONE)
        steps += (
            [Step(opens, "come"), Step(opens + timedelta(hours=9), "leave")] if _A_DAY[day.weekday()] else []
        )
        for _ in range(_A_DAY[day.weekday()]):
            began = opens + timedelta(minutes=random.randint(5, 480))
            steps += _conversation(random, _talk(random, number), began)
            number += 1
    return _complete(sorted(steps, key=lambda step: step.at), until=now - timedelta(hours=1))


def _talk(random: Random, number: int) -> Talk:
    person = random.randrange(120)
    phone = f"55{_AREAS[person % 10]}9{6000_0000 + person * 7919:08d}"
    name = f"{_GIVEN[person % 20]} {_FAMILY[person // 12]}"
    channel = ("whatsapp", "whatsapp", "telegram", "sms")[person % 4]
    return Talk(number, name, phone, channel, random.randrange(len(_TOPICS)))


def _conversation(random: Random, talk: Talk, began: datetime) -> Iterator[Step]:
    at = began
    yield Step(at, "write", talk)
    yield Step(at := at + timedelta(seconds=random.randint(5, 25)), "call", talk)
    if talk.number % 17 == 16:
        yield Step(at + _LENGTH, "abandon", talk)
        return
    yield Step(at := at + timedelta(seconds=random.randint(8, 110)), "accept", talk)
    yield Step(at := at + timedelta(seconds=random.randint(6, 50)), "answer", talk)
    if talk.number % 9 == 8:
        yield Step(at := at + timedelta(minutes=3), "transfer", talk)
    yield Step(at := at + timedelta(minutes=random.randint(3, 30)), "thank", talk)
    yield Step(at := at + timedelta(minutes=random.randint(1, 8)), "resolve", talk)
    yield Step(at + timedelta(minutes=2), "rate", talk)


def _complete(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """Those before `until`; a conversation that would not be over by then doesn't begin."""
    unfinished = {step.talk for step in steps if step.talk and step.at > until}
    return [step for step in steps if step.at <= until and (step.talk is None or step.talk not in unfinished)]


async def tell(tx: Tx, inboxes: Mapping[str, UUID], team: Mapping[UUID, str]) -> None:
    """Let it happen: `team` are the ids and names of those who answer."""
    told = _Told(tx, inboxes, team, {})
    for step in planned(clock.now()):
        with clock.frozen(step.at):
            await _STEPS[step.what](told, step.talk) if step.talk else await _everybody(told, step.what)
            await tx.flush_events()


@dataclass(frozen=True, slots=True)
class _Told:
    """Where the month stands: which conversation each talk became."""

    tx: Tx
    inboxes: Mapping[str, UUID]
    team: Mapping[UUID, str]
    ids: dict[int, UUID]


async def _everybody(told: _Told, what: What) -> None:
    status = AttendantStatus.ONLINE if what == "come" else AttendantStatus.OFFLINE
    for user_id in told.team:
        await attendants.set_status(told.tx, user_id, status, is_leased=False)


async def _write(told: _Told, talk: Talk) -> None:
    await _say(told, talk, _TOPICS[talk.topic][0])


async def _thank(told: _Told, talk: Talk) -> None:
    await _say(told, talk, "Perfeito, muito obrigado!")


async def _say(told: _Told, talk: Talk, text: str) -> None:
    person = Identity(talk.phone, name=talk.name, phone=f"+{talk.phone}")
    known = (await contacts.identify(told.tx, talk.channel, [person]))[0]
    message = IncomingMessage(talk.phone, str(new_id()), person, MessageKind.TEXT, text)
    inbox_id = told.inboxes[talk.channel]
    arrival = Arrival(message, inbox_id, talk.channel, None, known.id, known.name, known.is_new, 0)
    told.ids[talk.number] = (await posting.post_incoming(told.tx, [arrival]))[0].conversation_id


async def _call(told: _Told, talk: Talk) -> None:
    await routing.enter(told.tx, told.ids[talk.number], Wanted("keyword"))
    found = await actions.lock(told.tx, told.ids[talk.number])
    await actions.change_tags(told.tx, found, add=[_TOPICS[talk.topic][2]], remove=[])


async def _accept(told: _Told, talk: Talk) -> None:
    found = await actions.lock(told.tx, told.ids[talk.number])
    await actions.accept(told.tx, found, found.assigned_to or next(iter(told.team)))


async def _answer(told: _Told, talk: Talk) -> None:
    found = await actions.lock(told.tx, told.ids[talk.number])
    if found.assigned_to is None:
        return
    message_id, _ = await posting.post_reply(
        told.tx, found, Draft(_TOPICS[talk.topic][1], str(new_id())), Sender("attendant", found.assigned_to),
        author_name=told.team[found.assigned_to], limit=None,
    )  # fmt: skip
    await posting.mark_sent(told.tx, message_id, external_id=str(message_id), state="delivered")


async def _transfer(told: _Told, talk: Talk) -> None:
    queue = (await told.tx.fetch("select id from attendance_queues where name = 'Vendas'"))[0]
    await routing.enter(told.tx, told.ids[talk.number], Wanted("transfer", queue_id=queue["id"]))


async def _resolve(told: _Told, talk: Talk) -> None:
    await actions.resolve(told.tx, await actions.lock(told.tx, told.ids[talk.number]))


async def _rate(told: _Told, talk: Talk) -> None:
    await opinions.give(told.tx, Random(talk.number), told.ids[talk.number])


async def _abandon(told: _Told, talk: Talk) -> None:
    await actions.abandon(told.tx, await actions.lock(told.tx, told.ids[talk.number]))


_STEPS: Final[Mapping[What, Callable[[_Told, Talk], Awaitable[None]]]] = {
    "write": _write, "call": _call, "accept": _accept, "answer": _answer, "thank": _thank, "transfer": _transfer,
    "resolve": _resolve, "rate": _rate, "abandon": _abandon,
}  # fmt: skip
