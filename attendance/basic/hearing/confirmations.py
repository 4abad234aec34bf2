"""Yes and no, and the wish to skip a question, in Portuguese, English and Spanish."""

from typing import Final

from attendance.basic.folding import plain
from attendance.basic.host import Host


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES: Final = _words(
    """1 s y si sim yes yep yeah yup ok okay okey oki claro certo correto isso exato exatamente perfeito positivo
    confirmo confirmado confirmar aceito concordo quero pode beleza blz uhum aham true verdadeiro verdade sure
    correct right exactly definitely absolutely please confirm confirmed accept agree vale dale bueno correcto exacto
    acepto verdadero 👍 ✅ ✔ 👌 ☑ 🆗"""
)
_NO: Final = _words(
    """2 0 n no nao nop nope nah negativo nunca jamais errado incorreto recuso discordo cancelar false falso wrong
    incorrect never negative decline disagree cancel incorrecto rechazo jamas 👎 ❌ ✖ 🚫"""
)
_YES_PHRASES: Final = frozenset(
    {
        "com certeza", "claro que sim", "pode ser", "tudo bem", "esta bem", "esta certo", "isso mesmo", "e isso",
        "por favor", "de acordo", "of course", "that s right", "that's right", "all right", "sounds good", "go ahead",
        "por supuesto", "claro que si", "de acuerdo", "esta bien", "asi es",
    }
)  # fmt: skip
_NO_PHRASES: Final = frozenset(
    {
        "de jeito nenhum", "claro que nao", "nem pensar", "de forma alguma", "ainda nao", "not really", "no way",
        "of course not", "not yet", "de ninguna manera", "claro que no", "todavia no", "para nada",
    }
)  # fmt: skip
_POLITE: Final = _words(
    """por favor obrigado obrigada please thanks thank you gracias senhor senhora sir madam claro quero pode isso
    foi esta e com certeza it is i do muito tudo bem"""
)
"""Words that may follow a yes or no without changing it: `sim, por favor`, but not `não sei`."""
_SKIP: Final = frozenset({"pular", "pula", "skip", "saltar", "omitir", "omite", "passar", "proximo", "next"})
_SKIN_TONES = dict.fromkeys((*range(127995, 128000), 65039))


def confirmation(text: str, host: Host) -> bool | None:
    """TRUE, FALSE, or None when it is neither."""
    words = plain(text.translate(_SKIN_TONES)).replace(",", " ").replace("!", " ").replace(".", " ").split()
    phrase = " ".join(words)
    if not words or len(words) > 5:
        return None
    if phrase in _YES_PHRASES or phrase in _NO_PHRASES:
        return phrase in _YES_PHRASES
    first, *others = words
    if first not in _YES and first not in _NO:
        return None
    same = _YES if first in _YES else _NO
    if not all(word in _POLITE or word in same for word in others):
        return None
    return first in _YES


def is_skip(text: str) -> bool:
    """A blank answer, or the word for skipping."""
    return plain(text) in _SKIP or not text.strip()
