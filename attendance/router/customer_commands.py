"""What customers may write as a command where messengers have commands: `/start` begins anew, `/agent` asks for a
person. Pure; `/call` and `/voice` are words for the bot like any others, until somebody can be called."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from attendance.bots.config import BotConfig
from attendance.kernel.text import fold

Asked = Literal["start", "agent"]

_COMMAND: Final = re.compile(r"\s*[/\uff0f](\w+)(?:@\w+)?(?:\s.*)?", re.DOTALL)
_MEANS: Final[Mapping[str, Asked]] = {
    "start": "start",
    "iniciar": "start",
    "comecar": "start",
    "agent": "agent",
    "atendente": "agent",
    "agente": "agent",
}


def asked_by(text: str, channel: str, config: BotConfig) -> Asked | None:
    """None for words, and where the bot's settings switch commands off."""
    switched_on = {
        "whatsapp": config.attendance_whatsapp_commands,
        "telegram": config.attendance_telegram_commands,
    }
    found = _COMMAND.fullmatch(text) if switched_on.get(channel) else None
    return _MEANS.get(fold(found[1])) if found else None
