"""Remembers for a few seconds who holds which cookie or token, so that most requests authenticate without a query."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from weakref import WeakKeyDictionary

from attendance.identity.actions import SIGN_INS_CHANGED
from attendance.identity.queries import Bearer, bearer_of_login, bearer_of_token
from attendance.kernel import clock
from attendance.kernel.crypto import token_hash
from attendance.kernel.database import Database

_REMEMBERED_FOR: Final = timedelta(seconds=5)
_MAX_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Credential:
    """What was shown: the cookie of a login, or an API token."""

    kind: Literal["login", "token"]
    secret: str


class Bearers:
    """The memory of one process. A change of rights empties it: here at once, elsewhere through the bus."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, tuple[Bearer, datetime]] = OrderedDict()
        self._generation = 0

    async def find(self, database: Database, credential: Credential) -> Bearer | None:
        key = token_hash(credential.secret) + credential.kind.encode()
        known = self._known.get(key)
        if known and clock.now() - known[1] < _REMEMBERED_FOR:
            return known[0]
        generation = self._generation
        find = bearer_of_login if credential.kind == "login" else bearer_of_token
        bearer = await find(database, credential.secret)
        if bearer and generation == self._generation:  # else it was read before the change
            self._remember(key, bearer)
        return bearer

    def forget(self) -> None:
        self._known.clear()
        self._generation += 1

    def _remember(self, key: bytes, bearer: Bearer) -> None:
        self._known[key] = (bearer, clock.now())
        self._known.move_to_end(key)
        if len(self._known) > _MAX_REMEMBERED:
            self._known.popitem(last=False)


_of_database: WeakKeyDictionary[Database, Bearers] = WeakKeyDictionary()


def bearers_of(database: Database) -> Bearers:
    """The one memory that goes with a database."""
    bearers = _of_database.get(database)
    if bearers is None:
        bearers = _of_database[database] = Bearers()
        database.bus.listen(SIGN_INS_CHANGED, lambda _: bearers.forget())
    return bearers
