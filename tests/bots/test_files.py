"""Scripts hear the files of the customer's message, once they are here."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from attendance.bots.running import attachments
from attendance.channels.base import Attachment, MessageKind
from attendance.conversations import posting
from attendance.files import actions
from attendance.files.links import PREFIX, Links
from attendance.files.storing import Kept, note_loose
from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.jobs import Later
from attendance.kernel.storage import new_key
from attendance.router import files
from tests.bots.stage import Stage, open_stage
from tests.factories.world import VAULT, World, arriving, new_world

SCRIPT = """
TALK "Mande uma foto"
HEAR foto AS IMAGE
TALK foto.filename + " " + foto.mime_type + " " + foto.size
TALK foto.url
"""
PHOTO = Attachment(MessageKind.IMAGE, id="1", filename="defeito.jpg")


@pytest.fixture
async def world(fresh_database_url: str) -> AsyncIterator[World]:
    database = Database(fresh_database_url)
    yield await new_world(database)
    await database.close()


async def sends_a_photo(stage: Stage) -> int:
    """The photo is announced and still at the vendor; returns the message's place."""
    async with stage.world.tx() as tx:
        arrival = await arriving(tx, stage.inbox_id, "", who="5511988887777")
        arrival = replace(
            arrival, bot_id=stage.bot_id, message=replace(arrival.message, attachments=(PHOTO,))
        )
        posted = await posting.post_incoming(tx, [arrival])
        await files.announce(tx, [arrival], posted, {})
    assert posted[0].seq is not None
    return posted[0].seq


async def arrives(world: World) -> UUID:
    """The vendor's file is stored."""
    key = new_key(world.tenant_id)
    values = {
        "kind": "image", "mime_type": "image/jpeg", "size_bytes": 1234, "storage_key": key, "state": "stored",
        "filename": "defeito.jpg",
    }  # fmt: skip
    async with world.tx() as tx:
        [row] = await tx.fetch("select id from message_files")
        await note_loose(tx, [key])
        await actions.settle(tx, row["id"], Kept(values, (key,)))
    file_id: UUID = row["id"]
    return file_id


async def test_the_turn_waits_for_the_file_and_hears_it(world: World) -> None:
    stage = await open_stage(world, SCRIPT)
    await stage.says("oi")
    seq = await sends_a_photo(stage)

    with pytest.raises(Later):
        await stage.turn(seq)
    file_id = await arrives(world)
    await stage.turn(seq)

    *_, facts, url = await stage.said()
    assert facts == "defeito.jpg image/jpeg 1234"
    assert url.startswith(f"https://ours.test{PREFIX}")
    linked = Links(VAULT.signing_key, "").read(url.rpartition("/")[2])
    assert (linked.tenant_id, linked.file_id) == (world.tenant_id, file_id)


async def test_a_file_that_does_not_come_holds_nobody_up_for_long(world: World) -> None:
    stage = await open_stage(world, SCRIPT + '\nTALK "fim"')
    await stage.says("oi")

    with clock.frozen(clock.now()) as time:
        seq = await sends_a_photo(stage)
        time.advance(attachments.PATIENCE + timedelta(seconds=1))
        await stage.turn(seq)

    said = await stage.said()
    assert said[0] == "Mande uma foto"
    assert len(said) > 1, "the script complains, as about any answer that is no image"
