"""10.7 and 10.8: language models, knowledge bases and tools."""

from typing import Final

from attendance.basic.catalogue.data import MANY
from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase(
        "LLM",
        least=1,
        most=2,
        clauses={"WITH OPTIMIZE FOR": "value", "WITH": "fields"},
        effect="external",
    ),
    Phrase("REWRITE", "useful", least=1, most=2, nested=2, loose=True, effect="external"),
    Phrase("SUMMARIZE", "useful", least=1, effect="external"),
    Phrase("TRANSLATE", "useful", least=2, most=2, nested=2, effect="external"),
    Phrase("CLASSIFY", "useful", least=2, most=2, nested=2, effect="external"),
    Phrase("SENTIMENT", "useful", least=1, effect="external"),
    Phrase("ANSWER", "useful", least=1, effect="external"),
    Phrase("SEE", "useful", least=1, most=2, nested=2, effect="external"),
    Phrase("OCR", "useful", least=1, effect="external"),
    Phrase("USE MODEL", "useful", least=1, form="statement", effect="data"),
    Phrase("USE KB", least=1, form="statement", effect="data"),
    Phrase("ADD KB", least=1, form="statement", effect="data"),
    Phrase("THINK KB", "useful", least=1, effect="external"),
    Phrase("ADD TOOL", least=1, form="statement", effect="data"),
    Phrase("USE TOOL", least=1, most=MANY, nested=1, suspends=True, effect="external"),
    Phrase(
        "USE WEBSITE", "useful", least=1, clauses={"REFRESH": "value"}, form="statement", effect="external"
    ),
)
