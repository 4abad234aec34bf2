"""Where a name's value is: lookup order 5.1, decided as far as it can be before the script runs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from attendance.basic.host import Value
from attendance.basic.program import EXECUTION, GLOBALS, HOST, UNSET, Code, Scope, Slots
from attendance.basic.syntax import fold


@dataclass(slots=True)
class Names:
    """The names that one body of code sees. `local` is None outside procedures; `shared` are its GLOBAL names."""

    script: Scope
    local: Scope | None = None
    shared: set[str] = field(default_factory=set)
    strict: bool = False

    @property
    def own(self) -> Scope:
        """The scope whose slots the frame holds."""
        return self.script if self.local is None else self.local

    def slot(self, name: str) -> int | None:
        """The frame's slot of a variable of its own."""
        folded = fold(name)
        if folded in self.shared:
            return None
        return self.own.slots.get(folded)

    def is_variable(self, name: str) -> bool:
        """Some statement that this code sees assigns it."""
        return self.slot(name) is not None or fold(name) in self.script.slots

    def read(self, name: str) -> Code:
        """The value of a name; NULL (E301 under #strict) when nothing has it."""
        rest = self._outside(name)
        slot = self.slot(name)
        return rest if slot is None else _read_slot(slot, rest)

    def has_value(self, name: str) -> Callable[[Slots], bool]:
        """Whether a variable of this name has been assigned."""
        own, shared = self.slot(name), self.script.slots.get(fold(name))

        def run(f: Slots) -> bool:
            if own is not None and f[own] is not UNSET:
                return True
            return shared is not None and f[GLOBALS][shared] is not UNSET

        return run

    def store(self, name: str) -> Callable[[Slots, Value], None]:
        """What assigning to the name does."""
        slot = self.slot(name)
        if slot is not None:
            return _store_slot(slot)
        return _store_global(self.script.slots[fold(name)])

    def _outside(self, name: str) -> Code:
        folded = fold(name)
        look_up = _look_up(folded, name, self.strict)
        if self.local is None or folded not in self.script.slots:
            return look_up
        return _read_global(self.script.slots[folded], look_up)


def _look_up(folded: str, name: str, strict: bool) -> Code:
    return lambda f: f[EXECUTION].look_up(folded, name, strict, f[HOST])


def _read_slot(slot: int, rest: Code) -> Code:
    def run(f: Slots) -> Value:
        value = f[slot]
        return rest(f) if value is UNSET else value

    return run


def _read_global(slot: int, rest: Code) -> Code:
    def run(f: Slots) -> Value:
        value = f[GLOBALS][slot]
        return rest(f) if value is UNSET else value

    return run


def _store_slot(slot: int) -> Callable[[Slots, Value], None]:
    def store(f: Slots, value: Value) -> None:
        f[slot] = value

    return store


def _store_global(slot: int) -> Callable[[Slots, Value], None]:
    def store(f: Slots, value: Value) -> None:
        f[GLOBALS][slot] = value

    return store
