"""Everything known to be wrong with a script before it runs: what parser, lints and compiler say."""

from attendance.basic import checking
from attendance.basic.compiler import compile_script
from attendance.basic.diagnostics import MOST, Diagnostic
from attendance.basic.parser import parse


def check(text: str, name: str) -> tuple[Diagnostic, ...]:
    """In the order of the source. The compiler is asked only about what parses."""
    found = checking.check(text, name)
    if any(one.severity == "error" for one in found):
        return found
    compiled = compile_script(parse(text, name).script).diagnostics
    places = {(one.code, one.span) for one in found}
    every = [*found, *(one for one in compiled if (one.code, one.span) not in places)]
    return tuple(sorted(every, key=lambda one: (one.span.line, one.span.column))[:MOST])
