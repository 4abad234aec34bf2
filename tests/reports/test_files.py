"""Files that spreadsheets and people read."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.reports import telling
from attendance.reports.csv_file import csv_of, harmless
from attendance.reports.files import file_of, lines_about
from attendance.reports.schemas import ReportColumn, ReportDefinition, ReportResult
from attendance.reports.words import Language

ASKED = ReportDefinition(source="conversations", measures=["conversations"], dimensions=["topic"])


def result(rows: list[list[Any]], **given: Any) -> ReportResult:
    def column(key: str, name: str, kind: Any, unit: Any) -> ReportColumn:
        return ReportColumn(key=key, name=name, kind=kind, unit=unit, definition=None)

    facts: dict[str, Any] = {
        "columns": [
            column("topic", "Assunto", "text", None),
            column("conversations", "Conversas", None, "count"),
            column("wait_mean", "Espera", None, "seconds"),
        ],
        "rows": rows, "totals": [3, 61.5], "names": {}, "filters": [], "is_cut": False,
        "since": datetime(2026, 3, 1, 3, tzinfo=UTC), "until": datetime(2026, 4, 1, 3, tzinfo=UTC),
        "first": date(2026, 3, 1), "last": date(2026, 3, 31), "timezone": "America/Sao_Paulo",
    }  # fmt: skip
    return ReportResult.model_validate(facts | given)


def test_csv_for_spreadsheets_anywhere() -> None:
    written = csv_of(result([["Ação, já", 1200, 61.5], [None, 1, None]]), "pt")

    assert written == (
        '\ufeffAssunto,Conversas,Espera (s)\r\n"Ação, já",1200,61.5\r\n(nenhum),1,\r\n'.encode()
    )


def test_csv_for_spreadsheets_in_brazil() -> None:
    written = csv_of(result([["a;b", 2, 61.5]]), "pt", ";")

    assert written.decode("utf-8-sig") == 'Assunto;Conversas;Espera (s)\r\n"a;b";2;61,5\r\n'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+55 11", "'+55 11"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_nothing_is_calculated(text: str, written: str) -> None:
    assert harmless(text) == written


@given(st.lists(st.text(), max_size=5), st.sampled_from([",", ";"]))
def test_whatever_texts_there_are_a_csv_has_its_rows_and_no_formula(texts: list[str], separator: Any) -> None:
    found = csv_of(result([[text, 1, None] for text in texts]), "en", separator).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(found, newline=""), delimiter=separator))
    assert len(rows) == len(texts) + 1
    assert all(len(row) == 3 and not row[0].lstrip(" ").startswith(("=", "+", "-", "@")) for row in rows)


@pytest.mark.parametrize("chart", ["table", "line", "bar", "ranking"])
@pytest.mark.parametrize(
    "rows", [[], [["só um", 1, 2.5]], [[f"Assunto {n} <b>&", n, n * 7.5] for n in range(60)]]
)
async def test_pdf_of_few_and_many(chart: Any, rows: list[list[Any]]) -> None:
    asked = ASKED.model_copy(update={"chart": chart})

    file = await file_of(result(rows, is_cut=True), asked, "Café & <Pão>: 1/2", "pdf", "pt")

    assert file.content.startswith(b"%PDF-")
    assert file.filename == "Café & Pão 1 2 2026-03-31.pdf"
    assert file.disposition == (
        'attachment; filename="Cafe-Pao-1-2-2026-03-31.pdf"; '
        "filename*=UTF-8''Caf%C3%A9%20%26%20P%C3%A3o%201%202%202026-03-31.pdf"
    )
    pages = file.content.count(b"/Type /Page\n")
    assert pages == 1 if len(rows) < 30 else pages > 1


def test_what_stands_under_the_title() -> None:
    filters = ["Canal é WhatsApp"]

    assert lines_about(result([], filters=filters), ASKED, "pt") == [
        "Conversas · Início da conversa",
        "Período: 01/03/2026 a 31/03/2026 (America/Sao_Paulo)",
        "Canal é WhatsApp",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (3599, "59 min 59 s"),
        (3660, "1 h 01 min"),
        (90_000, "1 d 1 h"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert telling.duration(seconds) == said


@pytest.mark.parametrize(
    ("unit", "said", "written"),
    [
        ("count", "pt", "1.234"),
        ("percent", "pt", "1.234,5%"),
        ("money", "en", "1,234.50"),
        ("score", "es", "1.234,5"),
        ("number", "en", "1,234.5"),
    ],
)
def test_numbers_as_the_language_writes_them(unit: Any, said: Language, written: str) -> None:
    assert telling.number(unit, 1234 if unit == "count" else 1234.5, said) == written
    assert telling.number(unit, None, said) == "–"


@pytest.mark.parametrize(
    ("kind", "said", "written"),
    [
        ("day", "pt", "02/03/2026"),
        ("day", "en", "Mar 2, 2026"),
        ("week", "pt", "semana de 02/03/2026"),
        ("month", "pt", "março 2026"),
        ("month", "en", "March 2026"),
    ],
)
def test_days_as_the_language_writes_them(kind: Any, said: Language, written: str) -> None:
    assert telling.moment(kind, "2026-03-02", said) == written
