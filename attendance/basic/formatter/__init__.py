"""The canonical layout of a script: four blanks for each block, keywords in capitals, comments kept."""

from attendance.basic.formatter.layout import layout
from attendance.basic.parser import parse


def format(source: str, language: str | None = None) -> str:
    """The script as it should look, in the keywords of `language` (`en`, `pt`) or, without one, as they are.

    A script with errors, or one that would mean something else in its new layout, comes back as it is.
    """
    before = parse(source, "")
    if not before.is_sound:
        return source
    formatted = layout(source, language)
    after = parse(formatted, "")
    same = after.is_sound and after.script.body == before.script.body
    return formatted if same else source
