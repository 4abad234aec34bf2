"""What the catalogue's keys are called, per language: Portuguese, English, Spanish. Files and screens show the same."""

from collections.abc import Mapping
from typing import Final, Literal

from attendance.reports.catalogue import Dimension, Measure, Source

Language = Literal["pt", "en", "es"]
_PLACES: Final[Mapping[Language, int]] = {"pt": 0, "en": 1, "es": 2}
_Words = Mapping[str, tuple[str, str, str]]


def language_of(locale: str) -> Language:
    """Of a user's or company's locale; Portuguese where we don't speak it."""
    for language in _PLACES:
        if locale.lower().startswith(language):
            return language
    return "pt"


def said(key: str, language: Language) -> str:
    """A word of a file or screen."""
    return _SAID[key][_PLACES[language]]


def source_name(source: Source, language: Language) -> str:
    return _SOURCES[source.key][_PLACES[language]]


def date_name(source: Source, date: str, language: Language) -> str:
    return _DATES[f"{source.key}.{date}"][_PLACES[language]]


def dimension_name(dimension: Dimension, language: Language) -> str:
    return _DIMENSIONS[dimension.key][_PLACES[language]]


def measure_name(source: Source, measure: Measure, language: Language) -> str:
    return _measure(source, measure)[0][_PLACES[language]]


def definition(source: Source, measure: Measure, language: Language) -> str:
    """How exactly the measure is computed."""
    return _measure(source, measure)[1][_PLACES[language]]


def value_name(dimension: Dimension, value: str, language: Language) -> str | None:
    """Of a value of a closed set, a weekday or an hour; None: it has no name but itself."""
    if dimension.kind == "weekday":
        return _WEEKDAYS[language][int(value) - 1]
    if dimension.kind == "hour":
        return f"{int(value):02d}:00"
    known = _VALUES.get(f"{dimension.key}.{value}")
    return known[_PLACES[language]] if known else None


def _measure(source: Source, measure: Measure) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    name, _, how = measure.key.rpartition("_")
    if how in _HOW and f"{source.key}.{name}" in _DURATIONS:
        names, meant = _DURATIONS[f"{source.key}.{name}"]
        ways, explained = _HOW[how]
        return _joined(names, ways, "{0} ({1})"), _joined(meant, explained, "{0} {1}")
    return _MEASURES[f"{source.key}.{measure.key}"]


def _joined(first: tuple[str, str, str], second: tuple[str, str, str], form: str) -> tuple[str, str, str]:
    pt, en, es = (form.format(one, other) for one, other in zip(first, second, strict=True))
    return pt, en, es


