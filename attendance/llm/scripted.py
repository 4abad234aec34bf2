"""A language model that says what it was told to say, for tests, tries and demonstrations."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from attendance.llm.base import Completion, Endpoint, Message, ModelFailed, Options, Tool

Reply: TypeAlias = str | Completion | Exception


class ScriptedModel:
    """Answers in order; or by a rule that sees the messages. `asked` keeps what it was asked."""

    def __init__(
        self, replies: Iterable[Reply] = (), *, rule: Callable[[Sequence[Message]], Reply] | None = None
    ) -> None:
        self._replies = list(replies)
        self._rule = rule
        self.asked: list[tuple[tuple[Message, ...], tuple[Tool, ...], Options]] = []

    async def complete(
        self, endpoint: Endpoint, messages: Sequence[Message], tools: Sequence[Tool], options: Options
    ) -> Completion:
        self.asked.append((tuple(messages), tuple(tools), options))
        reply = self._next(messages)
        if isinstance(reply, Exception):
            raise reply
        return Completion(reply, model=options.model) if isinstance(reply, str) else reply

    def _next(self, messages: Sequence[Message]) -> Reply:
        if self._rule is not None:
            return self._rule(messages)
        return self._replies.pop(0) if self._replies else ModelFailed("nothing more to say")
