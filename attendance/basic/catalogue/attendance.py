"""10.2: hand-off to people, their queues, and the assistance that they get."""

from typing import Final

from attendance.basic.phrases import Phrase

_WRITE: Final = "attendance.write"

ROWS: Final = (
    Phrase(
        "TRANSFER TO HUMAN",
        most=4,
        nested=4,
        keys=(
            *("department", "queue", "name", "attendant_id", "skill"),
            *("priority", "reason", "context", "destination", "message"),
        ),
        effect="data",
        permission="session.transfer",
    ),
    Phrase("NOTIFY", least=2, most=2, nested=2, effect="message"),
    Phrase("NOTIFY ATTENDANT", least=1, most=2, nested=2, clauses={"WITH": "value"}, effect="message"),
    Phrase("NOTIFY AGENT", least=1, most=2, nested=2, clauses={"WITH": "value"}, effect="message"),
    Phrase("GET QUEUE"),
    Phrase("NEXT IN QUEUE"),
    Phrase(
        "ASSIGN CONVERSATION",
        least=1,
        most=2,
        nested=2,
        clauses={"TO": "value"},
        effect="data",
        permission=_WRITE,
    ),
    Phrase(
        "RESOLVE CONVERSATION", most=2, nested=2, clauses={"WITH": "value"}, effect="data", permission=_WRITE
    ),
    Phrase(
        "SET PRIORITY", least=1, most=2, nested=2, clauses={"TO": "value"}, effect="data", permission=_WRITE
    ),
    Phrase(
        "TAG CONVERSATION",
        least=1,
        most=2,
        nested=2,
        clauses={"WITH": "value"},
        effect="data",
        permission=_WRITE,
    ),
    Phrase("ADD NOTE", least=1, most=2, nested=2, effect="data", permission=_WRITE),
    Phrase("GET ATTENDANTS", clauses={"WITH STATUS": "value"}),
    Phrase("GET ATTENDANT STATUS", least=1),
    Phrase("GET ATTENDANT STATS", least=1),
    Phrase(
        "SET ATTENDANT STATUS",
        least=1,
        most=2,
        nested=2,
        clauses={"TO": "value"},
        effect="data",
        permission=_WRITE,
    ),
    Phrase("GET CUSTOMER HISTORY"),
    Phrase("ESCALATE TO SUPERVISOR", "useful", effect="data", permission="session.transfer"),
    Phrase("ANALYZE SENTIMENT", least=1, most=2, nested=2, loose=True, effect="external"),
    Phrase("GET TIPS", most=2, nested=2, loose=True, effect="external"),
    Phrase("POLISH MESSAGE", least=1, most=2, nested=2, loose=True, effect="external"),
    Phrase("GET SMART REPLIES", effect="external"),
    Phrase("GET SUMMARY", effect="external"),
)
