"""A diagnostic with the file that it is about: scripts, config.csv and attendant.csv are reported alike."""

from dataclasses import dataclass

from attendance.basic.diagnostics import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """`file` is a path inside the bot's folder, whether or not there is such a file."""

    file: str
    diagnostic: Diagnostic

    @property
    def is_error(self) -> bool:
        """Errors keep a bot from being published."""
        return self.diagnostic.severity == "error"


def finding(file: str, code: str, span: Span | None = None, **values: str) -> Finding:
    """Without a span it is about the file as a whole."""
    return Finding(file, Diagnostic(code, span or Span(1, 1, 1, 1), values))
