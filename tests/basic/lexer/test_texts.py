"""Section 2.2: texts, and 2.5: when an apostrophe opens one."""

import pytest

from attendance.basic.lexer import Interpolation, Lexer


def pieces(source: str) -> list[tuple[str, ...]]:
    """The value of every text; an interpolation as `<source>`."""
    found = []
    for token in Lexer(source).read().tokens:
        if token.kind == "string":
            shown = (
                f"<{source[p.start : p.end]}>" if isinstance(p, Interpolation) else p for p in token.value
            )
            found.append(tuple(shown))
    return found


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('""', ()),
        ('"a"', ("a",)),
        ('"a""b"', ('a"b',)),
        ('"a" ""', None),
        (r'"a\nb\t\"\\\$\{\/"', ('a\nb\t"\\${/',)),
        (r'"\d+"', ("\\d+",)),
        ('"um\ndois"', ("um\ndois",)),
        ("“texto”", ("texto",)),
        ('“diga "oi"”', ('diga "oi"',)),
        ('"a ${b} c"', ("a ", "<b>", " c")),
        ('"${a}${b}"', ("<a>", "<b>")),
        ('"${f("}")}"', ('<f("}")>',)),
        ('"${ {a: 1}.a }"', ("<" + " {a: 1}.a " + ">",)),
        ('"${{a}}"', ("${{a}}",)),
        ('"R${ sem fim"', ("R${ sem fim",)),
        ('"${um\ndois}"', ("${um\ndois}",)),
        ('"{a}"', ("{a}",)),
        ('f"a {b} ${c}"', ("a ", "<b>", " $", "<c>")),
        ('F"a"', ("a",)),
    ],
)
def test_values(source: str, value: tuple[str, ...] | None) -> None:
    assert pieces(f"x = {source}") == ([("a",), ()] if value is None else [value])


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("x = 'f'", ["f"]),
        ("x = 'f' + 'g'", ["f", "g"]),
        ("f('a', 'b')", ["a", "b"]),
        ("IF x = 'a' THEN", ["a"]),
        ("x = 'a' AND 'b'", ["a", "b"]),
        ("TALK 'oi'", []),
        ("x = 1 ' comentário 'com' aspas", []),
        ("x = 'sem fim", []),
        ("x = 'a' b", []),
        ("' x = 'f'", []),
        (r"x = 'C:\dados\n'", [r"C:\dados\n"]),
    ],
)
def test_apostrophes(source: str, texts: list[str]) -> None:
    assert ["".join(each) for each in pieces(source)] == texts
