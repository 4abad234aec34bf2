"""What is wrong with a bot's files, as a terminal shows it: the place, the line, a caret under what is meant."""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeAlias

import typer

from attendance.basic import messages
from attendance.basic.diagnostics import Language
from attendance.botfiles import messages as folder_messages
from attendance.botfiles.bundle import Bundle
from attendance.botfiles.findings import Finding

Lang: TypeAlias = Annotated[Language, typer.Option("--lang", help="Language of the messages.")]
DEFAULT_LANGUAGE: Literal["pt-BR"] = "pt-BR"


def rendered(finding: Finding, files: Bundle, language: Language) -> str:
    """One finding with its line underlined."""
    source = files.text(finding.file) or ""
    found = finding.diagnostic
    if not folder_messages.knows(found.code):
        return messages.render(found, source, finding.file, language)
    span, lines = found.span, source.splitlines()
    said = folder_messages.text(found.code, found.values, language)
    shown = f"{finding.file}:{span.line}:{span.column}: {found.code} {said}"
    if not 0 < span.line <= len(lines):
        return shown
    width = max(1, span.end_column - span.column) if span.end_line == span.line else 1
    return f"{shown}\n    {lines[span.line - 1]}\n    {' ' * (span.column - 1)}{'^' * width}"


def summary(files: Bundle, found: Iterable[Finding], language: Language) -> str:
    """`3 arquivos, 1 erro, 2 avisos`."""
    errors = [one.is_error for one in found]
    counts = (len(files.files), sum(errors), len(errors) - sum(errors))
    names = _NAMES[language]
    return ", ".join(
        f"{count} {one if count == 1 else many}" for count, (one, many) in zip(counts, names, strict=True)
    )


_NAMES: dict[Language, tuple[tuple[str, str], ...]] = {
    "pt-BR": (("arquivo", "arquivos"), ("erro", "erros"), ("aviso", "avisos")),
    "en": (("file", "files"), ("error", "errors"), ("warning", "warnings")),
}
