"""Traffic to simulate with: generated (Poisson arrivals, exponential handling and patience) or recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from attendance.attendants.schemas import AttendantStatus
from attendance.queues.snapshot import Candidate, Question, Waiting

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""Simulated time begins here; any instant would do."""

TOPICS = ("sales", "support", "technical", "collections")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A customer: when they come (`waiting_since`), how long serving takes, after which wait they leave."""

    conversation: Waiting
    handling_seconds: float
    patience_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """Generated traffic. `load`: share of all capacity that is needed on average; shares are 0-1."""

    load: float = 0.8
    handling_seconds: float = 300.0
    patience_seconds: float | None = None
    hours: float = 8.0
    topic_share: float = 0.0
    returning_share: float = 0.0
    seed: int = 1


def crew(attendants: int, capacity: int, *, topic_share: float = 0.0, seed: int = 1) -> tuple[Candidate, ...]:
    """People who are online all day; `topic_share` of them prefer one of TOPICS."""
    random = Random(seed)
    return tuple(
        Candidate(
            id=UUID(int=number),
            name=f"att-{number:03}",
            status=AttendantStatus.ONLINE,
            topics=(random.choice(TOPICS),) if random.random() < topic_share else (),
            capacity=capacity,
            total_capacity=capacity,
        )
        for number in range(1, attendants + 1)
    )


def arrivals_per_second(demand: Demand, people: Iterable[Candidate]) -> float:
    return demand.load * sum(person.capacity for person in people) / demand.handling_seconds


def generate(demand: Demand, people: tuple[Candidate, ...]) -> list[Arrival]:
    """Arrivals in order of time; the same seed gives the same traffic."""
    random = Random(demand.seed)
    rate = arrivals_per_second(demand, people)
    found, seconds = list[Arrival](), random.expovariate(rate)
    while seconds < demand.hours * 3600:
        found.append(_arrival(len(found) + 1, seconds, demand, people, random))
        seconds += random.expovariate(rate)
    return found


def recorded(
    questions: Iterable[Question], handling_seconds: Mapping[UUID, float], *, otherwise: float
) -> list[Arrival]:
    """Arrivals as they were: the first question of each conversation. `otherwise`: handling time when unknown."""
    first: dict[UUID, Waiting] = {}
    for question in sorted(questions, key=lambda question: question.at):
        first.setdefault(question.conversation.id, question.conversation)
    ordered = sorted(first.values(), key=lambda waiting: (waiting.waiting_since, waiting.id))
    return [Arrival(waiting, handling_seconds.get(waiting.id, otherwise)) for waiting in ordered]


def recorded_crew(questions: Iterable[Question]) -> tuple[Candidate, ...]:
    """Everybody who was ever a candidate, as last seen, online and with empty hands."""
    last: dict[UUID, Candidate] = {}
    for question in sorted(questions, key=lambda question: question.at):
        last.update({candidate.id: candidate for candidate in question.candidates})
    return tuple(
        replace(
            person,
            status=AttendantStatus.ONLINE,
            lease_expires_at=None,
            load=0,
            total_load=0,
            last_assigned_at=None,
        )
        for person in last.values()
        if person.is_active_member
    )


def _arrival(
    number: int, seconds: float, demand: Demand, people: tuple[Candidate, ...], random: Random
) -> Arrival:
    topic = random.choice(TOPICS) if random.random() < demand.topic_share else None
    last = random.choice(people).id if random.random() < demand.returning_share else None
    handling = random.expovariate(1 / demand.handling_seconds)
    patience = random.expovariate(1 / demand.patience_seconds) if demand.patience_seconds else None
    conversation = Waiting(
        id=UUID(int=number),
        waiting_since=START + timedelta(seconds=seconds),
        channel="whatsapp",
        topic=topic,
        preferred_attendant=last,
    )
    return Arrival(conversation, handling, patience)
