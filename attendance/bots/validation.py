"""What is wrong with a bot's files: each kind of file is asked by whoever knows it, and all answer alike."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Final

from attendance.attendants import csv_format
from attendance.attendants.schemas import RowError
from attendance.basic import checking, messages
from attendance.basic.compiler import compile_script
from attendance.basic.diagnostics import Diagnostic, Language, Span
from attendance.basic.parser import parse
from attendance.basic.syntax import fold
from attendance.botfiles import bundle as bundles
from attendance.botfiles import config_csv
from attendance.botfiles import messages as folder_messages
from attendance.botfiles.bundle import Bundle, File
from attendance.botfiles.findings import Finding, finding
from attendance.botfiles.paths import ATTENDANTS, CONFIG, START
from attendance.bots import schemas
from attendance.bots.config import KINDS, parameter_names
from attendance.bots.sandbox.golden import reading as golden

_NEVER_ASSIGNED: Final = "W230"


async def check_bundle(files: Bundle) -> tuple[Finding, ...]:
    """File by file in order of their paths; what is missing comes first. Scripts are read outside the event loop."""
    missing = []
    if CONFIG not in files.files:
        missing.append(finding(CONFIG, "E730"))
    if START not in files.files:
        missing.append(finding(START, "W730"))
    known = parameter_names(files.text(CONFIG) or "")
    return (*missing, *await asyncio.to_thread(_check_all, tuple(files.files.values()), known))


async def check_files(files: Bundle, *, config: str) -> tuple[Finding, ...]:
    """These files alone, whatever else a bot needs, beside this config.csv."""
    return await asyncio.to_thread(_check_all, tuple(files.files.values()), parameter_names(config))


async def check_text(path: str, text: str, *, config: str) -> tuple[Finding, ...]:
    """One file as the editor has it, beside this config.csv. Raises: PathRefused, BundleRefused, TooLarge."""
    file = bundles.file(path, text.encode("utf-8", "surrogatepass"))
    return await asyncio.to_thread(_check_all, (file,), parameter_names(config))


def row_finding(code: str, error: RowError) -> Finding:
    """A row of attendant.csv that can't be taken."""
    place = f"{error.column}: " if error.column else ""
    return finding(ATTENDANTS, code, Span(error.line, 1, error.line, 1), text=f"{place}{error.message}")


def shown(findings: Iterable[Finding], locale: str) -> list[schemas.BotFinding]:
    """As they travel, in Portuguese or else in English."""
    language: Language = "pt-BR" if locale.startswith("pt") else "en"
    return [_shown(one, language) for one in findings]


def _check_all(files: Iterable[File], known: frozenset[str]) -> tuple[Finding, ...]:
    """`known` are names that scripts read without assigning them."""
    return tuple(one for file in files for one in _check(file) if not _is_known(one.diagnostic, known))


def _is_known(found: Diagnostic, known: frozenset[str]) -> bool:
    return found.code == _NEVER_ASSIGNED and fold(found.values.get("v", "")) in known


def _check(file: File) -> Iterator[Finding]:
    text = file.text or ""
    match file.place.kind:
        case "config":
            yield from config_csv.check(config_csv.read(text), KINDS)
        case "attendants":
            yield from (row_finding("E720", error) for error in csv_format.parse(text).errors)
        case "test":
            yield from (Finding(file.path, found) for found in golden.parse(text, file.path).diagnostics)
        case "script":
            yield from (Finding(file.path, found) for found in _about_script(text, file.path))


def _about_script(text: str, path: str) -> list[Diagnostic]:
    """What parser and lints say; of a script without errors also what only its program shows, as jumps and filters."""
    found = list(checking.check(text, path))
    if all(one.severity == "warning" for one in found):
        program = compile_script(parse(text, path).script)
        found += [one for one in program.diagnostics if one not in found]
    return sorted(found, key=lambda one: (one.span.line, one.span.column))


def _shown(one: Finding, language: Language) -> schemas.BotFinding:
    found = one.diagnostic
    return schemas.BotFinding(
        file=one.file,
        code=found.code,
        severity=found.severity,
        line=found.span.line,
        column=found.span.column,
        end_line=found.span.end_line,
        end_column=found.span.end_column,
        message=_message(found, language),
        hint=messages.text(found.hint, found.values, language) if found.hint else None,
        related=[
            schemas.BotRelated(line=other.line, message=messages.text(other.code, other.values, language))
            for other in found.related
        ],
    )


def _message(found: Diagnostic, language: Language) -> str:
    if folder_messages.knows(found.code):
        return folder_messages.text(found.code, found.values, language)
    return messages.text(found.code, found.values, language)
