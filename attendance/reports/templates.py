"""Reports to begin with, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from attendance.reports.catalogue import CATALOGUE
from attendance.reports.schemas import ReportDefinition, ReportTemplate
from attendance.reports.words import Language

_Words = Mapping[Language, tuple[str, str]]


def templates(sources: set[str], said: Language) -> list[ReportTemplate]:
    """Those of the sources that the reader may read."""
    return [
        ReportTemplate(key=key, name=names[said][0], description=names[said][1], definition=definition)
        for key, names, definition in _TEMPLATES
        if definition.source in sources
    ]


def _asks(source: str, measures: list[str], dimensions: list[str], **more: Any) -> ReportDefinition:
    assert source in CATALOGUE
    given = {"source": source, "measures": measures, "dimensions": dimensions, **more}
    return ReportDefinition.model_validate(given)


_TEMPLATES: Final[tuple[tuple[str, _Words, ReportDefinition], ...]] = (
    (
        "conversations_by_day",
        {
            "pt": ("Conversas por dia", "Quantas começaram e quantas foram resolvidas em cada dia."),
            "en": ("Conversations by day", "How many began and how many were resolved on each day."),
            "es": ("Conversaciones por día", "Cuántas empezaron y cuántas se resolvieron cada día."),
        },
        _asks("conversations", ["conversations", "resolved"], ["day"], chart="line"),
    ),
    (
        "busy_hours",
        {
            "pt": ("Horários de movimento", "Em que horas do dia chegam mais conversas."),
            "en": ("Busy hours", "At which hours of the day most conversations arrive."),
            "es": ("Horas de movimiento", "A qué horas del día llegan más conversaciones."),
        },
        _asks("conversations", ["conversations"], ["hour"], chart="bar"),
    ),
    (
        "attendants",
        {
            "pt": ("Desempenho por atendente", "Conversas, primeira resposta e tempo até resolver de cada um."),
            "en": ("Work by attendant", "Conversations, first response and time to resolve of each."),
            "es": ("Trabajo por agente", "Conversaciones, primera respuesta y tiempo hasta resolver de cada uno."),
        },
        _asks(
            "conversations",
            ["conversations", "resolved", "first_response_median", "resolution_median"],
            ["attendant"],
            filters=[{"field": "answered_by", "op": "in", "values": ["person"]}],
        ),
    ),
    (
        "queues",
        {
            "pt": ("Espera por fila", "Quanto os clientes esperam por uma pessoa, fila a fila."),
            "en": ("Wait by queue", "How long customers wait for a person, queue by queue."),
            "es": ("Espera por cola", "Cuánto esperan los clientes por una persona, cola por cola."),
        },
        _asks("visits", ["visits", "wait_median", "wait_p90", "abandoned"], ["queue"]),
    ),
    (
        "channels",
        {
            "pt": ("Mensagens por canal", "Recebidas, enviadas e falhas de cada canal."),
            "en": ("Messages by channel", "Received, sent and failed on each channel."),
            "es": ("Mensajes por canal", "Recibidos, enviados y fallos de cada canal."),
        },
        _asks("messages", ["received", "sent", "failed", "failure_rate"], ["channel"]),
    ),
    (
        "tickets",
        {
            "pt": ("Tickets por categoria", "Quantos abriram, quantos faltam e quanto demoram."),
            "en": ("Tickets by category", "How many were opened, how many are left, and how long they take."),
            "es": ("Tickets por categoría", "Cuántos se abrieron, cuántos faltan y cuánto tardan."),
        },
        _asks("tickets", ["tickets", "unsolved", "resolution_median"], ["category"], chart="ranking"),
    ),
    (
        "sales",
        {
            "pt": ("Vendas por responsável", "Ganhos, perdidos e taxa de ganho de cada responsável."),
            "en": ("Sales by owner", "Won, lost and win rate of each owner."),
            "es": ("Ventas por responsable", "Ganados, perdidos y tasa de éxito de cada responsable."),
        },
        _asks(
            "deals", ["won_value", "won", "lost", "win_rate"], ["owner"],
            date="closed", period={"key": "this_month"},
        ),
    ),
    (
        "ratings",
        {
            "pt": ("Satisfação por semana", "Nota média e NPS de cada semana."),
            "en": ("Satisfaction by week", "Mean score and NPS of each week."),
            "es": ("Satisfacción por semana", "Nota media y NPS de cada semana."),
        },
        _asks(
            "ratings", ["score_mean", "nps", "answered"], ["week"],
            date="answered", period={"key": "last_90_days"}, chart="line",
        ),
    ),
)  # fmt: skip
