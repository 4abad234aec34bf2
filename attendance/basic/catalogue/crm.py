"""10.5 and 10.6: tasks, messages to anybody, campaigns, meetings and calls."""

from typing import Final

from attendance.basic.catalogue.data import MANY
from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase(
        "CREATE TASK",
        least=1,
        most=4,
        nested=4,
        keys=("title", "description", "assignee", "due", "priority", "related_to"),
        effect="data",
    ),
    Phrase(
        "SEND MAIL",
        most=MANY,
        nested=3,
        clauses={
            "TO": "value",
            "SUBJECT": "value",
            "BODY": "value",
            "ATTACHMENT": "values",
            "CC": "value",
            "BCC": "value",
        },
        effect="external",
    ),
    Phrase("SEND TEMPLATE", least=2, most=MANY, nested=3, effect="external"),
    Phrase("SEND TEMPLATE TO", least=2, most=MANY, nested=3, effect="external"),
    Phrase("SEND SMS", least=2, most=3, nested=2, effect="external"),
    Phrase("SEND WHATSAPP", least=2, most=2, nested=2, effect="message"),
    Phrase(
        "BROADCAST",
        "useful",
        least=1,
        most=2,
        nested=2,
        loose=True,
        clauses={"TO": "value"},
        effect="external",
        permission="campaign.send",
    ),
    Phrase("CREATE DRAFT", "useful", least=3, most=3, nested=3, effect="external"),
    Phrase("CREATE LEAD", "useful", least=1, effect="data"),
    Phrase("SCORE LEAD", "useful", least=1, effect="external"),
    Phrase("GET LEAD SCORE", "useful", least=1),
    Phrase("UPDATE LEAD SCORE", "useful", least=2, most=3, nested=3, effect="data"),
    Phrase("LOG ACTIVITY", "useful", least=2, most=5, nested=5, effect="data"),
    Phrase("RECORD METRIC", "useful", least=1, most=2, clauses={"WITH": "fields"}, effect="data"),
    Phrase("TRIGGER", "useful", least=1, most=2, nested=2, effect="data"),
    Phrase(
        "CREATE MEETING",
        least=1,
        most=4,
        nested=4,
        keys=(
            *("type", "title", "participants", "start_at", "expires_in"),
            *("max_participants", "recording", "transcription", "screen_share"),
        ),
        effect="external",
    ),
    Phrase("BOOK", least=1, most=4, nested=4, effect="external"),
    Phrase("CHECK AVAILABILITY", "useful", least=2, most=3, nested=3, effect="external"),
    Phrase("CALL PHONE", "useful", least=1, most=2, nested=2, effect="external"),
    Phrase("HANG UP", "useful", most=0, effect="external"),
    Phrase("PLAY", "useful", least=1, effect="external"),
)
