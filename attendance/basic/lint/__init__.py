"""Warnings that need the whole tree; those that need the words are the parser's."""

from attendance.basic.diagnostics import Diagnostic
from attendance.basic.lint import names, rules
from attendance.basic.syntax import Script


def lint(script: Script) -> tuple[Diagnostic, ...]:
    """All warnings about a script, in the order of the source."""
    found = [each for rule in (*rules.RULES, names.check) for each in rule(script)]
    return tuple(sorted(found, key=lambda each: (each.span.line, each.span.column)))
