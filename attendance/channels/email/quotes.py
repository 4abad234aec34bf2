"""Finds where the answer ends and the earlier mails begin that programs copy below it. Linear in the text's length."""

import re
from typing import Final

_HEADER: Final = re.compile(
    r"^\W{0,4}(?:"
    r"(?:Em|No dia|On|El|Am|Le|Il)\b.{4,400}(?:escreveu|wrote|escribió|schrieb|a écrit|ha scritto)\W{0,4}"
    r"|.{2,200}<[^<>\s]{3,200}@[^<>\s]{3,200}>\s+(?:escreveu|wrote|escribió)\W{0,4}"
    r"|-{2,}\s*(?:Mensagem original|Mensagem encaminhada|Original Message|Forwarded message|Mensaje original"
    r"|Mensaje reenviado|Original-Nachricht)\s*-{2,}"
    r"|(?:Início da mensagem reenviada|Begin forwarded message):"
    r")\s*$",
    re.IGNORECASE,
)
_OUTLOOK: Final = re.compile(r"^\W{0,3}(?:De|From|Von)\s?:\s?\S.*", re.IGNORECASE)
_OUTLOOK_NEXT: Final = re.compile(
    r"^\W{0,3}(?:Enviad[ao](?: em)?|Sent|Date|Data|Fecha|Para|To|Gesendet|Cc|Assunto|Subject|Asunto)\s?:",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"^_{20,}\s*$")
_MOST_LINES: Final = 20_000
_LONGEST_LINE: Final = 1_000


def fold(text: str) -> tuple[str, str]:
    """(the answer, what is quoted below it). All of it is the answer when nothing would be left of one."""
    lines = text.split("\n")
    start = _start_of_quote(lines[:_MOST_LINES])
    if start is None:
        return text.strip(), ""
    answer, quoted = "\n".join(lines[:start]).strip(), "\n".join(lines[start:]).strip()
    return (answer, quoted) if answer else (text.strip(), "")


def _start_of_quote(lines: list[str]) -> int | None:
    for number, line in enumerate(lines):
        if _is_header(lines, number):
            return number
        if line.lstrip().startswith(">") and all(_is_quoted(later) for later in lines[number:]):
            return number
    return None


def _is_header(lines: list[str], number: int) -> bool:
    """Whether a quote begins here: programs break the line that says who wrote when."""
    line = lines[number].strip()[:_LONGEST_LINE]
    following = [later.strip()[:_LONGEST_LINE] for later in lines[number + 1 : number + 5]]
    if _RULE.match(line):
        return any(_OUTLOOK.match(later) for later in following[:2])
    if _OUTLOOK.match(line):
        return any(_OUTLOOK_NEXT.match(later) for later in following[:3])
    return bool(line) and any(_tells_who_wrote([line, *following[:more]]) for more in range(3))


def _tells_who_wrote(lines: list[str]) -> bool:
    """Whether these lines together say who wrote when, and not the later ones alone."""
    if not all(lines) or _HEADER.match(" ".join(lines)) is None:
        return False
    return len(lines) == 1 or not _tells_who_wrote(lines[1:])


def _is_quoted(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(">")
