"""Names say what a thing knows or does; these say nothing."""

import ast
from collections.abc import Iterable, Iterator

from tools.check.source import Source

_EMPTY_FILE_NAMES = {"helpers", "helper", "common", "utils", "util", "misc", "manager", "managers", "service"}
_EMPTY_VERBS = ("handle_", "process_", "do_")
_NAMED_BY_OTHERS = {"handle_async_request", "handle_MAIL", "handle_RCPT", "handle_DATA"}
"""Methods of libraries that we override."""


def check(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path.stem in _EMPTY_FILE_NAMES:
            yield file.breach(1, "name the file after what it knows")
        yield from _empty_names(file)


def _empty_names(file: Source) -> Iterator[str]:
    for function in file.functions():
        if function.name in _NAMED_BY_OTHERS:
            continue
        if function.name.lstrip("_").startswith(_EMPTY_VERBS):
            yield file.breach(function.lineno, f"{function.name}: name the verb that it does")
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Utils", "Handler")):
            yield file.breach(node.lineno, f"{node.name}: name the thing that it is")
