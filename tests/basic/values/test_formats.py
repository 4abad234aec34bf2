"""FORMAT (chapter 11)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic.errors import BasicError
from attendance.basic.formats import format_value
from tests.basic.host import FakeHost

MOMENT = datetime(2026, 3, 10, 17, 5, 9, tzinfo=UTC)
"""A Tuesday, 14:05:09 in São Paulo."""


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (Decimal("1234.5"), "R$ #,##0.00", "R$ 1.234,50"),
        (Decimal("1234.5"), "R$ #.##0,00", "R$ 1.234,50"),
        (1234567, "#,##0", "1.234.567"),
        (12, "#,##0", "12"),
        (7, "000", "007"),
        (Decimal("0.5"), "0.##", "0,5"),
        (Decimal("0.5"), "#.00", ",50"),
        (5, "0.##", "5"),
        (Decimal("2.345"), "0.00", "2,35"),
        (Decimal("0.125"), "0%", "13%"),
        (Decimal("0.125"), "0.0 %", "12,5 %"),
        (5, "+0", "+5"),
        (-5, "+0", "-5"),
        (-5, "R$ 0.00", "-R$ 5,00"),
        (Decimal("-0.001"), "0.00", "0,00"),
        (5, "0 unidades", "5 unidades"),
        ("1234.5", "#,##0.00", "1.234,50"),
    ],
)
def test_numbers(value: Any, pattern: str, expected: str) -> None:
    assert format_value(value, pattern, FakeHost()) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en-US", "$ 1,234.50"), ("pt-BR", "$ 1.234,50"), ("es", "$ 1.234,50"), ("fr", "$ 1\u202f234,50")],
)
def test_separators_of_a_locale(locale: str, expected: str) -> None:
    assert format_value(Decimal("1234.5"), "$ #,##0.00", FakeHost(), locale=locale) == expected


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (MOMENT, "DD/MM/YYYY HH:mm:ss", "10/03/2026 14:05:09"),
        (MOMENT, "dd/MM/yyyy hh:mm", "10/03/2026 14:05"),
        (MOMENT, "hh:mm A", "02:05 PM"),
        (MOMENT, "h:mm AM/PM", "2:05 PM"),
        (MOMENT, "HHhmm", "14h05"),
        (MOMENT, "H:m:s", "14:5:9"),
        (MOMENT, "YYYY-MM-DDTHH:mm:ss", "2026-03-10T14:05:09"),
        (MOMENT, "YYYYMMDD", "20260310"),
        (MOMENT, "dddd, D de MMMM de YYYY", "terça-feira, 10 de março de 2026"),
        (MOMENT, "ddd D MMM YY", "ter 10 mar 26"),
        (MOMENT, 'D "dd" [MM] \\D', "10 dd MM D"),
        (MOMENT, "DD/MM às HH:mm", "10/03 às 14:05"),
        (date(2026, 3, 10), "DD/MM HH:mm", "10/03 00:00"),
        (time(14, 30), "HH:mm", "14:30"),
        (timedelta(hours=26, minutes=3), "HH:mm", "26:03"),
        ("2026-03-10", "DD/MM/YYYY", "10/03/2026"),
        ("10/03/2026", "YYYY-MM-DD", "2026-03-10"),
    ],
)
def test_dates(value: Any, pattern: str, expected: str) -> None:
    assert format_value(value, pattern, FakeHost()) == expected


def test_names_follow_the_locale() -> None:
    assert format_value(MOMENT, "dddd, MMMM D", FakeHost(), locale="en-US") == "Tuesday, March 10"
    assert format_value(MOMENT, "dddd D [de] MMMM", FakeHost(language="es")) == "martes 10 de marzo"


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        ("52998224725", "cpf", "529.982.247-25"),
        (1234567890, "CPF", "012.345.678-90"),
        ("12abc34501de35", "cnpj", "12.ABC.345/01DE-35"),
        ("01310100", "cep", "01310-100"),
        ("+5511999990001", "phone", "+55 (11) 99999-0001"),
        ("1133334444", "phone", "(11) 3333-4444"),
        ("+14155550100", "phone", "+14155550100"),
        ("abc", "cpf", "abc"),
    ],
)
def test_masks(value: Any, pattern: str, expected: str) -> None:
    assert format_value(value, pattern, FakeHost()) == expected


def test_without_a_pattern_or_a_value() -> None:
    assert format_value(Decimal("2.50"), None, FakeHost()) == "2.5"
    assert format_value(None, "0.00", FakeHost()) == ""
    assert format_value({"a": 1}, "JSON", FakeHost()) == '{"a":1}'


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("abc", "0.00"),
        (5, "DD/MM"),
        (MOMENT, "abc"),
        (MOMENT, "D" * 5_000 + "x"),
        (True, "0"),
        ([1], "0"),
        (time(9), "DD/MM"),
        (1, "0." + "0" * 99),
    ],
)
def test_patterns_that_do_not_fit(value: Any, pattern: str) -> None:
    with pytest.raises(BasicError) as error:
        format_value(value, pattern, FakeHost())

    assert error.value.code == "E311"
