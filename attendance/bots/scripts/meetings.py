"""The port behind CREATE MEETING: whoever makes rooms for video calls. Without one the keyword says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """`kind`: livekit, support or teams. `participants` are e-mails, phones or ids."""

    kind: str
    title: str
    participants: tuple[str, ...] = ()
    start_at: datetime | None = None
    expires_in: timedelta = timedelta(hours=1)
    max_participants: int | None = None
    recording: bool = False
    transcription: bool = False
    screen_share: bool = True


@dataclass(frozen=True, slots=True)
class Meeting:
    """`join_url` is the guest's, with a token; `host_url` the attendant's."""

    id: str
    room_id: str
    join_url: str
    host_url: str
    expires_at: datetime


class Meetings(Protocol):
    async def create(self, wanted: NewMeeting) -> Meeting:
        """A room. Raises: VendorFailure."""
        ...
