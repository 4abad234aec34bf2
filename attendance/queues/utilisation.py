"""How busy attendants were, from what happened to them: time with a conversation over time online. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that changed at `at` for somebody: came online, left it, got or lost a conversation."""

    at: datetime
    user_id: UUID
    what: Literal["online", "absent", "got", "lost"]
    conversation_id: UUID | None = None


@dataclass(slots=True)
class _Person:
    is_online: bool = False
    holds: set[UUID] = field(default_factory=set)
    online: timedelta = _NOTHING
    busy: timedelta = _NOTHING
    seen_at: datetime | None = None


def utilisation(facts: Iterable[Fact], *, since: datetime, until: datetime) -> float | None:
    """Share (0-1) of the online time in the period during which at least one conversation was held.

    Facts in order of time; those before `since` tell how the period began. None when nobody was online."""
    people: dict[UUID, _Person] = {}
    for fact in facts:
        person = people.setdefault(fact.user_id, _Person())
        _pass_time(person, fact.at, since, until)
        _apply(person, fact)
    for person in people.values():
        _pass_time(person, until, since, until)
    online = sum((person.online for person in people.values()), _NOTHING)
    busy = sum((person.busy for person in people.values()), _NOTHING)
    return busy / online if online else None


def _pass_time(person: _Person, now: datetime, since: datetime, until: datetime) -> None:
    started, ended = max(person.seen_at or now, since), min(now, until)
    if person.is_online and ended > started:
        person.online += ended - started
        if person.holds:
            person.busy += ended - started
    person.seen_at = now


def _apply(person: _Person, fact: Fact) -> None:
    match fact.what:
        case "online":
            person.is_online = True
        case "absent":
            person.is_online = False
        case "got" if fact.conversation_id is not None:
            person.holds.add(fact.conversation_id)
        case "lost" if fact.conversation_id is not None:
            person.holds.discard(fact.conversation_id)
        case _:
            pass
