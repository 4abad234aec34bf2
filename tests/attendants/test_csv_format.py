"""attendant.csv: the plan's file as it is, and every way in which a person's file differs from it."""

from attendance.attendants.csv_format import AttendantRow, format_rows, parse

PLAN = """\
id,name,channel,preferences,department,aliases,phone,email
att-001,Maria Santos,all,sales,commercial,maria;mari,5511999990001,maria@empresa.com
att-002,João Silva,whatsapp;web,support,support,joao;js,5511999990002,joao@empresa.com
att-003,Ana Costa,telegram,technical,engineering,ana;anc,5511999990003,ana@empresa.com
att-004,Pedro Oliveira,all,collections,finance,pedro;po,5511999990004,pedro@empresa.com
"""


def test_the_plans_file_reads_completely() -> None:
    file = parse(PLAN)

    assert file.errors == ()
    assert [row.id for row in file.rows] == ["att-001", "att-002", "att-003", "att-004"]
    assert file.rows[1] == AttendantRow(
        line=3,
        id="att-002",
        name="João Silva",
        channels=("whatsapp", "web"),
        preferences=("support",),
        department="support",
        aliases=("joao", "js"),
        phone="+5511999990002",
        email="joao@empresa.com",
    )


def test_what_is_written_reads_back() -> None:
    rows = parse(PLAN).rows

    assert format_rows(rows) == PLAN
    assert parse(format_rows(rows)).rows == rows


def test_comments_blank_lines_windows_ends_and_a_byte_order_mark() -> None:
    text = "\ufeff# our people\r\n\r\nID,Name,Phone\r\n  # sales\r\natt-001,Maria,11999990001\r\n\r\natt-002,João,\r\n"

    file = parse(text)

    assert file.errors == ()
    assert [(row.line, row.id, row.phone) for row in file.rows] == [
        (5, "att-001", "+5511999990001"),
        (7, "att-002", None),
    ]
    assert file.rows[0].channels == ("all",)


def test_quoted_cells_keep_commas_quotes_and_line_breaks() -> None:
    row = AttendantRow(line=2, id="a1", name='Silva, "Jô"\nJr.', aliases=("jo",))

    assert parse(format_rows([row])).rows == (row,)


def test_each_mistake_names_its_line_and_column_and_spares_the_other_rows() -> None:
    text = (
        "id,name,channel,phone,email\n"
        "att 1,Maria,all,11999990001,maria@empresa.com\n"
        "att-2,,all,12,not-an-address\n"
        "att-3,Ana,what?,,ana@empresa.com\n"
        "att-4,Pedro\n"
        "att-5,Good,web,11999990005,good@empresa.com\n"
        "ATT-5,Twice,web,,Good@empresa.com\n"
    )

    file = parse(text)

    assert [row.id for row in file.rows] == ["att-5"]
    assert [(error.line, error.column) for error in file.errors] == [
        (2, "id"),
        (3, "name"),
        (3, "phone"),
        (3, "email"),
        (4, "channel"),
        (5, None),
        (7, "id"),
        (7, "email"),
    ]


def test_a_file_separated_by_semicolons_is_told_so_once() -> None:
    file = parse("id;name;phone\natt-1;Maria;11999990001\natt-2;Ana;\n")

    assert file.rows == ()
    [error] = file.errors
    assert "commas" in error.message


def test_missing_and_unknown_columns_are_errors_of_the_header() -> None:
    file = parse("id,nome\natt-1,Maria\n")

    assert [(error.line, error.column) for error in file.errors] == [(1, "name"), (1, "nome")]


def test_an_empty_file_misses_its_columns() -> None:
    assert [error.column for error in parse("").errors] == ["id", "name"]
