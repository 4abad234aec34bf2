"""What can be told by mail, to whom, and in which words unless a company has its own. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["new_assignment", "queue_alert", "customer_waiting", "sla_breach", "resolved"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

THRESHOLDS: Final[Mapping[Kind, int]] = {"queue_alert": 10, "customer_waiting": 300}
"""More people waiting in a queue than this; seconds that a customer waits."""

VARIABLES: Final = (
    "customer_name", "message", "attendant_name", "company", "queue_name", "channel", "number", "waiting", "waited",
    "link",
)  # fmt: skip
TEMPLATES: Final[Mapping[Kind, str]] = {
    "new_assignment": "attendant-assignment",
    "queue_alert": "queue-alert",
    "customer_waiting": "customer-waiting",
    "sla_breach": "sla-breach",
    "resolved": "conversation-resolved",
}
RESPONSE: Final = "attendant-response"
"""The words around an attendant's answer; also what `attendance-email-template` names when nobody chose another."""
NAMES: Final = (*TEMPLATES.values(), RESPONSE)
LINK: Final = "{link}"
"""Stays as it is until the mail goes: where we are is known then."""
LONGEST_SUBJECT: Final = 300
_PLACE: Final = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")


@dataclass(frozen=True, slots=True)
class Template:
    subject: str
    body: str


_USUAL: Final[Mapping[str, Mapping[str, Template]]] = {
    "pt": {
        "attendant-assignment": Template(
            "Nova conversa para você: {customer_name}",
            "Olá, {attendant_name}.\n\nA conversa #{number} com *{customer_name}* ({channel}) foi atribuída a você.\n\n"
            "Última mensagem: {message}\n\nAbrir: {link}",
        ),
        "queue-alert": Template(
            "{waiting} clientes esperam na fila {queue_name}",
            "A fila *{queue_name}* tem {waiting} clientes esperando.\n\nAbrir: {link}",
        ),
        "customer-waiting": Template(
            "{customer_name} espera há {waited}",
            "*{customer_name}* espera uma resposta há {waited} na conversa #{number} ({channel}).\n\n"
            "Última mensagem: {message}\n\nAbrir: {link}",
        ),
        "sla-breach": Template(
            "Espera além do limite: {customer_name}",
            "*{customer_name}* esperou {waited} na fila {queue_name}, mais do que o limite dela, "
            "na conversa #{number}.\n\nAbrir: {link}",
        ),
        "conversation-resolved": Template(
            "Seu atendimento foi concluído",
            "Olá, {customer_name}.\n\nSeu atendimento #{number} com {company} foi concluído. "
            "Se ainda precisar de ajuda, é só escrever.",
        ),
        "attendant-response": Template(
            "{company}: conversa com {customer_name}",
            "Olá, {customer_name}.\n\n{message}\n\n{attendant_name}\n{company}",
        ),
    },
    "en": {
        "attendant-assignment": Template(
            "A new conversation for you: {customer_name}",
            "Hello, {attendant_name}.\n\nConversation #{number} with *{customer_name}* ({channel}) was assigned to "
            "you.\n\nLatest message: {message}\n\nOpen: {link}",
        ),
        "queue-alert": Template(
            "{waiting} customers wait in the queue {queue_name}",
            "{waiting} customers wait in the queue *{queue_name}*.\n\nOpen: {link}",
        ),
        "customer-waiting": Template(
            "{customer_name} has waited for {waited}",
            "*{customer_name}* has waited for an answer for {waited} in conversation #{number} ({channel}).\n\n"
            "Latest message: {message}\n\nOpen: {link}",
        ),
        "sla-breach": Template(
            "Waited beyond the limit: {customer_name}",
            "*{customer_name}* waited for {waited} in the queue {queue_name}, longer than its limit, in conversation "
            "#{number}.\n\nOpen: {link}",
        ),
        "conversation-resolved": Template(
            "Your conversation was concluded",
            "Hello, {customer_name}.\n\nYour conversation #{number} with {company} was concluded. If you still need "
            "help, just write.",
        ),
        "attendant-response": Template(
            "{company}: conversation with {customer_name}",
            "Hello, {customer_name}.\n\n{message}\n\n{attendant_name}\n{company}",
        ),
    },
    "es": {
        "attendant-assignment": Template(
            "Nueva conversación para usted: {customer_name}",
            "Hola, {attendant_name}.\n\nLa conversación #{number} con *{customer_name}* ({channel}) le fue "
            "asignada.\n\n"
            "Último mensaje: {message}\n\nAbrir: {link}",
        ),
        "queue-alert": Template(
            "{waiting} clientes esperan en la fila {queue_name}",
            "La fila *{queue_name}* tiene {waiting} clientes esperando.\n\nAbrir: {link}",
        ),
        "customer-waiting": Template(
            "{customer_name} espera hace {waited}",
            "*{customer_name}* espera una respuesta hace {waited} en la conversación #{number} ({channel}).\n\n"
            "Último mensaje: {message}\n\nAbrir: {link}",
        ),
        "sla-breach": Template(
            "Espera más allá del límite: {customer_name}",
            "*{customer_name}* esperó {waited} en la fila {queue_name}, más que su límite, en la conversación "
            "#{number}.\n\nAbrir: {link}",
        ),
        "conversation-resolved": Template(
            "Su atención fue concluida",
            "Hola, {customer_name}.\n\nSu atención #{number} con {company} fue concluida. Si aún necesita ayuda, "
            "escríbanos.",
        ),
        "attendant-response": Template(
            "{company}: conversación con {customer_name}",
            "Hola, {customer_name}.\n\n{message}\n\n{attendant_name}\n{company}",
        ),
    },
}
SAMPLE: Final[Mapping[str, str]] = {
    "customer_name": "João Silva", "message": "Meu pedido ainda não chegou", "attendant_name": "Maria Santos",
    "company": "Loja", "queue_name": "Suporte", "channel": "WhatsApp", "number": "1234", "waiting": "12",
    "waited": "7 min", "link": "https://…",
}  # fmt: skip


def usual(name: str, locale: str) -> Template:
    """The product's words. Raises KeyError for a name that isn't in NAMES."""
    language = locale.partition("-")[0].lower()
    return _USUAL.get(language, _USUAL["pt"])[name]


def render(template: Template, values: Mapping[str, str]) -> Template:
    """Placeholders are replaced once: what is put in is never a template itself. A subject is one line."""

    def value(place: re.Match[str]) -> str:
        return values.get(place[1], "")

    subject = " ".join(_PLACE.sub(value, template.subject).split())[:LONGEST_SUBJECT]
    return Template(subject, _PLACE.sub(value, template.body).strip())


def in_words(seconds: float) -> str:
    """`7 min`, `2 h 05 min`: the same in our languages."""
    minutes = int(seconds // 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{minutes} min"
