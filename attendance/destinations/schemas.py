"""Wire shapes of where attendants work besides the console."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from attendance.destinations.offered import Takes
from attendance.kernel.wire import Wire

AddressSource = Literal["phone", "code", "email", "admin"]


class WorkAddress(Wire):
    """An attendant's chat with one of our inboxes, or (`user_id` null) a place that a team shares, such as a channel
    in Slack: for the queue `queue_id`, or for all. `source`: why it is believed to be theirs."""

    id: UUID
    user_id: UUID | None
    user_name: str | None
    queue_id: UUID | None
    queue_name: str | None
    inbox_id: UUID
    inbox_name: str
    channel: str
    label: str
    source: AddressSource
    is_active: bool
    last_heard_at: datetime | None


class WorkInbox(Wire):
    """An inbox in which attendants can work. `has_places`: also in places that a team shares."""

    id: UUID
    name: str
    channel: str
    has_places: bool


class Workplaces(Wire):
    """The addresses that one may see, one's own first, and where more can be had."""

    addresses: list[WorkAddress]
    inboxes: list[WorkInbox]


class NewWorkAddress(Wire):
    """`external_id`: the person's id or phone in the channel, or the place's. Without `user_id` it is a place."""

    inbox_id: UUID
    external_id: str = Field(min_length=1, max_length=256)
    label: str | None = Field(None, max_length=100)
    user_id: UUID | None = None
    queue_id: UUID | None = None


class WorkAddressPatch(Wire):
    is_active: bool


class LinkCode(Wire):
    """Written to one of our inboxes (`/start code`, or the code alone) it says whose account that is, once."""

    code: str
    expires_at: datetime


class OfferedCommand(Wire):
    """A command that may be written after a slash: `/name example`. `takes` nothing, a conversation's number, the
    target of a transfer, or a status."""

    name: str
    example: str
    does: str
    takes: Takes


class GivenCommand(Wire):
    text: str = Field(min_length=1, max_length=4000)


class CommandAnswer(Wire):
    """What whoever gave the command is told, maybe nothing. `command` is null when there is no such command."""

    command: str | None
    text: str
