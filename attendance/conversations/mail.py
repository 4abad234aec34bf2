"""What a mail of ours has beyond its words: further recipients, a subject, the message that it answers."""

from typing import Any

from attendance.channels.base import Capabilities
from attendance.conversations.schemas import NewMail
from attendance.kernel.errors import InvalidInput


def mail_content(mail: NewMail, able: Capabilities) -> dict[str, Any]:
    """As the message keeps it; a person gets one copy, and it is the visible one. Raises InvalidInput."""
    if not able.has_copies:
        raise InvalidInput("This channel has neither copies nor subjects.", fields={"mail": "channel"})
    cc = list(dict.fromkeys(one.lower() for one in mail.cc))
    bcc = [one for one in dict.fromkeys(one.lower() for one in mail.bcc) if one not in cc]
    subject = " ".join((mail.subject or "").split())
    kept = {"cc": cc, "bcc": bcc, "subject": subject}
    return {**{name: value for name, value in kept.items() if value}, "has_original": mail.has_original}
