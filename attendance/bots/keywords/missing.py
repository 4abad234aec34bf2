"""Keywords whose part of the product is not there yet: they parse, and raise E401 when they are reached."""

from collections.abc import Mapping
from typing import Final

_WAITING: Final = (
    (
        "messages to others than the session's customer",
        (
            "TALK TO", "SEND WHATSAPP", "SEND SMS", "BROADCAST", "SEND FILE TO", "SEND IMAGE TO", "SEND AUDIO TO",
            "SEND VIDEO TO",
        ),
    ),
    ("e-mail", ("CREATE DRAFT", "BEGIN MAIL", "EMAIL.SEND", "EMAIL.RENDER")),
    (
        "language models",
        (
            "ANSWER", "SEE", "OCR", "SET ANSWER MODE", "SAVE FROM UNSTRUCTURED", "BEGIN PROMPT",
        ),
    ),
    ("knowledge bases", ("USE KB", "ADD KB", "CLEAR KB", "THINK KB", "USE WEBSITE")),
    (
        "leads, tasks and activities",
        (
            "CREATE TASK", "CREATE LEAD", "SCORE LEAD", "GET LEAD SCORE", "UPDATE LEAD SCORE", "LOG ACTIVITY",
            "RECORD METRIC",
        ),
    ),
    (
        "meetings and calls",
        (
            "BOOK", "CHECK AVAILABILITY", "CALL PHONE", "HANG UP", "PLAY", ".REQUEST_SCREEN_SHARE",
            ".INVITE", ".END", ".MUTE", ".REMOVE", ".START_RECORDING", ".STOP_RECORDING", ".TRANSCRIPT",
        ),
    ),
    (
        "files that scripts write",
        ("WRITE", "LIST", "DELETE FILE", "UPLOAD", "DOWNLOAD", "GENERATE PDF", "GENERATE SECURE LINK"),
    ),
    ("cards and pages in messages", ("BEGIN HTML", "BEGIN CARD")),
    ("approvals", ("REQUEST APPROVAL",)),
    ("roles of whoever starts a script", ("ALLOW ROLE",)),
)  # fmt: skip

MISSING: Final[Mapping[str, str]] = {phrase: part for part, phrases in _WAITING for phrase in phrases}
"""What each waits for. Methods are written as the machine calls them: `EMAIL.SEND`, `.END` of a meeting."""
