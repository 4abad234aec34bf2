"""REST of where attendants work besides the console."""

from collections.abc import Mapping
from typing import Annotated, Protocol, cast
from uuid import UUID

from fastapi import Depends, Request

from attendance.channels.base import Channel
from attendance.destinations import actions, linking, queries, schemas
from attendance.destinations.actions import AddressTaken
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented

router = api_router("destinations", "/api/attendance/addresses")

Reader = Annotated[Who, Allowed("attendants.read")]
Worker = Annotated[Who, Allowed("attendants.status")]
Manager = Annotated[Who, Allowed("attendants.manage")]


class _Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def _channels(request: Request) -> Mapping[str, Channel]:
    return cast(_Services, request.app.state.services).channels


Channels = Annotated[Mapping[str, Channel], Depends(_channels)]


@router.get("")
async def list_addresses(who: Reader, tx: InTransaction, channels: Channels) -> schemas.Workplaces:
    """Where one works; for who manages attendants, where everybody does."""
    able = {name: channel.capabilities for name, channel in channels.items()}
    return schemas.Workplaces(
        addresses=await queries.work_addresses(tx, who),
        inboxes=await queries.work_inboxes(tx, able),
    )


@router.post("", status_code=201, responses=documented(InvalidInput, AddressTaken))
async def add_address(
    who: Manager, tx: InTransaction, channels: Channels, new: schemas.NewWorkAddress
) -> schemas.WorkAddress:
    """A person's account in a channel, or a place of a team, without proof: the administrator vouches for it."""
    channel = await actions.channel_of(tx, new.inbox_id)
    address_id = await actions.add(tx, new, channel, channels[channel].capabilities)
    return await queries.work_address(tx, who, address_id)


@router.post("/code", status_code=201)
async def make_code(who: Worker, tx: InTransaction) -> schemas.LinkCode:
    """A code for oneself, for a quarter of an hour, in place of an earlier one."""
    code, expires_at = await linking.new_code(tx, who.user_id)
    return schemas.LinkCode(code=code, expires_at=expires_at)


@router.patch("/{address_id}", responses=documented(NotFound))
async def change_address(
    who: Worker, tx: InTransaction, address_id: UUID, patch: schemas.WorkAddressPatch
) -> schemas.WorkAddress:
    """Receive conversations there, or not."""
    await actions.change(tx, who, address_id, patch)
    return await queries.work_address(tx, who, address_id)


@router.delete("/{address_id}", status_code=204, responses=documented(NotFound))
async def remove_address(who: Worker, tx: InTransaction, address_id: UUID) -> None:
    """Whoever writes from there is a customer from then on."""
    await actions.remove(tx, who, address_id)
