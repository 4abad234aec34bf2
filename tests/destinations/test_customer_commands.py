"""Commands of customers, where messengers have commands and the bot's settings leave them on."""

from dataclasses import replace

import pytest

from attendance.bots.config import BotConfig
from attendance.router.customer_commands import asked_by
from attendance.router.decide import NotYet, Situation, ToAttendant, ToBot, ToQueue, decide

ON = BotConfig()
OFF = replace(ON, attendance_whatsapp_commands=False, attendance_telegram_commands=False)


@pytest.mark.parametrize(
    ("text", "channel", "config", "means"),
    [
        ("/start", "telegram", ON, "start"),
        (" /START@loja_bot ", "telegram", ON, "start"),
        ("/start campanha-42", "telegram", ON, "start"),
        ("/agent", "whatsapp", ON, "agent"),
        ("／atendente", "whatsapp", ON, "agent"),
        ("/começar", "whatsapp", ON, "start"),
        ("/call", "whatsapp", ON, "call"),
        ("/voice on", "telegram", ON, "voice"),
        ("/voz", "telegram", OFF, None),
        ("/agent", "sms", ON, None),
        ("/agent", "whatsapp", OFF, None),
        ("/start", "telegram", OFF, None),
        ("/queue", "telegram", ON, None),
        ("//agent", "whatsapp", ON, None),
        ("agent", "whatsapp", ON, None),
    ],
)
def test_what_a_customer_asks(text: str, channel: str, config: BotConfig, means: str | None) -> None:
    assert asked_by(text, channel, config) == means


def situation(text: str, **facts: object) -> Situation:
    known = {"opened": "open", "owner": "bot", "owner_epoch": 3, "last_attendant_id": None}
    return Situation(text=text, reopens_to="bot", channel="telegram", **{**known, **facts})  # type: ignore[arg-type]  # facts by name


def test_asking_for_a_person_brings_it_to_a_queue_and_starting_begins_anew() -> None:
    assert decide(situation("/agent"), ON) == ToQueue("keyword")
    assert decide(situation("/start"), ON) == ToBot(3, greets=False, is_anew=True)
    assert decide(situation("/start", opened="created"), ON) == ToBot(3, greets=True)
    assert decide(situation("/voice on"), ON) == NotYet(3)
    assert decide(situation("/call", owner="human"), ON) == ToAttendant()
    assert decide(situation("/agent"), OFF) == ToBot(3, greets=False)
    assert decide(situation("/agent"), replace(ON, attendance_enabled=False)) == ToBot(3, greets=False)
