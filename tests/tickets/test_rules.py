"""Decisions about tickets, as tables of cases and as laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.kernel.errors import InvalidInput
from attendance.tickets import rules
from attendance.tickets.rules import MOVES, STATUSES, Field, FieldInvalid, Status, TicketMoveNotPossible

ALLOWED = {
    "open": {"in_progress", "pending", "resolved", "closed"},
    "in_progress": {"open", "pending", "resolved", "closed"},
    "pending": {"open", "in_progress", "resolved", "closed"},
    "resolved": {"open", "closed"},
    "closed": {"open"},
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("wanted", STATUSES)
def test_every_pair_of_statuses(status: Status, wanted: Status) -> None:
    if wanted == status:
        assert rules.move_to(status, wanted) is None
    elif wanted in ALLOWED[status]:
        sources, target = MOVES[rules.move_to(status, wanted) or "start"]
        assert (status in sources, target) == (True, wanted)
    else:
        with pytest.raises(TicketMoveNotPossible):
            rules.move_to(status, wanted)


@given(st.lists(st.sampled_from(STATUSES), max_size=30))
def test_whatever_is_asked_for_a_ticket_can_always_be_solved_and_taken_up_again(wanted: list[Status]) -> None:
    status: Status = "open"
    for one in wanted:
        if one in rules.reachable(status):
            rules.move_to(status, one)
            status = one

    assert status == "closed" or "closed" in rules.reachable(status)
    assert status == "open" or "open" in rules.reachable(status)
    assert rules.reachable(status) == ALLOWED[status]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#TIC-001", 1), ("TIC-1", 1), ("tic-0042", 42), (" # 7 ", None), ("#7", 7), ("12", 12), ("TIC-12345", 12345),
        ("TIC", None), ("pedido 12", None), ("12a", None), ("", None), ("-1", None), ("1" * 30, None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: int | None) -> None:
    assert rules.number_in(text) == number


@given(st.integers(1, 999_999_999))
def test_a_number_is_found_again_as_it_was_written(number: int) -> None:
    assert (
        rules.number_in(rules.number_of(number)) == rules.number_in(f"#{rules.number_of(number)}") == number
    )


def test_the_plans_number() -> None:
    assert rules.number_of(1) == "TIC-001"
    assert rules.number_of(12345) == "TIC-12345"


COLOUR = Field("cor", "Cor", "choice", ("azul", "verde"))


@pytest.mark.parametrize(
    ("field", "value", "is_good"),
    [
        (Field("nota", "Nota", "text"), "NF 12", True),
        (Field("nota", "Nota", "text"), 12, False),
        (Field("nota", "Nota", "text"), "x" * 2001, False),
        (Field("valor", "Valor", "number"), 12.5, True),
        (Field("valor", "Valor", "number"), True, False),
        (Field("valor", "Valor", "number"), "12", False),
        (Field("urgente", "Urgente", "boolean"), False, True),
        (Field("urgente", "Urgente", "boolean"), 0, False),
        (Field("dia", "Dia", "date"), "2026-11-22", True),
        (Field("dia", "Dia", "date"), "22/11/2026", False),
        (Field("dia", "Dia", "date"), "20261122", False),
        (COLOUR, "azul", True),
        (COLOUR, "Azul", False),
        (COLOUR, None, True),
    ],
)
def test_values_of_the_companys_own_fields(field: Field, value: Any, is_good: bool) -> None:
    if is_good:
        assert rules.field_values([field], {field.key: value}) == {field.key: value}
    else:
        with pytest.raises(FieldInvalid):
            rules.field_values([field], {field.key: value})


def test_people_fill_only_fields_that_exist_and_scripts_may_add_others() -> None:
    with pytest.raises(FieldInvalid):
        rules.field_values([COLOUR], {"tamanho": "M"})

    assert rules.field_values([COLOUR], {"tamanho": "M"}, takes_unknown=True) == {"tamanho": "M"}
    assert rules.missing_fields([Field("a", "A", "text", is_required=True)], {"a": ""}) == ["A"]


@pytest.mark.parametrize(
    "fields",
    [
        [Field("Nota", "Nota", "text")],
        [Field("1a", "Nota", "text")],
        [Field("a", "A", "text"), Field("a", "B", "text")],
        [Field("a", "A", "choice")],
    ],
    ids=["capital", "digit first", "twice", "nothing to choose"],
)
def test_definitions_that_make_no_sense(fields: list[Field]) -> None:
    with pytest.raises(InvalidInput):
        rules.check_definitions(fields)
