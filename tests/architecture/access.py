"""Who may call which address: the table that tests/architecture/test_access_matrix.py holds the product to.

A new endpoint needs a line here; where the body decides who may, a second one after `#`. Placeholders in bodies and
addresses are the ids of one tenant's things.
"""

from dataclasses import dataclass
from typing import Any, Final

from attendance.identity.schemas import Role

ADMINISTRATORS: Final = frozenset({Role.OWNER, Role.ADMIN})
LEADERS: Final = ADMINISTRATORS | {Role.SUPERVISOR}
WORKERS: Final = LEADERS | {Role.ATTENDANT}
EXAMINERS: Final = LEADERS | {Role.AUDITOR}
EVERYBODY: Final = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Access:
    """`may`: these roles; None: whoever knows the address. `body` is one that makes sense."""

    may: frozenset[Role] | None
    body: Any = None
    query: str = ""


NEW_USER: Final = {"email": "{fresh}@example.com", "name": "Bia"}
LATER: Final = "2099-01-01T00:00:00Z"
CONVERSATION: Final = "/api/attendance/conversations/{conversation_id}"
QUEUE: Final = "/api/attendance/queues/{queue_id}"
TICKET: Final = "/api/attendance/tickets/{ticket_id}"
ASKED: Final = {"source": "conversations", "measures": ["conversations"], "dimensions": ["day"]}
WEEKLY: Final = {"cadence": "weekly", "weekday": 1, "at": "08:00", "recipients": ["bia@example.com"]}
REPORT: Final = "/api/reports/{report_id}"
NOBODY: Final = "00000000-0000-7000-8000-000000000000"
BOT: Final = "/api/bots/{bot_id}"

