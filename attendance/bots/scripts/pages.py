"""The words of a page that a script wrote as HTML: what is shown of it where HTML isn't. Pure."""

import re
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = frozenset(("script", "style", "head", "title", "template"))
_BREAKS: Final = frozenset(
    ("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol")
)
_BLANK: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_GAPS: Final = re.compile(r"\n{3,}")


def words_of(html: str) -> str:
    """A line per block, without tags."""
    page = _Page()
    page.feed(html)
    page.close()
    lines = (_BLANK.sub(" ", line).strip() for line in "".join(page.said).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(" ".join(data.split("\n")))
