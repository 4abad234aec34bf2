"""HTML whose elements are nested cleanly and not deeply, whatever it was: what parsers of pages read in linear time.

Elements that are opened thousands of times and never closed make them work with the square of the length, and
marks like `<b>` left open are repeated in every later paragraph: a small mail becomes gigabytes.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

_CALM: Final = 1_500
"""So many tags do no harm, however they are nested."""
_DEEPEST: Final = 100
_TOKEN: Final = re.compile(
    r"<!--|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15})(?P<rest>(?:[\s/][^<>]{0,4000})?)>|<[!?/a-zA-Z][^<>]{0,4000}>|<"
)
_ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z][a-zA-Z-]{0,20})\s{0,5}=\s{0,5}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'`=]{1,2000}))"""
)
_VOID: Final = frozenset(("br", "col", "hr", "img", "wbr"))
_CELLS: Final = frozenset(("td", "th", "p"))
_ROWS: Final = frozenset(("tr", "td", "th", "p"))
_ENDED_BY: Final = {
    "p": frozenset(("p",)),
    "li": frozenset(("li", "p")),
    "dd": frozenset(("dd", "dt", "p")),
    "dt": frozenset(("dd", "dt", "p")),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _ROWS,
    "tbody": _ROWS | {"tbody", "thead"},
    "tfoot": _ROWS | {"tbody", "thead"},
}
"""Elements that the next one of its kind ends, without a word."""


def nested(html: str, *, tags: frozenset[str], silent: frozenset[str]) -> str:
    """The page with these tags only and without what is in the silent ones; a page with few tags as it is."""
    return "".join(_Nesting(html, tags, silent).pieces()) if html.count("<") > _CALM else html


class _Nesting:
    """One page on its way through, with the elements that are open."""

    def __init__(self, html: str, tags: frozenset[str], silent: frozenset[str]) -> None:
        self._html, self._tags, self._silent = html, tags, silent
        self._open: list[str] = []

    def pieces(self) -> Iterator[str]:
        at = 0
        while found := _TOKEN.search(self._html, at):
            yield self._html[at : found.start()].replace(">", "&gt;")
            at = found.end()
            tag = (found["tag"] or "").lower()
            if found[0] == "<!--":
                at = self._after("-->", at)
            elif tag in self._silent and not found["close"]:
                at = self._after(f"</{tag}", at)
                at = self._after(">", at)
            elif found[0] == "<":
                yield "&lt;"
            elif tag in self._tags:
                yield from self._close(tag) if found["close"] else self._begin(tag, found["rest"])
        yield self._html[at:].replace(">", "&gt;")
        yield from self._end(len(self._open))

    def _after(self, mark: str, at: int) -> int:
        """Where the mark ends; the page's end when it is not there."""
        found = re.compile(re.escape(mark), re.IGNORECASE).search(self._html, at)
        return found.end() if found else len(self._html)

    def _begin(self, tag: str, rest: str) -> Iterator[str]:
        while self._open and self._open[-1] in _ENDED_BY.get(tag, ()):
            yield from self._end(1)
        if tag in _VOID:
            yield f"<{tag}{_attributes(rest)}>"
        elif len(self._open) < _DEEPEST:
            self._open.append(tag)
            yield f"<{tag}{_attributes(rest)}>"

    def _close(self, tag: str) -> Iterator[str]:
        if tag in self._open:
            yield from self._end(self._open[::-1].index(tag) + 1)

    def _end(self, count: int) -> Iterator[str]:
        for _ in range(count):
            yield f"</{self._open.pop()}>"


def _attributes(rest: str) -> str:
    """Written so that there is one way of reading them."""
    pairs = [(name, double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(rest)]
    return "".join(f' {name.lower()}="{escape(unescape(value))}"' for name, value in pairs[:30])
