"""The port to a language model: messages in, one answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model wants a tool to run. `arguments` are as it wrote them, an object."""

    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """`tool_calls` of the assistant are answered by messages of the role `tool` with their `tool_call_id`."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """`parameters` is the JSON Schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """`schema`: the answer is JSON of this shape; `is_json`: any JSON object. `timeout_seconds` counts retries in."""

    model: str
    temperature: float = 0.3
    max_tokens: int = 1024
    timeout_seconds: float = 30
    is_json: bool = False
    schema: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the provider counts them; 0 when it doesn't say."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer: text, or tools to be run first."""

    text: str
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = field(default_factory=Usage)
    model: str = ""


class ModelFailed(Exception):
    """There is no answer; the message is for the author, without secrets."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a bot's language model is; both as its settings say."""

    url: str
    api_key: str = field(default="", repr=False)


class LanguageModel(Protocol):
    """One model of one provider."""

    async def complete(
        self, endpoint: Endpoint, messages: Sequence[Message], tools: Sequence[Tool], options: Options
    ) -> Completion:
        """Raises: ModelFailed."""
        ...
