"""The words of a page that a script wrote as HTML: what is shown of it where HTML isn't. Pure."""

import re
from html import unescape
from typing import Final

import nh3

_SILENT: Final = frozenset(("script", "style", "title", "template"))
_BREAKS: Final = frozenset(
    ("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol")
)
_TAG: Final = re.compile(r"<[^<>]*>")
_BLANK: Final = re.compile(r"[\s\u00a0]+")
_GAPS: Final = re.compile(r"\n{3,}")


def words_of(html: str) -> str:
    """A line per block, without tags."""
    page = nh3.clean(html, tags=set(_BREAKS), clean_content_tags=set(_SILENT), attributes={})
    lines = (unescape(line).strip() for line in _TAG.sub("\n", _BLANK.sub(" ", page)).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()
