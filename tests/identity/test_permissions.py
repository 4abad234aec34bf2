"""Roles, scopes and visibility, as a table."""

import pytest

from attendance.identity.permissions import PERMISSIONS, Permission, permissions_of, visibility_of
from attendance.identity.schemas import Role, Scope, Visibility

ADMINISTRATORS = {Role.OWNER, Role.ADMIN}
LEADERS = ADMINISTRATORS | {Role.SUPERVISOR}
WORKERS = LEADERS | {Role.ATTENDANT}
EVERYBODY = set(Role)

MAY: dict[Permission, set[Role]] = {
    "conversations.read": EVERYBODY,
    "conversations.reply": WORKERS,
    "conversations.transfer": WORKERS,
    "conversations.assign": LEADERS,
    "conversations.resolve": WORKERS,
    "contacts.read": EVERYBODY,
    "contacts.write": WORKERS,
    "contacts.delete": LEADERS,
    "contacts.manage": LEADERS,
    "queues.read": EVERYBODY,
    "queues.manage": LEADERS,
    "attendants.read": EVERYBODY,
    "attendants.status": WORKERS,
    "attendants.manage": LEADERS,
    "inboxes.read": EVERYBODY,
    "inboxes.manage": ADMINISTRATORS,
    "bots.read": EVERYBODY,
    "bots.manage": ADMINISTRATORS,
    "executions.read": LEADERS | {Role.AUDITOR},
    "company.read": EVERYBODY,
    "company.manage": ADMINISTRATORS,
    "users.read": LEADERS | {Role.AUDITOR},
    "users.manage": ADMINISTRATORS,
    "insights.read": LEADERS | {Role.AUDITOR},
    "decisions.read": LEADERS | {Role.AUDITOR},
    "reports.read": LEADERS | {Role.AUDITOR},
    "reports.write": LEADERS,
    "reports.manage": LEADERS,
    "account.manage": EVERYBODY,
    "deals.read": EVERYBODY,
    "deals.write": WORKERS,
    "deals.delete": LEADERS,
    "deals.manage": LEADERS,
    "leads.read": EVERYBODY,
    "leads.write": WORKERS,
    "leads.delete": LEADERS,
    "activities.read": EVERYBODY,
    "activities.write": WORKERS,
    "failures.read": LEADERS | {Role.AUDITOR},
    "tickets.read": EVERYBODY,
    "tickets.write": WORKERS,
    "tickets.assign": LEADERS,
    "tickets.delete": LEADERS,
    "tickets.manage": LEADERS,
}


def test_every_permission_is_in_the_table() -> None:
    assert set(MAY) == PERMISSIONS


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", list(Role))
def test_what_each_role_may(role: Role, permission: Permission) -> None:
    assert (permission in permissions_of(role)) is (role in MAY[permission])


def test_an_auditor_reads_everything_and_writes_nothing_but_his_own_account() -> None:
    may = permissions_of(Role.AUDITOR)

    assert {p for p in PERMISSIONS if p.endswith(".read")} <= may
    assert {p for p in may if not p.endswith(".read")} == {"account.manage"}


@pytest.mark.parametrize(
    ("scopes", "may", "may_not"),
    [
        (["read"], "conversations.read", "conversations.reply"),
        (["write"], "conversations.reply", "conversations.read"),
        (["read", "write"], "conversations.reply", "queues.manage"),
        (["admin"], "queues.manage", "conversations.read"),
        ([], None, "conversations.read"),
    ],
)
def test_scopes_narrow_what_the_role_permits(
    scopes: list[Scope], may: Permission | None, may_not: Permission
) -> None:
    permitted = permissions_of(Role.OWNER, scopes)

    assert may is None or may in permitted
    assert may_not not in permitted


def test_scopes_never_widen_a_role_nor_reach_the_account() -> None:
    every: list[Scope] = ["read", "write", "admin"]

    for role in Role:
        assert permissions_of(role, every) == permissions_of(role) - {"account.manage"}


@pytest.mark.parametrize("role", list(Role))
def test_attendants_see_their_queues_and_the_others_all_unless_said_otherwise(role: Role) -> None:
    assert visibility_of(role) is (Visibility.QUEUES if role is Role.ATTENDANT else Visibility.ALL)
    assert visibility_of(role, Visibility.MINE) is Visibility.MINE
