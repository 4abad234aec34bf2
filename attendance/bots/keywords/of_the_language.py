"""Keywords that the language itself runs, as the reference shows them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Described:
    """What the class of a keyword says, of one that has none."""

    phrase: str
    syntax: tuple[str, ...]
    example: str
    effects: str
    result: str = ""
    errors: tuple[tuple[str, str], ...] = ()


_TABLE: Final = (("E311", "a name of a table: use FIND"),)

DESCRIBED: Final = (
    Described(
        "HEAR",
        (
            "HEAR [name] [AS type | AS menu] [WITH prompt] [DEFAULT expr] [TIMEOUT n [SECONDS|MINUTES|HOURS]] "
            "[RETRIES n]",
            "name = HEAR [prompt]",
        ),
        'HEAR email AS EMAIL WITH "Qual é o seu e-mail?"\nHEAR plano AS "Mensal", "Anual"\n'
        'HEAR nota AS INTEGER WITH "De 0 a 10?" DEFAULT 0 TIMEOUT 10 MINUTES',
        "Waits for the customer's next message, understands it as the type says, and asks again up to three times. "
        "Afterwards `hear.ok`, `hear.reason` and `hear.text` tell how it went.",
        "the answer; the default or NULL when none came",
        (("E153", "an unknown clause"), ("E154", "an unknown type"), ("E505", "too many messages in one turn")),
    ),
    Described(
        "WAIT FOR EVENT",
        ("WAIT FOR EVENT name [TIMEOUT seconds]",),
        'pago = WAIT FOR EVENT "pagamento" TIMEOUT 3600',
        "Waits until the event is published.",
        "the event's data; NULL when the time is over",
    ),
    Described(
        "WAIT FOR RESPONSE",
        ("WAIT FOR RESPONSE [AS name] [TIMEOUT seconds]",),
        "WAIT FOR RESPONSE AS resposta TIMEOUT 600",
        "Waits for the customer's next message, whatever it is.",
        "its text; NULL when the time is over",
    ),
    Described(
        "FIRST",
        ("FIRST(list)", "FIRST list, n"),
        'ultimo = FIRST(FIND("customers", "ORDER BY created_at DESC"))',
        "The first element of a list, or the first n.",
        "element or NULL; with n an array",
    ),
    Described(
        "LAST",
        ("LAST(list)", "LAST list, n"),
        "x = LAST([1, 2, 3])",
        "The last element of a list, or the last n.",
        "element or NULL; with n an array",
    ),
    Described(
        "APPEND", ("APPEND list, value",), 'APPEND itens, "café"', "Adds at the end, in place; NULL becomes an array."
    ),
    Described(
        "PUSH", ("PUSH list, value",), 'PUSH itens, "café"', "Adds at the end, in place; NULL becomes an array."
    ),
    Described(
        "FILTER",
        ("FILTER list, filter",),
        'caros = FILTER precos, "valor > 10 ORDER BY valor"',
        "The elements of a list for which a filter holds.",
        "array",
        _TABLE,
    ),
    Described(
        "SORT",
        ("SORT list [BY key] [ASC|DESC]",),
        'maiores = SORT precos BY "valor" DESC',
        "A sorted copy; NULLs last.",
        "array",
        _TABLE,
    ),
    Described(
        "MAP",
        ('MAP list, "a->b, c"',),
        'nomes = MAP clientes, "name->nome, phone"',
        "Objects with only these properties, some under another name.",
        "array",
        (*_TABLE, ("E311", "a pattern that can't be read")),
    ),
    Described(
        "JOIN",
        ("JOIN list [, separator]", "JOIN a, b, key"),
        'TALK JOIN(["a", "b"], " e ")\npares = JOIN pedidos, clientes, "customer_id"',
        "The elements as one text; or each pair of two lists with the same key as one object.",
        "text · array",
    ),
    Described(
        "GROUP BY",
        ("GROUP BY list, key",),
        'por_cidade = GROUP BY clientes, "cidade"',
        "An object with an array for each value of the key.",
        "object",
        _TABLE,
    ),
    Described(
        "FILL",
        ("FILL data, template",),
        'texto = FILL { nome: "Ana" }, "Olá, {{nome}}!"',
        "Puts data into a text, or into the texts of an object: `{{name}}`.",
        "as the template; of a list of data an array",
    ),
    Described("CREATE OBJECT", ("CREATE OBJECT",), "pedido = CREATE OBJECT", "A new object.", "`{}`"),
    Described(
        "FORMAT",
        ("FORMAT x, pattern [, locale]", "FORMAT x AS pattern"),
        'TALK FORMAT(1234.5, "R$ #,##0.00")\nTALK FORMAT NOW() AS "DD/MM/YYYY"',
        "Numbers, dates, and digits of `cpf`, `cnpj`, `phone` or `cep` as people read them.",
        "text",
        (("E311", "a pattern that does not fit the value"),),
    ),
    Described(
        "DATEADD",
        ("DATEADD(date, n, unit)",),
        'amanha = DATEADD(TODAY(), 1, "day")',
        "A later or earlier time; the arguments may come in any order.",
        "date or datetime",
        (("E311", "arguments that make no sense"),),
    ),
    Described(
        "DATEDIFF",
        ("DATEDIFF(a, b)", "DATEDIFF(unit, a, b)"),
        'dias = DATEDIFF("day", customer.last_purchase, NOW())',
        "With a unit b − a in whole units; without one a − b in whole days.",
        "integer",
        (("E311", "arguments that make no sense"),),
    ),
    Described(
        "REPLACE", ("REPLACE(text, a, b)",), 'x = REPLACE("1.234", ".", "")', "All occurrences of a become b.", "text"
    ),
    Described("SPLIT", ("SPLIT(text [, separator])",), 'partes = SPLIT("a;b", ";")', "The parts of a text.", "array"),
    Described("MAX", ("MAX(a, b, …)", "MAX(list [, key])"), "m = MAX(3, 7)", "The greatest.", "number, text or date"),
    Described("MIN", ("MIN(a, b, …)", "MIN(list [, key])"), "m = MIN(3, 7)", "The least.", "number, text or date"),
    Described(
        "JSON PARSE",
        ("JSON PARSE text",),
        'pedido = JSON PARSE "{\\"id\\": 7}"',
        "The value that a JSON text is, its numbers exact.",
        "any value; NULL of what is no JSON",
    ),
    Described(
        "GENERATE CODE",
        ("GENERATE CODE [n]",),
        'codigo = GENERATE CODE 6\nTALK "Seu código: " + codigo',
        "Digits that nobody can guess: six, or n.",
        "text",
        (("E311", "fewer than 1 or more than 1,000 digits"),),
    ),
    Described(
        "THROW",
        ("THROW text [, code]",),
        'IF total < 0 THEN THROW "O total não pode ser negativo"',
        "Raises an error that TRY catches.",
        errors=(("E390", "always"),),
    ),
    Described(
        "ASSERT",
        ("ASSERT condition [, text]",),
        'ASSERT total >= 0, "O total não pode ser negativo"',
        "Raises an error unless the condition holds.",
        errors=(("E390", "the condition does not hold"),),
    ),
    Described("CLEAR ERROR", ("CLEAR ERROR",), "CLEAR ERROR", "Forgets the last error (`err`)."),
    Described(
        "ERROR MESSAGE",
        ("ERROR MESSAGE",),
        "ON ERROR RESUME NEXT\nx = 1 / 0\nIF ERROR THEN PRINT ERROR MESSAGE",
        "The text of the last error.",
        "text or NULL",
    ),
    *(
        Described(
            phrase,
            (f"{phrase} {'name [, data]' if phrase == 'LOG' else 'text [, data]'}",),
            f'{phrase} "pedido enviado", {{ numero: 7 }}',
            f"Writes into the execution's log{level}; the customer sees nothing.",
        )
        for phrase, level in (
            ("LOG", ""), ("LOG INFO", ""), ("LOG WARN", " as a warning"), ("LOG ERROR", " as an error"),
            ("LOG DEBUG", " for debugging"),
        )
    ),
    Described(
        "WEBHOOK",
        ("WEBHOOK slug",),
        'WEBHOOK "pagamentos"\nRETURN { "recebido": body.id }',
        "Declares the address under which others call this script; publishing registers it.",
        errors=(("E321", "HEAR in such a script"),),
    ),
    Described(
        "USE TOOL",
        ("USE TOOL name [, args…]",),
        'situacao = USE TOOL "consultar_pedido", "123"',
        "Runs another script of the bot now, with its parameters in order or as an object.",
        "what the script RETURNs",
        (("E401", "no such script"), ("E312", "a required parameter is missing"), ("E504", "too many in each other")),
    ),
)  # fmt: skip
