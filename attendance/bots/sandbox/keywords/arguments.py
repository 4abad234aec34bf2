"""Reading what a keyword was given."""

from collections.abc import Sequence

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.sandbox.world import World


def argument(call: Invocation, at: int, default: Value = None) -> Value:
    return call.arguments[at] if at < len(call.arguments) else default


def words(world: World, call: Invocation, at: int) -> str:
    """The argument at a position as text."""
    return world.text(argument(call, at))


def clause(call: Invocation, *names: str) -> Value:
    """The first value of the first of these clauses that was said."""
    return next((call.clauses[name][0] for name in names if call.clauses.get(name)), None)


def last(world: World, call: Invocation, *clauses: str) -> str:
    """What a clause says, else the last argument: `ADD NOTE [s,] text`."""
    said = clause(call, *clauses)
    return world.text(said if said is not None else argument(call, len(call.arguments) - 1))


def by_name(call: Invocation, names: Sequence[str]) -> dict[str, Value]:
    """One object as it is, or positional arguments under these names."""
    if len(call.arguments) == 1 and isinstance(call.arguments[0], dict):
        return {str(key).casefold(): value for key, value in call.arguments[0].items()}
    return dict(zip(names, call.arguments, strict=False))


def needed_text(world: World, value: Value, call: Invocation) -> str:
    """Raises: KeywordError E311 for an empty one."""
    said = world.text(value).strip()
    if not said:
        raise KeywordError("E311", function=call.phrase)
    return said
