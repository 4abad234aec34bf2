"""What the status codes of mail servers mean, in words. RFC 3463; Gmail's and Microsoft's own uses of them."""

import re
from typing import Final

_MEANINGS: Final = (
    (r"5\.1\.(?:1|2|3|6|10)|5\.4\.[14]", "unknown_recipient", "The address doesn't exist."),
    (r"[45]\.2\.2", "mailbox_full", "The customer's mailbox is full."),
    (r"5\.2\.1", "mailbox_disabled", "The customer's mailbox is disabled."),
    (r"5\.(?:2\.3|3\.4)", "too_large", "The mail is larger than the customer's server takes."),
    (r"5\.7\.\d+", "blocked_by_recipient", "The customer's server refused the mail."),
    (r"4\.\d+\.\d+", "not_delivered", "The customer's server could not be reached for days."),
)
_ENHANCED: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_BY_REPLY: Final = {550: "5.1.1", 551: "5.1.6", 552: "5.2.2", 553: "5.1.3"}


def enhanced_status(words: str, code: int = 0) -> str:
    """The enhanced status in a server's answer, else the one that its bare code stands for; empty for none."""
    found = _ENHANCED.search(words)
    return found[0] if found else _BY_REPLY.get(code, "")


def meaning_of(status: str, said: str = "") -> tuple[str, str]:
    """(our code, a sentence with the server's own words) for an enhanced status."""
    code, sentence = next(
        ((code, words) for pattern, code, words in _MEANINGS if re.fullmatch(pattern, status)),
        ("not_delivered", "The mail could not be delivered."),
    )
    said = " ".join(said.split())[:300]
    return code, f"{sentence} ({said})" if said else sentence
