"""The keyword table: one row for each phrase. Lexer, parser, completion, documentation and permissions read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Mark: TypeAlias = Literal["core", "useful", "out"]
Effect: TypeAlias = Literal["none", "message", "data", "external"]
ClauseKind: TypeAlias = Literal["value", "values", "fields", "pattern", "word", "flag", "order", "where"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword's row.

    `least` and `most` count positional arguments, `nested` how many it takes in argument and operand position.
    `loose`: blanks may separate arguments. `clauses` maps a clause word to what follows it: one `value`, several
    `values` with commas, `fields` (`a = b`, `a AS b`), a `pattern` (FORMAT … AS), a bare `word`, a `flag` without
    anything, an `order` list or a `where` condition. `keys` are allowed when the only argument is an object; empty
    means that no object form is checked. An `effect` other than none is keyed and recorded so that it happens once;
    `suspends` gives it an instruction and a commit of its own. `in_language`: the machine itself runs it.
    """

    words: str
    mark: Mark = "core"
    form: Literal["statement", "expression", "both"] = "both"
    least: int = 0
    most: int = 1
    nested: int = 1
    loose: bool = False
    clauses: Mapping[str, ClauseKind] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    suspends: bool = False
    effect: Effect = "none"
    permission: str | None = None
    in_language: bool = False
