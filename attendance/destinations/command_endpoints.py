"""REST of commands given in the console: the same parser and actions as in messengers."""

from collections.abc import Mapping
from typing import Annotated, Protocol, cast
from uuid import UUID

from fastapi import Depends, Request

from attendance.channels.base import Channel
from attendance.conversations import queries
from attendance.conversations.rules import AlreadyTaken
from attendance.conversations.web import AtDesk
from attendance.destinations import doing, schemas
from attendance.destinations.commands import Choice, Command, Unknown, Words, understand
from attendance.destinations.events import CommandGiven
from attendance.destinations.offered import as_help, offered
from attendance.destinations.speaking import InConsole
from attendance.identity.guards import Allowed, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.problems import documented

router = api_router("destinations", "/api/attendance")

Reader = Annotated[Who, Allowed("conversations.read")]
Writer = Annotated[Who, Allowed("conversations.reply")]


class _Services(Protocol):
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def _channels(request: Request) -> Mapping[str, Channel]:
    return cast(_Services, request.app.state.services).channels


Channels = Annotated[Mapping[str, Channel], Depends(_channels)]


@router.get("/commands")
async def list_commands(who: Reader) -> list[schemas.OfferedCommand]:
    """What may be written after a slash, in the reader's language."""
    return [schemas.OfferedCommand.model_validate(one) for one in offered(who.locale)]


@router.post(
    "/conversations/{conversation_id}/commands", responses=documented(NotFound, InvalidInput, AlreadyTaken)
)
async def give_command(
    who: Writer, desk: AtDesk, channels: Channels, conversation_id: UUID, given: schemas.GivenCommand
) -> schemas.CommandAnswer:
    """Do what the text says about this conversation, with the permissions of whoever says it. The answer is for them
    alone: nothing of it reaches the customer. Words for the customer are refused here."""
    await queries.one(desk.tx, desk.viewer, conversation_id, desk.windows)
    speaker = InConsole(tx=desk.tx, who=who, viewer=desk.viewer, channels=channels, about=conversation_id)
    command = understand(given.text)
    match command:
        case Command(verb):
            desk.tx.publish(
                CommandGiven(
                    conversation_id=conversation_id, user_id=who.user_id, channel=speaker.channel,
                    command=verb.value,
                )
            )  # fmt: skip
            await doing.run(speaker, command)
        case Unknown(name):
            await speaker.say("unknown", name=name, help=as_help(who.locale))
        case Words() | Choice():
            raise InvalidInput("This is no command: commands begin with one slash.", fields={"text": "words"})
    done = command.verb.value if isinstance(command, Command) else None
    return schemas.CommandAnswer(command=done, text="\n".join(speaker.told))
