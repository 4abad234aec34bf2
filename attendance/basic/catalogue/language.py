"""Chapters 7 and 11: phrases that the language itself understands."""

from typing import Final

from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase("THROW", least=1, most=2, form="statement", in_language=True),
    Phrase("ASSERT", least=1, most=2, form="statement", in_language=True),
    Phrase("CLEAR ERROR", most=0, form="statement", in_language=True),
    Phrase("ERROR MESSAGE", most=0, form="expression", in_language=True),
    Phrase("JSON PARSE", least=1, in_language=True),
    Phrase("GENERATE CODE", most=1, in_language=True),
    Phrase(
        "FORMAT", least=1, most=3, nested=2, clauses={"AS": "pattern"}, form="expression", in_language=True
    ),
    Phrase("DATEADD", least=3, most=3, nested=3, form="expression", in_language=True),
    Phrase("DATEDIFF", least=2, most=3, nested=3, form="expression", in_language=True),
    Phrase("REPLACE", least=3, most=3, nested=3, form="expression", in_language=True),
    Phrase("SPLIT", least=1, most=2, nested=2, form="expression", in_language=True),
    Phrase("MAX", least=1, most=99, nested=2, form="expression", in_language=True),
    Phrase("MIN", least=1, most=99, nested=2, form="expression", in_language=True),
)
