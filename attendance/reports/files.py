"""A result as a file to download or to send."""

import asyncio
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from attendance.reports import telling, words
from attendance.reports.catalogue import CATALOGUE
from attendance.reports.csv_file import Separator, csv_of
from attendance.reports.pdf_file import pdf_of
from attendance.reports.schemas import ReportDefinition, ReportResult
from attendance.reports.words import Language

Format = Literal["csv", "pdf"]
_TYPES: Final[dict[Format, str]] = {"csv": "text/csv", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    mime_type: str
    filename: str

    @property
    def disposition(self) -> str:
        """RFC 6266: a plain name for old programs, the true one for the others."""
        ascii_only = unicodedata.normalize("NFKD", self.filename).encode("ascii", "ignore").decode()
        plain = re.sub(r"[^\w.-]+", "-", ascii_only)
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(self.filename)}"


async def file_of(
    result: ReportResult,
    definition: ReportDefinition,
    name: str,
    form: Format,
    said: Language,
    separator: Separator = ",",
) -> File:
    """Drawing takes a while: it holds up nobody else."""
    if form == "csv":
        content = csv_of(result, said, separator)
    else:
        about = lines_about(result, definition, said)
        content = await asyncio.to_thread(pdf_of, result, name, about, definition.chart, said)
    return File(content, _TYPES[form], f"{_filename(name)} {result.last.isoformat()}.{form}")


def lines_about(result: ReportResult, definition: ReportDefinition, said: Language) -> Sequence[str]:
    """What is counted, by which date, in which period, and the filters."""
    source = CATALOGUE[definition.source]
    date = words.date_name(source, definition.date or source.dates[0], said)
    period = f"{words.said('period', said)}: {telling.period(result, said)} ({result.timezone})"
    return [f"{words.source_name(source, said)} · {date}", period, *result.filters]


def _filename(name: str) -> str:
    """Without what file systems don't take."""
    kept = " ".join(re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*]+", " ", name).split()).strip(" .")
    return kept[:80] or "report"
