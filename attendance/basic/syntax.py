"""The tree of a script: what the parser makes, the compiler reads and the formatter's tests compare.

Names keep the spelling of the source; whoever looks one up folds its case (`fold`). `span` never counts in equality.
Nodes are not changed after the parser made them.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

from attendance.basic.diagnostics import Span

NOWHERE = Span(0, 0, 0, 0)


def fold(name: str) -> str:
    """The form in which names of variables, procedures and labels are equal."""
    return name.casefold()


@dataclass(slots=True, kw_only=True)
class Node:
    """Anything with a place in the source."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


# ---------------------------------------------------------------- expressions


@dataclass(slots=True)
class Literal(Node):
    """TRUE, FALSE, NULL, a number (int or Decimal, never float) or a text without interpolation."""

    value: bool | int | Decimal | str | None


@dataclass(slots=True)
class Text(Node):
    """A text with `${…}` or, in f"…", `{…}`: its pieces in order; literal pieces are never empty."""

    parts: tuple["str | Expression", ...]


@dataclass(slots=True)
class Name(Node):
    """A variable, a context object or a function without arguments: the compiler decides."""

    name: str


@dataclass(slots=True)
class Member(Node):
    """`target.name`, `target?.name`; target None is `.name` inside WITH … END WITH."""

    target: "Expression | None"
    name: str


@dataclass(slots=True)
class Index(Node):
    """`target[index]`."""

    target: "Expression"
    index: "Expression"


@dataclass(slots=True)
class Unary(Node):
    """`-x`, `+x`, `NOT x`."""

    operator: OneOf["-", "+", "NOT"]
    operand: "Expression"


@dataclass(slots=True)
class Binary(Node):
    """Arithmetic, `&` and comparison, both sides always evaluated; `==` is `=`, `!=` is `<>`, `=<` is `<=`."""

    operator: OneOf[
        "+", "-", "*", "/", "\\", "MOD", "^", "&", "=", "<>", "<", ">", "<=", ">=",
        "CONTAINS", "LIKE", "ILIKE", "MATCHES", "STARTS WITH", "ENDS WITH",
    ]  # fmt: skip
    left: "Expression"
    right: "Expression"


@dataclass(slots=True)
class Logic(Node):
    """AND, OR, `??` stop early and give an operand; XOR gives a boolean."""

    operator: OneOf["AND", "OR", "XOR", "??"]
    left: "Expression"
    right: "Expression"


@dataclass(slots=True)
class Is(Node):
    """`x IS NULL` and its kin, `x FOUND`; a negated form stands in Unary NOT. NOTHING is NULL."""

    subject: "Expression"
    what: OneOf["NULL", "EMPTY", "TRUE", "FALSE", "NUMERIC", "FOUND"]


@dataclass(slots=True)
class In(Node):
    """`x IN (a, b)`; with `listed` False the one item is a list to search in: `x IN names`."""

    subject: "Expression"
    items: tuple["Expression", ...]
    listed: bool = True


@dataclass(slots=True)
class Between(Node):
    """`x BETWEEN low AND high`, both ends included."""

    subject: "Expression"
    low: "Expression"
    high: "Expression"


@dataclass(slots=True)
class Ternary(Node):
    """`condition ? yes : no`. IIF and IF(…) are calls that the compiler treats alike."""

    condition: "Expression"
    yes: "Expression"
    no: "Expression"


@dataclass(slots=True)
class Array(Node):
    """`[a, b]`, NEW ARRAY."""

    items: tuple["Expression", ...]


@dataclass(slots=True)
class Object(Node):
    """`{key: value}`, `#{…}`, NEW OBJECT; `{name}` is `{name: name}`. Keys in order, repeated ones too."""

    entries: tuple[tuple[str, "Expression"], ...]


@dataclass(slots=True)
class Argument(Node):
    """One argument of a call; `name` only in method calls: `EMAIL.send(to = x)`."""

    value: "Expression"
    name: str | None = None


@dataclass(slots=True)
class Call(Node):
    """`name(a, b)`: a procedure of the script or a function."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(slots=True)
class MethodCall(Node):
    """`target.name(a, b)`."""

    target: "Expression | None"
    name: str
    arguments: tuple[Argument, ...]


@dataclass(slots=True)
class ScriptCall(Node):
    """`CALL "x.bas", a, b`: another script of the bot."""

    script: "Expression"
    arguments: tuple["Expression", ...]


@dataclass(slots=True)
class Field(Node):
    """`value AS name` or `name = value` of RETURN WITH and of a keyword's WITH."""

    name: str
    value: "Expression"


