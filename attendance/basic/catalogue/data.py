"""10.4: tables and lists."""

from collections.abc import Mapping
from typing import Final

from attendance.basic.phrases import ClauseKind, Phrase

MANY: Final = 99
_QUERY: Final[Mapping[str, ClauseKind]] = {
    "WHERE": "where", "ORDER BY": "order", "LIMIT": "value", "OFFSET": "value", "FIRST": "flag", "WITH": "value",
}  # fmt: skip

ROWS: Final = (
    Phrase("FIND", least=1, most=3, nested=2, clauses=_QUERY),
    Phrase("FIND ALL", least=1, most=3, nested=2, clauses=_QUERY),
    Phrase("CREATE", least=2, most=2, nested=2, effect="data"),
    Phrase("INSERT", least=2, most=2, nested=2, effect="data"),
    Phrase("INSERT INTO", least=1, most=MANY, nested=2, clauses={"VALUES": "values"}, effect="data"),
    Phrase(
        "UPDATE",
        least=1,
        most=4,
        nested=3,
        clauses={"SET": "fields", "WITH": "fields", "WHERE": "where"},
        effect="data",
    ),
    Phrase("SAVE", least=1, most=MANY, nested=2, clauses={"WITH": "fields"}, effect="data"),
    Phrase("DELETE", least=1, most=2, nested=2, clauses={"WHERE": "where"}, effect="data"),
    Phrase("DELETE FROM", least=1, clauses={"WHERE": "where"}, effect="data"),
    Phrase("COUNT", least=1, most=2, clauses={"WHERE": "where"}, in_language=True),
    Phrase("FIRST", least=1, most=2, in_language=True),
    Phrase("LAST", least=1, most=2, in_language=True),
    Phrase("APPEND", least=2, most=2, nested=2, in_language=True),
    Phrase("PUSH", least=2, most=2, nested=2, in_language=True),
    Phrase("FILTER", "useful", least=2, most=2, nested=2, in_language=True),
    Phrase(
        "SORT",
        "useful",
        least=1,
        most=2,
        clauses={"BY": "value", "ASC": "flag", "DESC": "flag"},
        in_language=True,
    ),
    Phrase("AGGREGATE", "useful", least=3, most=4, nested=3, in_language=True),
    Phrase("MAP", "useful", least=2, most=2, nested=2, in_language=True),
    Phrase("JOIN", "useful", least=1, most=3, nested=2, in_language=True),
    Phrase("GROUP BY", "useful", least=2, most=2, nested=2, in_language=True),
    Phrase(
        "MERGE", "useful", least=1, most=3, nested=3, clauses={"WITH": "value", "BY": "value"}, effect="data"
    ),
    Phrase("FILL", "useful", least=2, most=2, nested=2, in_language=True),
    Phrase("SAVE FROM UNSTRUCTURED", "useful", least=2, most=2, nested=2, effect="external"),
    Phrase("CREATE OBJECT", most=0, in_language=True),
)
