"""10.9 to 10.12 and 12.5: HTTP, schedules, files, events, logging, roles."""

from typing import Final

from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase("GET", least=1, most=2, effect="external"),
    Phrase("POST", least=1, most=2, nested=2, effect="external"),
    Phrase("PUT", least=2, most=2, nested=2, effect="external"),
    Phrase("PATCH", least=2, most=2, nested=2, effect="external"),
    Phrase("DELETE HTTP", least=1, effect="external"),
    Phrase("SET HEADER", least=2, most=2, form="statement", effect="data"),
    Phrase("WEBHOOK", least=1, form="statement"),
    Phrase("WEBHOOK POST", "useful", least=1, clauses={"WITH": "value"}, effect="external"),
    Phrase("SET SCHEDULE", most=3, loose=True, clauses={"EVERY": "word"}, form="statement", effect="data"),
    Phrase("READ", "useful", least=1),
    Phrase("WRITE", "useful", least=2, most=2, nested=2, effect="data"),
    Phrase("LIST", "useful", least=1),
    Phrase("DELETE FILE", "useful", least=1, effect="data"),
    Phrase("UPLOAD", "useful", least=1, clauses={"TO": "value"}, effect="external"),
    Phrase("DOWNLOAD", "useful", least=1, most=2, nested=2, effect="external"),
    Phrase(
        "GENERATE PDF",
        "useful",
        least=1,
        most=3,
        nested=3,
        clauses={"WITH TEMPLATE": "value", "TEMPLATE": "value", "DATA": "value"},
        effect="data",
    ),
    Phrase("GENERATE SECURE LINK", "useful", least=1, clauses={"EXPIRES": "word"}, effect="data"),
    Phrase("PUBLISH EVENT", "useful", least=1, most=2, nested=2, effect="data"),
    Phrase("LOG", least=1, most=2, form="statement", in_language=True),
    Phrase("LOG INFO", least=1, most=2, form="statement", in_language=True),
    Phrase("LOG WARN", least=1, most=2, form="statement", in_language=True),
    Phrase("LOG ERROR", least=1, most=2, form="statement", in_language=True),
    Phrase("LOG DEBUG", least=1, most=2, form="statement", in_language=True),
    Phrase("ALLOW ROLE", "useful", least=1, form="statement"),
)
