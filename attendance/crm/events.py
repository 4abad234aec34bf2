"""What happens to contacts."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCreated(Event):
    """Made by a person; those who write to us by themselves are told of by `conversation.opened`."""

    kind: ClassVar[str] = "contact.created"
    contact_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Event):
    kind: ClassVar[str] = "contact.changed"
    contact_id: UUID
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBlocked(Event):
    """What they write from now on is kept, but answered by nobody."""

    kind: ClassVar[str] = "contact.blocked"
    contact_id: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactUnblocked(Event):
    kind: ClassVar[str] = "contact.unblocked"
    contact_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactErased(Event):
    """Nothing of the person is known any more; their conversations stay."""

    kind: ClassVar[str] = "contact.erased"
    contact_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsMerged(Event):
    """All that belonged to `absorbed_id` belongs to `contact_id` now."""

    kind: ClassVar[str] = "contact.merged"
    contact_id: UUID
    absorbed_id: UUID
    merge_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsUnmerged(Event):
    """What the merge had moved is `restored_id`'s again."""

    kind: ClassVar[str] = "contact.unmerged"
    contact_id: UUID
    restored_id: UUID
    merge_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsImported(Event):
    """Rows of a file, as far as one step took them; `is_last`: there are no more."""

    kind: ClassVar[str] = "contacts.imported"
    import_id: UUID
    created: int
    updated: int
    failed: int
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsExported(Event):
    """Somebody took a file of contacts away."""

    kind: ClassVar[str] = "contacts.exported"
    filter: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSettingsChanged(Event):
    kind: ClassVar[str] = "contacts.settings_changed"
    what: Literal["fields", "segments", "companies"]
