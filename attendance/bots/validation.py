"""What is wrong with a bot's files: each kind of file is asked by whoever knows it, and all answer alike."""

import asyncio
from collections.abc import Iterable, Iterator

from attendance.attendants import csv_format
from attendance.attendants.schemas import RowError
from attendance.basic.diagnostics import Diagnostic, Language, Span
from attendance.botfiles import bundle as bundles
from attendance.botfiles import config_csv
from attendance.botfiles import messages as folder_messages
from attendance.botfiles.bundle import Bundle, File
from attendance.botfiles.findings import Finding, finding
from attendance.botfiles.paths import ATTENDANTS, CONFIG, START
from attendance.bots import schemas
from attendance.bots.config import KINDS


async def check_bundle(files: Bundle) -> tuple[Finding, ...]:
    """File by file in order of their paths; what is missing comes first. Scripts are read outside the event loop."""
    missing = []
    if CONFIG not in files.files:
        missing.append(finding(CONFIG, "E730"))
    if START not in files.files:
        missing.append(finding(START, "W730"))
    return (*missing, *await asyncio.to_thread(_check_all, tuple(files.files.values())))


async def check_text(path: str, text: str) -> tuple[Finding, ...]:
    """One file as the editor has it. Raises: PathRefused, BundleRefused, TooLarge."""
    file = bundles.file(path, text.encode("utf-8", "surrogatepass"))
    return await asyncio.to_thread(_check_all, (file,))


def row_finding(code: str, error: RowError) -> Finding:
    """A row of attendant.csv that can't be taken."""
    place = f"{error.column}: " if error.column else ""
    return finding(ATTENDANTS, code, Span(error.line, 1, error.line, 1), text=f"{place}{error.message}")


def shown(findings: Iterable[Finding], locale: str) -> list[schemas.BotFinding]:
    """As they travel, in Portuguese or else in English."""
    language: Language = "pt-BR" if locale.startswith("pt") else "en"
    return [_shown(one, language) for one in findings]


def _check_all(files: Iterable[File]) -> tuple[Finding, ...]:
    return tuple(one for file in files for one in _check(file))


def _check(file: File) -> Iterator[Finding]:
    text = file.text or ""
    match file.place.kind:
        case "config":
            yield from config_csv.check(config_csv.read(text), KINDS)
        case "attendants":
            yield from (row_finding("E720", error) for error in csv_format.parse(text).errors)


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
        hint=None,
        related=[],
    )


def _message(found: Diagnostic, language: Language) -> str:
    return folder_messages.text(found.code, found.values, language)
