"""Examples for the API's document, made from the shapes themselves, so that no endpoint is without and none is stale.

A field's name tells what it usually holds; everything else follows from its type.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

Shape = Mapping[str, Any]

_MOMENT: Final = "2026-11-22T12:30:00Z"
_USUAL: Final[Mapping[str, Any]] = {
    "account": "+55 11 3333-4444",
    "active_conversations": 3,
    "add": ["vip"],
    "aliases": ["maria"],
    "answering": "Maria Santos",
    "assigned_to_name": "Maria Santos",
    "attendant_id": "att-001",
    "by_channel": [],
    "capacity": 5,
    "changed": ["status"],
    "channel": "whatsapp",
    "channels": ["whatsapp"],
    "chosen": "att-001",
    "chosen_name": "Maria Santos",
    "client_id": "0d8e5c1e-3f6b-4b6e",
    "closed_message": "Abrimos às 8 h.",
    "closes": "18:00",
    "code": "not_found",
    "column": "telefone",
    "content": {},
    "context_data": {"transfer_reason": "keyword"},
    "credential_names": ["access_token"],
    "credentials": {"access_token": "EAAG…", "phone_number_id": "106540352242922"},
    "csrf_token": "c3Jm",
    "currency": "BRL",
    "cursor": "73512.4821",
    "custom_fields": {},
    "data": {"assigned_to_name": "Maria Santos", "how": "taken"},
    "department": "Vendas",
    "description": "Dúvidas de clientes",
    "detail": "There is no such conversation, or it isn't visible to you.",
    "direction": "in",
    "email": "maria@loja.example",
    "explanation": "Maria Santos: mais tempo livre entre as pessoas disponíveis.",
    "external_id": "att-001",
    "facts": {},
    "fields": [],
    "first_name": "João",
    "heartbeat_seconds": 20,
    "help": "No painel da Meta, em Configuração da API.",
    "id": "att-001",
    "inbound_count": 4,
    "inbox_name": "WhatsApp da loja",
    "inputs": {},
    "ip": "203.0.113.7",
    "key": "first_response_seconds",
    "kind": "text",
    "label": "Token de acesso",
    "last_error": None,
    "last_error_at": None,
    "last_message": "Meu pedido não chegou.",
    "last_name": "Silva",
    "last_seq": 7,
    "line": 2,
    "locale": "pt-BR",
    "ltv": "1520.00",
    "max_conversations": 5,
    "max_text_chars": 4096,
    "max_wait_seconds": 600,
    "message": "The channel refused this message.",
    "name": "Maria Santos",
    "next_cursor": None,
    "note": "Quer trocar o tamanho.",
    "number": 4821,
    "opens": "08:00",
    "owner": "human",
    "owner_epoch": 2,
    "password": "correct horse battery staple",
    "permissions": ["conversations.read", "conversations.reply"],
    "phone": "+5511988887777",
    "policy_version": 1,
    "preferences": "vendas;trocas",
    "previous": 48,
    "priority": 1,
    "priority_order": 1,
    "problem": None,
    "queue_name": "Vendas",
    "read_count": 4,
    "reason": None,
    "reasons": ["most_free_capacity"],
    "reply_to": None,
    "reply_window_seconds": 86400,
    "required_skill": "trocas",
    "resolved_at": None,
    "role": "attendant",
    "scopes": ["read", "write"],
    "secret": "att_once_shown",
    "seq": 7,
    "settings": {"reopen_seconds": 86400},
    "sign_in_link": "https://atendimento.loja.example/entrar?token=one-time-secret",
    "skills": {"trocas": 4},
    "snippet": "meu **pedido** não chegou",
    "snoozed_until": None,
    "status": "active",
    "status_reason": None,
    "tags": ["vip"],
    "target": 60,
    "tenant_name": "Loja Exemplo",
    "text": "Meu pedido não chegou.",
    "tier": "ouro",
    "timezone": "America/Sao_Paulo",
    "title": "Not Found",
    "token": "one-time-secret",
    "topic": "trocas",
    "transfer_note": None,
    "type": "about:blank",
    "unit": "seconds",
    "user_agent": "Mozilla/5.0",
    "user_email": "joao@cliente.example",
    "user_name": "João Silva",
    "user_phone": "+5511988887777",
    "username": "maria",
    "value": 42,
    "waiting_since": None,
    "waiting_time_seconds": 120,
    "webhook_path": "/webhooks/whatsapp/k3y",
    "window_is_closed": False,
}
_OF_A_SHAPE: Final[Mapping[str, Any]] = {
    "Contact.ltv": "1520.00",
    "ContactFilter-Input.ltv_from": "1000.00",
    "ContactFilter-Output.ltv_from": "1000.00",
    "CustomerDeal.value": "1500.00",
    "CustomerOverview.open_deals_value": "1500.00",
    "CustomerOverview.won_deals_value": "980.00",
    "ImportStart.columns": {"Telefone": "phone", "Nome": "name"},
    "NewMail.bcc": ["gerente@loja.example"],
    "NewMail.cc": ["compras@cliente.example"],
    "NewNotificationTemplate.name": "attendant-assignment",
    "NotificationTemplateName.name": "attendant-assignment",
    "RatingFigures.scores": [0, 0, 0, 1, 0, 0, 1, 2, 4, 9, 14],
    "Activity.contact_name": "João Silva",
    "Activity.data": {},
    "Activity.deal_name": "Plano anual",
    "Activity.lead_name": None,
    "Activity.notes": "Prefere depois das 14 h.",
    "Activity.owner_name": "Maria Santos",
    "Activity.ticket_number": "TIC-042",
    "Activity.title": "Ligar sobre a proposta",
    "ActivityPatch.title": "Ligar sobre a proposta",
    "ApiToken.name": "Relatórios",
    "ChannelField.name": "access_token",
    "ChannelInfo.name": "whatsapp",
    "CommandAnswer.command": "queue",
    "CommandAnswer.text": "Ninguém espera agora. 🎉",
    "CompanyPatch.abandon_after_seconds": 86400,
    "Contact.name": "João Silva",
    "ContactRef.name": "João Silva",
    "CreatedApiToken.name": "Relatórios",
    "Customer.name": "João Silva",
    "CustomerCompany.name": "Padaria São João",
    "CustomerDeal.name": "Plano anual",
    "CustomerDeal.stage": "Proposta",
    "CustomerEntry.kind": "conversation",
    "CustomerField.name": "tier",
    "CustomerOverview.name": "João Silva",
    "Deal.company": "Padaria São João",
    "Deal.name": "Plano anual",
    "Deal.stage": "proposal",
    "Deal.value": "1500.00",
    "DealMove.from_stage": "new",
    "DealMove.stage": "proposal",
    "GivenCommand.text": "/transferir @joana ela conhece o caso",
    "Inbox.name": "WhatsApp da loja",
    "InboxPatch.name": "WhatsApp da loja",
    "Lead.contact_name": None,
    "Lead.name": "Ana Lima",
    "NewActivity.title": "Ligar sobre a proposta",
    "NewApiToken.name": "Relatórios",
    "NewConversation.message": "Quero falar com uma pessoa",
    "NewDeal.name": "Plano anual",
    "NewInbox.name": "WhatsApp da loja",
    "NewPerson.name": "Maria Santos",
    "NewPerson.organisation": "Padaria São João",
    "NewPerson.phone": "+5511988887777",
    "NewPlace.address": "Rua das Flores, 10",
    "NewPlace.latitude": -23.55052,
    "NewPlace.longitude": -46.63331,
    "NewPlace.name": "Padaria São João",
    "NewQueue.name": "Vendas",
    "NewShared.contacts": [],
    "NewTemplateMessage.header_link": "https://loja.example/nota.pdf",
    "OfferedCommand.does": "Passa esta conversa a alguém; o que segue vira nota",
    "OfferedCommand.example": "@nome ou fila",
    "OfferedCommand.name": "transferir",
    "Pipeline.forecast": "840.00",
    "Pipeline.value": "1520.00",
    "PipelineColumn.value": "1520.00",
    "PipelineStage.key": "proposal",
    "PipelineStage.name": "Proposta",
    "PipelineStageInput.name": "Proposta",
    "PipelineStages.stages": [
        {"key": "proposal", "name": "Proposta", "probability": 50, "kind": "open"},
        {"key": "won", "name": "Ganho", "probability": 100, "kind": "won"},
        {"key": "lost", "name": "Perdido", "probability": 0, "kind": "lost"},
    ],
    "Problem.status": 404,
    "Queue.name": "Vendas",
    "QueueItem.status": "waiting",
    "NewReport.name": "Conversas por dia",
    "NewReportSchedule.at": "08:00",
    "NewReportSchedule.recipients": ["maria@loja.example"],
    "Report.name": "Conversas por dia",
    "ReportDefinition.date": "created",
    "ReportDefinition.dimensions": ["day"],
    "ReportDefinition.measures": ["conversations", "resolved"],
    "ReportFilter.field": "channel",
    "ReportFilter.values": ["whatsapp"],
    "ReportOrder.by": "day",
    "ReportPatch.name": "Conversas por dia",
    "ReportDownload.name": "Conversas por dia",
    "ReportSchedule.at": "08:00",
    "ReportSchedule.recipients": ["maria@loja.example"],
    "ReportSchedulePatch.at": "08:00",
    "ReportSchedulePatch.recipients": ["maria@loja.example"],
    "ReportResult.names": {"channel": {"whatsapp": "WhatsApp"}},
    "ReportResult.rows": [["2026-11-22", 12, 9]],
    "ReportResult.totals": [12, 9],
    "QueuePatch.name": "Vendas",
    "TagsChange.remove": ["novo"],
    "TicketWatchersChange.add": ["5b0f8a52-4c1a-5b6e-9d0e-2f6d3a7c8e11"],
    "TicketWatchersChange.remove": ["8c1d7e43-2b5f-5a90-8e7c-1d4b6f9a3c22"],
    "TimelineEntry.kind": "conversation.assigned",
}
"""Where a field's name means something else than usual."""


