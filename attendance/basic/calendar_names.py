"""Names of months and weekdays, short and long."""

from typing import Final

_MONTHS = {
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_WEEKDAYS = {
    "pt": "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
    "en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    "es": "domingo lunes martes miércoles jueves viernes sábado",
}
LANGUAGES: Final = ("pt", "en", "es")
MONTHS: Final = {language: tuple(names.split()) for language, names in _MONTHS.items()}
"""January first."""
WEEKDAYS: Final = {language: tuple(names.split()) for language, names in _WEEKDAYS.items()}
"""Sunday first, as WEEKDAY counts."""


def language_of(locale: str) -> str:
    """`pt-BR` → pt; English for a language whose names are not known."""
    short = locale.casefold().replace("_", "-").split("-")[0]
    return short if short in LANGUAGES else "en"


def short(name: str) -> str:
    """jan, seg, Mon: three letters."""
    return name[:3]
