"""Flows of the example bots that end with people, over real queues and conversations: 2 by itself, 5 by video."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from attendance.botfiles import templates
from attendance.bots.scripts.meetings import Meeting, NewMeeting
from attendance.kernel.errors import Temporary
from tests.bots.keywords.desk import Desk, open_desk
from tests.factories.world import World


@dataclass
class Rooms:
    """The port of meetings, played by the test."""

    is_down: bool = False
    asked: list[NewMeeting] = field(default_factory=list)

    async def create(self, wanted: NewMeeting) -> Meeting:
        self.asked.append(wanted)
        if self.is_down:
            raise Temporary("The rooms are full.", reason="full")
        link = f"https://video.example/{len(self.asked)}"
        return Meeting("m1", "r1", f"{link}?guest", f"{link}?host", datetime(2026, 12, 1, tzinfo=UTC))


async def desk_of(world: World, name: templates.Name) -> Desk:
    """The example bot with an attendant of its technical queue."""
    files = templates.load(name).files
    start, config = files["start.bas"].text or "", files["config.csv"].text or ""
    desk = await open_desk(world, start, config=config.partition("\n")[2])
    queue = await desk.queue("Técnico")
    await desk.person(queue, name="Beatriz Costa")
    return desk


async def test_flow_2_three_attempts_and_a_customer_who_had_enough(world: World) -> None:
    desk = await desk_of(world, "support")
    says = desk.stage.says

    await says("oi")
    attempts = [await says("Não consigo acessar minha conta"), await says("não"), await says("não")]
    asked = await says("não")
    handed = await says("péssimo, isso é um absurdo")

    assert [said[-1] for said in attempts] == ["Isso resolveu?"] * 3
    assert asked[0].startswith("Sinto muito")
    assert handed == ["Aguarde, transferir para atendente...\nBeatriz Costa vai atender você."]
    held = await desk.stage.conversation()
    assert (held["owner"], held["priority"]) == ("human", 2)
    assert held["transfer_note"] == "Tentativas=3, Sentimento=negativo"
    assert held["context_data"]["sentiment"]["overall"] == "negative"


async def test_flow_5_the_customer_asks_for_a_video_call(world: World) -> None:
    desk = await desk_of(world, "support")
    desk.stage.services.meetings = rooms = Rooms()

    said = await desk.stage.says("Quero fazer videochamada")

    assert said == [
        "Vou criar uma sala de videochamada para você.",
        "Clique no link para entrar: https://video.example/1?guest",
    ]
    assert [(one.kind, one.expires_in.total_seconds()) for one in rooms.asked] == [("support", 3600)]
    held = await desk.stage.conversation()
    assert held["context_data"]["meeting"]["host_url"] == "https://video.example/1?host"
    assert (held["owner"], held["transfer_note"]) == ("human", "Videochamada: https://video.example/1?host")


async def test_flow_5_without_a_room_a_person_answers(world: World) -> None:
    desk = await desk_of(world, "support")
    nobody = await desk.stage.says("Quero fazer videochamada")
    desk.stage.services.meetings = Rooms(is_down=True)
    down = await desk.stage.says("Quero fazer videochamada", who="5511977776666")

    assert nobody[:2] == down[:2] == [
        "Vou criar uma sala de videochamada para você.", "Não consegui abrir a sala agora.",
    ]  # fmt: skip
    assert (await desk.stage.conversation())["transfer_note"] == "Pediu videochamada"
