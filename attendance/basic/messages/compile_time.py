"""E1xx: what the parser and the compiler find."""

from collections.abc import Mapping
from typing import Final

COMPILE_TIME: Final[Mapping[str, tuple[str, str]]] = {
    "E101": ("Caractere inesperado {c}", "Unexpected character {c}"),
    "E102": (
        "Texto aberto na linha {l} nunca é fechado: falta uma aspa",
        "String opened at line {l} is never closed: a quote is missing",
    ),
    "E103": ('"{b}" aberto na linha {l} nunca é fechado', '"{b}" opened at line {l} is never closed'),
    "E104": ("BEGIN {k} sem END {k}", "BEGIN {k} without END {k}"),
    "E105": ("Arquivo ou aninhamento grande demais", "File or nesting too large"),
    "E110": ("Esperado {x}, encontrado {y}", "Expected {x}, found {y}"),
    "E111": ("Esperado {x}, encontrado {y}", "Expected {x}, found {y}"),
    "E112": ('Esperado um nome depois de "."', 'Expected a name after "."'),
    "E113": ("Esperada uma expressão, encontrado {y}", "Expected an expression, found {y}"),
    "E114": ("Chave inválida no objeto[: {y}]", "Bad key in the object[: {y}]"),
    "E115": (
        'Esperado "," ou "}" no objeto[, encontrado {y}]',
        'Expected "," or "}" in the object[, found {y}]',
    ),
    "E116": (
        "A linha termina com operador e a próxima é um novo comando",
        "Line ends with an operator but the next one is a new statement",
    ),
    "E120": ("{y} inesperado", "Unexpected {y}"),
    "E121": (
        "{b} aberto na linha {l} não foi fechado antes de {y}: esperado {x}",
        "{b} opened at line {l} is not closed before {y}: expected {x}",
    ),
    "E122": ("{y} inesperado", "Unexpected {y}"),
    "E123": (
        "Um comando não pode começar com texto; use TALK",
        "A statement cannot start with a string; use TALK",
    ),
    "E130": (
        "Palavra-chave desconhecida: {w}[ (quis dizer {s}?)]",
        "Unknown keyword: {w}[ (did you mean {s}?)]",
    ),
    "E131": ("SET precisa de um valor", "SET needs a value"),
    "E140": (
        "Falta THEN depois da condição do IF[, antes de {y}]",
        "Missing THEN after the IF condition[, before {y}]",
    ),
    "E141": ("{x} sem bloco correspondente", "{x} without a matching block"),
    "E142": ("NEXT {a} fecha FOR {b}", "NEXT {a} closes FOR {b}"),
    "E143": (
        "GOTO para dentro de um bloco ou rótulo inexistente[: {label}]",
        "GOTO into a block or to a missing label[: {label}]",
    ),
    "E150": ("Cláusula inválida em ON ERROR[: {y}]", "Bad clause in ON ERROR[: {y}]"),
    "E151": ("Cláusula inválida em ON[: {y}]", "Bad clause in ON[: {y}]"),
    "E152": ("Cláusula inválida em PARAM[: {y}]", "Bad clause in PARAM[: {y}]"),
    "E153": (
        "Cláusula inválida em HEAR[: {y}][ (quis dizer {s}?)]",
        "Bad clause in HEAR[: {y}][ (did you mean {s}?)]",
    ),
    "E154": (
        "Cláusula inválida em {x}[: {y}][ (quis dizer {s}?)]",
        "Bad clause in {x}[: {y}][ (did you mean {s}?)]",
    ),
}
