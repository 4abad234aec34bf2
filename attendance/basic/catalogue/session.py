"""10.3: session, memory and context."""

from typing import Final

from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase("SET SESSION", least=2, most=3, nested=3, form="statement", effect="data"),
    Phrase("GET SESSION", least=1, most=2, nested=2),
    Phrase("SET CONTEXT", least=1, most=2, clauses={"AS": "value"}, form="statement", effect="data"),
    Phrase("SET BOT MEMORY", least=2, most=2, form="statement", effect="data"),
    Phrase("GET BOT MEMORY", least=1),
    Phrase("SET USER MEMORY", least=2, most=2, form="statement", effect="data"),
    Phrase("GET USER MEMORY", least=1),
    Phrase("REMEMBER", "useful", least=2, most=3, form="statement", effect="data"),
    Phrase("RECALL", "useful", least=1),
    Phrase("CACHE SET", "useful", least=2, most=3, form="statement", effect="data"),
    Phrase("CACHE GET", "useful", least=1),
    Phrase("SET USER", "useful", least=1, form="statement", effect="data"),
    Phrase("SET LANGUAGE", "useful", least=1, form="statement", effect="data"),
    Phrase("SET ANSWER MODE", "useful", least=1, form="statement", effect="data"),
    Phrase("CLEAR TOOLS", most=0, form="statement", effect="data"),
    Phrase("CLEAR KB", form="statement", effect="data"),
    Phrase("CLEAR HEADERS", most=0, form="statement", effect="data"),
)
