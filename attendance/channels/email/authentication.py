"""Whether a mail is from whom it says: what the mailbox's own receiving server found out. RFC 8601, 7489.

Only results under the name of that server count: anybody can write such a header into their mail. Where the server
says nothing, nothing is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Final

_HEADER: Final = "authentication-results"
_COMMENT: Final = re.compile(r"\([^()]*\)")
_RESULT: Final = re.compile(r"(dmarc|spf|dkim)\s*=\s*([a-z]+)", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    r"(?:header\.d|header\.i|smtp\.mailfrom|smtp\.helo)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE
)
_MOST_CHARS: Final = 5_000
_FAILED: Final = frozenset({"fail", "softfail", "permerror"})
_USUAL_SERVERS: Final[Mapping[str, str]] = {
    "imap.gmail.com": "mx.google.com",
    "imap.zoho.com": "mx.zohomail.com",
}


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's verdict; `domain` is what it was reached for, in lower case."""

    method: str
    verdict: str
    domain: str


def usual_server(imap_host: str) -> str:
    """The name under which this provider's mailboxes get results; empty when we don't know it."""
    return _USUAL_SERVERS.get(imap_host, "")


def doubt_of(mail: Message, *, server: str, sender: str, answered: str, own: str) -> str | None:
    """Why `answered`, the address that is taken for the sender's, may not be theirs: dmarc, spf, dkim or reply_to; None
    when nothing speaks against it. `sender` is the From address, `own` the mailbox's."""
    results = _results(mail, server) if server else []
    if not results:
        return None
    domain = _domain_of(sender)
    failed = _failure(results, domain)
    if failed is not None:
        return failed
    is_own_form = domain == _domain_of(own)
    return None if answered == sender or is_own_form else "reply_to"


def _failure(results: list[_Result], domain: str) -> str | None:
    """DMARC decides where it was looked at; otherwise one method that passed for the sender's domain is enough."""
    dmarc = [one.verdict for one in results if one.method == "dmarc"]
    if "pass" in dmarc:
        return None
    if any(verdict in _FAILED for verdict in dmarc):
        return "dmarc"
    if any(one.verdict == "pass" and _is_aligned(one.domain, domain) for one in results):
        return None
    return next((one.method for one in results if one.verdict in _FAILED), None)


def _is_aligned(found: str, domain: str) -> bool:
    return found == domain or found.endswith(f".{domain}") or domain.endswith(f".{found}")


def _results(mail: Message, server: str) -> list[_Result]:
    """Of the topmost header that is this server's: the lower ones came with the mail."""
    for name, value in mail.raw_items():
        text = _COMMENT.sub(" ", str(value)[:_MOST_CHARS])
        said_by, _, rest = text.partition(";")
        if name.lower() == _HEADER and said_by.split()[:1] == [server]:
            return [found for part in rest.split(";") if (found := _result(part)) is not None]
    return []


def _result(part: str) -> _Result | None:
    method = _RESULT.search(part)
    if method is None:
        return None
    domain = _DOMAIN.search(part)
    return _Result(method[1].lower(), method[2].lower(), _domain_of(domain[1]) if domain else "")


def _domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip(".>").lower()
