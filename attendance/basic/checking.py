"""Everything that can be said about a script without running it."""

from attendance.basic.diagnostics import Diagnostic
from attendance.basic.lint import lint
from attendance.basic.parser import parse
from attendance.basic.parser.script import most


def check(source: str, name: str) -> tuple[Diagnostic, ...]:
    """What the parser and the lints find, in the order of the source."""
    parsed = parse(source, name)
    return most([*parsed.diagnostics, *lint(parsed.script)])
