"""What holds for all values: the tables of chapter 4 as laws."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.basic import operators
from attendance.basic.access import copy, elements, index, member
from attendance.basic.dates import parse_date, parse_datetime, parse_time
from attendance.basic.errors import BasicError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.json_text import read_json
from attendance.basic.numbers import LARGEST, literal_number, parse_money, parse_number
from attendance.basic.regex import search
from attendance.basic.values import Rowset, json, text, truthy
from attendance.basic.wildcards import wildcard_match
from tests.basic.host import NOON, SAO_PAULO, FakeHost

HOST = FakeHost()

integers = st.integers(-LARGEST, LARGEST)
decimals = st.decimals(-(10**12), 10**12, places=6, allow_nan=False)
numbers = integers | decimals
dates = st.dates(date(1900, 1, 1), date(2200, 1, 1))
moments = st.builds(lambda day, clock: datetime.combine(day, clock, SAO_PAULO), dates, st.times())
scalars = (
    st.none()
    | st.booleans()
    | numbers
    | st.text(max_size=8)
    | st.sampled_from(["", "true", "False", "1", "1.50", "2026-03-10", "10/03/2026", "14:30"])
    | dates
    | moments
    | st.times()
    | st.timedeltas()
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
        | st.lists(st.dictionaries(st.text(max_size=4), inner, max_size=2), max_size=3).map(Rowset)
    ),
    max_leaves=8,
)
plain_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@given(values, values)
def test_equality_is_symmetric(left: Any, right: Any) -> None:
    assert operators.equal(left, right, HOST) is operators.equal(right, left, HOST)


@given(values)
def test_a_value_equals_its_copy(value: Any) -> None:
    assert operators.equal(value, copy(value), HOST)


@given(values)
def test_what_equals_null_is_false(value: Any) -> None:
    assert not operators.equal(value, None, HOST) or not truthy(value)


@given(values)
def test_null_has_no_order(value: Any) -> None:
    for compare in (operators.less, operators.less_or_equal):
        assert not compare(value, None, HOST)
        assert not compare(None, value, HOST)


@given(scalars, scalars)
def test_order_is_antisymmetric_and_total_where_there_is_one(left: Any, right: Any) -> None:
    try:
        below, above = operators.less(left, right, HOST), operators.less(right, left, HOST)
    except BasicError as error:
        assert error.code == "E302"
        return
    assert not (below and above)
    assert operators.less_or_equal(left, right, HOST) is (
        below or (operators.less_or_equal(right, left, HOST) and operators.equal(left, right, HOST))
    )


@given(numbers)
def test_the_text_of_a_number_is_that_number(number: Any) -> None:
    written = text(number, HOST)

    assert literal_number(written) == number
    assert "e" not in written.lower()
    assert not written.endswith(".") and not ("." in written and written.endswith("0"))


@given(st.integers(-(10**25), 10**25) | decimals, st.sampled_from(["pt-BR", "en", "es"]))
def test_formatted_numbers_are_understood_in_their_language(number: Any, language: str) -> None:
    host = FakeHost(language=language)

    written = FUNCTIONS["format"].run(host, [number, "#,##0.000000"])

    assert parse_number(written, language) == number


@given(decimals, decimals, decimals)
def test_sums_are_exact(one: Decimal, two: Decimal, three: Decimal) -> None:
    left = operators.add(operators.add(one, two, HOST), three, HOST)
    right = operators.add(one, operators.add(two, three, HOST), HOST)

    assert left == right
    assert operators.subtract(left, three, HOST) == operators.add(one, two, HOST)


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15).filter(bool))
def test_division_and_rest_make_the_whole(dividend: int, divisor: int) -> None:
    times = operators.integer_divide(dividend, divisor, HOST)
    rest = operators.modulo(dividend, divisor, HOST)

    assert times * divisor + rest == dividend
    assert rest == 0 or (rest < 0) == (dividend < 0)
    assert times == operators.integer_divide(Decimal(dividend), Decimal(divisor), HOST)


@given(decimals, decimals.filter(bool))
def test_decimal_division_and_rest_make_the_whole(dividend: Decimal, divisor: Decimal) -> None:
    times = operators.integer_divide(dividend, divisor, HOST)
    rest = operators.modulo(dividend, divisor, HOST)

    assert times * Decimal(divisor) + Decimal(rest) == dividend


@given(plain_values)
def test_json_reads_back(value: Any) -> None:
    assert read_json(json(value, HOST)) == value


@given(
    dates | moments, st.integers(-5000, 5000), st.sampled_from(["second", "minute", "hour", "day", "week"])
)
def test_dateadd_and_datediff_are_inverses(when: Any, amount: int, unit: str) -> None:
    later = FUNCTIONS["dateadd"].run(HOST, [unit, amount, when])

    assert FUNCTIONS["datediff"].run(HOST, [when, later, unit]) == amount


@given(dates, st.integers(-500, 500), st.sampled_from(["month", "quarter", "year"]))
def test_months_forward_and_counted(when: date, amount: int, unit: str) -> None:
    when = when.replace(day=min(when.day, 28))

    later = FUNCTIONS["dateadd"].run(HOST, [when, amount, unit])

    assert FUNCTIONS["datediff"].run(HOST, [when, later, unit]) == amount


@given(moments)
def test_the_text_of_a_datetime_equals_it(when: datetime) -> None:
    when = when.replace(microsecond=0, fold=0)
    local = when.astimezone(SAO_PAULO)
    if local.replace(tzinfo=None) != when.replace(tzinfo=None):
        return  # a time that the clocks skipped

    assert operators.equal(when, text(when, HOST), HOST)


@given(dates, st.sampled_from(["DD/MM/YYYY", "YYYY-MM-DD"]))
def test_the_formatted_date_is_that_date(when: date, pattern: str) -> None:
    assert operators.equal(when, FUNCTIONS["format"].run(HOST, [when, pattern]), HOST)


@given(st.times(), st.timedeltas(timedelta(0), timedelta(hours=23)))
def test_times_turn_round_at_midnight(clock: time, span: timedelta) -> None:
    assert operators.add(operators.add(clock, span, HOST), timedelta(days=1) - span, HOST) == clock


_pieces = st.sampled_from(
    [
        *("a", "b", "é", "1", " ", ".", "\\d", "\\w", "\\s", "\\S", "[ab]", "[^a1]", "[a-c1-2]", "\\."),
        *("\\b", "\\B", "^", "$"),
    ]
)
_quantified = st.tuples(_pieces, st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{0,}", "*?"])).map(
    lambda pair: pair[0] if pair[0] in ("^", "$", "\\b", "\\B") else "".join(pair)
)
_patterns = st.recursive(
    st.lists(_quantified, min_size=1, max_size=3).map("".join),
    lambda inner: (
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})")
        | st.tuples(inner, st.sampled_from(["", "?", "{1,2}"])).map(lambda pair: f"({pair[0]}){pair[1]}")
        | st.lists(inner, min_size=1, max_size=2).map("".join)
    ),
    max_leaves=4,
)


@given(_patterns, st.text("ab1é .", min_size=1, max_size=6))
def test_regular_expressions_agree_with_those_of_python(pattern: str, subject: str) -> None:
    assert search(pattern, subject) is (re.search(pattern, subject) is not None)


@given(_patterns, st.text("abAB1éÉ", min_size=1, max_size=6))
def test_without_case_too(pattern: str, subject: str) -> None:
    assert search("(?i)" + pattern, subject) is (re.search(pattern, subject, re.IGNORECASE) is not None)


@given(st.text("ab%_\\", max_size=8), st.text("ab%_\\", max_size=8))
def test_wildcards_agree_with_an_expression(pattern: str, subject: str) -> None:
    expression = re.sub(
        r"\\([%_\\])|(%)|(_)|(.)",
        lambda found: (
            re.escape(found[1])
            if found[1]
            else ".*"
            if found[2]
            else "."
            if found[3]
            else re.escape(found[4])
        ),
        pattern,
        flags=re.DOTALL,
    )

    assert wildcard_match(subject, pattern) is (re.fullmatch(expression, subject, re.DOTALL) is not None)


_KINDS = (type(None), bool, int, Decimal, str, date, time, timedelta, list, dict)
_arguments = values | st.sampled_from(
    [
        "day",
        "mês",
        "0.00",
        "R$ #,##0.00",
        "DD/MM/YYYY",
        "cpf",
        "phone",
        "[1, 2]",
        '{"a": 1}',
        "amanhã",
        -1,
        0,
        2,
        NOON,
    ]
)


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_value, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_value(item) for key, item in value.items())
    return isinstance(value, _KINDS)


@settings(max_examples=1500)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(_arguments, max_size=4))
def test_functions_give_values_or_errors_of_the_language(name: str, args: list[Any]) -> None:
    function = FUNCTIONS[name]
    args = (args + [None] * function.least)[: max(function.least, min(len(args), function.most))]

    try:
        result = function.call(HOST, args)
    except BasicError as error:
        assert re.fullmatch(r"E[35]\d\d", error.code)
    else:
        assert _is_value(result)


_OPERATORS = (
    *(operators.add, operators.subtract, operators.multiply, operators.divide, operators.integer_divide),
    *(operators.modulo, operators.power, operators.concatenate, operators.contains, operators.like),
    *(operators.matches, operators.starts_with, operators.ends_with),
)


@settings(max_examples=1500)
@given(st.sampled_from(_OPERATORS), _arguments, _arguments)
def test_operators_give_values_or_errors_of_the_language(operator: Any, left: Any, right: Any) -> None:
    try:
        result = operator(left, right, HOST)
    except BasicError as error:
        assert re.fullmatch(r"E[35]\d\d", error.code)
    else:
        assert _is_value(result)


@given(values, _arguments, st.sampled_from(["length", "count", "a", "year", "days", "url", "weekday"]))
def test_reaching_into_anything_is_safe(value: Any, at: Any, name: str) -> None:
    assert _is_value(member(value, name, HOST))
    assert _is_value(index(value, at, HOST))
    assert _is_value(elements(value))


_SPOKEN = """
hoje amanhã segunda sexta-feira dia de da às 1 2 15 31 99 0 14h 14:30 30/02 25/12/2026 2026-02-30 março abril maio meia
meio-dia tarde noite que vem passada daqui a em dias horas meses mil reais centavos R$ -5 1.234,56 vinte e cem , . next
last friday pm am in 9999-12-31 99999 99999999999999999999999999 milhões
"""
_WORDS = st.sampled_from(_SPOKEN.split())


@settings(max_examples=1000)
@given(st.lists(_WORDS, max_size=6).map(" ".join) | st.text(max_size=20))
def test_what_people_write_is_understood_or_not_but_never_breaks(written: str) -> None:
    assert isinstance(parse_date(written, HOST), date | None)
    assert isinstance(parse_time(written, HOST), time | None)
    assert isinstance(parse_datetime(written, HOST), datetime | None)
    assert isinstance(parse_number(written, "pt-BR"), int | Decimal | None)
    amount = parse_money(written, "pt-BR")
    assert amount is None or -LARGEST <= amount <= LARGEST
