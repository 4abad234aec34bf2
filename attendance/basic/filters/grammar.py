"""The grammar of filter strings (9.1), read from a template: text with holes where the script's values go."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from attendance.basic.filters.scanner import Scanner
from attendance.basic.filters.tree import (
    FUNCTIONS,
    And,
    Apply,
    Bare,
    Between,
    Column,
    Compare,
    Comparison,
    Constant,
    Contains,
    Holds,
    Hole,
    In,
    IsNull,
    Like,
    Not,
    Operand,
    Or,
    Order,
    Part,
    Pieces,
    Predicate,
    Query,
)
from attendance.basic.moments import UNITS
from attendance.basic.numbers import literal_number
from attendance.basic.sizes import spend

_COMPARISONS: Final[dict[str, Comparison]] = {
    "==": "=", "<>": "<>", "!=": "<>", "<=": "<=", "=<": "<=", ">=": ">=", "=": "=", "<": "<", ">": ">",
}  # fmt: skip
_NOT_COLUMNS = {"AND", "OR", "NOT", "LIKE", "ILIKE", "CONTAINS", "IN", "BETWEEN", "IS", "NULL"}
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)", re.ASCII)
_WORD = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_CONSTANTS = {"TRUE": Constant(True), "FALSE": Constant(False), "NULL": Constant(None)}
_DEEPEST = 100
_WORK = 30
"""Tenths of a microsecond that a character takes."""
_ENDS = frozenset(")")
_LIST_ENDS = frozenset("),")


Amount: TypeAlias = int | Hole | None


@dataclass(frozen=True, slots=True)
class Template:
    """What was read: limit and offset, which may be holes, still stand beside the query."""

    query: Query
    limit: Amount
    offset: Amount
    holes: int


def read(pieces: Sequence[str | None]) -> Template:
    """The query of a template. Raises: E341, E343."""
    scanner = Scanner(pieces)
    spend(_WORK * len(scanner.items))
    return _Reader(scanner).template()


class _Reader:
    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.depth = 0

    def template(self) -> Template:
        scanner = self.scanner
        predicate = None if self._at_tail() else self._any_of()
        order: list[Order] = []
        if scanner.take_words("ORDER", "BY"):
            order.append(self._order())
            while scanner.take(","):
                order.append(self._order())
        limit = self._amount() if scanner.take_words("LIMIT") else None
        offset = self._amount() if limit is not None and scanner.take_words("OFFSET") else None
        scanner.blanks()
        if scanner.peek() is not None:
            scanner.fail()
        return Template(Query(predicate, tuple(order)), limit, offset, scanner.holes)

    def _at_tail(self) -> bool:
        self.scanner.blanks()
        return self.scanner.peek() is None or _tail_begins(self.scanner)

    def _order(self) -> Order:
        column = self._column()
        descending = self.scanner.take_words("DESC")
        if not descending:
            self.scanner.take_words("ASC")
        return Order(column, descending)

    def _amount(self) -> int | Hole:
        self.scanner.blanks()
        if isinstance(hole := self.scanner.peek(), Hole):
            self.scanner.next()
            return hole
        digits = self.scanner.word()
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            self.scanner.fail()
        self.scanner.at += len(digits)
        return int(digits)

    # ------------------------------------------------------------ predicates

    def _any_of(self) -> Predicate:
        parts = [self._all_of()]
        while self.scanner.take_words("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all_of(self) -> Predicate:
        parts = [self._negation()]
        while self.scanner.take_words("AND"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negation(self) -> Predicate:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.scanner.fail()
        if self.scanner.take_words("NOT"):
            predicate: Predicate = Not(self._negation())
        elif self.scanner.take("("):
            predicate = self._any_of()
            self._expect(")")
        else:
            predicate = self._test()
        self.depth -= 1
        return predicate

    def _test(self) -> Predicate:
        left = self._left()
        if symbol := self.scanner.take(*_COMPARISONS):
            return Compare(_COMPARISONS[symbol], left, self._value(_ENDS))
        if self.scanner.take_words("IS", "NOT", "NULL"):
            return Not(IsNull(left))
        if self.scanner.take_words("IS", "NULL"):
            return IsNull(left)
        if negated := self.scanner.take_words("NOT"):
            return Not(self._word_test(left, negated))
        return self._word_test(left, negated)

    def _word_test(self, left: Operand, negated: bool) -> Predicate:
        take = self.scanner.take_words
        if take("LIKE") or take("ILIKE"):
            return Like(left, self._pattern())
        if take("CONTAINS"):
            return Contains(left, self._value(_ENDS))
        if take("IN"):
            return In(left, self._items())
        if take("BETWEEN"):
            low = self._value(_ENDS)
            if not take("AND"):
                self.scanner.fail()
            return Between(left, low, self._value(_ENDS))
        if negated or not isinstance(left, Column):
            self.scanner.fail()
        return Holds(left)

    def _pattern(self) -> Pieces:
        start = self.scanner.at
        value = self._value(_ENDS)
        match value:
            case Pieces():
                return value
            case Bare(word):
                return Pieces((word,))
            case Constant(written=str(text)):
                return Pieces((text,))
        self.scanner.at = start
        self.scanner.fail()

    def _items(self) -> tuple[Operand, ...]:
        self._expect("(")
        items = [self._value(_LIST_ENDS)]
        while self.scanner.take(","):
            items.append(self._value(_LIST_ENDS))
        self._expect(")")
        return tuple(items)

    # ------------------------------------------------------------ operands

    def _left(self) -> Operand:
        self.scanner.blanks()
        return self._function() if self._at_function() else self._column()

    def _column(self) -> Column:
        self.scanner.blanks()
        if self.scanner.word() in _NOT_COLUMNS:
            self.scanner.fail()
        names = [self._name()]
        while self.scanner.peek() == ".":
            self.scanner.next()
            names.append(self._name())
        return Column(tuple(names))

    def _name(self) -> str:
        length = len(self.scanner.word())
        items = self.scanner.items[self.scanner.at : self.scanner.at + length]
        name = "".join(item for item in items if isinstance(item, str))
        if not _WORD.fullmatch(name):
            self.scanner.fail()
        self.scanner.at += length
        return name

    def _at_function(self) -> bool:
        word = self.scanner.word()
        return word in FUNCTIONS and self.scanner.peek(len(word)) == "("

    def _function(self) -> Apply:
        name = self.scanner.word()
        self.scanner.at += len(name) + 1
        arguments: list[Operand] = []
        if not self.scanner.take(")"):
            arguments.append(self._argument())
            while self.scanner.take(","):
                arguments.extend(
                    self._interval() if self.scanner.take_words("INTERVAL") else [self._argument()]
                )
            self._expect(")")
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            self.scanner.fail()
        return Apply(name, tuple(arguments))

    def _argument(self) -> Operand:
        value = self._value(_LIST_ENDS)
        return Column(tuple(value.word.split("."))) if isinstance(value, Bare) else value

    def _interval(self) -> list[Operand]:
        amount = self._amount()
        unit = UNITS.get(self.scanner.word().casefold()) if self.scanner.blanks() else None
        if unit is None:
            self.scanner.fail()
        self.scanner.at += len(self.scanner.word())
        given = Pieces((amount,), quoted=False) if isinstance(amount, Hole) else Constant(amount)
        return [given, Constant(unit)]

    def _value(self, ends: frozenset[str]) -> Operand:
        self.scanner.blanks()
        if self.scanner.peek() in ("'", '"'):
            return self._quoted()
        if self._at_function():
            return self._function()
        return _told_apart(self._bare(ends), self.scanner)

    def _quoted(self) -> Pieces:
        scanner = self.scanner
        start = scanner.at
        quote = scanner.next()
        parts: list[Part] = []
        while scanner.peek() != quote or scanner.peek(1) == quote:
            if scanner.peek() is None:
                scanner.at = start
                scanner.fail()
            if scanner.peek() == quote:
                scanner.next()
            parts.append(scanner.next())
        scanner.next()
        return Pieces(_joined(parts))

    def _bare(self, ends: frozenset[str]) -> tuple[Part, ...]:
        parts: list[Part] = []
        while not self._bare_ends(ends, parts):
            parts.append(self.scanner.next())
        if not parts or parts[-1] in ("'", '"'):
            self.scanner.fail()  # a lone quote behind a value is a forgotten one before it
        return _joined(parts)

    def _bare_ends(self, ends: frozenset[str], parts: list[Part]) -> bool:
        """Whether nothing of the value follows. Blanks inside it are taken, each of them looked at once."""
        scanner = self.scanner
        start = scanner.at
        had_blanks = scanner.blanks()
        following = scanner.peek()
        if following is None or (isinstance(following, str) and following in ends):
            return True
        if not had_blanks:
            return False
        if scanner.word() in ("AND", "OR") or _tail_begins(scanner):
            return True
        parts.extend(scanner.items[start : scanner.at])
        return False

    def _expect(self, symbol: str) -> None:
        if not self.scanner.take(symbol):
            self.scanner.fail()


def _tail_begins(scanner: Scanner) -> bool:
    """ORDER BY, or LIMIT with its number, stands here: `order` and `limit` may be columns too."""
    start = scanner.at
    begins = scanner.take_words("ORDER", "BY")
    if not begins and scanner.take_words("LIMIT"):
        scanner.blanks()
        begins = isinstance(scanner.peek(), Hole) or scanner.word().isdecimal()
    scanner.at = start
    return begins


def _joined(items: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbouring characters as one text; at least one part."""
    parts: list[Part] = []
    for item in items:
        if isinstance(item, str) and parts and isinstance(parts[-1], str):
            parts[-1] += item
        else:
            parts.append(item)
    return tuple(parts) or ("",)


def _told_apart(parts: tuple[Part, ...], scanner: Scanner) -> Operand:
    """A number, a constant, a word that may be a column, or text."""
    if len(parts) > 1 or not isinstance(parts[0], str):
        return Pieces(parts, quoted=False)
    text = parts[0].strip()
    if _NUMBER.fullmatch(text):
        number = literal_number(text)
        if number is None:
            scanner.fail()
        return Constant(number, text)
    if text.upper() in _CONSTANTS:
        return _CONSTANTS[text.upper()]
    return Bare(text) if _WORD.fullmatch(text) else Pieces((text,), quoted=False)
