"""What the customer is told while they wait, in the tenant's language. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from attendance.queues.standing import Standing

_PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "pt-BR": {
        "choose": "Escolha uma opção:",
        "taken": "{name} vai atender você.",
        "position": "Você é o {position}º da fila.",
        "estimate": "Tempo de espera estimado: {minutes} min.",
        "closed": "Nosso atendimento está fechado agora. Deixe sua mensagem e responderemos quando abrirmos.",
        "opens": "Abrimos {when}.",
        "nobody": "No momento nenhum atendente está disponível. Deixe sua mensagem e responderemos assim que possível.",
        "full": "Nossa fila está cheia neste momento. Por favor, tente de novo em alguns minutos.",
    },
    "en": {
        "choose": "Choose an option:",
        "taken": "{name} will take care of you.",
        "position": "You are number {position} in line.",
        "estimate": "Estimated wait: {minutes} min.",
        "closed": "We are closed now. Leave your message and we will answer when we open.",
        "opens": "We open {when}.",
        "nobody": "Nobody is available at the moment. Leave your message and we will answer as soon as we can.",
        "full": "Our line is full at the moment. Please try again in a few minutes.",
    },
    "es": {
        "choose": "Elija una opción:",
        "taken": "{name} va a atenderle.",
        "position": "Usted es el número {position} de la fila.",
        "estimate": "Tiempo de espera estimado: {minutes} min.",
        "closed": "Ahora estamos cerrados. Deje su mensaje y responderemos cuando abramos.",
        "opens": "Abrimos {when}.",
        "nobody": "En este momento no hay nadie disponible. Deje su mensaje y responderemos lo antes posible.",
        "full": "Nuestra fila está llena en este momento. Por favor, inténtelo de nuevo en unos minutos.",
    },
}


def waiting(standing: Standing, *, opening: str, locale: str, zone: ZoneInfo) -> str:
    """`opening` are the tenant's own words; what follows is where the customer stands, as far as it is known."""
    phrases = _PHRASES.get(locale, _PHRASES["pt-BR"])
    return "\n".join(part for part in (opening, *_where(standing, phrases, locale, zone)) if part)


def _where(standing: Standing, phrases: Mapping[str, str], locale: str, zone: ZoneInfo) -> list[str]:
    if standing.assigned_to_name:
        return [phrases["taken"].format(name=standing.assigned_to_name)]
    if standing.is_closed:
        return [
            standing.closed_message or phrases["closed"],
            *_opens(standing.opens_at, phrases, locale, zone),
        ]
    if not standing.is_attended:
        return [phrases["nobody"]]
    told = [phrases["position"].format(position=standing.position)] if standing.position else []
    if standing.estimated_wait_seconds is not None:
        minutes = max(1, round(standing.estimated_wait_seconds / 60))
        told.append(phrases["estimate"].format(minutes=minutes))
    return told


def _opens(at: datetime | None, phrases: Mapping[str, str], locale: str, zone: ZoneInfo) -> list[str]:
    if at is None:
        return []
    when = format_datetime(at, "EEEE, HH:mm", tzinfo=zone, locale=locale.replace("-", "_"))
    return [phrases["opens"].format(when=when)]


def choose(locale: str) -> str:
    """What stands above a menu that comes without words."""
    return _PHRASES.get(locale, _PHRASES["pt-BR"])["choose"]


def full(locale: str) -> str:
    """The line takes nobody more."""
    return _PHRASES.get(locale, _PHRASES["pt-BR"])["full"]
