"""Wire shapes of executions, and of the keywords that an editor completes."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from attendance.kernel.wire import Wire

ExecutionStatus = Literal["waiting", "finished", "failed", "cancelled"]


class ScriptError(Wire):
    """Why a script stopped. `chain` are the calls that led there, the innermost first."""

    code: str
    message: str
    script: str
    line: int
    column: int
    chain: list[dict[str, Any]]


class Execution(Wire):
    """One run of a script. `script_now` and `line` tell where it stands, `wait_kind` what it waits for."""

    id: UUID
    bot_id: UUID
    version: int
    conversation_id: UUID | None
    contact_name: str | None
    kind: str
    script: str
    script_now: str
    status: ExecutionStatus
    line: int
    wait_kind: str | None
    wait_event: str | None
    wait_until: datetime | None
    turn: int
    steps: int
    error: ScriptError | None
    started_at: datetime
    updated_at: datetime


class ExecutionTurn(Wire):
    """What one turn did. `trace` are [event, line] or [event, line, values], in order."""

    turn: int
    at: datetime
    took_ms: int
    happening: dict[str, Any]
    trace: list[list[Any]]
    outcome: str
    line: int
    variables: dict[str, str]


class ExecutionDetail(Execution):
    """With its turns, and the text of the scripts of its version that it ran."""

    turns: list[ExecutionTurn]
    sources: dict[str, str]


class KeywordHelp(Wire):
    """A keyword as the editor completes and explains it."""

    phrase: str
    mark: Literal["core", "useful", "out"]
    form: Literal["statement", "expression", "both"]
    syntax: list[str]
    example: str
    effects: str
    result: str
    errors: list[tuple[str, str]]
    is_available: bool


class BotWebhook(Wire):
    """Where others call a script. The secret comes with the call, or signs its body (docs/guides/en/bots.md)."""

    slug: str
    script: str
    url: str
    secret: str


class NewFormSubmission(Wire):
    """`fields` by their names, as `fields.name` in the script; `metadata` is whatever else is known of it."""

    fields: dict[str, Any]
    metadata: dict[str, Any] = Field(default_factory=dict)


class FormSubmission(Wire):
    """How many scripts begin."""

    handlers: int
