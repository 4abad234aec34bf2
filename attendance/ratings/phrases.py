"""What customers read when they are asked, in the company's language, and its placeholders. Pure."""

import re
from collections.abc import Mapping
from typing import Final

_PLACE: Final = re.compile(r"\{(customer_name|attendant_name|company|link)\}")
_PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "pt": {
        "question": "De 0 a 10, que nota você dá ao nosso atendimento?",
        "hint": "Responda com um número de 0 (péssimo) a 10 (ótimo).",
        "link": "Se preferir, avalie por esta página: {link}",
        "comment_question": "Obrigado! Quer contar o motivo da nota? Se não quiser, pode ignorar esta mensagem.",
        "thanks": "Obrigado! Sua opinião nos ajuda a melhorar. Se ainda precisar de ajuda, é só escrever.",
        "subject": "Como foi o nosso atendimento?",
        "page_title": "Avaliação do atendimento",
        "page_worst": "0 = péssimo",
        "page_best": "10 = ótimo",
        "page_comment": "Quer contar o motivo? (opcional)",
        "page_send": "Enviar avaliação",
        "page_missing": "Escolha uma nota de 0 a 10.",
        "page_done": "Obrigado! Sua opinião nos ajuda a melhorar.",
        "page_score": "Sua nota: {score}",
        "page_gone": "Este endereço não vale mais, ou está incompleto.",
    },
    "en": {
        "question": "From 0 to 10, how would you rate our service?",
        "hint": "Answer with a number from 0 (terrible) to 10 (excellent).",
        "link": "If you prefer, rate us on this page: {link}",
        "comment_question": "Thank you! Would you like to tell us why? If not, just ignore this message.",
        "thanks": "Thank you! Your opinion helps us improve. If you still need help, just write.",
        "subject": "How was our service?",
        "page_title": "Rate our service",
        "page_worst": "0 = terrible",
        "page_best": "10 = excellent",
        "page_comment": "Would you like to tell us why? (optional)",
        "page_send": "Send",
        "page_missing": "Choose a number from 0 to 10.",
        "page_done": "Thank you! Your opinion helps us improve.",
        "page_score": "Your score: {score}",
        "page_gone": "This address isn't valid any more, or it is incomplete.",
    },
    "es": {
        "question": "De 0 a 10, ¿qué nota le da a nuestra atención?",
        "hint": "Responda con un número de 0 (pésimo) a 10 (excelente).",
        "link": "Si lo prefiere, califique en esta página: {link}",
        "comment_question": "¡Gracias! ¿Quiere contarnos el motivo? Si no, puede ignorar este mensaje.",
        "thanks": "¡Gracias! Su opinión nos ayuda a mejorar. Si aún necesita ayuda, escríbanos.",
        "subject": "¿Cómo fue nuestra atención?",
        "page_title": "Calificación de la atención",
        "page_worst": "0 = pésimo",
        "page_best": "10 = excelente",
        "page_comment": "¿Quiere contarnos el motivo? (opcional)",
        "page_send": "Enviar",
        "page_missing": "Elija una nota de 0 a 10.",
        "page_done": "¡Gracias! Su opinión nos ayuda a mejorar.",
        "page_score": "Su nota: {score}",
        "page_gone": "Esta dirección ya no es válida, o está incompleta.",
    },
}


def language_of(locale: str) -> str:
    """`pt-BR` → `pt`; what we don't speak is answered in Portuguese."""
    language = locale.partition("-")[0].lower()
    return language if language in _PHRASES else "pt"


def say(locale: str, phrase: str, **values: object) -> str:
    text = _PHRASES[language_of(locale)][phrase]
    return text.format(**values) if values else text


def filled(text: str, values: Mapping[str, str]) -> str:
    """Placeholders are replaced once: what is put in is never a template itself."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
