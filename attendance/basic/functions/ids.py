"""Ids and codes that nobody can guess, as long as nobody knows the host's seed; the same again in a repeated turn."""

from typing import Final
from uuid import UUID

from attendance.basic.errors import BasicError
from attendance.basic.functions.function import Group
from attendance.basic.host import Host

GROUP: Final = Group()

_MOST_DIGITS = 1_000


@GROUP.add("GUID UUID", 0)
def new_id(host: Host) -> str:
    return str(UUID(bytes=host.random.randbytes(16), version=4))


def random_digits(host: Host, count: int) -> str:
    """GENERATE CODE n. Raises: E311 unless 1 to 1,000 digits are wanted."""
    if not 1 <= count <= _MOST_DIGITS:
        raise BasicError("E311", function="GENERATE CODE", argument=str(count))
    return "".join(host.random.choices("0123456789", k=count))
