"""E3xx to E6xx: what happens while a script runs. Some are found before, where the script shows them."""

from collections.abc import Mapping
from typing import Final

RUN_TIME: Final[Mapping[str, tuple[str, str]]] = {
    "E301": ("Variável {v} não definida (#strict)", "Undefined variable {v} (#strict)"),
    "E302": ("Não é possível comparar {a} com {b}", "Cannot compare {a} with {b}"),
    "E303": ("Divisão por zero", "Division by zero"),
    "E304": ("Número grande demais", "Number too large"),
    "E305": ("Operação inválida[ entre {a} e {b}]", "Invalid operation[ between {a} and {b}]"),
    "E306": ("Índice inválido[: {index}]", "Bad index[: {index}]"),
    "E307": (
        "O resultado está vazio: não há linha para alterar",
        "The result is empty: there is no row to change",
    ),
    "E308": ("Método desconhecido[: {method}][ em {type}]", "Unknown method[: {method}][ of {type}]"),
    "E310": (
        "Número de argumentos inválido[ em {w}][ em {function}][: esperado {x}][, encontrado {y}]",
        "Wrong number of arguments[ of {w}][ of {function}][: expected {x}][, found {y}]",
    ),
    "E311": (
        "Tipo ou valor de argumento inválido[ em {w}][ em {function}][: {x}][: {argument}][: {pattern}][ ({type})]",
        "Wrong type or value of an argument[ of {w}][ of {function}][: {x}][: {argument}][: {pattern}][ ({type})]",
    ),
    "E312": ("Parâmetro obrigatório ausente[: {param}]", "Required parameter missing[: {param}]"),
    "E320": ("Campo somente leitura[: {v}]", "Read-only field[: {v}]"),
    "E321": ("Comando não permitido aqui[: {w}]", "Statement not allowed here[: {w}]"),
    "E331": ("Script não encontrado[: {script}]", "Script not found[: {script}]"),
    "E332": ("Sessão ou atendente não encontrado[: {v}]", "Session or attendant not found[: {v}]"),
    "E333": ("Não há reunião", "There is no meeting"),
    "E340": (
        "Tabela não encontrada[: {table}][ (quis dizer {suggestion}?)]",
        "Table not found[: {table}][ (did you mean {suggestion}?)]",
    ),
    "E341": (
        "Um valor do script só pode ocupar o lugar de um valor do filtro[, não {near}]",
        "A value of the script may only stand where the filter has a value[, not {near}]",
    ),
    "E342": (
        "Coluna não encontrada[: {column}][ (quis dizer {suggestion}?)]",
        "Column not found[: {column}][ (did you mean {suggestion}?)]",
    ),
    "E343": (
        "Erro de sintaxe no filtro[, posição {position}][, perto de {near}]",
        "Syntax error in the filter[, position {position}][, near {near}]",
    ),
    "E344": (
        "O valor não serve para a coluna[ {column}][: esperado {type}]",
        "The value does not fit the column[ {column}][: expected {type}]",
    ),
    "E345": (
        "Já existe um registro com este valor[ em {column}]",
        "A row with this value exists already[ in {column}]",
    ),
    "E346": ("Coluna obrigatória sem valor[: {column}]", "Required column without a value[: {column}]"),
    "E347": (
        "Falta a condição: seriam alterados todos os registros[ de {table}]",
        "Without a condition this would change every row[ of {table}]",
    ),
    "E351": ("Agendamento inválido[: {found}][ ({reason})]", "Invalid schedule[: {found}][ ({reason})]"),
    "E390": ("{text}", "{text}"),
    "E401": ("Palavra-chave não disponível neste produto: {w}", "Keyword not available in this product: {w}"),
    "E402": ("Recurso não configurado[: {w}]", "Not configured[: {w}]"),
    "E403": ("Sem permissão[: {w}]", "No permission[: {w}]"),
    "E404": ("Caminho proibido[: {path}]", "Forbidden path[: {path}]"),
    "E501": ("Limite de passos excedido", "Step limit exceeded"),
    "E502": ("Limite de tempo excedido", "Time limit exceeded"),
    "E503": (
        "Limite de memória excedido[ ({kind})][: {limit}]",
        "Memory limit exceeded[ ({kind})][: {limit}]",
    ),
    "E504": ("Limite de profundidade excedido", "Depth limit exceeded"),
    "E505": ("Limite de mensagens ou chamadas excedido", "Message or call limit exceeded"),
    "E601": ("O serviço de IA falhou[: {reason}]", "The language model failed[: {reason}]"),
    "E602": ("A chamada HTTP falhou[: {reason}]", "The HTTP call failed[: {reason}]"),
}
