"""Numbers, amounts, dates, times and documents as people write them."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic import documents
from attendance.basic.dates import parse_date, parse_datetime, parse_time
from attendance.basic.numbers import parse_money, parse_number
from attendance.basic.values import text
from tests.basic.host import FakeHost


@pytest.mark.parametrize(
    ("written", "in_portuguese", "in_english"),
    [
        ("12", 12, 12),
        ("-12", -12, -12),
        ("1.234", 1234, Decimal("1.234")),
        ("1,234", Decimal("1.234"), 1234),
        ("1.234,56", Decimal("1234.56"), Decimal("1234.56")),
        ("1,234.56", Decimal("1234.56"), Decimal("1234.56")),
        ("1.234.567", 1234567, 1234567),
        ("12,5", Decimal("12.5"), Decimal("12.5")),
        ("2.50", Decimal("2.5"), Decimal("2.5")),
        ("0.125", Decimal("0.125"), Decimal("0.125")),
        ("10 000", 10000, 10000),
        (",5", Decimal("0.5"), Decimal("0.5")),
        ("vinte e cinco", 25, 25),
        ("Três", 3, 3),
        ("twenty-one", 21, 21),
        ("dez", 10, 10),
        ("1.23.4", None, None),
        ("12,34,56", None, None),
        ("vinte e trinta", None, None),
        ("12a", None, None),
        ("", None, None),
        ("9" * 40, None, None),
    ],
)
def test_numbers(written: str, in_portuguese: Any, in_english: Any) -> None:
    assert parse_number(written, "pt-BR") == in_portuguese
    assert parse_number(written, "en") == in_english


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("R$ 1.234,56", Decimal("1234.56")),
        ("R$1234,5", Decimal("1234.5")),
        ("$100", 100),
        ("US$ 1,234.56", Decimal("1234.56")),
        ("100 reais", 100),
        ("cinquenta reais", 50),
        ("10 reais e 50 centavos", Decimal("10.5")),
        ("50 centavos", Decimal("0.5")),
        ("5 mil", 5000),
        ("R$ 2,5 mil", 2500),
        ("1 milhão de reais", 1_000_000),
        ("-R$ 5,00", -5),
        ("€ 7", 7),
        ("R$", None),
        ("muito", None),
    ],
)
def test_money(written: str, amount: Any) -> None:
    assert parse_money(written, "pt-BR") == amount


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("hoje", date(2026, 3, 10)),
        ("Amanhã!", date(2026, 3, 11)),
        ("depois de amanhã", date(2026, 3, 12)),
        ("ontem", date(2026, 3, 9)),
        ("segunda", date(2026, 3, 16)),
        ("terça-feira", date(2026, 3, 17)),
        ("na sexta", date(2026, 3, 13)),
        ("sexta que vem", date(2026, 3, 13)),
        ("sábado passado", date(2026, 3, 7)),
        ("terça passada", date(2026, 3, 3)),
        ("15 de março", date(2026, 3, 15)),
        ("1º de maio", date(2026, 5, 1)),
        ("3 de fevereiro", date(2027, 2, 3)),
        ("20 jan 2025", date(2025, 1, 20)),
        ("25/12/2026", date(2026, 12, 25)),
        ("25.12.26", date(2026, 12, 25)),
        ("25/12/85", date(1985, 12, 25)),
        ("25/12", date(2026, 12, 25)),
        ("2026-12-25", date(2026, 12, 25)),
        ("dia 5", date(2026, 4, 5)),
        ("daqui a 3 dias", date(2026, 3, 13)),
        ("em duas semanas", date(2026, 3, 24)),
        ("tomorrow", date(2026, 3, 11)),
        ("next friday", date(2026, 3, 13)),
        ("March 15, 2027", date(2027, 3, 15)),
        ("in 2 days", date(2026, 3, 12)),
        ("mañana", date(2026, 3, 11)),
        ("miércoles", date(2026, 3, 11)),
        ("31/02/2026", None),
        ("31/04", None),
        ("15", None),
        ("banana", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_dates(written: str, day: date | None) -> None:
    assert parse_date(written, FakeHost()) == day


def test_the_month_comes_first_where_it_does() -> None:
    assert parse_date("03/04/2026", FakeHost()) == date(2026, 4, 3)
    assert parse_date("03/04/2026", FakeHost(country="US")) == date(2026, 3, 4)
    assert parse_date("12/25/2026", FakeHost()) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("14:30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14h", time(14)),
        ("14 horas", time(14)),
        ("14", time(14)),
        ("às 9", time(9)),
        ("2 da tarde", time(14)),
        ("duas e meia da tarde", time(14, 30)),
        ("9 da manhã", time(9)),
        ("8 da noite", time(20)),
        ("12 da noite", time(0)),
        ("2 da madrugada", time(2)),
        ("meio-dia", time(12)),
        ("meio-dia e meia", time(12, 30)),
        ("meia-noite", time(0)),
        ("vinte e duas horas", time(22)),
        ("2:30 PM", time(14, 30)),
        ("12am", time(0)),
        ("noon", time(12)),
        ("3 de la tarde", time(15)),
        ("25:00", None),
        ("14:75", None),
        ("13 da manhã", None),
        ("das 9h às 10h", None),
        ("amanhã", None),
    ],
)
def test_times(written: str, clock: time | None) -> None:
    assert parse_time(written, FakeHost()) == clock


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("amanhã às 14h", "2026-03-11 14:00:00"),
        ("sexta 9 da manhã", "2026-03-13 09:00:00"),
        ("14h de amanhã", "2026-03-11 14:00:00"),
        ("segunda-feira, 10:00", "2026-03-16 10:00:00"),
        ("25/12/2026 14:30", "2026-12-25 14:30:00"),
        ("25/12/2026 às 14h30", "2026-12-25 14:30:00"),
        ("2026-12-25T14:30:00Z", "2026-12-25 11:30:00"),
        ("daqui a 2 horas", "2026-03-10 14:00:00"),
        ("14:30", "2026-03-10 14:30:00"),
        ("11h", "2026-03-11 11:00:00"),
        ("tomorrow at 3pm", "2026-03-11 15:00:00"),
        ("agora", "2026-03-10 12:00:00"),
        ("hoje", ""),
        ("15", ""),
    ],
)
def test_datetimes(written: str, moment: str) -> None:
    host = FakeHost()

    assert text(parse_datetime(written, host), host) == moment


@pytest.mark.parametrize("written", ["529.982.247-25", "52998224725", " 111.444.777-35 "])
def test_a_cpf(written: str) -> None:
    digits = documents.cpf(written)

    assert digits is not None and len(digits) == 11 and digits.isdecimal()


@pytest.mark.parametrize("written", ["529.982.247-24", "111.111.111-11", "5299822472", "abc", "", "１" * 11])
def test_no_cpf(written: str) -> None:
    assert documents.cpf(written) is None


def test_a_cnpj_may_have_letters() -> None:
    assert documents.cnpj("11.222.333/0001-81") == "11222333000181"
    assert documents.cnpj("12.abc.345/01de-35") == "12ABC34501DE35"
    assert documents.cnpj("12.ABC.345/01DE-34") is None
    assert documents.cnpj("00.000.000/0000-00") is None


@pytest.mark.parametrize("address", ["a@b.com", "ana.silva+x@sub.empresa.com.br", "ana@açaí.com.br"])
def test_an_address(address: str) -> None:
    assert documents.is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "@b.com",
        "a b@c.com",
        "a@b..com",
        "a@-b.com",
        ".a@b.com",
        "a@b.com, c@d.com",
        "a" * 250 + "@b.com",
    ],
)
def test_no_address(address: str) -> None:
    assert not documents.is_email(address)
