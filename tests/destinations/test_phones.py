"""Whoever's profile says that they work on WhatsApp is known there by their phone."""

from sqlalchemy import select

from attendance.attendants import actions as attendants
from attendance.attendants.models import AttendantAddress
from attendance.attendants.schemas import AttendantPatch
from attendance.destinations import linking
from attendance.simulator.accounts import INBOX_KEYS
from tests.destinations.desk import Desk


async def test_a_phone_is_known_in_real_inboxes_and_not_where_anybody_may_use_any_number(desk: Desk) -> None:
    user_id = await desk.world.user("Maria Santos")
    real, demo = await desk.world.inbox("whatsapp"), await desk.world.inbox("whatsapp")
    async with desk.world.tx() as tx:
        await tx.fetch("update inboxes set key = $2 where id = $1", demo, INBOX_KEYS["whatsapp"])
        await attendants.change_profile(
            tx, user_id, AttendantPatch(channel="whatsapp", phone="5511988887777")
        )

    async with desk.world.tx() as tx:
        await linking.keep_phones(tx)
        known = await tx.rows(select(AttendantAddress.inbox_id).where(AttendantAddress.user_id == user_id))

    assert [row.inbox_id for row in known] == [real]
