"""What some channels can do besides: protocols that code asks for with `isinstance`, never by a channel's name."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from attendance.channels.base import Acknowledgement, Attachment, Identity, InboxConfig, Opened, RawDelivery


@runtime_checkable
class Acknowledging(Protocol):
    """A channel whose vendor reads the answer to a delivery; the others say `ok`."""

    def acknowledge(self, body: bytes) -> Acknowledgement:
        """The answer to a delivery that `parse` takes."""


@runtime_checkable
class Preparing(Protocol):
    """A channel whose `verify` needs keys of the vendor, which are asked for first."""

    async def prepare(self, inbox: InboxConfig, delivery: RawDelivery) -> None:
        """Called before each `verify`; remembers what it fetched. Decides nothing: a bad delivery passes here.

        Raises Temporary when the keys can't be had now: the vendor delivers again.
        """


@runtime_checkable
class Fetching(Protocol):
    """A channel whose messages bring files."""

    def fetch(
        self, inbox: InboxConfig, attachment: Attachment, delivery: Callable[[], Awaitable[bytes]]
    ) -> Opened:
        """The file's content. `delivery` gives the raw body that brought it, for vendors that send files inside.

        Raises like `send`: Temporary (later again), Rejected (gone: never again), Misconfigured (credentials).
        """


@runtime_checkable
class Amending(Protocol):
    """A channel where we may change what was sent; which of these works is said by the capabilities.

    `external_id` is the message's; `recipient` the customer's. All raise like `send`.
    """

    async def react(self, inbox: InboxConfig, recipient: str, external_id: str, emoji: str | None) -> None:
        """Put our emoji on a message, in place of an earlier one; None takes it back."""

    async def edit(self, inbox: InboxConfig, recipient: str, external_id: str, text: str) -> None: ...

    async def delete(self, inbox: InboxConfig, recipient: str, external_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Polled:
    """Something that a mailbox held: `body` is stored like a webhook's, and `cursor` with it.

    Without a body only the cursor moves: the mailbox was looked at for the first time, or named anew by its server.
    """

    body: bytes | None
    cursor: str


@runtime_checkable
class Polling(Protocol):
    """A channel that has no webhooks: we ask it again and again."""

    poll_seconds: float
    """Pause between two rounds."""

    def poll(self, inbox: InboxConfig, cursor: str | None) -> AsyncIterator[Polled]:
        """What arrived since `cursor` (None: from now on), oldest first. Changes nothing at the vendor until the
        caller has committed an item and asks for the next. Raises like `send`."""


@dataclass(frozen=True, slots=True)
class VendorTemplate:
    """A template as the vendor keeps it. `components` are Meta's (HEADER, BODY, FOOTER, BUTTONS), whatever the vendor.

    `status`: approved, pending, in_appeal, rejected, paused, disabled, … (the vendor's word, in lower case).
    """

    external_id: str
    name: str
    language: str
    category: str
    status: str
    components: Sequence[Mapping[str, Any]]
    quality: str | None = None
    rejected_reason: str | None = None


@runtime_checkable
class Templating(Protocol):
    """A channel whose vendor approves texts before they are sent outside of the window."""

    async def templates(self, inbox: InboxConfig) -> Sequence[VendorTemplate]:
        """All that the account has. Raises like `send`."""


@runtime_checkable
class Profiling(Protocol):
    """A channel whose messages don't tell who wrote: the vendor is asked once."""

    async def profile(self, inbox: InboxConfig, external_id: str) -> Identity:
        """The person behind an id. Raises like `send`; Rejected where they don't want to be known."""


@runtime_checkable
class Inspecting(Protocol):
    """A channel whose vendor tells how the account is."""

    async def inspect(self, inbox: InboxConfig) -> Mapping[str, Any]:
        """Facts for the inbox's health (`channels.health`). Raises like `send`."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """Credentials that replace the ones in use."""

    credentials: Mapping[str, str]
    expires_at: datetime


@runtime_checkable
class Renewing(Protocol):
    """A channel whose token must be renewed before it expires."""

    async def renew(self, inbox: InboxConfig) -> Renewal | None:
        """New credentials; None where they don't expire. Raises like `send`."""
