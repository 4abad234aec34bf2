"""The functions of chapter 11, one table a group."""

import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from attendance.basic.errors import BasicError, LimitError
from attendance.basic.functions import FUNCTIONS
from attendance.basic.functions.ids import random_digits
from attendance.basic.values import File, Rowset
from tests.basic.host import NOON, SAO_PAULO, FakeHost

ROWS = [{"valor": Decimal("2.5"), "nome": "a"}, {"valor": None}, {"Valor": "4", "nome": "b"}]


def call(name: str, *args: Any, host: FakeHost | None = None) -> Any:
    return FUNCTIONS[name.casefold()].call(host or FakeHost(), args)


TEXTS: list[tuple[str, list[Any], Any]] = [
    ("LEN", ["ação"], 4),
    ("LEN", [None], 0),
    ("LENGTH", [[1, 2]], 2),
    ("LEN", [12345], 5),
    ("LCASE", ["AÇÃO"], "ação"),
    ("UPPER", ["ação"], "AÇÃO"),
    ("TRIM", [" a\n"], "a"),
    ("LTRIM", [" a "], "a "),
    ("RTRIM", [" a "], " a"),
    ("LEFT", ["abc", 2], "ab"),
    ("LEFT", ["abc", -1], ""),
    ("RIGHT", ["abc", 2], "bc"),
    ("RIGHT", ["abc", 9], "abc"),
    ("RIGHT", ["abc", 0], ""),
    ("MID", ["abcdef", 2, 3], "bcd"),
    ("MID", ["abcdef", 5], "ef"),
    ("MID", ["abc", 0, 2], "ab"),
    ("MID", [[1, 2, 3, 4], 1, 2], [2, 3]),
    ("INSTR", ["abcabc", "c"], 3),
    ("INSTR", [4, "abcabc", "c"], 6),
    ("INSTR", ["abc", "C"], 0),
    ("REPLACE", ["a.b.c", ".", ","], "a,b,c"),
    ("REPLACE", ["abc", "", "x"], "abc"),
    ("SPLIT", ["a;b;", ";"], ["a", "b", ""]),
    ("SPLIT", ["", ";"], []),
    ("SPLIT", ["ab", ""], ["a", "b"]),
    ("CONTAINS", ["Olá Mundo", "mundo"], True),
    ("STARTSWITH", ["Olá", "ol"], True),
    ("ENDSWITH", ["Olá", "X"], False),
    ("REPEAT", ["ab", 3], "ababab"),
    ("REPEAT", ["ab", -3], ""),
    ("REPEAT", ["", 10**30], ""),
    ("CAPITALIZE", ["joão SILVA"], "João silva"),
    ("PROPER", ["MARIA DA SILVA-COSTA"], "Maria da Silva-Costa"),
    ("EXTRACT_BETWEEN", ["id [42] fim", "[", "]"], "42"),
    ("EXTRACT_BETWEEN", ["id [42", "[", "]"], ""),
    ("EXTRACT_BEFORE", ["ana@x.com", "@"], "ana"),
    ("EXTRACT_AFTER", ["ana@x.com", "@"], "x.com"),
    ("EXTRACT_AFTER", ["ana", "@"], ""),
    ("CHR", [231], "ç"),
    ("ASC", ["ç"], 231),
    ("ASC", [""], 0),
    ("REMOVE_ACCENTS", ["Ação É"], "Acao E"),
    ("HASH", ["a"], "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
    ("HASH", ["a", "MD5"], "0cc175b9c0f1b6a831c399e269772661"),
    ("BASE64_ENCODE", ["ação"], "YcOnw6Nv"),
    ("BASE64_DECODE", ["YcOnw6Nv"], "ação"),
    ("BASE64_DECODE", ["b2k"], "oi"),
    ("URL_ENCODE", ["a b&ç/"], "a%20b%26%C3%A7%2F"),
]
NUMBERS: list[tuple[str, list[Any], Any]] = [
    ("ABS", [-3], 3),
    ("INT", [Decimal("-2.5")], -3),
    ("FLOOR", ["2.9"], 2),
    ("CEIL", [Decimal("2.1")], 3),
    ("SGN", [-9], -1),
    ("ROUND", [Decimal("2.5")], 3),
    ("ROUND", [Decimal("-2.5")], -3),
    ("ROUND", [Decimal("1.005"), 2], Decimal("1.01")),
    ("ROUND", [1250, -2], 1300),
    ("ROUND", [None], 0),
    ("MIN", [3, 1, 2], 1),
    ("MAX", [3, "10", None], 10),
    ("SQR", [16], 4),
    ("SQRT", [2], Decimal("1.414213562373095048801688724")),
    ("EXP", [0], 1),
    ("LOG10", [1000], 3),
    ("SIN", [0], 0),
    ("COS", [0], 1),
    ("ATN", [0], 0),
    ("MOD", [-7, 3], -1),
    ("VAL", ["12,5 kg"], 12),
    ("VAL", ["3.5e2x"], Decimal("3.5")),
    ("VAL", ["R$ 5"], 0),
    ("VAL", [None], 0),
    ("TO_NUMBER", ["12.50"], Decimal("12.5")),
    ("TO_NUMBER", ["1.234,56"], Decimal("1234.56")),
    ("TO_NUMBER", ["x"], None),
    ("TO_NUMBER", [None], None),
    ("STR", [Decimal("1.50")], "1.5"),
    ("CINT", ["2.5"], 3),
    ("CDBL", ["2.5"], Decimal("2.5")),
]
DATES: list[tuple[str, list[Any], Any]] = [
    ("NOW", [], NOON),
    ("TODAY", [], date(2026, 3, 10)),
    ("TIME", [], time(12, 0)),
    ("DATEADD", [date(2026, 1, 31), 1, "month"], date(2026, 2, 28)),
    ("DATEADD", ["dia", 5, "2026-01-31"], date(2026, 2, 5)),
    ("DATEADD", [2, NOON, "n"], NOON + timedelta(minutes=2)),
    ("DATEADD", ["mês", "-1", NOON], NOON.replace(month=2)),
    ("DATEADD", [date(2024, 2, 29), 1, "year"], date(2025, 2, 28)),
    ("DATEADD", [date(2026, 1, 1), Decimal("1.5"), "days"], datetime(2026, 1, 2, 12, tzinfo=SAO_PAULO)),
    ("DATEADD", [None, 1, "day"], None),
    ("ADD_DAYS", ["10/03/2026", 1], date(2026, 3, 11)),
    ("DATEDIFF", ["2026-03-01", "2026-01-01"], 59),
    ("DATEDIFF", ["day", "2026-01-01", "2026-03-01"], 59),
    ("DATEDIFF", ["2026-01-31", "2026-02-28", "months"], 1),
    ("DATEDIFF", ["2026-03-01", "2026-01-15", "m"], -1),
    ("DATEDIFF", [NOON, "2026-03-10 13:59", "hora"], 1),
    ("DATEDIFF", [NOON, None], None),
    ("DATEVALUE", ["31/12/2026"], date(2026, 12, 31)),
    ("DATEVALUE", ["nunca"], None),
    ("DATE", [NOON], date(2026, 3, 10)),
    ("YEAR", [NOON], 2026),
    ("MONTH", ["2026-03-10"], 3),
    ("DAY", [None], None),
    ("HOUR", ["14:30"], 14),
    ("MINUTE", [NOON], 0),
    ("SECOND", [time(1, 2, 3)], 3),
    ("WEEKDAY", [date(2026, 3, 15)], 0),
    ("DAYS", [2], timedelta(days=2)),
    ("HOURS", [Decimal("1.5")], timedelta(minutes=90)),
    ("DAYS_BETWEEN", ["2026-01-01", "2026-01-31"], 30),
    ("HOURS_BETWEEN", [NOON, "2026-03-10 15:30"], 3),
    ("MINUTES_BETWEEN", ["2026-03-10 12:10", NOON], -10),
]
LISTS: list[tuple[str, list[Any], Any]] = [
    ("UBOUND", [[1, 2]], 2),
    ("UBOUND", ["[1, 2, 3]"], 3),
    ("COUNT", [Rowset([{}, {}])], 2),
    ("COUNT", [None], 0),
    ("LBOUND", [[1]], 0),
    ("FIRST", [[1, 2]], 1),
    ("FIRST", [[]], None),
    ("FIRST", [[1, 2, 3], 2], [1, 2]),
    ("LAST", [[1, 2]], 2),
    ("LAST", [[1, 2, 3], 2], [2, 3]),
    ("LAST", [[1, 2, 3], 0], []),
    ("SLICE", [[1, 2, 3], 1], [2, 3]),
    ("SLICE", [[1, 2, 3], -2, 1], [2]),
    ("REVERSE", [[1, 2]], [2, 1]),
    ("REVERSE", ["abc"], "cba"),
    ("UNIQUE", [[1, "1", 1, Decimal("1.0"), {"a": 1, "b": 2}, {"b": 2, "a": 1}]], [1, "1", {"a": 1, "b": 2}]),
    ("FLATTEN", [[1, [2, [3, []]]]], [1, 2, 3]),
    ("RANGE", [1, 4], [1, 2, 3, 4]),
    ("RANGE", [4, 1], []),
    ("RANGE", [4, 1, -2], [4, 2]),
    ("RANGE", [0, 1, Decimal("0.5")], [0, Decimal("0.5"), 1]),
    ("INDEX_OF", [["a", "b"], "b"], 1),
    ("INDEX_OF", [None, "b"], -1),
    ("JOIN", [["a", 1, None]], "a, 1, "),
    ("JOIN", [["a", "b"], "-"], "a-b"),
    ("KEYS", [{"a": 1}], ["a"]),
    ("KEYS", [Rowset([{"a": 1}])], ["a"]),
    ("VALUES", [{"a": 1}], [1]),
    ("SUM", [ROWS, "valor"], Decimal("6.5")),
    ("SUM", [[]], 0),
    ("AVG", [ROWS, "valor"], Decimal("3.25")),
    ("AVG", [[]], None),
    ("MIN", [ROWS, "valor"], Decimal("2.5")),
    ("MAX", [ROWS, "valor"], 4),
    ("MAX", [ROWS, "nome"], "b"),
    ("MAX", [[date(2026, 1, 1), date(2026, 2, 1)]], date(2026, 2, 1)),
    ("MIN", [[]], None),
]
LOGIC: list[tuple[str, list[Any], Any]] = [
    ("IIF", ["", 1, 2], 2),
    ("IF", ["false", 1, 2], 1),
    ("NVL", [None, 1], 1),
    ("IFNULL", [0, 1], 0),
    ("COALESCE", [None, Rowset(), "", "x"], ""),
    ("ISEMPTY", [[]], True),
    ("ISNULL", [""], False),
    ("IS_NUMERIC", ["1.5"], True),
    ("IS_DATE", ["31/02/2026"], False),
    ("IS_DATE", ["28/02/2026"], True),
    ("IS_DATE", ["14:30"], False),
    ("IS_EMAIL", ["ana.silva@empresa.com.br"], True),
    ("IS_CPF", ["529.982.247-25"], True),
    ("IS_CNPJ", ["11.222.333/0001-81"], True),
    ("TYPEOF", [File("u")], "file"),
    ("SWITCH", [False, 1, True, 2], 2),
    ("SWITCH", [False, 1, "other"], "other"),
    ("SWITCH", [False, 1], None),
]
CONVERSION: list[tuple[str, list[Any], Any]] = [
    ("JSON", [{"a": [1, None]}], '{"a":[1,null]}'),
    ("FROMJSON", ['{"a": 1.5}'], {"a": Decimal("1.5")}),
    ("FROMJSON", [""], None),
    ("FROMJSON", [{"a": 1}], {"a": 1}),
    ("TOYAML", [{"a": [1, {"b": "sim: não", "c": []}]}], 'a:\n  - 1\n  - b: "sim: não"\n    c: []'),
    ("TOYAML", ["true"], '"true"'),
    ("CSV", [[{"a": 1, "b": 'x,"y"'}, {"c": None}]], 'a,b,c\n1,"x,""y""",\n,,\n'),
    ("CSV", [[[1, 2], 3]], "1,2\n3\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "args", "expected"), [*TEXTS, *NUMBERS, *DATES, *LISTS, *LOGIC, *CONVERSION]
)
def test_functions(name: str, args: list[Any], expected: Any) -> None:
    result = call(name, *args)

    assert result == expected
    assert type(result) is type(expected) or isinstance(result, int | Decimal | Rowset)


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("LEN", [], "E310"),
        ("LEFT", ["a", "x"], "E311"),
        ("CHR", [0xD800], "E311"),
        ("CHR", [0], "E311"),
        ("HASH", ["a", "crc"], "E311"),
        ("BASE64_DECODE", ["***"], "E311"),
        ("SQRT", [-1], "E305"),
        ("LOG", [0], "E305"),
        ("EXP", [1000], "E304"),
        ("MOD", [1, 0], "E303"),
        ("DATEADD", [NOON, 1], "E310"),
        ("DATEADD", [NOON, 1, "lua"], "E311"),
        ("DATEADD", [date(9999, 1, 1), 20, "year"], "E304"),
        ("DATEDIFF", ["a", "b"], "E311"),
        ("YEAR", ["nunca"], "E311"),
        ("RANGE", [1, 2, 0], "E305"),
        ("RANGE", [-5, 10**30], "E304"),
        ("SUM", [["x"]], "E311"),
        ("KEYS", [[1]], "E311"),
        ("FROMJSON", ["{"], "E311"),
        ("FORMAT", ["abc", "0.00"], "E311"),
    ],
)
def test_refused(name: str, args: list[Any], code: str) -> None:
    with pytest.raises(BasicError) as error:
        call(name, *args)

    assert error.value.code == code


