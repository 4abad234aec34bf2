"""Who works in the demo's shop."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantPatch
from attendance.identity import actions as identity
from attendance.identity.schemas import NewUser, Role
from attendance.kernel.database import Tx


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the demo, with what they are good at."""

    name: str
    email: str
    role: Role
    preferences: str = ""
    department: str = ""
    skills: tuple[tuple[str, int], ...] = ()


PEOPLE: Final = (
    Person("Ana Ribeiro", "ana@loja.example", Role.OWNER),
    Person("Carlos Menezes", "carlos@loja.example", Role.SUPERVISOR),
    Person("Maria Santos", "maria@loja.example", Role.ATTENDANT, "sales", "vendas", (("espanhol", 4),)),
    Person("João Silva", "joao@loja.example", Role.ATTENDANT, "support", "suporte", (("trocas", 5),)),
    Person(
        "Beatriz Costa",
        "beatriz@loja.example",
        Role.ATTENDANT,
        "technical",
        "suporte",
        (("notas fiscais", 3),),
    ),
)


async def hire(tx: Tx, person: Person) -> UUID:
    user = await identity.create_user(tx, NewUser(email=person.email, name=person.name, role=person.role))
    if person.role is not Role.OWNER:
        await attendants.ensure_profile(tx, user.id)
        patch = AttendantPatch(
            channel="all",
            preferences=person.preferences,
            department=person.department,
            skills=dict(person.skills),
        )
        await attendants.change_profile(tx, user.id, patch)
    return user.id
