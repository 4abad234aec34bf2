"""What is asked, as the channel can show it: buttons, a link to a page, or words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from attendance.channels.base import Capabilities
from attendance.channels.templates import Variable
from attendance.kernel.text import fold
from attendance.ratings.phrases import filled, say
from attendance.ratings.rules import HIGHEST, LOWEST
from attendance.ratings.settings import Settings

_SCALE: Final = tuple(str(score) for score in range(LOWEST, HIGHEST + 1))
_CUSTOMER: Final = frozenset(
    {"1", "nome", "name", "nombre", "cliente", "customer", "customer_name", "first_name"}
)
_COMPANY: Final = frozenset({"2", "empresa", "company", "loja", "tienda"})
_ATTENDANT: Final = frozenset({"3", "atendente", "attendant", "attendant_name", "agente", "agent"})


@dataclass(frozen=True, slots=True)
class About:
    """Who is asked about whom."""

    rating_id: UUID
    locale: str
    customer_name: str
    attendant_name: str
    company: str
    link: str

    @property
    def values(self) -> Mapping[str, str]:
        names = ("customer_name", "attendant_name", "company", "link")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    content: Mapping[str, Any]


def score_question(asked: Settings, about: About, able: Capabilities) -> Question:
    """WhatsApp's lists have ten rows and the scale has eleven numbers: there, as by SMS, a number is written. A list
    that left one out would change what is measured."""
    text = filled(asked.question or say(about.locale, "question"), about.values)
    content: dict[str, Any] = {"rating": {"id": str(about.rating_id), "asks": "score"}}
    if able.most_options >= len(_SCALE):
        content["options"] = [{"value": score, "label": score} for score in _SCALE]
        return Question(text, content)
    parts = [text]
    if not able.counts_sms:  # each SMS costs
        parts.append(say(about.locale, "hint"))
    if able.opens_pages and about.link not in text:
        parts.append(say(about.locale, "link", link=about.link))
    return Question("\n\n".join(parts) if able.opens_pages else "\n".join(parts), content)


def comment_question(asked: Settings, about: About) -> Question:
    text = filled(asked.comment_question or say(about.locale, "comment_question"), about.values)
    return Question(text, {"rating": {"id": str(about.rating_id), "asks": "comment"}})


def thanks(asked: Settings, about: About) -> Question:
    text = filled(asked.thanks or say(about.locale, "thanks"), about.values)
    return Question(text, {"rating": {"id": str(about.rating_id), "asks": None}})


def template_values(variables: Sequence[Variable], about: About, token: str) -> dict[str, str]:
    """What a template of the company's is filled with: {{1}} or {{nome}} the customer, {{2}} or {{empresa}} the
    company, {{3}} or {{atendente}} the attendant; the end of a button's address is the link's. Others stay empty."""
    return {one.key: _value(one, about, token) for one in variables}


def _value(variable: Variable, about: About, token: str) -> str:
    if variable.part == "url":
        return token
    name = fold(variable.label)
    if name in _CUSTOMER:
        return " ".join(about.customer_name.split())
    if name in _COMPANY:
        return " ".join(about.company.split())
    return " ".join((about.attendant_name or about.company).split()) if name in _ATTENDANT else ""
