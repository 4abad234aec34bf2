"""What the findings about a bot's folder say, in Portuguese and English. Those about scripts are `basic`'s."""

from collections.abc import Mapping
from typing import Final

from attendance.basic.diagnostics import Language

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "E701": ("Falta a vírgula: escreva `{name},valor`", "The comma is missing: write `{name},value`"),
    "E702": ("As aspas abertas aqui nunca são fechadas", "The quotes opened here are never closed"),
    "E703": ("Texto depois das aspas que fecham o valor", "Text after the quotes that close the value"),
    "E704": ("`{name}` já está na linha {line}", "`{name}` stands in line {line} already"),
    "E705": (
        "`{name}` não serve: depois de `param-` use letras, números e hifens",
        "`{name}` can't be used: after `param-` write letters, digits and hyphens",
    ),
    "W701": ("Falta a primeira linha `name,value`", "The first line `name,value` is missing"),
    "W702": (
        "Chave desconhecida: `{name}` (quis dizer `{near}`?)",
        "Unknown key: `{name}` (did you mean `{near}`?)",
    ),
    "W703": ("Chave desconhecida: `{name}`", "Unknown key: `{name}`"),
    "W704": (
        "`{name}` ainda não tem valor guardado: escreva-o no lugar da máscara",
        "No value of `{name}` is stored: write it in place of the mask",
    ),
    "E710": ("`{name}` deve ser {expected}", "`{name}` must be {expected}"),
    "E720": ("{text}", "{text}"),
    "W720": ("Linha ignorada: {text}", "Row left out: {text}"),
    "E730": ("Falta o arquivo config.csv", "The file config.csv is missing"),
    "W730": (
        "Sem start.bas o bot só cumprimenta e transfere",
        "Without start.bas the bot only greets and hands over",
    ),
    "E731": ("{text}", "{text}"),
    "E740": (
        "Palavra desconhecida: `{word}` (quis dizer `{near}`?)",
        "Unknown word: `{word}` (did you mean `{near}`?)",
    ),
    "E741": (
        "Esta linha de `{word}` não se entende: veja a forma no guia dos bots",
        "This line of `{word}` makes no sense: see its form in the guide to bots",
    ),
    "E742": (
        "`{word}` só depois de uma linha `teste:`; antes dela fica o que vale para todos",
        "`{word}` only after a `test:` line; before it stands what counts for all",
    ),
    "E743": ("Isto não é JSON: {text}", "This is no JSON: {text}"),
    "E744": (
        "Quanto tempo? Escreva um número e segundos, minutos, horas ou dias: {text}",
        "How long? Write a number and seconds, minutes, hours or days: {text}",
    ),
    "E745": ("Escreva a data como 2026-03-10 14:30: {text}", "Write the date as 2026-03-10 14:30: {text}"),
}

_EXPECTED: Final[dict[str, tuple[str, str]]] = {
    "one_of": ("um destes: {known}", "one of {known}"),
    "whole": ("um número inteiro de {least} a {most}", "a whole number from {least} to {most}"),
    "number": ("um número de {least} a {most}", "a number from {least} to {most}"),
    "text": ("um texto de no máximo {most} caracteres", "at most {most} characters"),
    "words": ("no máximo {most} palavras", "at most {most} words"),
    "url": ("um endereço que começa com {schemes}", "an address that begins with {schemes}"),
    "email": ("endereços de e-mail separados por vírgula", "e-mail addresses with commas between them"),
    "host": ("nomes como api.empresa.com, sem https://", "names such as api.company.com, without https://"),
    "language": ("uma língua como pt-BR", "a language such as pt-BR"),
}


def knows(code: str) -> bool:
    """Whether the code is one of a bot's folder."""
    return code in _TEXTS


def text(code: str, values: Mapping[str, str], language: Language) -> str:
    """The message of a finding."""
    filled = dict(values)
    if "kind" in filled:
        filled["expected"] = expected(filled["kind"], values, language)
    return _in(_TEXTS[code], language).format_map(filled)


def expected(kind: str, values: Mapping[str, str], language: Language) -> str:
    """What would make sense in a cell; follows `must be`."""
    return _in(_EXPECTED[kind], language).format_map(values)


def _in(texts: tuple[str, str], language: Language) -> str:
    return texts[0] if language == "pt-BR" else texts[1]