def _inside_itself() -> list[Any]:
    endless: list[Any] = []
    endless.append(endless)
    return endless


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("REPEAT", ["ab", 10**9]),
        ("REPLACE", ["a" * 1000, "a", "b" * 1000]),
        ("SPLIT", ["," * 60_000, ","]),
        ("JOIN", [["x" * 1000] * 1000]),
        ("RANGE", [1, 10**9]),
        ("FLATTEN", [_inside_itself()]),
        ("FLATTEN", [[[0] * 30_000, [0] * 30_000]]),
        ("CSV", [[["x" * 1000]] * 1000]),
        ("BASE64_ENCODE", ["x" * 250_000]),
        ("URL_ENCODE", ["ç" * 100_000]),
    ],
)
def test_limits(name: str, args: list[Any]) -> None:
    with pytest.raises(LimitError) as error:
        call(name, *args)

    assert error.value.code == "E503"


def test_random_numbers_repeat_with_the_host_and_stay_inside() -> None:
    host, again = FakeHost(), FakeHost()

    drawn = [call("RANDOM", 6, 1, host=host) for _ in range(50)]

    assert set(drawn) == {1, 2, 3, 4, 5, 6}
    assert drawn == [call("RANDOM", 1, 6, host=again) for _ in range(50)]
    assert 0 <= call("RND", host=host) < 1


def test_ids_differ_and_codes_are_digits() -> None:
    host = FakeHost()
    assert call("GUID", host=host) != call("UUID", host=host)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", call("GUID"))
    assert re.fullmatch(r"\d{6}", random_digits(host, 6))


def test_a_copy_is_another() -> None:
    original = {"a": [1]}

    twin = call("COPY", original)
    twin["a"].append(2)

    assert original == {"a": [1]}
    assert json.loads(call("JSON", twin)) == {"a": [1, 2]}
