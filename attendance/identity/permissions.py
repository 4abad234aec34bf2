"""Who may do what: permissions by role, what each role sees by default, and how an API token's scopes narrow both.

Permissions are named `things.verb`. A `….read` permission never changes anything, a `….manage` one changes how others
work.
"""

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, get_args

from attendance.identity.schemas import Role, Scope, Visibility

Permission: TypeAlias = Literal[
    "conversations.read",
    "conversations.reply",  # write messages and notes, take, snooze, tag, prioritise
    "conversations.transfer",  # pass one's own conversation on
    "conversations.assign",  # give any conversation to anybody
    "conversations.resolve",
    "contacts.read",
    "contacts.write",  # make, change, block, merge
    "contacts.delete",  # forget a person for good
    "contacts.manage",  # fields, imports, exports, companies that go
    "tickets.read",
    "tickets.write",  # open, change, comment, merge, take, pass one's own on
    "tickets.assign",  # give any ticket to anybody
    "tickets.delete",
    "tickets.manage",  # fields, rules, everybody's shared lists
    "deals.read",
    "deals.write",  # make, change, move
    "deals.delete",
    "deals.manage",  # the stages of the pipeline
    "leads.read",
    "leads.write",  # make, change, turn into customers
    "leads.delete",
    "activities.read",
    "activities.write",  # make, change, finish, delete
    "queues.read",
    "queues.manage",
    "attendants.read",
    "attendants.status",  # one's own
    "attendants.manage",  # everybody's status and profile
    "inboxes.read",
    "inboxes.manage",
    "failures.read",  # what did not arrive or was not understood, with the words of customers
    "bots.read",
    "bots.manage",
    "executions.read",  # what scripts did, with the words of customers
    "users.read",
    "users.manage",
    "insights.read",
    "reports.read",  # run any, open one's own and shared ones
    "reports.write",  # save, share, send by mail
    "reports.manage",  # everybody's shared ones
    "decisions.read",
    "company.read",
    "company.manage",
    "account.manage",  # one's own name, browsers and tokens
]

PERMISSIONS: Final[frozenset[Permission]] = frozenset(get_args(Permission))

_READ: Final = frozenset(p for p in PERMISSIONS if p.endswith(".read"))
_MANAGE: Final = frozenset(p for p in PERMISSIONS if p.endswith(".manage"))

_ATTENDANT: Final[frozenset[Permission]] = frozenset(
    {
        "conversations.read",
        "conversations.reply",
        "conversations.transfer",
        "conversations.resolve",
        "contacts.read",
        "contacts.write",
        "tickets.read",
        "tickets.write",
        "deals.read",
        "deals.write",
        "leads.read",
        "leads.write",
        "activities.read",
        "activities.write",
        "queues.read",
        "attendants.read",
        "attendants.status",
        "inboxes.read",
        "bots.read",
        "company.read",
        "account.manage",
    }
)
_SUPERVISOR: Final[frozenset[Permission]] = _ATTENDANT | {
    "conversations.assign",
    "contacts.delete",
    "contacts.manage",
    "tickets.assign",
    "tickets.delete",
    "tickets.manage",
    "deals.delete",
    "deals.manage",
    "leads.delete",
    "queues.manage",
    "attendants.manage",
    "users.read",
    "insights.read",
    "reports.read",
    "reports.write",
    "reports.manage",
    "decisions.read",
    "executions.read",
    "failures.read",
}

_BY_ROLE: Final[dict[Role, frozenset[Permission]]] = {
    Role.OWNER: PERMISSIONS,
    Role.ADMIN: PERMISSIONS,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ATTENDANT: _ATTENDANT,
    Role.AUDITOR: _READ | {"account.manage"},
}

# A token can't make tokens or read out browsers: `account.manage` is in no scope.
_BY_SCOPE: Final[dict[Scope, frozenset[Permission]]] = {
    "read": _READ,
    "write": PERMISSIONS - _READ - _MANAGE,
    "admin": _MANAGE - {"account.manage"},
}


def permissions_of(role: Role, scopes: Iterable[Scope] | None = None) -> frozenset[Permission]:
    """What the role permits; for an API token only what its scopes permit too. None means a person, unnarrowed."""
    granted = _BY_ROLE[role]
    if scopes is None:
        return granted
    within: frozenset[Permission] = frozenset().union(*(_BY_SCOPE[scope] for scope in scopes))
    return granted & within


def visibility_of(role: Role, override: Visibility | None = None) -> Visibility:
    """Which conversations somebody sees: the user's own setting, else the role's default."""
    if override is not None:
        return override
    return Visibility.QUEUES if role is Role.ATTENDANT else Visibility.ALL
