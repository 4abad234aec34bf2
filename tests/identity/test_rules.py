"""Who may give which role, how locks grow, what users are called."""

from datetime import UTC, datetime, timedelta

import pytest

from attendance.identity import rules
from attendance.identity.schemas import Role
from attendance.kernel.errors import InvalidInput

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, None), (9, None), (10, 1), (11, 2), (12, 4), (15, 32), (16, 60), (500, 60)]
)
def test_locks_double_up_to_an_hour(failures: int, minutes: int | None) -> None:
    expected = NOW + timedelta(minutes=minutes) if minutes else None

    assert rules.locked_until(failures, now=NOW) == expected


@pytest.mark.parametrize(
    ("locked_until", "count"),
    [(None, 13), (NOW - timedelta(hours=23), 13), (NOW - timedelta(hours=25), 1)],
)
def test_a_lock_that_ended_a_day_ago_is_forgiven(locked_until: datetime | None, count: int) -> None:
    assert rules.failures_after(12, locked_until, now=NOW) == count


def test_only_an_owner_touches_owners() -> None:
    rules.check_may_manage(Role.OWNER, Role.ADMIN, Role.OWNER)
    rules.check_may_manage(Role.ADMIN, Role.ATTENDANT, Role.ADMIN)

    for roles in [(Role.OWNER,), (Role.ATTENDANT, Role.OWNER)]:
        with pytest.raises(rules.CantGrant):
            rules.check_may_manage(Role.ADMIN, *roles)


def test_the_last_owner_stays() -> None:
    rules.check_keeps_an_owner(2, was_owner=True, stays_owner=False)
    rules.check_keeps_an_owner(1, was_owner=True, stays_owner=True)
    rules.check_keeps_an_owner(1, was_owner=False, stays_owner=False)

    with pytest.raises(rules.LastOwner):
        rules.check_keeps_an_owner(1, was_owner=True, stays_owner=False)


@pytest.mark.parametrize(
    "written", ["ana@example.com", " ana@example.com ", "ana+x@sub.example.com.br", "a@localhost"]
)
def test_addresses(written: str) -> None:
    assert rules.clean_email(written) == written.strip()


@pytest.mark.parametrize("written", ["", "ana", "@example.com", "ana@", "a b@example.com", "a@b@c", "a@b..c"])
def test_not_addresses(written: str) -> None:
    with pytest.raises(InvalidInput):
        rules.clean_email(written)


@pytest.mark.parametrize(
    ("email", "taken", "name"),
    [
        ("Ana.Souza@example.com", [], "ana.souza"),
        ("ana@example.com", ["ana"], "ana2"),
        ("ana@example.com", ["ana", "ana2"], "ana3"),
        ("joão+loja@example.com", [], "joaoloja"),
        ("日本@example.com", [], "user"),
    ],
)
def test_usernames(email: str, taken: list[str], name: str) -> None:
    assert rules.username_for(email, taken) == name
