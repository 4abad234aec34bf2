"""Writes docs/reference/keywords.md, the reference of the keywords, from their classes and the keyword table.

python -m tools.keyword_reference            write it
python -m tools.keyword_reference --check    fail when it is not what the code says
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from attendance.basic.catalogue import (
    PHRASES,
    SYNONYMS,
    assistance,
    attendance,
    conversation,
    crm,
    data,
    language,
    session,
    web,
)
from attendance.basic.phrases import Phrase
from attendance.bots.keywords import KEYWORDS
from attendance.bots.keywords.missing import MISSING
from attendance.bots.keywords.of_the_language import DESCRIBED

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "docs" / "reference" / "keywords.md"
HOW = "python -m tools.keyword_reference"
_CHAPTERS: Final = (
    ("Conversation", conversation.ROWS),
    ("Attendance", attendance.ROWS),
    ("Session and memory", session.ROWS),
    ("Tables and lists", data.ROWS),
    ("Customers, messages, meetings", crm.ROWS),
    ("Language models and knowledge", assistance.ROWS),
    ("Other systems, schedules, files, events", web.ROWS),
    ("Values and errors", language.ROWS),
)
_OPENING: Final = f"""# Keywords

<!-- Written by `{HOW}`; change `attendance/bots/keywords` instead. -->

What a bot's scripts can say, beside assignments, conditions, loops and procedures. Upper and lower case are the same,
`_` may stand between the words (`TALK TO` is `TALK_TO`), and arguments may stand in parentheses: `GET SESSION("tier")`.
`[x]` may be left out, `…` may be repeated. Errors can be caught with TRY, except the limits (E5…).
"""
_MISSING: Final = """
## Not there yet

These parse, and raise E401 when they are reached. What they wait for:

| keyword | waits for |
|---|---|
"""


class Page(Protocol):
    """What a keyword's class, or the description of one that the language runs, tells."""

    @property
    def phrase(self) -> str: ...
    @property
    def syntax(self) -> tuple[str, ...]: ...
    @property
    def example(self) -> str: ...
    @property
    def effects(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def errors(self) -> tuple[tuple[str, str], ...]: ...


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    made = reference()
    if not parser.parse_args().check:
        WRITTEN.parent.mkdir(parents=True, exist_ok=True)
        WRITTEN.write_text(made, "utf-8")
        return 0
    if WRITTEN.is_file() and WRITTEN.read_text("utf-8") == made:
        return 0
    print(f"{WRITTEN.relative_to(ROOT)} is not what the code says. Run: {HOW}")
    return 1


def pages() -> Mapping[str, Page]:
    """By phrase: what the product runs, and what the language runs alone."""
    return {page.phrase: page for page in DESCRIBED} | dict(KEYWORDS)


def reference() -> str:
    """The whole document."""
    known = pages()
    parts = [_OPENING]
    for title, rows in _CHAPTERS:
        blocks = [page for phrase, page in known.items() if rows is web.ROWS and phrase not in PHRASES]
        parts += _chapter(title, [*(known[row.words] for row in rows if row.words in known), *blocks])
    parts += [_MISSING, *(f"| `{phrase}` | {part} |\n" for phrase, part in MISSING.items())]
    return "".join([*parts, _out_of_scope(PHRASES.values())])


def _chapter(title: str, known: Iterable[Page]) -> Iterator[str]:
    yield f"\n## {title}\n"
    for page in known:
        yield f"\n### {page.phrase}\n\n"
        yield from _page(page)


def _page(page: Page) -> Iterator[str]:
    yield "```text\n" + "\n".join(page.syntax or (page.phrase,)) + "\n```\n\n"
    synonyms = [f"`{word}`" for word, phrase in SYNONYMS.items() if phrase == page.phrase]
    yield page.effects + (f" Also written {', '.join(synonyms)}." if synonyms else "") + "\n"
    if page.result:
        yield f"\nGives {_code(page.result)}.\n"
    if page.errors:
        yield "\n" + "".join(f"* {code}: {when}\n" for code, when in page.errors)
    yield f"\n```basic\n{page.example}\n```\n"


def _code(result: str) -> str:
    """The names of an object's properties as code."""
    before, brace, rest = result.partition("{")
    return f"{before}`{brace}{rest}`" if brace and "`" not in result and rest.endswith("}") else result


def _out_of_scope(rows: Iterable[Phrase]) -> str:
    phrases = sorted(row.words for row in rows if row.mark == "out")
    listed = " · ".join(phrases)
    return f"\n## Of other products\n\nThese parse, too, and raise E401: {listed}.\n"


if __name__ == "__main__":
    sys.exit(main())
