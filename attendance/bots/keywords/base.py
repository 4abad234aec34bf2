"""What a keyword is: its documentation beside what it does."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from attendance.basic.host import EffectKey, Invocation, KeywordError, Suspended, Value
from attendance.bots.scripts.scene import OutsideServices, Scene

Limited = Literal["http", "llm", "other"]


class Keyword(ABC):
    """One phrase. The class says what its page in the reference shows; `run` does it inside the turn's transaction.

    `syntax`: its forms. `example`: a few lines that work. `effects`: one sentence. `result`: what it gives as an
    expression. `errors`: codes, each with when.
    """

    phrase: ClassVar[str]
    syntax: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[str]
    effects: ClassVar[str]
    result: ClassVar[str] = ""
    errors: ClassVar[tuple[tuple[str, str], ...]] = ()

    @abstractmethod
    async def run(self, scene: Scene, call: Invocation) -> Value | Suspended:
        """Raises: KeywordError, which the script may catch."""


class OutsideKeyword(Keyword):
    """A keyword that calls something outside: prepared in the transaction, performed without one, its result kept
    under the effect's key, so that a turn which is run again does not call twice.

    `may_repeat` tells whether a call of which nobody knows how it went, because the process died meanwhile, may be
    made again. One that may not fails with E602 then, and the script can look what became of it."""

    limited: ClassVar[Limited] = "other"
    may_repeat: ClassVar[bool] = True

    async def run(self, scene: Scene, call: Invocation) -> Value | Suspended:
        known = scene.effects.get(call.key)
        scene.count_call(self.limited)
        if known is not None:
            return await self.finish(scene, call, known.value)
        raise CallNeeded(self, await self.prepare(scene, call), scene.execution_id, call.key)

    @abstractmethod
    async def prepare(self, scene: Scene, call: Invocation) -> Any:
        """Everything that `perform` needs, read while the transaction is open. Raises: KeywordError."""

    @abstractmethod
    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        """The call. What fails is part of the value that it gives (`Failure`), so that it is kept too."""

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        """The keyword's value, from what was kept; back in a transaction."""
        if isinstance(value, dict) and "__error__" in value:
            raise KeywordError(value["__error__"], **value.get("values", {}))
        return value


INTERRUPTED: Final[dict[str, Any]] = {
    "__error__": "E602",
    "values": {"reason": "the server stopped during the call; it may have been made"},
}


def failure(code: str, **values: str) -> dict[str, Any]:
    """A kept failure: `finish` raises it."""
    return {"__error__": code, "values": values}


class CallNeeded(Exception):
    """The turn can't go on before a call was made: end the transaction, make it, keep its result, begin again."""

    def __init__(self, keyword: OutsideKeyword, prepared: Any, execution_id: UUID, key: EffectKey) -> None:
        super().__init__(keyword.phrase)
        self.keyword, self.prepared, self.execution_id, self.key = keyword, prepared, execution_id, key