def example(shape: Shape, components: Mapping[str, Shape], *, name: str = "", of: str = "") -> Any:
    """An example of the shape. `name` is the field that has it, `of` the shape that the field belongs to."""
    for given in ("example", "const"):
        if given in shape:
            return shape[given]
    if shape.get("examples"):
        return shape["examples"][0]
    if "$ref" in shape:
        target = shape["$ref"].rpartition("/")[2]
        return example(components[target], components, name=name, of=target)
    for known, key in ((_OF_A_SHAPE, f"{of}.{name}"), (_USUAL, name)):
        if key in known and _fits(known[key], shape):
            return known[key]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in shape:
            options = [option for option in shape[choice] if option.get("type") != "null"]
            return example(options[0], components, name=name, of=of)
    return _by_type(shape, components, name, of)


def _by_type(shape: Shape, components: Mapping[str, Shape], name: str, of: str) -> Any:
    match shape:
        case {"enum": [first, *_]}:
            return first
        case {"type": "object", "properties": properties}:
            return {field: example(part, components, name=field, of=of) for field, part in properties.items()}
        case {"type": "array", "items": items}:
            return [example(items, components, name=name.removesuffix("s"), of=of)]
        case {"type": "string", "format": "uuid"}:
            return str(uuid5(NAMESPACE_URL, f"{of}.{name}" if name == "id" else name))
        case {"type": "string", "format": "date-time"}:
            return _MOMENT
        case {"type": "string", "format": "date"}:
            return _MOMENT[:10]
        case {"type": "integer" | "number"}:
            return shape.get("default", shape.get("minimum", 4))
        case {"default": default} if default is not None:
            return default
    return {"string": "texto", "boolean": True, "object": {}, "array": []}.get(str(shape.get("type")))


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "array": (list,), "boolean": (bool,), "integer": (int,), "null": (type(None),), "number": (int, float),
    "object": (dict,), "string": (str,),
}  # fmt: skip


def _fits(value: Any, shape: Shape) -> bool:
    """Whether a field of this type may hold the usual value: names mean different things here and there."""
    options = shape.get("anyOf") or shape.get("oneOf")
    if options:
        return any(_fits(value, option) for option in options)
    if "enum" in shape:
        return value in shape["enum"]
    if "format" in shape or "$ref" in shape:
        return False
    return isinstance(value, _TYPES.get(str(shape.get("type")), (object,)))
