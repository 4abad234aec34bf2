"""Everything that can be said about a script without running it."""

from attendance.basic.diagnostics import Diagnostic
from attendance.basic.lint import lint
from attendance.basic.parser import parse


def check(source: str, name: str) -> tuple[Diagnostic, ...]:
    """What the parser and the lints find, in the order of the source."""
    parsed = parse(source, name)
    found = [*parsed.diagnostics, *lint(parsed.script)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))