@dataclass(slots=True)
class Order(Node):
    """One item of ORDER BY."""

    column: str
    descending: bool = False


@dataclass(slots=True)
class Clause(Node):
    """A clause of a keyword: `word` upper-case (`AS`, `TO`, `WHERE`, `ORDER BY`, …).

    WITH and SET hold `fields` when written as `a = b` or `a AS b`, `arguments` otherwise; ORDER BY holds `order`;
    a clause that takes bare words (`AS JSON`, `EVERY 5 MINUTES`, `ASC`) has them as Name or Literal arguments.
    """

    word: str
    arguments: tuple["Expression", ...] = ()
    fields: tuple[Field, ...] = ()
    order: tuple[Order, ...] = ()


@dataclass(slots=True)
class KeywordCall(Node):
    """A phrase of the table with what belongs to it, as a statement or inside an expression.

    `phrase` is the table's spelling, whatever the source wrote (underscores, an alias of `#lang pt`).
    """

    phrase: str
    arguments: tuple["Expression", ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(slots=True)
class Hear(Node):
    """HEAR in all its forms. As an expression it has no target.

    `type` is the upper-case name of the reference's first column spelling as written (TEXT, INT, MENU, …), TEXT when
    none was given; `menu` holds the items (or the one list) of a menu, with `others` True when `*` stands among them.
    `timeout` is in seconds, its unit folded in by the parser when the amount is a literal, else by `timeout_unit`.
    """

    target: "Expression | None" = None
    type: str = "TEXT"
    menu: tuple["Expression", ...] = ()
    others: bool = False
    prompt: "Expression | None" = None
    default: "Expression | None" = None
    timeout: "Expression | None" = None
    timeout_unit: OneOf["SECONDS", "MINUTES", "HOURS"] = "SECONDS"
    retries: "Expression | None" = None


Expression: TypeAlias = (
    Literal | Text | Name | Member | Index | Unary | Binary | Logic | Is | In | Between | Ternary | Array | Object
    | Call | MethodCall | ScriptCall | KeywordCall | Hear
)  # fmt: skip


# ---------------------------------------------------------------- statements


@dataclass(slots=True)
class Assign(Node):
    """`target = value`, LET, CONST, SET; target is Name, Member or Index."""

    target: Expression
    operator: OneOf["=", "+=", "-=", "*=", "/="]
    value: Expression


@dataclass(slots=True)
class SetPath(Node):
    """`SET "session.x" = value`."""

    path: Expression
    value: Expression


@dataclass(slots=True)
class Dim(Node):
    """`DIM a, b(10) AS STRING`: every name with its size (None: not an array) and type (None: not said)."""

    names: tuple[tuple[str, Expression | None, str | None], ...]


@dataclass(slots=True)
class Global(Node):
    """`GLOBAL a, b` inside a procedure."""

    names: tuple[str, ...]


@dataclass(slots=True)
class Evaluate(Node):
    """An expression run for what it does: a call, a method call, a keyword, HEAR; `name` alone calls a SUB."""

    expression: Expression


@dataclass(slots=True)
class If(Node):
    """Branches in order; `otherwise` is empty when there is no ELSE."""

    branches: tuple[tuple[Expression, "Block"], ...]
    otherwise: "Block" = ()


@dataclass(slots=True)
class For(Node):
    """`FOR name = start TO end STEP step`."""

    name: str
    start: Expression
    end: Expression
    step: Expression | None
    body: "Block"


@dataclass(slots=True)
class ForEach(Node):
    """`FOR EACH name IN source`, `FOR EACH key, value IN source`; `only` is FIRST or LAST with its number."""

    names: tuple[str, ...]
    source: Expression
    only: tuple[OneOf["FIRST", "LAST"], Expression] | None
    body: "Block"


@dataclass(slots=True)
class Loop(Node):
    """WHILE and DO: `before` and `after` are conditions to go on, UNTIL already negated; both None runs until EXIT."""

    kind: OneOf["WHILE", "DO"]
    before: Expression | None
    after: Expression | None
    body: "Block"


@dataclass(slots=True)
class Case(Node):
    """One value of a CASE: `value`, `value TO high`, or `IS operator value`."""

    value: Expression
    high: Expression | None = None
    operator: OneOf["=", "<>", "<", ">", "<=", ">="] | None = None


@dataclass(slots=True)
class Select(Node):
    """SELECT CASE, SWITCH."""

    subject: Expression
    cases: tuple[tuple[tuple[Case, ...], "Block"], ...]
    otherwise: "Block" = ()


@dataclass(slots=True)
class With(Node):
    """`WITH target … END WITH` builds a new object; keys are paths (`a.b`)."""

    target: Expression
    fields: tuple[tuple[tuple[str, ...], Expression], ...]


@dataclass(slots=True)
class Parameter(Node):
    """A parameter of a procedure."""

    name: str
    type: str | None = None
    default: Expression | None = None


@dataclass(slots=True)
class Procedure(Node):
    """SUB or FUNCTION; PARAM lines at the top of its body are parameters too."""

    kind: OneOf["SUB", "FUNCTION"]
    name: str
    parameters: tuple[Parameter, ...]
    body: "Block"


@dataclass(slots=True)
class Return(Node):
    """`RETURN value`, `RETURN WITH …` (an Object), RETURN alone."""

    value: Expression | None


@dataclass(slots=True)
class Leave(Node):
    """EXIT FOR/DO/WHILE, BREAK and CONTINUE; kind None is the innermost loop."""

    what: OneOf["EXIT", "CONTINUE"]
    kind: OneOf["FOR", "DO", "WHILE"] | None


@dataclass(slots=True)
class Stop(Node):
    """EXIT or END alone: the script ends with NULL. EXIT SUB and EXIT FUNCTION are Return."""


@dataclass(slots=True)
class Label(Node):
    """`name:` or a line number at the start of a line."""

    name: str


@dataclass(slots=True)
class Goto(Node):
    """GOTO."""

    label: str


@dataclass(slots=True)
class OnError(Node):
    """ON ERROR RESUME NEXT · GOTO label · GOTO 0 (back to the default)."""

    what: OneOf["RESUME", "GOTO", "DEFAULT"]
    label: str | None = None


@dataclass(slots=True)
class Try(Node):
    """TRY … CATCH name … END TRY."""

    body: "Block"
    name: str | None
    handler: "Block"


@dataclass(slots=True)
class OnEvent(Node):
    """`ON <head> [DO] … END ON`. `kind` is EVENT, FORM SUBMIT, EMAIL, INSERT, UPDATE, DELETE, CHANGE or MESSAGE;
    `rest_of_script` when it had no body of its own and takes what follows."""

    kind: str
    subject: Expression | None
    clauses: tuple[Clause, ...]
    body: "Block"
    rest_of_script: bool = False


@dataclass(slots=True)
class ScheduleBlock(Node):
    """`SCHEDULE IN n unit DO … END SCHEDULE`."""

    amount: Expression
    unit: str
    body: "Block"


@dataclass(slots=True)
class Param(Node):
    """PARAM with its clauses; `type` as written, upper-case (None: not said); `choices` from AS "a", "b" or ENUM."""

    name: str
    type: str | None = None
    choices: tuple[Expression, ...] = ()
    example: Expression | None = None
    description: Expression | None = None
    default: Expression | None = None
    optional: bool = False


@dataclass(slots=True)
class Description(Node):
    """DESCRIPTION of a tool script."""

    text: Expression


@dataclass(slots=True)
class RawBlock(Node):
    """BEGIN kind … END kind. `head` is the rest of the BEGIN line (the recipient of MAIL), None when empty."""

    kind: OneOf["TALK", "SYSTEM PROMPT", "PROMPT", "MAIL", "MERMAID", "HTML", "CARD"]
    head: Expression | None
    text: Literal | Text


@dataclass(slots=True)
class Column(Node):
    """A column of TABLE. `size` holds the numbers in parentheses; `references` is a table, or table and column."""

    name: str
    type: str
    size: tuple[int, ...] = ()
    is_array: bool = False
    is_key: bool = False
    required: bool = False
    unique: bool = False
    default: Expression | None = None
    references: tuple[str, ...] = ()
    check: str | None = None
    generated: str | None = None


@dataclass(slots=True)
class Table(Node):
    """`TABLE name [ON connection] … END TABLE`."""

    name: str
    connection: str | None
    columns: tuple[Column, ...]


Statement: TypeAlias = (
    Assign | SetPath | Dim | Global | Evaluate | If | For | ForEach | Loop | Select | With | Procedure | Return | Leave
    | Stop | Label | Goto | OnError | Try | OnEvent | ScheduleBlock | Param | Description | RawBlock | Table
)  # fmt: skip
Block: TypeAlias = tuple[Statement, ...]


@dataclass(slots=True)
class Comment:
    """A comment, for the formatter. `alone`: nothing else stands on its line."""

    span: Span
    text: str
    alone: bool


@dataclass(slots=True)
class Script:
    """A whole file. `pragmas` are lower-case words with what followed them: `{"lang": "pt", "strict": ""}`."""

    name: str
    body: Block
    pragmas: dict[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = field(default=(), compare=False)
