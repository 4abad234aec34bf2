"""Decisions about contacts, as tables: what cells mean, which columns hold what, what a merge keeps."""

from typing import Any

import pytest

from attendance.crm import csv_files, import_rows
from attendance.crm.import_rows import RowProblem
from attendance.crm.rules import Field, FieldInvalid, merged, read_date, read_number, read_value
from attendance.kernel.errors import InvalidInput

SIZE = Field("tamanho", "Tamanho", "choice", ("P", "M"))
VIP = Field("vip", "É VIP?", "boolean")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("R$ 15.000,00", 15000.0), ("12,5", 12.5), ("12.5", 12.5),
        ("1.234.567", 1234567), ("7", 7), ("-3", -3), ("doze", None), ("1,2,3", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(written: str, number: float | None) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31/12/2026", "2026-12-31"), ("1-2-2026", "2026-02-01"), ("2026-12-31", "2026-12-31"),
        ("2026-12-31 10:00:00", "2026-12-31"), ("31/02/2026", None), ("12/2026", None), ("ontem", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written: str, day: str | None) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [(SIZE, "m", "M"), (VIP, "Sim", True), (VIP, "não", False), (VIP, "", None)],
    ids=["choice", "yes", "no", "nothing"],
)
def test_cells_of_ones_own_fields(field: Field, cell: str, value: object) -> None:
    assert read_value(field, cell) == value


def test_a_cell_that_a_field_does_not_take() -> None:
    with pytest.raises(FieldInvalid):
        read_value(SIZE, "XL")


EXCEL = 'Nome;Telefone;Observação\r\n"Silva; João";(11) 98888-0001;São Paulo\r\n;;\r\nAna;;\r\n'


@pytest.mark.parametrize(
    ("content", "encoding", "separator"),
    [
        (EXCEL.encode("cp1252"), "cp1252", ";"),
        (EXCEL.encode("utf-8-sig"), "utf-8", ";"),
        (EXCEL.encode("utf-8"), "utf-8", ";"),
        (EXCEL.encode("utf-16"), "utf-16", ";"),
        (b"sep=;\r\n" + EXCEL.encode("cp1252"), "cp1252", ";"),
        (EXCEL.replace(";", ",").encode(), "utf-8", ","),
        (EXCEL.replace(";", "\t").encode(), "utf-8", "\t"),
    ],
    ids=["Brazilian Excel", "with mark", "plain", "UTF-16", "sep=", "commas", "tabs"],
)
def test_files_as_people_have_them(content: bytes, encoding: str, separator: str) -> None:
    sheet = csv_files.read(content)

    assert (sheet.encoding, sheet.separator) == (encoding, separator)
    assert sheet.heading == ("Nome", "Telefone", "Observação")
    quoted = f"Silva{separator} João"
    assert sheet.rows == [(quoted, "(11) 98888-0001", "São Paulo"), ("Ana", "", "")]


@pytest.mark.parametrize(
    "content", [b"", b"nome\r\n", b"a;a\r\n1;2\r\n"], ids=["nothing", "no rows", "a column twice"]
)
def test_files_that_hold_nothing_usable(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        csv_files.read(content)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-x", "'-x"), ("+5511988880001", "+5511988880001"), ("-12,50", "-12,50"), ("Ana", "Ana"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula_and_comes_back_as_it_was(cell: str, written: str) -> None:
    text = csv_files.written([["a", "b"], [cell, "x"]], separator=";")

    assert csv_files.safe(cell) == written
    assert csv_files.read(text.encode()).rows == [(cell, "x")]


def test_columns_are_known_by_their_names_in_three_languages() -> None:
    heading = ("Nome", "E-mail", "Telefone celular", "WhatsApp", "Código", "tamanho", "Última compra", "Obs")

    assert import_rows.guess(heading, [SIZE]) == {
        "Nome": "name", "E-mail": "email", "Telefone celular": "phone", "WhatsApp": "phone",
        "Código": "customer_id", "tamanho": "custom_fields.tamanho", "Última compra": "last_purchase",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"nome": "Ana", "fone": "12"}, "phone", "phone"),
        ({"nome": "Ana", "mail": "ana"}, "email", "email"),
        ({"nome": "Ana", "gasto": "muito"}, "ltv", "number"),
        ({"nome": "Ana", "tam": "XL"}, "custom_fields.tamanho", "value"),
        ({"gasto": "5"}, "", "empty"),
    ],
    ids=["phone", "e-mail", "number", "choice", "nobody"],
)
def test_what_is_wrong_with_a_row(cells: dict[str, str], field: str, reason: str) -> None:
    columns = {
        "nome": "name",
        "fone": "phone",
        "mail": "email",
        "gasto": "ltv",
        "tam": "custom_fields.tamanho",
    }

    with pytest.raises(RowProblem) as raised:
        import_rows.read_row(dict.fromkeys(columns, "") | cells, columns, {"tamanho": SIZE}, "BR")

    assert (raised.value.field, raised.value.reason) == (field, reason)


def _row(**values: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(
        (
            "customer_id", "first_name", "last_name", "name", "phone", "email", "company_id", "owner_id", "tier", "ltv",
            "last_purchase", "status", "source", "attendant_id", "last_contact", "org_id", "bot_id", "blocked_at",
            "blocked_by", "block_reason",
        )
    )  # fmt: skip
    return {**nothing, "tags": [], "custom_fields": {}, "created_at": "2026-01-01", **values}


@pytest.mark.parametrize(
    ("kept", "other", "take", "changed"),
    [
        ({"tier": "gold"}, {"tier": "premium"}, [], {}),
        ({"tier": "gold"}, {"tier": "premium"}, ["tier"], {"tier": "premium"}),
        ({}, {"tier": "premium"}, [], {"tier": "premium"}),
        ({"tier": "gold"}, {}, ["tier"], {"tier": None}),
        ({"phone": "+1"}, {}, ["phone"], {}),
        ({"name": "Ana"}, {"name": "Ana Lima", "first_name": "Ana"}, [], {}),
        ({"name": "Ana"}, {"name": "Rui", "first_name": "R"}, ["name"], {"name": "Rui", "first_name": "R"}),
        ({"customer_id": "cust-001"}, {"customer_id": "cust-002"}, [], {}),
        ({"tags": ["a"]}, {"tags": ["b", "a"]}, [], {"tags": ["a", "b"]}),
        ({}, {"blocked_at": "2026-02-02"}, [], {"blocked_at": "2026-02-02"}),
        ({}, {"created_at": "2025-01-01"}, [], {"created_at": "2025-01-01"}),
    ],
    ids=[
        "own", "taken", "filled", "emptied", "never emptied", "own name", "taken name", "own number", "tags together",
        "blocked", "known longer",
    ],
)  # fmt: skip
def test_what_a_merge_keeps(
    kept: dict[str, Any], other: dict[str, Any], take: list[str], changed: dict[str, Any]
) -> None:
    assert merged(_row(**kept), _row(**other), take) == changed
