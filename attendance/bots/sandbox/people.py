"""The people of a tried conversation: who is there, and what becomes of a hand-over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias
from uuid import UUID

from attendance.attendants import csv_format
from attendance.kernel.text import fold
from attendance.queues.standing import Standing

Status: TypeAlias = Literal["assigned", "queued", "outside_hours", "no_attendants", "disabled"]
_DEFAULT_QUEUE: Final = "Atendimento"
_MINUTES_EACH: Final = 180
ONLINE: Final = "online"


@dataclass(slots=True)
class Person:
    """An attendant. Empty `department` takes everything."""

    name: str
    id: UUID
    status: str = ONLINE
    department: str = ""
    aliases: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    email: str = ""
    active: int = 0

    def is_called(self, word: str) -> bool:
        return fold(word) in {fold(self.name), fold(self.email), str(self.id), *map(fold, self.aliases)}

    def works_on(self, word: str) -> bool:
        return fold(word) in {fold(self.department), *map(fold, self.skills)}


@dataclass(slots=True)
class House:
    """`people` None: nobody says who is there, and whoever is handed over waits in a line. `waiting` stand in it."""

    people: list[Person] | None = None
    is_open: bool = True
    waiting: int = 0

    def receive(self, wanted: str | None, queue_id: UUID) -> Standing:
        """Where a conversation stands that asks for this queue, department, person or skill."""
        name = wanted or _DEFAULT_QUEUE
        if not self.is_open:
            return Standing(queue_id, name, None, None, is_closed=True)
        if self.people is None:
            return self._in_line(queue_id, name)
        online = [person for person in self.people if person.status == ONLINE]
        if not online:
            return Standing(queue_id, name, None, None)
        fitting = [p for p in online if wanted and (p.is_called(wanted) or p.works_on(wanted))]
        free = min(fitting or online, key=lambda person: person.active)
        if self.waiting:
            return self._in_line(queue_id, name)
        free.active += 1
        return Standing(queue_id, name, free.id, free.name, is_attended=True)

    def _in_line(self, queue_id: UUID, name: str) -> Standing:
        return Standing(
            queue_id, name, None, None, position=self.waiting + 1, is_attended=True,
            estimated_wait_seconds=(self.waiting + 1) * _MINUTES_EACH if self.waiting else None,
        )  # fmt: skip

    def knows(self, wanted: str) -> bool:
        people = self.people
        return people is None or any(one.is_called(wanted) or one.works_on(wanted) for one in people)

    def find(self, wanted: str) -> Person | None:
        return next((one for one in self.people or () if one.is_called(wanted)), None)


def status_of(standing: Standing) -> Status:
    """The word that a script reads."""
    if standing.assigned_to is not None:
        return "assigned"
    if standing.is_closed:
        return "outside_hours"
    return "queued" if standing.is_attended else "no_attendants"


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-over that happened, for expectations."""

    target: str | None
    priority: int | None
    reason: str | None
    status: str
    facts: Mapping[str, object] = field(default_factory=dict)


def told(people: Sequence[Person]) -> list[dict[str, object]]:
    """As GET ATTENDANTS lists them."""
    return [
        {
            "id": str(one.id), "name": one.name, "email": one.email, "channel": "all", "department": one.department,
            "skills": list(one.skills), "status": one.status, "active_conversations": one.active,
            "max_conversations": 5,
        }
        for one in people
    ]  # fmt: skip


def read_people(attendant_csv: str, new_id: Callable[[], UUID]) -> list[Person] | None:
    """Those of attendant.csv, all of them online; None when it names nobody."""
    rows = csv_format.parse(attendant_csv).rows if attendant_csv else ()
    people = [
        Person(
            row.name, new_id(), department=row.department or "", aliases=(row.id, *row.aliases),
            skills=row.preferences, email=row.email or "",
        )
        for row in rows
    ]  # fmt: skip
    return people or None
