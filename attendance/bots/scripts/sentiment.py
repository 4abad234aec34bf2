"""A customer's mood by words alone, for when no language model can be asked."""

import re
from typing import Any, Final

from attendance.kernel.text import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEGATIVE: Final = _words(
    "absurdo atraso atrasado bravo cancelar demora demorado desrespeito decepcionado enganado erro errado golpe "
    "horrivel irritado lixo mal merda nunca ninguem odeio palhacada pessimo problema procon processo raiva reclamacao "
    "reclamar revoltado ridiculo roubo ruim triste vergonha angry annoying awful bad broken cancel complaint delay "
    "disappointed hate horrible late refund ridiculous scam terrible unacceptable useless worst enfadado malo mala "
    "pesimo queja reclamo robo estafa"
)
_POSITIVE: Final = _words(
    "adorei agradeco amei bom boa excelente feliz gostei legal maravilha maravilhoso obrigado obrigada otimo otima "
    "parabens perfeito perfeita rapido resolveu satisfeito amazing excellent good great happy love perfect resolved "
    "thanks thank bueno buena excelente genial gracias perfecto"
)
_URGENT: Final = _words("agora ahora hoje hoy imediatamente now urgencia urgente urgent asap today")
_THREATS: Final = _words("advogado cancelar cancel justica lawyer procon processo processar")
_NOT: Final = _words("nao sem nem not no never sin")
_WORD: Final = re.compile(r"\w+")


def by_words(text: str) -> dict[str, Any]:
    """The shape of ANALYZE SENTIMENT; `score` in hundredths is exact."""
    words = _WORD.findall(fold(text))
    balance = sum(_weight(words, at) for at in range(len(words)))
    score = max(-100, min(100, round(balance * 40)))
    overall = "negative" if score <= -20 else "positive" if score >= 20 else "neutral"
    threatens, is_urgent = bool(_THREATS & set(words)), bool(_URGENT & set(words))
    risk = "high" if threatens or score <= -80 else "medium" if overall == "negative" else "low"
    urgency = "urgent" if is_urgent and score < 0 else "high" if is_urgent or risk == "high" else "normal"
    emoji = {"negative": "😠", "positive": "😊", "neutral": "😐"}[overall]
    return {
        "overall": overall, "hundredths": score, "emoji": emoji, "urgency": urgency, "escalation_risk": risk,
    }  # fmt: skip


def _weight(words: list[str], at: int) -> float:
    weight = (words[at] in _POSITIVE) - (words[at] in _NEGATIVE)
    is_denied = any(word in _NOT for word in words[max(0, at - 2) : at])
    return -weight * 0.5 if is_denied and weight > 0 else float(weight)