_SOURCES: Final[_Words] = {
    "conversations": ("Conversas", "Conversations", "Conversaciones"),
    "visits": ("Atendimentos", "Visits", "Atenciones"),
    "messages": ("Mensagens", "Messages", "Mensajes"),
    "tickets": ("Tickets", "Tickets", "Tickets"),
    "deals": ("Negócios", "Deals", "Negocios"),
    "ratings": ("Avaliações", "Ratings", "Valoraciones"),
}
_DATES: Final[_Words] = {
    "conversations.created": ("Início da conversa", "Start of the conversation", "Inicio de la conversación"),
    "conversations.resolved": ("Resolução", "Resolution", "Resolución"),
    "visits.opened": ("Abertura ou reabertura", "Opening or reopening", "Apertura o reapertura"),
    "visits.ended": ("Fim", "End", "Fin"),
    "visits.accepted": ("Aceite por um atendente", "Acceptance by an attendant", "Aceptación por un agente"),
    "visits.answered": ("Primeira resposta", "First response", "Primera respuesta"),
    "messages.created": ("Data da mensagem", "Date of the message", "Fecha del mensaje"),
    "tickets.created": ("Abertura do ticket", "Opening of the ticket", "Apertura del ticket"),
    "tickets.resolved": ("Resolução", "Resolution", "Resolución"),
    "deals.created": ("Criação do negócio", "Creation of the deal", "Creación del negocio"),
    "deals.closed": ("Fechamento", "Closing", "Cierre"),
    "ratings.asked": ("Pedido da avaliação", "When it was asked for", "Solicitud de la valoración"),
    "ratings.answered": ("Resposta do cliente", "Answer of the customer", "Respuesta del cliente"),
}
_DIMENSIONS: Final[_Words] = {
    "day": ("Dia", "Day", "Día"),
    "week": ("Semana", "Week", "Semana"),
    "month": ("Mês", "Month", "Mes"),
    "weekday": ("Dia da semana", "Day of the week", "Día de la semana"),
    "hour": ("Hora do dia", "Hour of the day", "Hora del día"),
    "queue": ("Fila", "Queue", "Cola"),
    "attendant": ("Atendente", "Attendant", "Agente"),
    "channel": ("Canal", "Channel", "Canal"),
    "inbox": ("Caixa de entrada", "Inbox", "Bandeja de entrada"),
    "status": ("Situação", "Status", "Estado"),
    "priority": ("Prioridade", "Priority", "Prioridad"),
    "tag": ("Etiqueta", "Tag", "Etiqueta"),
    "topic": ("Assunto", "Topic", "Asunto"),
    "answered_by": ("Quem atendeu", "Answered by", "Quién atendió"),
    "outcome": ("Como terminou", "How it ended", "Cómo terminó"),
    "transferred": ("Transferido", "Transferred", "Transferido"),
    "new_customer": ("Cliente novo", "New customer", "Cliente nuevo"),
    "direction": ("Sentido", "Direction", "Sentido"),
    "author": ("Autor", "Author", "Autor"),
    "state": ("Entrega", "Delivery", "Entrega"),
    "kind": ("Tipo", "Kind", "Tipo"),
    "category": ("Categoria", "Category", "Categoría"),
    "stage": ("Etapa", "Stage", "Etapa"),
    "owner": ("Responsável", "Owner", "Responsable"),
    "company": ("Empresa", "Company", "Empresa"),
    "reason": ("Motivo", "Reason", "Motivo"),
    "value": ("Valor", "Value", "Valor"),
    "score": ("Nota", "Score", "Nota"),
}
_VALUES: Final[_Words] = {
    "status.bot": ("Com o robô", "With the bot", "Con el bot"),
    "status.waiting": ("Na fila", "Waiting", "En espera"),
    "status.assigned": ("Atribuída", "Assigned", "Asignada"),
    "status.active": ("Em atendimento", "Active", "En atención"),
    "status.pending": ("Pendente", "Pending", "Pendiente"),
    "status.resolved": ("Resolvida", "Resolved", "Resuelta"),
    "status.abandoned": ("Abandonada", "Abandoned", "Abandonada"),
    "status.open": ("Aberto", "Open", "Abierto"),
    "status.in_progress": ("Em andamento", "In progress", "En curso"),
    "status.closed": ("Fechado", "Closed", "Cerrado"),
    "status.won": ("Ganho", "Won", "Ganado"),
    "status.lost": ("Perdido", "Lost", "Perdido"),
    "priority.0": ("Baixa", "Low", "Baja"),
    "priority.1": ("Normal", "Normal", "Normal"),
    "priority.2": ("Alta", "High", "Alta"),
    "priority.3": ("Urgente", "Urgent", "Urgente"),
    "priority.low": ("Baixa", "Low", "Baja"),
    "priority.normal": ("Normal", "Normal", "Normal"),
    "priority.high": ("Alta", "High", "Alta"),
    "priority.urgent": ("Urgente", "Urgent", "Urgente"),
    "category.sales": ("Vendas", "Sales", "Ventas"),
    "category.support": ("Suporte", "Support", "Soporte"),
    "category.billing": ("Financeiro", "Billing", "Facturación"),
    "category.technical": ("Técnico", "Technical", "Técnico"),
    "answered_by.person": ("Uma pessoa", "A person", "Una persona"),
    "answered_by.nobody": ("Só o robô ou ninguém", "Only the bot, or nobody", "Solo el bot o nadie"),
    "outcome.open": ("Em aberto", "Open", "Abierta"),
    "outcome.resolved": ("Resolvido", "Resolved", "Resuelta"),
    "outcome.abandoned": ("Abandonado", "Abandoned", "Abandonada"),
    "transferred.yes": ("Sim", "Yes", "Sí"),
    "transferred.no": ("Não", "No", "No"),
    "new_customer.yes": ("Sim", "Yes", "Sí"),
    "new_customer.no": ("Não", "No", "No"),
    "direction.in": ("Do cliente", "From the customer", "Del cliente"),
    "direction.out": ("Para o cliente", "To the customer", "Al cliente"),
    "author.contact": ("Cliente", "Customer", "Cliente"),
    "author.bot": ("Robô", "Bot", "Bot"),
    "author.attendant": ("Atendente", "Attendant", "Agente"),
    "author.system": ("Sistema", "System", "Sistema"),
    "state.received": ("Recebida", "Received", "Recibido"),
    "state.queued": ("A enviar", "Queued", "Por enviar"),
    "state.sent": ("Enviada", "Sent", "Enviado"),
    "state.delivered": ("Entregue", "Delivered", "Entregado"),
    "state.read": ("Lida", "Read", "Leído"),
    "state.played": ("Ouvida", "Played", "Escuchado"),
    "state.failed": ("Falhou", "Failed", "Falló"),
    "kind.text": ("Texto", "Text", "Texto"),
    "kind.image": ("Imagem", "Image", "Imagen"),
    "kind.audio": ("Áudio", "Audio", "Audio"),
    "kind.video": ("Vídeo", "Video", "Video"),
    "kind.document": ("Documento", "Document", "Documento"),
    "kind.sticker": ("Figurinha", "Sticker", "Sticker"),
    "kind.location": ("Localização", "Location", "Ubicación"),
    "kind.contacts": ("Contato", "Contact", "Contacto"),
    "kind.interactive": ("Escolha", "Choice", "Elección"),
    "channel.whatsapp": ("WhatsApp", "WhatsApp", "WhatsApp"),
    "channel.telegram": ("Telegram", "Telegram", "Telegram"),
    "channel.webchat": ("Chat no site", "Web chat", "Chat en el sitio"),
    "channel.email": ("E-mail", "E-mail", "Correo"),
    "channel.sms": ("SMS", "SMS", "SMS"),
    "channel.instagram": ("Instagram", "Instagram", "Instagram"),
    "channel.messenger": ("Messenger", "Messenger", "Messenger"),
    "channel.slack": ("Slack", "Slack", "Slack"),
    "channel.teams": ("Teams", "Teams", "Teams"),
    "channel.google_chat": ("Google Chat", "Google Chat", "Google Chat"),
}
_WEEKDAYS: Final[Mapping[Language, tuple[str, ...]]] = {
    "pt": ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_HOW: Final[Mapping[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    "mean": (
        ("média", "mean", "media"),
        ("A média de todos.", "The mean of all.", "La media de todos."),
    ),
    "median": (
        ("mediana", "median", "mediana"),
        (
            "Metade levou menos do que isto, metade mais: um caso extremo não a muda.",
            "Half took less than this, half more: one extreme case doesn't change it.",
            "La mitad tardó menos que esto, la mitad más: un caso extremo no la cambia.",
        ),
    ),
    "p90": (
        ("9 de cada 10", "9 out of 10", "9 de cada 10"),
        (
            "Nove de cada dez levaram no máximo isto (percentil 90).",
            "Nine out of ten took at most this (the 90th percentile).",
            "Nueve de cada diez tardaron como máximo esto (percentil 90).",
        ),
    ),
}
_DURATIONS: Final[Mapping[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    "conversations.wait": (
        ("Espera na fila", "Wait in the queue", "Espera en la cola"),
        (
            "Do pedido por uma pessoa até um atendente aceitar, na primeira vez na conversa.",
            "From asking for a person until an attendant accepted, the first time in the conversation.",
            "Desde que se pide una persona hasta que un agente acepta, la primera vez en la conversación.",
        ),
    ),
    "conversations.first_response": (
        ("Primeira resposta", "First response", "Primera respuesta"),
        (
            "Da atribuição até a primeira mensagem de um atendente ao cliente; o robô não conta.",
            "From the assignment to the first message of an attendant to the customer; the bot doesn't count.",
            "Desde la asignación hasta el primer mensaje de un agente al cliente; el bot no cuenta.",
        ),
    ),
    "conversations.resolution": (
        ("Tempo até resolver", "Time to resolve", "Tiempo hasta resolver"),
        (
            "Do início da conversa até a última vez que alguém a resolveu.",
            "From the start of the conversation to the last time that somebody resolved it.",
            "Desde el inicio de la conversación hasta la última vez que alguien la resolvió.",
        ),
    ),
    "visits.wait": (
        ("Espera na fila", "Wait in the queue", "Espera en la cola"),
        (
            "Do pedido por uma pessoa até um atendente aceitar, como nos indicadores.",
            "From asking for a person until an attendant accepted, as on the dashboard.",
            "Desde que se pide una persona hasta que un agente acepta, como en los indicadores.",
        ),
    ),
    "visits.first_response": (
        ("Primeira resposta", "First response", "Primera respuesta"),
        (
            "Da atribuição até a primeira mensagem de um atendente, como nos indicadores.",
            "From the assignment to the first message of an attendant, as on the dashboard.",
            "Desde la asignación hasta el primer mensaje de un agente, como en los indicadores.",
        ),
    ),
    "visits.length": (
        ("Duração", "Duration", "Duración"),
        (
            "Da abertura, ou reabertura, até o fim; só os que terminaram.",
            "From the opening, or reopening, to the end; only those that ended.",
            "Desde la apertura, o reapertura, hasta el fin; solo las que terminaron.",
        ),
    ),
    "messages.delivery": (
        ("Tempo até entregar", "Time to deliver", "Tiempo hasta entregar"),
        (
            "Do envio ao canal até o canal confirmar a entrega; só canais que confirmam.",
            "From handing it to the channel until the channel confirmed the delivery, where channels confirm.",
            "Desde el envío al canal hasta que el canal confirma la entrega; solo canales que confirman.",
        ),
    ),
    "tickets.resolution": (
        ("Tempo até resolver", "Time to resolve", "Tiempo hasta resolver"),
        (
            "Da abertura do ticket até estar resolvido ou fechado; só os que estão.",
            "From the opening of the ticket until it was resolved or closed; only those that are.",
            "Desde la apertura del ticket hasta estar resuelto o cerrado; solo los que lo están.",
        ),
    ),
    "deals.cycle": (
        ("Tempo até fechar", "Time to close", "Tiempo hasta cerrar"),
        (
            "Da criação do negócio até ser ganho ou perdido.",
            "From the creation of the deal until it was won or lost.",
            "Desde la creación del negocio hasta ganarlo o perderlo.",
        ),
    ),
}
_MEASURES: Final[Mapping[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    "conversations.conversations": (
        ("Conversas", "Conversations", "Conversaciones"),
        (
            "Todas as conversas do período. Por etiqueta, uma conversa com duas etiquetas conta nas duas.",
            "All conversations of the period. By tag, one with two tags counts in both.",
            "Todas las conversaciones del período. Por etiqueta, una con dos etiquetas cuenta en ambas.",
        ),
    ),
    "conversations.resolved": (
        ("Resolvidas", "Resolved", "Resueltas"),
        ("Estão resolvidas agora.", "They are resolved now.", "Están resueltas ahora."),
    ),
    "conversations.abandoned": (
        ("Abandonadas", "Abandoned", "Abandonadas"),
        (
            "O cliente desistiu, ou ficou em silêncio até o fim do prazo.",
            "The customer gave up, or was silent until the time was over.",
            "El cliente desistió, o calló hasta que venció el plazo.",
        ),
    ),
    "conversations.customers": (
        ("Clientes", "Customers", "Clientes"),
        (
            "Cada cliente uma vez, por mais conversas que tenha.",
            "Each customer once, however many conversations they have.",
            "Cada cliente una vez, por más conversaciones que tenga.",
        ),
    ),
    "conversations.resolution_rate": (
        ("Taxa de resolução", "Resolution rate", "Tasa de resolución"),
        (
            "Resolvidas entre resolvidas e abandonadas.",
            "Resolved among resolved and abandoned.",
            "Resueltas entre resueltas y abandonadas.",
        ),
    ),
    "conversations.messages_mean": (
        ("Mensagens por conversa", "Messages per conversation", "Mensajes por conversación"),
        (
            "Média de mensagens e notas de cada conversa.",
            "Mean of messages and notes of each conversation.",
            "Media de mensajes y notas de cada conversación.",
        ),
    ),
    "visits.visits": (
        ("Atendimentos", "Visits", "Atenciones"),
        (
            "Da abertura, ou reabertura, de uma conversa até o seu fim: reaberta, uma conversa tem vários.",
            "From a conversation's opening, or reopening, to its end: one that was reopened has several.",
            "Desde la apertura, o reapertura, de una conversación hasta su fin: reabierta, tiene varias.",
        ),
    ),
    "visits.resolved": (
        ("Resolvidos", "Resolved", "Resueltas"),
        (
            "Estavam com pessoas e terminaram resolvidos.",
            "People had them, and they ended resolved.",
            "Las tenían personas y terminaron resueltas.",
        ),
    ),
    "visits.abandoned": (
        ("Abandonados", "Abandoned", "Abandonadas"),
        (
            "Estavam com pessoas e terminaram sem serem resolvidos.",
            "People had them, and they ended without being resolved.",
            "Las tenían personas y terminaron sin resolverse.",
        ),
    ),
    "visits.transferred": (
        ("Transferidos", "Transferred", "Transferidas"),
        (
            "Passaram de um atendente ou fila a outro pelo menos uma vez.",
            "Went from one attendant or queue to another at least once.",
            "Pasaron de un agente o cola a otro al menos una vez.",
        ),
    ),
    "visits.resolution_rate": (
        ("Taxa de resolução", "Resolution rate", "Tasa de resolución"),
        (
            "Resolvidos entre os que pessoas tinham quando terminaram.",
            "Resolved among those that people had when they ended.",
            "Resueltas entre las que tenían personas al terminar.",
        ),
    ),
    "messages.messages": (
        ("Mensagens", "Messages", "Mensajes"),
        (
            "Mensagens em todos os sentidos; notas internas não contam.",
            "Messages in all directions; internal notes don't count.",
            "Mensajes en todos los sentidos; las notas internas no cuentan.",
        ),
    ),
    "messages.received": (
        ("Recebidas", "Received", "Recibidos"),
        ("Dos clientes.", "From customers.", "De los clientes."),
    ),
    "messages.sent": (
        ("Enviadas", "Sent", "Enviados"),
        (
            "De atendentes, robôs e do sistema, mesmo as que falharam.",
            "Of attendants, bots and the system, also those that failed.",
            "De agentes, bots y del sistema, también los que fallaron.",
        ),
    ),
    "messages.failed": (
        ("Falharam", "Failed", "Fallaron"),
        ("Não chegaram ao cliente.", "They didn't reach the customer.", "No llegaron al cliente."),
    ),
    "messages.conversations": (
        ("Conversas", "Conversations", "Conversaciones"),
        (
            "Conversas que têm estas mensagens, cada uma uma vez.",
            "Conversations that have these messages, each once.",
            "Conversaciones que tienen estos mensajes, cada una una vez.",
        ),
    ),
    "messages.failure_rate": (
        ("Taxa de falha", "Failure rate", "Tasa de fallo"),
        ("Falharam entre as enviadas.", "Failed among those sent.", "Fallaron entre los enviados."),
    ),
    "messages.read_rate": (
        ("Taxa de leitura", "Read rate", "Tasa de lectura"),
        (
            "Lidas entre as enviadas; alguns canais nunca contam a leitura.",
            "Read among those sent; some channels never tell.",
            "Leídos entre los enviados; algunos canales nunca lo dicen.",
        ),
    ),
    "tickets.tickets": (
        ("Tickets", "Tickets", "Tickets"),
        (
            "Sem os apagados e os que foram juntados a outro.",
            "Without deleted ones and those that were merged into another.",
            "Sin los borrados ni los unidos a otro.",
        ),
    ),
    "tickets.unsolved": (
        ("Por resolver", "Unsolved", "Sin resolver"),
        (
            "Não estão resolvidos nem fechados agora.",
            "Neither resolved nor closed now.",
            "Ni resueltos ni cerrados ahora.",
        ),
    ),
    "tickets.resolved": (
        ("Resolvidos", "Resolved", "Resueltos"),
        (
            "Estão resolvidos ou fechados agora.",
            "Resolved or closed now.",
            "Están resueltos o cerrados ahora.",
        ),
    ),
    "tickets.customers": (
        ("Clientes", "Customers", "Clientes"),
        (
            "Cada cliente uma vez, por mais tickets que tenha.",
            "Each customer once, however many tickets they have.",
            "Cada cliente una vez, por más tickets que tenga.",
        ),
    ),
    "tickets.resolution_rate": (
        ("Taxa de resolução", "Resolution rate", "Tasa de resolución"),
        ("Resolvidos entre todos.", "Resolved among all.", "Resueltos entre todos."),
    ),
    "deals.deals": (
        ("Negócios", "Deals", "Negocios"),
        ("Sem os apagados.", "Without deleted ones.", "Sin los borrados."),
    ),
    "deals.won": (
        ("Ganhos", "Won", "Ganados"),
        ("Estão ganhos agora.", "They are won now.", "Están ganados ahora."),
    ),
    "deals.lost": (
        ("Perdidos", "Lost", "Perdidos"),
        ("Estão perdidos agora.", "They are lost now.", "Están perdidos ahora."),
    ),
    "deals.value_sum": (
        ("Valor total", "Total value", "Valor total"),
        ("Soma dos valores.", "Sum of the values.", "Suma de los valores."),
    ),
    "deals.won_value": (
        ("Valor ganho", "Value won", "Valor ganado"),
        ("Soma dos que estão ganhos.", "Sum of those that are won.", "Suma de los ganados."),
    ),
    "deals.forecast": (
        ("Previsão", "Forecast", "Previsión"),
        (
            "Soma dos negócios abertos, cada valor vezes a probabilidade da sua etapa.",
            "Sum of the open deals, each value times the probability of its stage.",
            "Suma de los negocios abiertos, cada valor por la probabilidad de su etapa.",
        ),
    ),
    "deals.value_mean": (
        ("Valor médio", "Mean value", "Valor medio"),
        ("Média dos valores.", "Mean of the values.", "Media de los valores."),
    ),
    "deals.win_rate": (
        ("Taxa de ganho", "Win rate", "Tasa de éxito"),
        (
            "Ganhos entre ganhos e perdidos.",
            "Won among won and lost.",
            "Ganados entre ganados y perdidos.",
        ),
    ),
    "ratings.asked": (
        ("Pedidas", "Asked", "Solicitadas"),
        (
            "Clientes a quem se pediu uma nota.",
            "How often customers were asked for a score.",
            "Cuántas veces se pidió una nota.",
        ),
    ),
    "ratings.answered": (
        ("Respondidas", "Answered", "Respondidas"),
        ("Têm nota.", "They have a score.", "Tienen nota."),
    ),
    "ratings.comments": (
        ("Com comentário", "With a comment", "Con comentario"),
        ("Têm um comentário.", "They have a comment.", "Tienen un comentario."),
    ),
    "ratings.answer_rate": (
        ("Taxa de resposta", "Response rate", "Tasa de respuesta"),
        ("Respondidas entre as pedidas.", "Answered among asked.", "Respondidas entre las solicitadas."),
    ),
    "ratings.score_mean": (
        ("Nota média", "Mean score", "Nota media"),
        (
            "Média das notas, de 0 a 10.",
            "Mean of the scores, from 0 to 10.",
            "Media de las notas, de 0 a 10.",
        ),
    ),
    "ratings.nps": (
        ("NPS", "NPS", "NPS"),
        (
            "Percentual de notas 9 e 10 menos o percentual de notas de 0 a 6.",
            "Percentage of scores 9 and 10 minus the percentage of scores 0 to 6.",
            "Porcentaje de notas 9 y 10 menos el porcentaje de notas de 0 a 6.",
        ),
    ),
}
_SAID: Final[_Words] = {
    "none": ("(nenhum)", "(none)", "(ninguno)"),
    "removed": ("(removido)", "(removed)", "(eliminado)"),
    "total": ("Total", "Total", "Total"),
    "period": ("Período", "Period", "Período"),
    "to": ("a", "to", "a"),
    "filter_in": ("é", "is", "es"),
    "filter_not_in": ("não é", "is not", "no es"),
    "filter_at_least": ("pelo menos", "at least", "al menos"),
    "filter_at_most": ("no máximo", "at most", "como máximo"),
    "or": ("ou", "or", "o"),
    "week_of": ("semana de", "week of", "semana del"),
    "cut": (
        "Há mais linhas do que um relatório mostra: filtre, ou escolha um período menor.",
        "There are more rows than a report shows: filter, or choose a shorter period.",
        "Hay más filas de las que muestra un informe: filtre o elija un período menor.",
    ),
    "nothing": ("Nada neste período.", "Nothing in this period.", "Nada en este período."),
    "page": ("Página", "Page", "Página"),
    "made": ("Gerado em", "Made on", "Generado el"),
    "mail": (
        "Segue o relatório *{name}* ({period}).",
        "Here is the report *{name}* ({period}).",
        "Aquí está el informe *{name}* ({period}).",
    ),
}
