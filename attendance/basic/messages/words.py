"""Words inside values that have a translation: kinds of tokens, types, reasons."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "§newline": ("fim da linha", "end of line"),
    "§end": ("fim do arquivo", "end of file"),
    "§string": ("texto", "string"),
    "§name": ("um nome", "a name"),
    "§statement": ("um comando", "a statement"),
    "null": ("nulo", "null"),
    "boolean": ("booleano", "boolean"),
    "number": ("número", "number"),
    "string": ("texto", "string"),
    "date": ("data", "date"),
    "datetime": ("data e hora", "datetime"),
    "time": ("hora", "time"),
    "duration": ("duração", "duration"),
    "array": ("lista", "array"),
    "object": ("objeto", "object"),
    "rowset": ("resultado de FIND", "rowset"),
    "file": ("arquivo", "file"),
    "text": ("texto", "text"),
    "integer": ("número inteiro", "integer"),
    "phrase": ("frase não reconhecida", "phrase not understood"),
    "interval": ("intervalo menor que 60 segundos", "interval under 60 seconds"),
    "never": ("nunca acontece", "never happens"),
    "second": ("segundos", "seconds"),
    "minute": ("minutos", "minutes"),
    "hour": ("horas", "hours"),
    "day": ("dias", "days"),
    "month": ("meses", "months"),
    "weekday": ("dias da semana", "weekdays"),
}
