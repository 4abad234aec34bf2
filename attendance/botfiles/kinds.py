"""What a cell of config.csv may hold: each kind reads a cell, and shows the value again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol, TypeAlias, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Shown: TypeAlias = bool | int | str | list[str]


class Nonsense(ValueError):
    """The cell can't be read. `kind` and `values` make the sentence (`messages.expected`)."""

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = {name: str(value) for name, value in values.items()}


class Kind(Protocol[T_co]):
    def read(self, said: str) -> T_co:
        """`said` is not empty. Raises Nonsense."""
        ...

    def show(self, value: Any) -> Shown:
        """As people write it."""
        ...

    def describe(self) -> str:
        """For the reference."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf(Kind[T]):
    """Words (lower case) that stand for values; several may stand for one, the first of them is shown."""

    known: Mapping[str, T]

    def read(self, said: str) -> T:
        if said.casefold() not in self.known:
            raise Nonsense("one_of", known=", ".join(self._words()))
        return self.known[said.casefold()]

    def show(self, value: Any) -> Shown:
        if isinstance(value, bool | str):
            return value
        return next(word for word, meant in self.known.items() if meant == value)

    def describe(self) -> str:
        return " · ".join(f"`{word}`" for word in self._words())

    def _words(self) -> list[str]:
        """One for each value."""
        shown = [self.show(value) for value in self.known.values()]
        return list(
            dict.fromkeys(str(word).lower() if isinstance(word, bool) else str(word) for word in shown)
        )


@dataclass(frozen=True, slots=True)
class Whole(Kind[int]):
    least: int
    most: int

    def read(self, said: str) -> int:
        if not (said.isascii() and said.isdecimal()) or not self.least <= int(said[:20]) <= self.most:
            raise Nonsense("whole", least=self.least, most=self.most)
        return int(said)

    def show(self, value: Any) -> Shown:
        return int(value)

    def describe(self) -> str:
        return f"whole number {self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class Number(Kind[Decimal]):
    least: int
    most: int

    def read(self, said: str) -> Decimal:
        """A comma may be the decimal point."""
        try:
            number = Decimal(said.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not self.least <= number <= self.most:
            raise Nonsense("number", least=self.least, most=self.most)
        return number

    def show(self, value: Any) -> Shown:
        return str(value)

    def describe(self) -> str:
        return f"number {self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class Text(Kind[str]):
    longest: int = 4000

    def read(self, said: str) -> str:
        if len(said) > self.longest or "\0" in said:
            raise Nonsense("text", most=self.longest)
        return said

    def show(self, value: Any) -> Shown:
        return str(value)

    def describe(self) -> str:
        return "text"


@dataclass(frozen=True, slots=True)
class Words(Kind[tuple[str, ...]]):
    """Several values with commas between them. `each` is what one of them must look like."""

    kind: str = "words"
    each: str = r"[^\0]{1,200}"
    most: int = 200

    def read(self, said: str) -> tuple[str, ...]:
        found = tuple(word for part in said.split(",") if (word := part.strip().strip('"').strip()))
        if len(found) > self.most or not all(re.fullmatch(self.each, word) for word in found):
            raise Nonsense(self.kind, most=self.most)
        return found

    def show(self, value: Any) -> Shown:
        return list(value)

    def describe(self) -> str:
        return {"email": "e-mail addresses, with commas", "host": "names of hosts, with commas"}.get(
            self.kind, "values with commas"
        )


@dataclass(frozen=True, slots=True)
class Url(Kind[str]):
    schemes: tuple[str, ...] = ("https", "http")

    def read(self, said: str) -> str:
        try:
            parts = urlsplit(said)
            is_fine = parts.scheme in self.schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_fine = False
        if not is_fine or re.search(r"[\s\0]", said) or len(said) > 2000:
            raise Nonsense("url", schemes=", ".join(f"{scheme}://" for scheme in self.schemes))
        return said

    def show(self, value: Any) -> Shown:
        return str(value)

    def describe(self) -> str:
        return "address " + ", ".join(f"`{scheme}://…`" for scheme in self.schemes)


@dataclass(frozen=True, slots=True)
class Language(Kind[str]):
    def read(self, said: str) -> str:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", said):
            raise Nonsense("language")
        return said

    def show(self, value: Any) -> Shown:
        return str(value)

    def describe(self) -> str:
        return "language, `pt-BR`"


FLAG: Final = OneOf(
    dict.fromkeys(("true", "1", "yes", "sim", "on"), True)
    | dict.fromkeys(("false", "0", "no", "não", "nao", "off"), False)
)
EMAILS: Final = Words("email", r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", most=20)
HOSTS: Final = Words("host", r"(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(:\d{1,5})?", most=100)
