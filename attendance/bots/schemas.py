"""Wire shapes of bots, their files and versions."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt

from attendance.botfiles.paths import Kind
from attendance.kernel.wire import Wire

Value: TypeAlias = StrictBool | StrictInt | str | list[str]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Revision: TypeAlias = Annotated[int, Field(ge=0, le=2**31 - 1)]
Path: TypeAlias = Annotated[str, Field(max_length=500)]
Note: TypeAlias = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class Bot(Wire):
    """`settings` holds every key of config.csv with the value that counts; `written`, the keys that were set.

    `secrets` names the keys whose value is stored; nobody gets to read it. `version` is the one that is published.
    """

    id: UUID
    name: str
    is_active: bool
    settings: dict[str, Value]
    written: list[str]
    secrets: list[str]
    version: int | None
    created_at: datetime
    updated_at: datetime


class NewBot(Wire):
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*\S[^\x00]*$")]


class BotPatch(Wire):
    """`settings` changes the keys that it names; null makes a key follow its default again."""

    name: Name | None = None
    is_active: bool | None = None
    settings: dict[str, Value | None] = Field(default_factory=dict)


class BotFile(Wire):
    """A file of the draft. Send its `revision` back with a change: who comes second is told."""

    path: str
    kind: Kind
    is_text: bool
    size_bytes: int
    revision: int
    updated_at: datetime
    updated_by: UUID | None


class BotFileText(BotFile):
    """`text` is null for what is no text. Secrets of config.csv are masked; the mask means: unchanged."""

    text: str | None


class BotFileChange(Wire):
    """`revision` is the one that was read; null makes a new file."""

    text: Annotated[str, Field(max_length=4_000_000)]
    revision: Revision | None = None


class BotFileNameChange(Wire):
    path: Path
    new_path: Path
    revision: Revision


class NewBotCheck(Wire):
    """A text as the editor has it, whether or not it is saved."""

    path: Path
    text: Annotated[str, Field(max_length=4_000_000)]


class BotRelated(Wire):
    line: int
    message: str


class BotFinding(Wire):
    """Lines and columns count from 1, the end is exclusive. Errors keep the bot from being published."""

    file: str
    code: str
    severity: Literal["error", "warning"]
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    hint: str | None
    related: list[BotRelated]


class BotCheck(Wire):
    is_publishable: bool
    findings: list[BotFinding]


class ChangedBotFile(Wire):
    """How a file of the draft differs from the version that is published."""

    path: str
    change: Literal["added", "changed", "deleted"]


class BotChanges(Wire):
    """`version` is the published one; null: every file is new."""

    version: int | None
    files: list[ChangedBotFile]


class NewBotVersion(Wire):
    note: Note | None = None


class BotVersion(Wire):
    number: int
    is_published: bool
    note: str | None
    restored_from: int | None
    published_at: datetime
    published_by: UUID | None
    published_by_name: str | None


class BotVersionFiles(BotVersion):
    """`files` maps paths to hashes: equal hashes are equal files."""

    files: dict[str, str]


class BotVersionText(Wire):
    path: str
    hash: str
    text: str | None


class BotPublication(Wire):
    """`version` is what is published now; `is_new` is false when there was nothing to publish."""

    version: BotVersion
    is_new: bool
    files: list[ChangedBotFile]
    warnings: list[BotFinding]


class NewBotTryout(Wire):
    """What the customer says, message by message. `files` are texts that count in place of the draft's, by path."""

    messages: Annotated[list[Annotated[str, Field(max_length=4000)]], Field(min_length=1, max_length=50)]
    files: Annotated[dict[Path, Annotated[str, Field(max_length=1_000_000)]], Field(max_length=100)] = Field(
        default_factory=dict
    )


class NewBotTest(Wire):
    """`files` are texts that count in place of the draft's, by path."""

    files: Annotated[dict[Path, Annotated[str, Field(max_length=1_000_000)]], Field(max_length=100)]


class BotTriedOption(Wire):
    value: str
    label: str


class BotTriedMessage(Wire):
    text: str
    options: list[BotTriedOption]


class BotTriedError(Wire):
    code: str
    message: str
    script: str
    line: int


class BotTriedTurn(Wire):
    """`effects` tells what it would have done beside talking; `waits`: hear, response, time, event, keyword, or null
    when no dialogue waits; `script` and `line`, where it stands."""

    said: list[BotTriedMessage]
    effects: list[str]
    script: str
    line: int
    waits: str | None
    variables: dict[str, str]
    error: BotTriedError | None


class BotTryout(Wire):
    """A turn for each message, fewer when the conversation took too long."""

    turns: list[BotTriedTurn]


class BotTestedConversation(Wire):
    """One golden conversation. `line` is where it differs, else where it begins; `difference` shows what did."""

    file: str
    line: int
    name: str
    is_passed: bool
    difference: list[str]


class BotTestReport(Wire):
    """`share` of the lines that can run did, in all conversations together; `never_ran` names the others."""

    conversations: list[BotTestedConversation]
    share: float
    never_ran: dict[str, list[int]]
