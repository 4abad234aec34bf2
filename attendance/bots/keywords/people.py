"""People and queues as scripts name them: by id, name, alias, e-mail, or as the object of a keyword."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from attendance.attendants import queries as attendants
from attendance.attendants.schemas import Attendant, AttendantStatus
from attendance.basic.host import KeywordError, Value
from attendance.bots.config import PRIORITIES
from attendance.bots.scripts.scene import Scene
from attendance.kernel.text import fold
from attendance.queues import snapshots
from attendance.queues.snapshots import QueueFacts

PRIORITY_WORDS: Final = PRIORITIES | {"baixa": 0, "media": 1, "alta": 2, "urgente": 3}
_STATUS_WORDS: Final = {status.value: status for status in AttendantStatus} | {
    "ocupado": AttendantStatus.BUSY,
    "ausente": AttendantStatus.AWAY,
    "disponivel": AttendantStatus.ONLINE,
}
_PERSON_KEYS: Final = ("user_id", "attendant_id", "id", "email", "name")


def priority(said: Value, function: str) -> int:
    """0 low to 3 urgent. Raises: KeywordError E311."""
    word = fold(str(said).strip()) if isinstance(said, str | int) and not isinstance(said, bool) else ""
    if word.isdecimal() and int(word) <= 3:
        return int(word)
    if word not in PRIORITY_WORDS:
        raise KeywordError("E311", function=function)
    return PRIORITY_WORDS[word]


def status(said: Value, function: str) -> AttendantStatus:
    """Raises: KeywordError E311."""
    found = _STATUS_WORDS.get(fold(said.strip())) if isinstance(said, str) else None
    if found is None:
        raise KeywordError("E311", function=function)
    return found


async def attendant(scene: Scene, said: Value) -> Attendant:
    """Raises: KeywordError E332."""
    found = named(await attendants.everybody(scene.tx), _word(said))
    if found is None:
        raise KeywordError("E332", v=scene.text(said)[:60])
    return found


def named(people: Iterable[Attendant], word: str) -> Attendant | None:
    """By users.id or external id, then e-mail, name, and alias, whatever the case and accents."""
    wanted, known = fold(word.strip()), list(people)
    if not wanted:
        return None
    for names in (_ids, _email, _name, _aliases):
        for one in known:
            if wanted in names(one):
                return one
    return None


def _ids(one: Attendant) -> tuple[str, ...]:
    return fold(one.id), str(one.user_id)


def _email(one: Attendant) -> tuple[str, ...]:
    return (fold(one.email),)


def _name(one: Attendant) -> tuple[str, ...]:
    return (fold(one.name),)


def _aliases(one: Attendant) -> tuple[str, ...]:
    return tuple(map(fold, one.aliases))


def _word(said: Value) -> str:
    if isinstance(said, dict):
        known: dict[str, Any] = {str(key).casefold(): value for key, value in said.items()}
        said = next((known[key] for key in _PERSON_KEYS if known.get(key)), "")
    return str(said) if isinstance(said, str | int) else ""


async def id_of(scene: Scene, user_id: UUID | None) -> str | None:
    """How scripts name this user: the attendant's own id (`att-001`), else the user's."""
    if user_id is None:
        return None
    known = await attendants.by_user_ids(scene.tx, [user_id])
    return known[user_id].id if user_id in known else str(user_id)


async def queue(scene: Scene, word: str) -> QueueFacts | None:
    """An active queue by id, name or slug, whatever the case and accents."""
    return queue_named([one for one in await snapshots.queues(scene.tx) if one.is_active], word)


def queue_named(queues: Sequence[QueueFacts], word: str) -> QueueFacts | None:
    """The one that this word means."""
    wanted = fold(word.strip())
    for one in queues:
        if wanted and wanted in (fold(one.name), fold(one.name).replace(" ", "-"), str(one.id)):
            return one
    return None
