"""Whether a machine wrote a mail: such mail is shown to people and never answered by a bot. RFC 3834, RFC 2919."""

from email.message import Message
from typing import Final

from attendance.channels.email.headers import text_of, token_of

_ANY: Final = (
    "List-Id",
    "List-Unsubscribe",
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply-From",
    "X-Loop",
    "Feedback-ID",
)
_PRECEDENCE: Final = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_SUPPRESS: Final = frozenset({"all", "autoreply", "oof", "dr", "ndr", "rn", "nrn"})
_SENDERS: Final = (
    "mailer-daemon",
    "postmaster",
    "noreply",
    "no-reply",
    "nao-responda",
    "naoresponda",
    "donotreply",
    "do-not-reply",
)


def reason_of(mail: Message, sender: str) -> str | None:
    """Which sign says that a machine wrote it; None for a person's mail."""
    if token_of(mail, "Auto-Submitted") not in ("", "no"):
        return "auto_submitted"
    if any(text_of(mail, name) for name in _ANY):
        return "list"
    if token_of(mail, "Precedence") in _PRECEDENCE:
        return "bulk"
    suppressed = {word.strip().lower() for word in text_of(mail, "X-Auto-Response-Suppress").split(",")}
    if suppressed & _SUPPRESS:
        return "suppressed"
    if _has_null_return_path(mail):
        return "null_sender"
    if mail.get_content_type() == "multipart/report":
        return "report"
    return "machine_address" if sender.partition("@")[0].startswith(_SENDERS) else None


def _has_null_return_path(mail: Message) -> bool:
    """Written by the receiving server: `<>` asks that nobody answers."""
    return any(key.lower() == "return-path" and value.strip() == "<>" for key, value in mail.items())
