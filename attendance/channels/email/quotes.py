"""Finds where the answer ends and the earlier mails begin that programs copy below it. Linear in the text's length."""

import re
from typing import Final

_HEADER: Final = re.compile(
    r"^\W{0,4}(?:"
    r"(?:Em|No dia|On|El|Am|Le|Il)\b.{4,400}(?:escreveu|wrote|escribió|schrieb|a écrit|ha scritto)\W{0,4}"
    r"|.{2,200}<[^<>\s@]{1,200}@[^<>\s@]{3,200}>\s+(?:escreveu|wrote|escribió)\W{0,4}"
    r"|-{2,80}\s{0,20}(?:Mensagem original|Mensagem encaminhada|Original Message|Forwarded message|Mensaje original"
    r"|Mensaje reenviado|Original-Nachricht)\s{0,20}-{2,80}"
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
    tail = _quoted_tail(lines)
    for number, line in enumerate(lines):
        if _is_header(lines, number):
            return number
        if number >= tail and line.lstrip().startswith(">"):
            return number
    return None


def _quoted_tail(lines: list[str]) -> int:
    """From which line on everything is quoted."""
    start = len(lines)
    while start and _is_quoted(lines[start - 1]):
        start -= 1
    return start


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