TABLE: Final[dict[str, Access]] = {
    "POST /api/auth/sign-in": Access(None, {"email": "a@example.com", "password": "x"}),
    "POST /api/auth/link": Access(None, {"token": "x"}),
    "POST /api/auth/sign-out": Access(EVERYBODY),
    "GET /api/me": Access(EVERYBODY),
    "PATCH /api/me": Access(EVERYBODY, {"name": "Bia"}),
    "GET /api/company": Access(EVERYBODY),
    "PATCH /api/company": Access(ADMINISTRATORS, {"release_after_seconds": 1800}),
    "GET /api/me/sessions": Access(EVERYBODY),
    "DELETE /api/me/sessions/{login_id}": Access(EVERYBODY),
    "GET /api/me/tokens": Access(EVERYBODY),
    "POST /api/me/tokens": Access(EVERYBODY, {"name": "script"}),
    "DELETE /api/me/tokens/{token_id}": Access(EVERYBODY),
    "GET /api/users": Access(EXAMINERS),
    "POST /api/users": Access(ADMINISTRATORS, NEW_USER),
    "PATCH /api/users/{user_id}": Access(ADMINISTRATORS, {"name": "Bia"}),
    "POST /api/users/{user_id}/link": Access(ADMINISTRATORS),
    "GET /api/attendance/conversations": Access(EVERYBODY),
    "GET /api/attendance/conversations/counts": Access(EVERYBODY),
    "GET /api/attendance/conversations/search": Access(EVERYBODY, query="q=pedido"),
    f"GET {CONVERSATION}": Access(EVERYBODY),
    f"GET {CONVERSATION}/messages": Access(EVERYBODY),
    f"POST {CONVERSATION}/messages": Access(WORKERS, {"text": "Oi", "client_id": "{fresh}"}),
    f"POST {CONVERSATION}/shared": Access(
        WORKERS, {"client_id": "{fresh}", "location": {"latitude": -23.55, "longitude": -46.63}}
    ),
    f"POST {CONVERSATION}/messages/{{message_id}}/retry": Access(WORKERS),
    f"POST {CONVERSATION}/messages/{{message_id}}/reaction": Access(WORKERS, {"emoji": "👍"}),
    f"DELETE {CONVERSATION}/messages/{{message_id}}/reaction": Access(WORKERS),
    f"PATCH {CONVERSATION}/messages/{{message_id}}": Access(WORKERS, {"text": "Oi"}),
    f"DELETE {CONVERSATION}/messages/{{message_id}}": Access(WORKERS),
    f"POST {CONVERSATION}/templates": Access(
        WORKERS, {"template_id": "{template_id}", "variables": {"1": "Ana"}, "client_id": "{fresh}"}
    ),
    "GET /api/attendance/commands": Access(EVERYBODY),
    f"POST {CONVERSATION}/commands": Access(WORKERS, {"text": "/contexto"}),
    f"POST {CONVERSATION}/notes": Access(WORKERS, {"text": "Oi", "client_id": "{fresh}"}),
    f"GET {CONVERSATION}/timeline": Access(EVERYBODY),
    f"POST {CONVERSATION}/read": Access(WORKERS, {"seq": 1}),
    f"POST {CONVERSATION}/take": Access(WORKERS),
    f"POST {CONVERSATION}/snooze": Access(WORKERS, {"until": LATER}),
    f"DELETE {CONVERSATION}/snooze": Access(WORKERS),
    f"PUT {CONVERSATION}/pending": Access(WORKERS, {"pending": True}),
    f"PUT {CONVERSATION}/priority": Access(WORKERS, {"priority": 2}),
    f"POST {CONVERSATION}/tags": Access(WORKERS, {"add": ["vip"]}),
    f"POST {CONVERSATION}/reopen": Access(WORKERS),
    "POST /api/attendance/resolve/{session_id}": Access(WORKERS),
    "GET /api/session/{session_id}": Access(EVERYBODY),
    "POST /api/attendance/assign": Access(
        LEADERS, {"session_id": "{session_id}", "attendant_id": "{attendant_id}"}
    ),
    "POST /api/attendance/assign#oneself": Access(WORKERS, {"session_id": "{session_id}"}),
    "POST /api/attendance/transfer": Access(
        WORKERS, {"session_id": "{session_id}", "queue_id": "{queue_id}"}
    ),
    "POST /api/attendance/files": Access(WORKERS, query="conversation_id={conversation_id}"),
    "GET /api/attendance/files/{file_id}": Access(EVERYBODY),
    "GET /api/attendance/files/{file_id}/preview": Access(EVERYBODY),
    "GET /api/attendance/files/{file_id}/playable": Access(EVERYBODY),
    "GET /api/attendance/files/pictures/{message_id}/{number}": Access(EVERYBODY),
    "POST /api/attendance/files/{file_id}/fetch": Access(WORKERS),
    "DELETE /api/attendance/files/{file_id}": Access(WORKERS),
    "GET /api/attendance/queue": Access(EVERYBODY),
    "GET /api/attendance/kanban": Access(EVERYBODY, query="lanes=attendant"),
    "PUT /api/attendance/kanban/move": Access(
        WORKERS, {"session_id": "{session_id}", "from_status": "new", "to_status": "resolved"}
    ),
    "POST /api/attendance/kanban/undo": Access(
        WORKERS, {"session_id": "{session_id}", "move_id": "{move_id}"}
    ),
    "GET /api/attendance/queues": Access(EVERYBODY),
    "POST /api/attendance/queues": Access(
        LEADERS,
        {
            "name": "{fresh}",
            "user_ids": ["{user_id}"],
            "bot_id": "{bot_id}",
            "policy": {"fallback_queue_id": "{queue_id}"},
        },
    ),
    f"GET {QUEUE}": Access(EVERYBODY),
    f"PATCH {QUEUE}": Access(LEADERS, {"bot_id": "{bot_id}", "description": "Dúvidas"}),
    f"DELETE {QUEUE}": Access(LEADERS),
    f"GET {QUEUE}/members": Access(EVERYBODY),
    f"POST {QUEUE}/members": Access(LEADERS, {"user_id": "{user_id}"}),
    f"PATCH {QUEUE}/members/{{member_id}}": Access(LEADERS, {"max_conversations": 3}),
    f"DELETE {QUEUE}/members/{{member_id}}": Access(LEADERS),
    "GET /api/attendance/decisions": Access(EXAMINERS),
    "GET /api/attendance/decisions/{decision_id}": Access(EXAMINERS),
    "GET /api/reports/catalogue": Access(EXAMINERS),
    "GET /api/reports/values": Access(EXAMINERS, query="source=conversations&field=topic"),
    "POST /api/reports/run": Access(EXAMINERS, ASKED),
    "POST /api/reports/download": Access(
        EXAMINERS, {"definition": ASKED, "name": "Por dia", "format": "csv"}
    ),
    f"GET {REPORT}/schedules": Access(EXAMINERS),
    f"POST {REPORT}/schedules": Access(LEADERS, WEEKLY),
    "PATCH /api/reports/schedules/{schedule_id}": Access(LEADERS, {"is_active": False}),
    "DELETE /api/reports/schedules/{schedule_id}": Access(LEADERS),
    "POST /api/reports/mails/{mail_id}/retry": Access(LEADERS),
    "GET /api/reports": Access(EXAMINERS),
    "POST /api/reports": Access(LEADERS, {"name": "Por dia", "definition": ASKED}),
    f"GET {REPORT}": Access(EXAMINERS),
    f"PATCH {REPORT}": Access(LEADERS, {"name": "Por dia"}),
    f"DELETE {REPORT}": Access(LEADERS),
    f"GET {CONVERSATION}/ratings": Access(EVERYBODY),
    "GET /api/attendance/notifications": Access(EXAMINERS),
    "GET /api/attendance/notifications/settings": Access(EVERYBODY),
    "PUT /api/attendance/notifications/settings": Access(
        ADMINISTRATORS, {"settings": [{"kind": "queue_alert", "is_on": True, "threshold": 10}]}
    ),
    "GET /api/attendance/notifications/templates": Access(EVERYBODY),
    "PUT /api/attendance/notifications/templates": Access(
        ADMINISTRATORS, {"name": "queue-alert", "subject": "Oi", "body": "Olá"}
    ),
    "POST /api/attendance/notifications/templates/reset": Access(ADMINISTRATORS, {"name": "queue-alert"}),
    "POST /api/attendance/notifications/preview": Access(ADMINISTRATORS, {"subject": "Oi", "body": "Olá"}),
    "GET /api/me/notifications": Access(EVERYBODY),
    "PUT /api/me/notifications": Access(EVERYBODY, {"unwanted": ["new_assignment"]}),
    "GET /api/attendance/ratings": Access(EXAMINERS),
    "GET /api/attendance/ratings/figures": Access(EXAMINERS),
    "GET /api/attendance/rating-settings": Access(EVERYBODY),
    "PUT /api/attendance/rating-settings": Access(ADMINISTRATORS, {"settings": [{"is_on": True}]}),
    "GET /api/attendance/insights": Access(EXAMINERS),
    "GET /api/attendance/insights/conversations": Access(
        EXAMINERS, query="figure=opened&since=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z"
    ),
    "GET /api/attendance/attendants": Access(EVERYBODY),
    "POST /api/attendance/attendants/import": Access(ADMINISTRATORS),
    "GET /api/attendance/attendants/export": Access(LEADERS),
    "PATCH /api/attendance/attendants/{attendant_id}": Access(LEADERS, {"department": "Vendas"}),
    "GET /api/attendance/addresses": Access(EVERYBODY),
    "POST /api/attendance/addresses": Access(
        LEADERS, {"inbox_id": "{inbox_id}", "external_id": "{fresh}", "user_id": "{user_id}"}
    ),
    "POST /api/attendance/addresses/code": Access(WORKERS),
    "PATCH /api/attendance/addresses/{address_id}": Access(LEADERS, {"is_active": False}),
    "DELETE /api/attendance/addresses/{address_id}": Access(WORKERS),
    "PUT /api/attendance/attendants/{attendant_id}/status": Access(LEADERS, {"status": "online"}),
    "GET /api/channels": Access(EVERYBODY),
    "GET /api/inboxes": Access(EVERYBODY),
    "POST /api/inboxes": Access(
        ADMINISTRATORS,
        {"channel": "echo", "name": "Eco", "credentials": {"secret": "x"}, "bot_id": "{bot_id}"},
    ),
    "GET /api/inboxes/{inbox_id}": Access(EVERYBODY),
    "GET /api/inboxes/{inbox_id}/templates": Access(EVERYBODY),
    "POST /api/inboxes/{inbox_id}/templates/sync": Access(ADMINISTRATORS),
    "PATCH /api/inboxes/{inbox_id}": Access(ADMINISTRATORS, {"name": "Eco", "bot_id": "{bot_id}"}),
    "DELETE /api/inboxes/{inbox_id}": Access(ADMINISTRATORS),
    "POST /api/inboxes/{inbox_id}/check": Access(ADMINISTRATORS),
    "POST /api/inboxes/{inbox_id}/test": Access(ADMINISTRATORS, {"recipient": "+5511988887777"}),
    "GET /api/inboxes/{inbox_id}/health": Access(EVERYBODY),
    "GET /api/inboxes/{inbox_id}/failures": Access(EXAMINERS),
    "POST /api/inboxes/{inbox_id}/failures/retry": Access(ADMINISTRATORS, {}),
    "POST /api/inboxes/{inbox_id}/failures/dismiss": Access(ADMINISTRATORS, {}),
    "GET /api/inboxes/{inbox_id}/deliveries": Access(EXAMINERS),
    "GET /api/inboxes/{inbox_id}/deliveries/{delivery_id}": Access(EXAMINERS),
    "POST /api/inboxes/{inbox_id}/deliveries/{delivery_id}/replay": Access(ADMINISTRATORS),
    "GET /api/bots": Access(EVERYBODY),
    "POST /api/bots": Access(ADMINISTRATORS, {"name": "{fresh}"}),
    f"GET {BOT}": Access(EVERYBODY),
    f"PATCH {BOT}": Access(ADMINISTRATORS, {"settings": {"attendance-queue-size": 20}}),
    f"GET {BOT}/files": Access(EVERYBODY),
    f"GET {BOT}/files/{{path}}": Access(EVERYBODY),
    f"PUT {BOT}/files/{{path}}": Access(ADMINISTRATORS, {"text": "name,value\n", "revision": 1}),
    f"DELETE {BOT}/files/{{path}}": Access(ADMINISTRATORS, query="revision=1"),
    f"POST {BOT}/rename": Access(
        ADMINISTRATORS, {"path": "config.csv", "new_path": "README.md", "revision": 1}
    ),
    f"POST {BOT}/upload": Access(ADMINISTRATORS),
    f"GET {BOT}/executions": Access(EXAMINERS),
    f"GET {BOT}/executions/{{execution_id}}": Access(EXAMINERS),
    f"POST {BOT}/executions/{{execution_id}}/cancel": Access(ADMINISTRATORS),
    f"POST {BOT}/forms/{{form}}": Access(ADMINISTRATORS, {"fields": {"nome": "Ana"}}),
    "GET /api/basic/keywords": Access(EVERYBODY),
    f"GET {BOT}/webhooks": Access(ADMINISTRATORS),
    f"GET {BOT}/download": Access(EVERYBODY),
    f"POST {BOT}/check": Access(EVERYBODY, {"path": "start.bas", "text": "TALK 1"}),
    f"POST {BOT}/test": Access(ADMINISTRATORS),
    f"POST {BOT}/try": Access(ADMINISTRATORS, {"messages": ["oi"]}),
    f"GET {BOT}/changes": Access(EVERYBODY),
    f"POST {BOT}/publish": Access(ADMINISTRATORS, {"note": "x"}),
    f"GET {BOT}/versions": Access(EVERYBODY),
    f"GET {BOT}/versions/{{number}}": Access(EVERYBODY),
    f"GET {BOT}/versions/{{number}}/files/{{path}}": Access(EVERYBODY),
    f"POST {BOT}/versions/{{number}}/restore": Access(ADMINISTRATORS),
    "GET /api/attendance/tickets": Access(EVERYBODY, query="status=open&sort=priority"),
    "POST /api/attendance/tickets": Access(WORKERS, {"session_id": "{session_id}", "subject": "Pedido"}),
    "GET /api/attendance/tickets/counts": Access(EVERYBODY),
    "POST /api/attendance/tickets/bulk": Access(WORKERS, {"ticket_ids": [NOBODY], "priority": "high"}),
    "POST /api/attendance/tickets/bulk#others": Access(
        LEADERS, {"ticket_ids": [NOBODY], "attendant_id": "{attendant_id}"}
    ),
    "POST /api/attendance/tickets/bulk#delete": Access(LEADERS, {"ticket_ids": [NOBODY], "delete": True}),
    "POST /api/attendance/tickets/bulk/{bulk_id}/undo": Access(WORKERS),
    "GET /api/attendance/tickets-csv": Access(EVERYBODY),
    "POST /api/attendance/tickets-csv": Access(LEADERS, query="dry_run=true"),
    "GET /api/attendance/ticket-notices": Access(EVERYBODY),
    "GET /api/attendance/ticket-notices/count": Access(EVERYBODY),
    "POST /api/attendance/ticket-notices/read": Access(WORKERS, {"ticket_id": "{ticket_id}"}),
    f"GET {TICKET}": Access(EVERYBODY),
    f"PUT {TICKET}": Access(WORKERS, {"subject": "Outro pedido"}),
    f"DELETE {TICKET}": Access(LEADERS),
    f"POST {TICKET}/restore": Access(LEADERS),
    f"POST {TICKET}/assign": Access(LEADERS, {"attendant_id": "{attendant_id}"}),
    f"POST {TICKET}/assign#oneself": Access(WORKERS, {}),
    f"POST {TICKET}/resolve": Access(WORKERS, {"note": "Feito"}),
    f"POST {TICKET}/transfer": Access(WORKERS, {"queue_id": "{queue_id}"}),
    f"GET {TICKET}/history": Access(EVERYBODY),
    f"POST {TICKET}/comments": Access(WORKERS, {"text": "Oi", "client_id": "{fresh}"}),
    f"POST {TICKET}/watchers": Access(WORKERS, {"add": ["{user_id}"]}),
    f"POST {TICKET}/merge": Access(WORKERS, {"into": "{other_ticket_id}"}),
    f"DELETE {TICKET}/merge": Access(WORKERS),
    f"POST {TICKET}/split": Access(WORKERS, {"subject": "Outro", "comment_ids": ["{comment_id}"]}),
    "GET /api/crm/pipeline": Access(EVERYBODY),
    "GET /api/crm/pipeline/stages": Access(EVERYBODY),
    "PUT /api/crm/pipeline/stages": Access(
        LEADERS,
        {
            "stages": [
                {"key": "new", "name": "Novo", "probability": 10},
                {"key": "closed_won", "name": "Ganho", "probability": 100},
                {"key": "closed_lost", "name": "Perdido", "probability": 0},
            ]
        },
    ),
    "GET /api/crm/companies": Access(EVERYBODY, query="q=acme"),
    "POST /api/crm/companies": Access(WORKERS, {"name": "{fresh}"}),
    "GET /api/crm/companies/{company_id}": Access(EVERYBODY),
    "PATCH /api/crm/companies/{company_id}": Access(WORKERS, {"domain": "acme.example"}),
    "DELETE /api/crm/companies/{company_id}": Access(LEADERS),
    "GET /api/crm/fields": Access(EVERYBODY),
    "PUT /api/crm/fields": Access(LEADERS, {"fields": []}),
    "GET /api/crm/export": Access(LEADERS),
    "GET /api/crm/imports": Access(EVERYBODY),
    "POST /api/crm/imports": Access(LEADERS),
    "GET /api/crm/imports/{import_id}": Access(EVERYBODY),
    "POST /api/crm/imports/{import_id}/preview": Access(LEADERS, {"columns": {"nome": "name"}}),
    "POST /api/crm/imports/{import_id}/start": Access(LEADERS, {"columns": {"nome": "name"}}),
    "POST /api/crm/imports/{import_id}/cancel": Access(LEADERS),
    "GET /api/crm/imports/{import_id}/errors": Access(EVERYBODY),
    "GET /api/crm/segments": Access(EVERYBODY),
    "POST /api/crm/segments": Access(WORKERS, {"name": "Ouro", "filter": {"tier": "gold"}}),
    "PATCH /api/crm/segments/{segment_id}": Access(WORKERS, {"is_shared": True}),
    "DELETE /api/crm/segments/{segment_id}": Access(WORKERS),
    "GET /api/crm/contacts": Access(EVERYBODY, query="text=ana&sort=ltv"),
    "POST /api/crm/contacts": Access(WORKERS, {"name": "Ana Lima"}),
    "GET /api/crm/contacts/count": Access(EVERYBODY),
    "GET /api/crm/contacts/duplicates": Access(EVERYBODY),
    "POST /api/crm/contacts/bulk": Access(WORKERS, {"ids": ["{contact_id}"], "add_tags": ["vip"]}),
    "DELETE /api/crm/contacts/{contact_id}": Access(LEADERS),
    "PUT /api/crm/contacts/{contact_id}/block": Access(WORKERS, {"reason": "Spam"}),
    "DELETE /api/crm/contacts/{contact_id}/block": Access(WORKERS),
    "GET /api/crm/contacts/{contact_id}/duplicates": Access(EVERYBODY),
    "POST /api/crm/contacts/{contact_id}/distinctions": Access(WORKERS, {"other_id": "{other_contact_id}"}),
    "GET /api/crm/contacts/{contact_id}/merges": Access(EVERYBODY),
    "POST /api/crm/contacts/{contact_id}/merges": Access(WORKERS, {"other_id": "{other_contact_id}"}),
    "DELETE /api/crm/contacts/{contact_id}/merges/{merge_id}": Access(WORKERS),
    "GET /api/crm/deals": Access(EVERYBODY),
    "POST /api/crm/deals": Access(WORKERS, {"name": "Oportunidade", "session_id": "{session_id}"}),
    "GET /api/crm/deals/{deal_id}": Access(EVERYBODY),
    "PATCH /api/crm/deals/{deal_id}": Access(WORKERS, {"value": "10.00"}),
    "POST /api/crm/deals/{deal_id}/move": Access(WORKERS, {"from_stage": "new", "stage": "new"}),
    "DELETE /api/crm/deals/{deal_id}": Access(LEADERS),
    "POST /api/crm/deals/{deal_id}/restore": Access(LEADERS),
    "GET /api/attendance/ticket-settings/fields": Access(EVERYBODY),
    "PUT /api/attendance/ticket-settings/fields": Access(LEADERS, {"fields": []}),
    "GET /api/attendance/ticket-settings/rules": Access(EVERYBODY),
    "PUT /api/attendance/ticket-settings/rules": Access(
        LEADERS, {"rules": [{"queue_id": "{queue_id}", "creates": "on_hand_over"}]}
    ),
    "GET /api/attendance/ticket-views": Access(EVERYBODY),
    "POST /api/attendance/ticket-views": Access(WORKERS, {"name": "Meus", "wanted": {}}),
    "PATCH /api/attendance/ticket-views/{view_id}": Access(WORKERS, {"name": "Meus"}),
    "DELETE /api/attendance/ticket-views/{view_id}": Access(WORKERS),
    "GET /api/crm/leads": Access(EVERYBODY),
    "POST /api/crm/leads": Access(WORKERS, {"session_id": "{session_id}", "attendant_id": "{attendant_id}"}),
    "GET /api/crm/leads/{lead_id}": Access(EVERYBODY),
    "PATCH /api/crm/leads/{lead_id}": Access(WORKERS, {"status": "contacted"}),
    "POST /api/crm/leads/{lead_id}/convert": Access(WORKERS, {"contact_id": "{contact_id}"}),
    "DELETE /api/crm/leads/{lead_id}": Access(LEADERS),
    "POST /api/crm/leads/{lead_id}/restore": Access(LEADERS),
    "GET /api/crm/activities": Access(EVERYBODY),
    "GET /api/crm/activities/counts": Access(EVERYBODY, query="until=2026-01-01T00:00:00Z"),
    "POST /api/crm/activities": Access(WORKERS, {"title": "Ligar", "conversation_id": "{conversation_id}"}),
    "GET /api/crm/activities/{activity_id}": Access(EVERYBODY),
    "PATCH /api/crm/activities/{activity_id}": Access(WORKERS, {"is_done": True}),
    "DELETE /api/crm/activities/{activity_id}": Access(WORKERS),
    "POST /api/crm/activities/{activity_id}/restore": Access(WORKERS),
    "GET /api/crm/contacts/{contact_id}/overview": Access(EVERYBODY),
    "GET /api/crm/contacts/{contact_id}/timeline": Access(EVERYBODY),
    "GET /api/crm/contacts/{contact_id}": Access(EVERYBODY),
    "PATCH /api/crm/contacts/{contact_id}": Access(WORKERS, {"first_name": "Bia"}),
}

OUTSIDE_REST: Final = {
    "/api/openapi.json": "the document of the API",
    "/api/docs": "the same, for people",
    "/api/docs/assets": "its scripts and styles",
    "/api/attendance/ws": "the console's socket: guarded by who_from_headers, see tests/realtime",
    "/api/{bot}/webhook/{slug}": "scripts that others call; the webhook's secret says who",
    "/files/{token}": "signed addresses of files, which end",
    "/healthz": "says ok",
    "/rating/{token}": "a customer's page for a score; the signed address says of which conversation",
    "/widget.js": "the chat widget's script",
    "/{path:path}": "the console's pages, which hold no data",
}
"""Routes that are not REST, and why nobody has to sign in for them. Those of `/webchat/` and `/webhooks/` have their
own proof (a visitor's token, a vendor's signature)."""
