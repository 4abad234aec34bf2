"""What goes wrong while a script runs: a code of chapter 13 and the values of its message."""


class BasicError(Exception):
    """An error that a script may catch. `values` fill the placeholders of the message (`basic.messages`);
    names of types in them are those of TYPEOF. `hint` is the code of an advice, or None."""

    def __init__(self, code: str, *, hint: str | None = None, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.hint, self.values = code, hint, values


class LimitError(BasicError):
    """A limit (E5xx): no script can catch it."""
