"""Sections 3.2 to 3.4: which words are keywords, and what belongs to them."""

import pytest

from attendance.basic.parser import parse
from tests.basic.parser.shown import errors, shown, value, warnings


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ('case = FIND "t"', 'case = FIND("t")'),
        ("talk = 1", "talk = 1"),
        ('case.status = "x"', 'case.status = "x"'),
        ("list[0] = 1", "list[0] = 1"),
        ("count += 1", "count += 1"),
        ("meeting.end()", "meeting.end()"),
        ("list.push(1)", "list.push(1)"),
        ('NOTIFY attendant, "x"', 'NOTIFY(attendant, "x")'),
        ('NOTIFY attendant.id, "x"', 'NOTIFY(attendant.id, "x")'),
        ('NOTIFY ATTENDANT att.id, "x"', 'NOTIFY ATTENDANT(att.id, "x")'),
        ("SET session.x = 1", "session.x = 1"),
        ('SET SESSION "x", 1', 'SET SESSION("x", 1)'),
        ("SET context = 1", "context = 1"),
        ("SET role, papel", "role = papel"),
        ('send_mail "a", "b", "c"', 'SEND MAIL("a", "b", "c")'),
        ('SEND EMAIL "a", "b", "c"', 'SEND MAIL("a", "b", "c")'),
        ('SEND MAIL to, subject, body', "SEND MAIL(to, subject, body)"),
        ('SEND MAIL "a", "b", "c", ATTACHMENT f', 'SEND MAIL("a", "b", "c") ATTACHMENT<f>'),
        ("SEND EMAIL TO a SUBJECT b BODY c", "SEND MAIL() TO<a> SUBJECT<b> BODY<c>"),
        ("PRINT (a + b) * 2", "PRINT(((a + b) * 2))"),
        ("PRINT(a + b)", "PRINT((a + b))"),
        ("HANG UP", "HANG UP()"),
        ("SET HEADER \"a\" = b", 'SET HEADER("a", b)'),
        ('REMEMBER "k" = v', 'REMEMBER("k", v)'),
        ("SET SCHEDULE EVERY 5 MINUTES", "SET SCHEDULE() EVERY<5, MINUTES>"),
        ('SET SCHEDULE "0 8 * * *" "a.bas"', 'SET SCHEDULE("0 8 * * *", "a.bas")'),
        ("ANALYZE SENTIMENT session.id texto", "ANALYZE SENTIMENT(session.id, texto)"),
        ("WAIT FOR RESPONSE AS nome TIMEOUT 5 MINUTES", "WAIT FOR RESPONSE() AS<nome> TIMEOUT<5, MINUTES>"),
        (
            'UPDATE "t" SET a = 1, b = c + 1 WHERE d = e',
            'UPDATE("t") SET<a: 1, b: (c + 1)> WHERE<(d = e)>',
        ),
        ('SAVE "t" WITH a AS 1, b AS c.d', 'SAVE("t") WITH<a: 1, b: c.d>'),
        ('POST TO INSTAGRAM u, "x"', "POST TO INSTAGRAM()"),
        ("STEP 1: BOT \"a\" \"b\"", "STEP()"),
    ],
)  # fmt: skip
def test_statements(source: str, tree: str) -> None:
    assert shown(source) == tree


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("list + 1", "(list + 1)"),
        ("count", "count"),
        ("NOT filter", "(NOT filter)"),
        ('list CONTAINS "a"', '(list CONTAINS "a")'),
        ('FILTER sales, "x>1"', 'FILTER(sales, "x>1")'),
        ("GET url", "GET(url)"),
        ("NEXT IN QUEUE", "NEXT IN QUEUE()"),
        ("GET SESSION(\"k\") OR 0", '(GET SESSION("k") OR 0)'),
        ('FIND ("t", "f")', 'FIND("t", "f")'),
        ("FORMAT data AS \"dd\"", 'FORMAT(data) AS<"dd">'),
        ("FORMAT total, \"0\"", 'call FORMAT(total, "0")'),
        ("LOG(10)", "call LOG(10)"),
        ("COPY(a)", "call COPY(a)"),
        ("JSON PARSE s", "JSON PARSE(s)"),
        # head
        ('GET "a" + b = c', '(GET(("a" + b)) = c)'),
        ("FIND a, b, c", "FIND(a, b, c)"),
        ('FIND "t" WHERE a = 1 AND b = 2 ORDER BY c DESC, d LIMIT 3 FIRST',
         'FIND("t") WHERE<((a = 1) AND (b = 2))> ORDER BY<c desc, d> LIMIT<3> FIRST<>'),
        # operand
        ('"x" + GET "k" + y', '(("x" + GET("k")) + y)'),
        ('"CS-" + FORMAT NOW() AS "YYYY" + "-1"', '(("CS-" + FORMAT(call NOW()) AS<"YYYY">) + "-1")'),
        ('"x" + FORMAT d, "0"', '("x" + call FORMAT(d, "0"))'),
        # argument
        ('f(GET "a", b)', 'call f(GET("a"), b)'),
        ('f(GET "config", "k")', 'call f(GET("config", "k"))'),
        ('f(GET SESSION "k", b)', 'call f(GET SESSION("k"), b)'),
        ("f(GET SESSION s, k)", "call f(GET SESSION(s, k))"),
        ('f(FIND "t", "f")', 'call f(FIND("t", "f"))'),
        ('{ a: FIND "t", b: 2 }', '{a: FIND("t"), b: 2}'),
        ('{ a: FIND "t", "b": 2 }', '{a: FIND("t"), b: 2}'),
        ('a.send(to = FIND "t", b = 2)', 'a.send(to = FIND("t"), b = 2)'),
        ('[LLM "a", "b"]', '[LLM("a"), "b"]'),
        ("FIRST(SORT a.items BY \"k\")", 'FIRST(SORT(a.items) BY<"k">)'),
        ('CALL "x.bas", a, b', 'script "x.bas"(a, b)'),
        ("CALL f(a)", "call f(a)"),
    ],
)  # fmt: skip
def test_expressions(source: str, tree: str) -> None:
    assert value(source) == tree


def test_a_nested_call_that_takes_a_comma_deserves_parentheses() -> None:
    assert warnings('TALK f(FIND "t", "f")') == ["W206 1"]
    assert warnings('TALK f(FIND("t", "f"))') == []


def test_a_procedure_of_the_script_hides_a_keyword_of_its_name() -> None:
    assert shown_last("SUB notify(a)\nEND SUB\nnotify(1)") == "Call"
    assert shown_last("SUB notify\nEND SUB\nnotify") == "Name"


def shown_last(source: str) -> str:
    return type(getattr(parse(source, "x").script.body[-1], "expression", None)).__name__


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('NOTIFY "a"', "E310 1:1"),
        ('TALK "a", "b"', "E310 1:1"),
        ('x = FIND("t", "a", "b", "c")', "E310 1:5"),
        ("TRANSFER TO HUMAN({ fila: 1 })", "E311 1:27"),
    ],
)
def test_arguments_are_counted(source: str, code: str) -> None:
    assert errors(source) == [code]


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("TRANSFER TO HUMAM", "TRANSFER TO HUMAN"),
        ('TALKK "oi"', "TALK"),
        ("CLEAR SUGESTIONS", "CLEAR SUGGESTIONS"),
        ('SND MAIL "a"', "SEND MAIL"),
    ],
)
def test_an_unknown_keyword_is_completed(source: str, meant: str) -> None:
    (found,) = parse(source, "x").diagnostics
    assert (found.code, found.values["s"]) == ("E130", meant)
