"""CREATE MEETING: what scripts may ask for, and what they get."""

import pytest

from tests.bots.stage import open_stage
from tests.bots.test_flows import Rooms
from tests.factories.world import World


async def test_the_room_stays_known_in_later_turns(world: World) -> None:
    stage = await open_stage(
        world,
        'CREATE MEETING "Revisão", NOW(), 30, ["ana@x.example"]\nTALK meeting_url\nHEAR x\n'
        'TALK meeting.join_url + " " + meeting_link',
    )
    stage.services.meetings = rooms = Rooms()

    assert await stage.says("oi") == ["https://video.example/1?guest"]
    assert await stage.says("e agora?") == ["https://video.example/1?guest https://video.example/1?guest"]
    [asked] = rooms.asked
    assert (asked.title, asked.participants, asked.expires_in.total_seconds()) == (
        "Revisão", ("ana@x.example",), 1800,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ('{type: "teams", recording: TRUE}', "true"),
        ('{type: "zoom"}', "E311"),
        ("{expires_in: 0}", "E311"),
        ('{start_at: "amanhã"}', "E311"),
        ("{max_participants: 1.5}", "E311"),
    ],
)
async def test_what_may_be_asked_for(world: World, options: str, told: str) -> None:
    script = f"TRY\nr = CREATE MEETING({options})\nTALK r.success\nCATCH e\nTALK e.code\nEND TRY"
    stage = await open_stage(world, script)
    stage.services.meetings = Rooms()

    assert await stage.says("oi") == [told]
