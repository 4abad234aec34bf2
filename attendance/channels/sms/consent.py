"""Words by which people refuse SMS, or want them again. Pure.

Where Twilio's own opt-out works, it tells what it understood; elsewhere (most numbers outside of North America) the
whole text is looked at. `CANCELAR` is not among the words: customers cancel orders with it.
Source: help.twilio.com, "Twilio support for opt-out keywords", read 2026-11.
"""

from collections.abc import Mapping
from typing import Final

from attendance.channels.base import IncomingConsent, Refusal
from attendance.channels.reading import read_id
from attendance.kernel.text import fold

_STOP: Final = frozenset({"stop", "stopall", "stop all", "unsubscribe", "sair", "parar", "pare", "baja"})
_START: Final = frozenset({"start", "unstop", "voltar"})


def consent_in(form: Mapping[str, str], sender: str, account: str | None) -> IncomingConsent | None:
    """What the message says about receiving more; None: nothing."""
    told = form.get("OptOutType", "").upper()
    words = fold(form.get("Body", "")).strip(" .!\"'")
    if told == "STOP" or (not told and words in _STOP):
        return _consent(form, sender, "all", account)
    if told == "START" or (not told and words in _START):
        return _consent(form, sender, None, account)
    return None


def _consent(
    form: Mapping[str, str], sender: str, refuses: Refusal | None, account: str | None
) -> IncomingConsent:
    external_id = read_id(form.get("MessageSid"))
    return IncomingConsent(
        lane=sender, person=sender, refuses=refuses, account=account, external_id=external_id
    )
