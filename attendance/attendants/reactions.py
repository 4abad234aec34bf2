"""What attendants do when others' events happen."""

from uuid import UUID

from attendance.attendants import actions
from attendance.attendants.schemas import AttendantStatus
from attendance.identity.schemas import Role
from attendance.kernel.database import Tx
from attendance.kernel.reactions import Happened


async def welcome_user(tx: Tx, happened: Happened) -> None:
    """user.created: a new attendant gets a profile, so that queues can be given to them."""
    if happened.payload["role"] == Role.ATTENDANT:
        await actions.ensure_profile(tx, UUID(happened.payload["user_id"]))


async def send_home(tx: Tx, happened: Happened) -> None:
    """user.deactivated: who may not sign in is not here."""
    await actions.set_status(tx, UUID(happened.payload["user_id"]), AttendantStatus.OFFLINE)
