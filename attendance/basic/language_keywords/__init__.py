"""Keywords that work in memory (10.4, chapter 11). What is about a table is the host's."""

from collections.abc import Callable, Mapping
from typing import Final

from attendance.basic.host import Host, Invocation, Value
from attendance.basic.language_keywords import combining, lists, texts
from attendance.basic.language_keywords.sentinel import FOR_THE_HOST

__all__ = ["FOR_THE_HOST", "LANGUAGE_KEYWORDS"]

LANGUAGE_KEYWORDS: Final[Mapping[str, Callable[[Host, Invocation], Value]]] = {
    "COUNT": lists.count,
    "FIRST": lists.first,
    "LAST": lists.last,
    "FILTER": lists.keep,
    "SORT": lists.sort,
    "AGGREGATE": lists.aggregate,
    "MAP": combining.project,
    "JOIN": combining.join,
    "GROUP BY": combining.group,
    "FILL": texts.fill,
    "FORMAT": texts.format_as,
    "JSON PARSE": texts.parse_json,
    "GENERATE CODE": texts.generate_code,
}
"""By phrase. The value is FOR_THE_HOST when this use of the phrase is about a table."""
