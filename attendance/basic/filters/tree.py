"""What a filter means, whichever notation wrote it (chapter 9): predicates over columns and values.

A predicate holds or does not: a comparison with NULL does not hold, and NOT is its complement.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from attendance.basic.host import Value

Comparison: TypeAlias = Literal["=", "<>", "<", ">", "<=", ">="]

FLIPPED: Final[dict[Comparison, Comparison]] = {
    "=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip
"""The same comparison with its sides exchanged."""


# ---------------------------------------------------------------- operands


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; further names reach into JSON."""

    path: tuple[str, ...]

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Hole:
    """The place of a value that the script computes; `Plan.bind` fills it."""

    index: int


@dataclass(frozen=True, slots=True)
class Given:
    """What filled a hole."""

    value: Value


Part: TypeAlias = str | Hole | Given


@dataclass(frozen=True, slots=True)
class Pieces:
    """One value made of the author's text and of given values. A given value that stands alone keeps its type;
    between quotes its NULL is the empty text, as in a concatenation."""

    parts: tuple[Part, ...]
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Constant:
    """TRUE, FALSE, NULL or a number; `written` keeps the zeros of `00123` for columns of text."""

    value: Value
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Bare:
    """A word without quotes on the right: a column when there is one of that name, else text."""

    word: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of `FUNCTIONS`. DATE_ADD and DATE_SUB have three arguments: date, amount, unit."""

    function: str
    arguments: tuple["Operand", ...]


Operand: TypeAlias = Column | Pieces | Constant | Bare | Apply

FUNCTIONS: Final = {
    "NOW": (0, 0),
    "CURDATE": (0, 0),
    "TODAY": (0, 0),
    "DATE": (1, 1),
    "YEAR": (1, 1),
    "MONTH": (1, 1),
    "DAY": (1, 1),
    "HOUR": (1, 1),
    "LOWER": (1, 1),
    "UPPER": (1, 1),
    "TRIM": (1, 1),
    "LENGTH": (1, 1),
    "DATEDIFF": (2, 2),
    "DATE_ADD": (3, 3),
    "DATE_SUB": (3, 3),
    "COALESCE": (1, 20),
}
"""Functions of filters with their least and most arguments."""


# ---------------------------------------------------------------- predicates


@dataclass(frozen=True, slots=True)
class Compare:
    """`= NULL` and `<> NULL` with a NULL that is no column's ask whether the left side is NULL."""

    operator: Comparison
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Like:
    """Case does not count. `%` and `_` of the author's text are wildcards, those of given values are not, unless
    `open`: then the whole given text is a pattern."""

    left: Operand
    pattern: Pieces
    open: bool = False


@dataclass(frozen=True, slots=True)
class Contains:
    """Substring of a text (case does not count), element of a list, key of an object."""

    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class In:
    """A given list counts as its elements; NULLs among the items match nothing."""

    left: Operand
    items: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Both ends included."""

    left: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True, slots=True)
class IsNull:
    subject: Operand


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """NULL, "" or a container without elements."""

    subject: Operand


@dataclass(frozen=True, slots=True)
class Holds:
    """A lone column: its value is true in the sense of IF."""

    subject: Operand


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Predicate"


Predicate: TypeAlias = Compare | Like | Contains | In | Between | IsNull | IsEmpty | Holds | And | Or | Not


# ---------------------------------------------------------------- queries


@dataclass(frozen=True, slots=True)
class Order:
    """NULLs come last in both directions."""

    column: Column
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What FIND, UPDATE, DELETE, COUNT, AGGREGATE and FILTER look for. Without a predicate: every row."""

    predicate: Predicate | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int | None = None
