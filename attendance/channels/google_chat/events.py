"""The two dialects of Google Chat's events as one: the classic has a `type`, that of add-ons one payload of several.

Source: developers.google.com/workspace/chat/receive-respond-interactions and
developers.google.com/workspace/add-ons/concepts/event-objects#chat-event-object, read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from attendance.channels.json_body import read_object
from attendance.channels.reading import read_dict, read_list, read_text
from attendance.kernel.errors import InvalidInput

MESSAGE, PRESS = "MESSAGE", "CARD_CLICKED"
_PAYLOADS = {
    "messagePayload": MESSAGE,
    "buttonClickedPayload": PRESS,
    "addedToSpacePayload": "ADDED_TO_SPACE",
    "removedFromSpacePayload": "REMOVED_FROM_SPACE",
    "appCommandPayload": "APP_COMMAND",
    "widgetUpdatedPayload": "WIDGET_UPDATED",
}
_LONGEST_KIND = 100
_SECRET = ("configCompleteRedirectUrl", "configCompleteRedirectUri")
"""Addresses that let whoever has them act for the person; nobody needs them after the answer."""


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """What both dialects tell."""

    kind: str
    user: Mapping[str, Any]
    space: Mapping[str, Any]
    message: Mapping[str, Any]
    parameters: Mapping[str, str]
    """Of the button that was pressed."""
    at: object
    raw: Mapping[str, Any] = field(default_factory=dict)
    """All of it, without what must not be kept."""


def read_event(body: bytes) -> ChatEvent:
    """Raises InvalidInput for a body of neither dialect."""
    event = read_object(body)
    chat = event.get("chat")
    if isinstance(chat, dict):
        return _of_add_on(event, chat)
    kind = event.get("type")
    if isinstance(kind, str) and 0 < len(kind) <= _LONGEST_KIND:
        return _classic(event, kind)
    raise InvalidInput("The body is not an event of Google Chat: it has neither `type` nor `chat`.")


def _classic(event: Mapping[str, Any], kind: str) -> ChatEvent:
    message = read_dict(event.get("message"))
    action, common = read_dict(event.get("action")), read_dict(event.get("common"))
    return ChatEvent(
        kind=kind,
        user=read_dict(event.get("user")) or read_dict(message.get("sender")),
        space=read_dict(event.get("space")) or read_dict(message.get("space")),
        message=message,
        parameters={**_listed(action.get("parameters")), **_texts(common.get("parameters"))},
        at=event.get("eventTime") or message.get("createTime"),
        raw=_without_secrets(event),
    )


def _of_add_on(event: Mapping[str, Any], chat: Mapping[str, Any]) -> ChatEvent:
    name = next((name for name in _PAYLOADS if isinstance(chat.get(name), dict)), "")
    payload = read_dict(chat.get(name))
    message = read_dict(payload.get("message"))
    other = read_text(chat.get("type")) or next((key for key in chat if key.endswith("Payload")), "unknown")
    common = read_dict(event.get("commonEventObject"))
    return ChatEvent(
        kind=_PAYLOADS.get(name, other[:_LONGEST_KIND]),
        user=read_dict(chat.get("user")) or read_dict(message.get("sender")),
        space=read_dict(payload.get("space")) or read_dict(message.get("space")),
        message=message,
        parameters=_texts(common.get("parameters")),
        at=chat.get("eventTime") or message.get("createTime"),
        raw=_without_secrets({key: event[key] for key in ("commonEventObject", "chat") if key in event}),
    )


def _listed(parameters: object) -> dict[str, str]:
    pairs = [read_dict(one) for one in read_list(parameters)]
    return _texts({str(pair.get("key")): pair.get("value") for pair in pairs})


def _texts(parameters: object) -> dict[str, str]:
    return {key: value for key, value in read_dict(parameters).items() if isinstance(value, str)}


def _without_secrets(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_secrets(value) for key, value in node.items() if key not in _SECRET}
    return [_without_secrets(one) for one in node] if isinstance(node, list) else node
