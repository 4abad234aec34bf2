"""W2xx and W3xx: what deserves a look and never blocks."""

from collections.abc import Mapping
from typing import Final

WARNINGS: Final[Mapping[str, tuple[str, str]]] = {
    "W201": ("THEN omitido depois da condição", "THEN omitted after the condition"),
    "W202": (
        "O texto contém um comando na linha {l} ({w}): falta uma aspa?",
        "The string contains a statement at line {l} ({w}): is a quote missing?",
    ),
    "W203": (
        "O apóstrofo começa um comentário; use aspas duplas para um texto",
        "The apostrophe starts a comment; use double quotes for a string",
    ),
    "W204": ("Diretiva desconhecida: {w}", "Unknown pragma: {w}"),
    "W205": (
        "Chaves usadas como bloco; prefira THEN … END IF",
        "Braces used as a block; prefer THEN … END IF",
    ),
    "W206": (
        "{w} usado dentro de uma expressão com vírgula; use parênteses",
        "{w} inside an expression takes a comma; use parentheses",
    ),
    "W207": (
        "Chave repetida no objeto: {k}; vale a última",
        "Repeated key in the object: {k}; the last one wins",
    ),
    "W208": (
        "Comparações encadeadas: (a = b) = c compara o resultado da primeira",
        "Chained comparison: (a = b) = c compares the result of the first",
    ),
    "W209": ("GOTO: prefira um laço", "GOTO: prefer a loop"),
    "W210": ("{y} não é uma expressão e fica como texto", "{y} is no expression and stays as text"),
    "W211": (
        "Há mais de uma DESCRIPTION; vale a última antes do primeiro comando",
        "There is more than one DESCRIPTION; the last before the first statement counts",
    ),
    "W212": ("Script de ferramenta não encontrado: {w}", "Tool script not found: {w}"),
    "W213": ("Código inalcançável depois de RETURN", "Unreachable code after RETURN"),
    "W214": ("{w} é ignorado", "{w} is ignored"),
    "W220": (
        "{v} nunca recebeu um objeto; ele é criado por esta atribuição",
        "{v} never got an object; this assignment creates it",
    ),
    "W230": ("A variável {v} nunca recebe um valor", "Variable {v} is never assigned"),
    "W231": ("A variável {v} esconde o objeto de contexto {v}", "Variable {v} hides the context object {v}"),
    "W301": (
        "A estrutura do filtro depende de dados[: {v}]",
        "The structure of the filter depends on data[: {v}]",
    ),
    "W310": ("NULL em operação aritmética vale 0", "NULL in arithmetic counts as 0"),
    "W311": ("O resultado foi cortado no limite de linhas", "The result was cut at the row limit"),
}
