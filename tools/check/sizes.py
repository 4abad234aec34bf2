"""Smoke alarms: a file tells one story, a function fits on a screen, and most are far smaller."""

from collections.abc import Iterable, Iterator

from tools.check.source import Source

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 70
USUAL_FUNCTION_LINES = 35
USUAL_SHARE = 0.9


def check(files: Iterable[Source]) -> Iterator[str]:
    product = [file for file in files if file.folder == "attendance"]
    for file in files:
        lines = file.text.count("\n")
        if file.folder == "migrations":
            continue  # one step of the schema, however long its SQL
        if lines > MAX_FILE_LINES:
            yield file.breach(1, f"{lines} lines: split it, {MAX_FILE_LINES} is the most")
    yield from _long_functions(product)


def _long_functions(files: list[Source]) -> Iterator[str]:
    small = total = 0
    for file in files:
        for function in file.functions():
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            total += 1
            small += lines <= USUAL_FUNCTION_LINES
            if lines > MAX_FUNCTION_LINES:
                yield file.breach(
                    function.lineno, f"{function.name} has {lines} lines: one idea per function"
                )
    if total and small / total < USUAL_SHARE:
        yield f"attendance: only {small / total:.0%} of the functions have {USUAL_FUNCTION_LINES} lines or fewer"
