"""What customers may write as a command where messengers have commands: `/start` begins anew, `/agent` asks for a
person, `/call` and `/voice on` for what nobody can do here yet. Pure."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from attendance.bots.config import BotConfig
from attendance.kernel.text import fold

Asked = Literal["start", "agent", "call", "voice"]

_COMMAND: Final = re.compile(r"\s*[/\uff0f](\w+)(?:@\w+)?(?:\s.*)?", re.DOTALL)
_MEANS: Final[Mapping[str, Asked]] = {
    "start": "start",
    "iniciar": "start",
    "comecar": "start",
    "agent": "agent",
    "atendente": "agent",
    "agente": "agent",
    "call": "call",
    "ligar": "call",
    "chamada": "call",
    "voice": "voice",
    "voz": "voice",
}
_NOT_YET: Final = {
    "pt": "Chamadas e respostas por voz ainda não estão disponíveis por aqui. Pode escrever, que respondemos.",
    "en": "Calls and answers by voice aren't available here yet. Do write, and we will answer.",
    "es": "Las llamadas y las respuestas por voz aún no están disponibles aquí. Escriba y le responderemos.",
}


def asked_by(text: str, channel: str, config: BotConfig) -> Asked | None:
    """None for words, and where the bot's settings switch commands off."""
    switched_on = {
        "whatsapp": config.attendance_whatsapp_commands,
        "telegram": config.attendance_telegram_commands,
    }
    found = _COMMAND.fullmatch(text) if switched_on.get(channel) else None
    return _MEANS.get(fold(found[1])) if found else None


def not_yet(locale: str) -> str:
    """The answer to what nobody can do here yet, in the company's language."""
    return _NOT_YET.get(locale.partition("-")[0], _NOT_YET["pt"])
