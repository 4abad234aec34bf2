"""HTML of strangers: made harmless for a screen, and turned into the words that it shows."""

import re
from html import unescape
from typing import Final

import nh3

from attendance.channels.email.nesting import nested

MOST_CHARS: Final = 300_000
"""Of HTML that is kept: what is longer is shown as text."""
REMOTE: Final = "data-remote-src"
"""Where the address of a picture waits until somebody asks for it: loading it tells the sender that it was read."""

_TAGS: Final = frozenset(
    (
        "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
        "dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
        "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    )
)  # fmt: skip
_ATTRIBUTES: Final = {
    "*": {"align", "valign", "dir", "lang", "title", "width", "height", "style", "bgcolor"},
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"color", "size", "face"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "table": {"border", "cellpadding", "cellspacing"},
}
_STYLES: Final = frozenset(
    (
        "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
        "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width",
        "color", "display", "font-family", "font-size", "font-style", "font-weight", "height",
        "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left",
        "margin-right", "margin-top", "max-width", "min-width", "padding", "padding-bottom", "padding-left",
        "padding-right", "padding-top", "text-align", "text-decoration", "text-indent", "text-transform",
        "vertical-align", "white-space", "width", "word-break",
    )
)  # fmt: skip
_SCHEMES: Final = {"http", "https", "mailto", "tel", "cid"}
_SILENT: Final = frozenset(("script", "style", "title", "template", "noscript", "object", "svg", "math"))
_BREAKS: Final = frozenset(
    (
        "blockquote", "br", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
        "p", "pre", "table", "tr", "ul",
    )
)  # fmt: skip
_PARAGRAPHS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"))
_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?[^<>]*>|([^<]+)')
_BLANK: Final = re.compile(r"[\s\u00a0\u200b]+")
_GAPS: Final = re.compile(r"\n{3,}")
_IMAGE: Final = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_SOURCE: Final = re.compile(r' src="([^"]*)"')


def harmless(html: str) -> str:
    """The same page without scripts, forms, frames, style sheets and anything that loads by itself."""
    return _IMAGE.sub(_hold_back, clean(html))


def clean(html: str) -> str:
    """The same page without scripts, forms, frames and style sheets; pictures load."""
    return nh3.clean(
        nested(html, tags=_TAGS, silent=_SILENT),
        tags=set(_TAGS),
        clean_content_tags={*_SILENT, "head"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        filter_style_properties=set(_STYLES),
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    ).strip()


def has_remote_images(html: str) -> bool:
    return REMOTE in html


def _hold_back(image: re.Match[str]) -> str:
    """Pictures that came with the mail stay; those of elsewhere wait."""
    source = _SOURCE.search(image[1])
    if source is None or source[1].startswith("cid:"):
        return image[0]
    is_remote = source[1].startswith(("http:", "https:"))
    held = f' {REMOTE}="{source[1]}"' if is_remote else ""
    return f"<img{image[1].replace(source[0], held)}>"


def words(html: str) -> str:
    """What the page says, as lines of text; quotes begin with `>`."""
    clean = nh3.clean(
        nested(html, tags=_TAGS, silent=_SILENT), tags=set(_TAGS), clean_content_tags=set(_SILENT),
        attributes={"a": {"href"}}, link_rel=None,
    )  # fmt: skip
    page = _Words()
    for token in _TOKEN.finditer(clean):
        closing, tag, link, text = token.groups()
        if text is not None:
            page.say(_BLANK.sub(" ", unescape(text)))
        elif closing:
            page.close(tag)
        else:
            page.open(tag, unescape(link) if link else None)
    return page.text()


class _Words:
    """Collects words line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._quotes = 0
        self._link: str | None = None

    def open(self, tag: str, link: str | None) -> None:
        if tag in _BREAKS:
            self._break(is_paragraph=tag in _PARAGRAPHS)
        elif tag in ("td", "th") and self._lines[-1].strip("> "):
            self._lines[-1] += " "
        if tag == "blockquote":
            self._quotes = min(self._quotes + 1, 8)
        elif tag == "li":
            self.say("• ")
        elif tag == "a":
            self._link = link

    def close(self, tag: str) -> None:
        if tag in _BREAKS:
            self._break(is_paragraph=tag in _PARAGRAPHS)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "a":
            self._tell_link()

    def say(self, text: str) -> None:
        if not self._lines[-1]:
            text = text.lstrip()
            if text and self._quotes:
                self._lines[-1] = ">" * self._quotes + " "
        self._lines[-1] += text

    def text(self) -> str:
        lines = [line.rstrip() for line in self._lines]
        return _GAPS.sub("\n\n", "\n".join(lines)).strip()

    def _break(self, *, is_paragraph: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if is_paragraph and len(self._lines) > 1 and self._lines[-2]:
            self._lines.append("")

    def _tell_link(self) -> None:
        """The address, where the words don't say it."""
        link, self._link = self._link, None
        if link and link.startswith(("http://", "https://")) and link.rstrip("/") not in self._lines[-1]:
            self.say(f" ({link[:500]})")
