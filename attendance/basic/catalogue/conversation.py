"""10.1: what the bot says, shows and asks."""

from typing import Final

from attendance.basic.phrases import Phrase

ROWS: Final = (
    Phrase("TALK", most=1, effect="message"),
    Phrase("TALK TO", least=2, most=2, nested=2, effect="message"),
    Phrase("HEAR", most=1, suspends=True, in_language=True),
    Phrase("ADD SUGGESTION", least=1, clauses={"AS": "value"}, form="statement", effect="message"),
    Phrase("CLEAR SUGGESTIONS", most=0, form="statement", effect="message"),
    Phrase("SEND FILE", least=1, most=2, nested=2, effect="message"),
    Phrase("SEND FILE TO", least=2, most=3, nested=3, effect="message"),
    Phrase("SEND IMAGE", "useful", least=1, most=2, nested=2, effect="message"),
    Phrase("SEND IMAGE TO", "useful", least=2, most=3, nested=3, effect="message"),
    Phrase("SEND AUDIO", "useful", least=1, most=2, nested=2, effect="message"),
    Phrase("SEND AUDIO TO", "useful", least=2, most=3, nested=3, effect="message"),
    Phrase("SEND VIDEO", "useful", least=1, most=2, nested=2, effect="message"),
    Phrase("SEND VIDEO TO", "useful", least=2, most=3, nested=3, effect="message"),
    Phrase("SEND MESSAGE", least=1, effect="message"),
    Phrase("SEND TO SESSION", least=2, most=2, nested=2, effect="message", permission="attendance.write"),
    Phrase("WAIT", least=1, suspends=True, in_language=True, form="statement"),
    Phrase("WAIT FOR EVENT", least=1, clauses={"TIMEOUT": "value"}, suspends=True, in_language=True),
    Phrase(
        "WAIT FOR RESPONSE",
        most=0,
        clauses={"AS": "word", "TIMEOUT": "value"},
        suspends=True,
        in_language=True,
    ),
    Phrase("REQUEST APPROVAL", "useful", least=1, most=3, nested=3, suspends=True, effect="external"),
    Phrase("PRINT", most=1, form="statement"),
)
