"""Writes of addresses, as attendants and administrators make them."""

from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from attendance.attendants.models import AttendantAddress
from attendance.channels.base import Capabilities
from attendance.channels.models import Inbox
from attendance.destinations import schemas
from attendance.destinations.events import WorkAddressChanged
from attendance.identity.models import User
from attendance.identity.who import Who
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.phones import normalise
from attendance.queues.models import Queue


class AddressTaken(Conflict):
    code = "address_taken"
    message = "This account is somebody's address already. Remove it there first."


async def add(tx: Tx, new: schemas.NewWorkAddress, channel: str, able: Capabilities) -> UUID:
    """An address that an administrator vouches for. Raises InvalidInput, AddressTaken."""
    if not able.serves_attendants:
        raise InvalidInput("Attendants can't work in this channel.", fields={"inbox_id": "channel"})
    if new.user_id is None and not able.has_threads:
        raise InvalidInput("In this channel an address belongs to a person.", fields={"user_id": "missing"})
    await _check(tx, new)
    external_id = new.external_id.strip()
    if channel == "whatsapp":
        external_id = normalise(external_id) or external_id
    known = select(func.count()).where(
        AttendantAddress.inbox_id == new.inbox_id, AttendantAddress.external_id == external_id
    )
    if await tx.scalar(known):
        raise AddressTaken
    address_id, now = new_id(), clock.now()
    await tx.execute(
        insert(AttendantAddress).values(
            id=address_id, tenant_id=tx.tenant_id, inbox_id=new.inbox_id, user_id=new.user_id,
            queue_id=new.queue_id, external_id=external_id, label=new.label or external_id, source="admin",
            verified_at=now, created_at=now,
        )
    )  # fmt: skip
    tx.publish(WorkAddressChanged(address_id=address_id, user_id=new.user_id, change="added"))
    return address_id


async def _check(tx: Tx, new: schemas.NewWorkAddress) -> None:
    """Ids of this company: nothing in the schema says so."""
    user = select(User.id).where(User.id == new.user_id, User.tenant_id == tx.tenant_id)
    if new.user_id is not None and await tx.scalar(user) is None:
        raise InvalidInput("There is no such user.", fields={"user_id": "unknown"})
    if new.queue_id is not None and await tx.scalar(select(Queue.id).where(Queue.id == new.queue_id)) is None:
        raise InvalidInput("There is no such queue.", fields={"queue_id": "unknown"})


async def channel_of(tx: Tx, inbox_id: UUID) -> str:
    """Raises InvalidInput when there is no such inbox."""
    channel: str | None = await tx.scalar(select(Inbox.channel).where(Inbox.id == inbox_id))
    if channel is None:
        raise InvalidInput("There is no such inbox.", fields={"inbox_id": "unknown"})
    return channel


async def change(tx: Tx, who: Who, address_id: UUID, patch: schemas.WorkAddressPatch) -> None:
    """Use it, or don't. Others' addresses are for who manages attendants. Raises NotFound."""
    user_id = await _own(tx, who, address_id)
    await tx.execute(
        update(AttendantAddress).where(AttendantAddress.id == address_id).values(is_active=patch.is_active)
    )
    told = "used" if patch.is_active else "unused"
    tx.publish(WorkAddressChanged(address_id=address_id, user_id=user_id, change=told))


async def remove(tx: Tx, who: Who, address_id: UUID) -> None:
    """From now on whoever writes from there is a customer. Raises NotFound."""
    user_id = await _own(tx, who, address_id)
    await tx.execute(delete(AttendantAddress).where(AttendantAddress.id == address_id))
    tx.publish(WorkAddressChanged(address_id=address_id, user_id=user_id, change="removed"))


async def _own(tx: Tx, who: Who, address_id: UUID) -> UUID | None:
    row = await tx.first(
        select(AttendantAddress.user_id).where(AttendantAddress.id == address_id).with_for_update()
    )
    if row is None:
        raise NotFound("address")
    if row.user_id != who.user_id:
        who.require("attendants.manage")
    user_id: UUID | None = row.user_id
    return user_id
