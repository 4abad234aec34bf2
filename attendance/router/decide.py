"""The decision at the heart, pure: does this message belong to the bot, to a queue, or to an attendant?"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from attendance.bots.config import BotConfig, asks_for_a_person
from attendance.router.customer_commands import asked_by

Reason = Literal["bypass", "keyword", "returned"]


@dataclass(frozen=True, slots=True)
class Situation:
    """A stored message and the conversation that it is in."""

    opened: Literal["duplicate", "open", "created", "reopened"]
    owner: Literal["bot", "human"]
    owner_epoch: int
    text: str
    last_attendant_id: UUID | None
    reopens_to: Literal["bot", "attendant"]
    """The inbox's setting: who gets a customer who comes back soon after the end."""
    is_automatic: bool = False
    """A machine wrote it."""
    channel: str = ""
    is_blocked: bool = False
    """Somebody of ours blocked the contact."""
    is_outsider: bool = False
    """Who wrote has no part in this thread, or may not be who they say."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """It was handled before."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A machine wrote to the bot, or somebody who is blocked or has no part in the thread: it is shown, and answered
    by nobody."""


@dataclass(frozen=True, slots=True)
class ToBot:
    """The bot's turn, under this epoch; `greets` at the start of a bot's stretch. `is_anew`: the customer wants to
    begin from the start, whatever was asked of them."""

    epoch: int
    greets: bool
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """The customer asks for what nobody can do here yet: they are told so, under this epoch."""

    epoch: int


@dataclass(frozen=True, slots=True)
class ToQueue:
    """People are wanted. `preferred` is asked first, when available."""

    reason: Reason
    preferred: UUID | None = None


@dataclass(frozen=True, slots=True)
class ToAttendant:
    """The human side has it already: it shows on the screen, nothing else happens."""


Verdict = Nothing | Silence | ToBot | NotYet | ToQueue | ToAttendant


def decide(situation: Situation, config: BotConfig) -> Verdict:
    """Duplicates first, then who owns it, then what the settings say of a bot's conversation.

    A machine's message is for people, where they answer at once; a bot that answered it might never stop. So is that
    of somebody whom nobody asked in: a bot would tell them what concerns the contact.
    """
    if situation.opened == "duplicate":
        return Nothing()
    if situation.is_blocked:
        return Silence()
    if situation.owner == "human":
        return ToAttendant()
    is_for_people = situation.is_automatic or situation.is_outsider
    if is_for_people and not (config.hands_over and config.attendance_bypass_mode):
        return Silence()
    asked = asked_by(situation.text, situation.channel, config)
    if config.hands_over:
        if (
            situation.opened == "reopened"
            and situation.reopens_to == "attendant"
            and situation.last_attendant_id
        ):
            return ToQueue("returned", preferred=situation.last_attendant_id)
        if config.attendance_bypass_mode:
            return ToQueue("bypass")
        if asks_for_a_person(situation.text, config.attendance_transfer_keywords) or asked == "agent":
            return ToQueue("keyword")
    if asked in ("call", "voice"):
        return NotYet(situation.owner_epoch)
    greets = situation.opened in ("created", "reopened")
    return ToBot(situation.owner_epoch, greets=greets, is_anew=asked == "start" and not greets)
