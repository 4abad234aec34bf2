"""Turns a webhook body of WhatsApp into our messages and statuses, losing nothing.

Tolerant on purpose: contacts, phone or BSUID may be absent, batches mix customers and numbers, new kinds appear.
What can't be read becomes `Ignored` with its raw part, and its neighbours are read all the same.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks, read 2026-11.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attendance.channels.base import (
    ChangeKind,
    DeliveryState,
    Identity,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingEcho,
    IncomingMessage,
    IncomingStatus,
    MessageKind,
)
from attendance.channels.json_body import read_object
from attendance.channels.reading import read_dict, read_id, read_list, read_seconds, read_uuid
from attendance.channels.whatsapp import news
from attendance.channels.whatsapp.kinds import attachments_of, chosen_value, kind_and_text, quoted_id
from attendance.channels.whatsapp.people import customer_of, recipient_of, sender_of
from attendance.kernel.errors import InvalidInput
from attendance.vendors.meta_errors import failure_of

_STATES = {state: DeliveryState(state) for state in ("sent", "delivered", "read", "played", "failed")}
_NOT_FROM_A_CUSTOMER = ("system", "request_welcome")
"""Notices of WhatsApp about the customer: a changed number, a chat opened but nothing written."""
_MESSAGE_ENVELOPE = ("id", "from", "from_user_id", "to", "to_user_id", "timestamp")
_PHONE_APP = "WhatsApp Business"


def parse(body: bytes) -> list[Incoming]:
    """Every entry in order. Raises InvalidInput unless the body is a JSON object with a list `entry`."""
    entries = read_object(body).get("entry")
    if not isinstance(entries, list):
        raise InvalidInput("The body is not a webhook of WhatsApp: it has no list `entry`.")
    return [incoming for entry in entries for change in _changes(entry) for incoming in _read_change(change)]


def lanes(body: bytes) -> list[str]:
    """One lane per customer (and one for what concerns no customer), in order of appearance."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


@dataclass(frozen=True, slots=True)
class _Change:
    """One `changes[]` item: what kind of news (`field`), for which of our numbers (`account`)."""

    field: str
    value: Mapping[str, Any]
    account: str | None
    contacts: Sequence[Any]

    def ignored(self, kind: str, raw: object) -> Ignored:
        lane = f"account:{self.account or 'unknown'}"
        part = raw if isinstance(raw, dict) else {"value": raw}
        return Ignored(lane, kind, part, external_id=read_id(part.get("id")))


def _changes(entry: Any) -> Iterator[_Change]:
    account = read_id(entry.get("id")) if isinstance(entry, dict) else None
    changes = entry.get("changes") if isinstance(entry, dict) else None
    if not isinstance(changes, list) or not changes:
        yield _Change("unreadable_entry", {"entry": entry}, account, ())
        return
    for change in changes:
        field = change.get("field") if isinstance(change, dict) else None
        value = change.get("value") if isinstance(change, dict) else None
        if isinstance(field, str) and isinstance(value, dict):
            yield _Change(field, value, _phone_number_id(value) or account, read_list(value.get("contacts")))
        else:
            yield _Change("unreadable_change", {"change": change}, account, ())


def _read_change(change: _Change) -> Iterator[Incoming]:
    lists = _entry_lists(change)
    if not lists:
        yield from _read_news(change)
    for name, items in lists.items():
        read = _READERS.get(name)
        for item in items:
            if read is None:
                yield change.ignored(name, item)
            elif isinstance(item, dict):
                yield read(item, change)
            else:
                yield change.ignored(f"{name}.unreadable", item)


def _read_news(change: _Change) -> Iterator[Incoming]:
    """Fields that are no messages: a list of news about people, named as the field, or one about the account."""
    read = _NEWS.get(change.field)
    items = read_list(change.value.get(change.field))
    if read is not None and items:
        for item in items:
            yield read(read_dict(item), change.account) or change.ignored(change.field, item)
    else:
        one = news.account_news(change.field, change.value, change.account)
        yield one or change.ignored(change.field, change.value)


_NEWS = {"user_preferences": news.wish, "user_id_update": news.new_user_id}


def _entry_lists(change: _Change) -> Mapping[str, list[Any]]:
    """The lists of news in a change of messages or echoes; other fields are one piece of news each."""
    if change.field not in ("messages", "smb_message_echoes"):
        return {}
    lists = {name: read_list(items) for name, items in change.value.items() if name != "contacts"}
    return {name: items for name, items in lists.items() if items}


def _read_message(item: Mapping[str, Any], change: _Change) -> Incoming:
    external_id, sender = read_id(item.get("id")), sender_of(item, change.contacts)
    if external_id is None or sender is None:
        return change.ignored("messages.unreadable", item)
    if item.get("type") == "system" and (move := news.moved(item, change.account)) is not None:
        return move
    if item.get("type") in _NOT_FROM_A_CUSTOMER or "group_id" in item:
        return change.ignored(f"messages.{'group' if 'group_id' in item else item['type']}", item)
    kind, text = kind_and_text(item)
    if (changed := _change_of(item, change, sender)) is not None:
        return changed
    return IncomingMessage(
        lane=sender.external_id,
        external_id=external_id,
        sender=sender,
        kind=kind,
        text=text,
        sent_at=read_seconds(item.get("timestamp")),
        reply_to=quoted_id(item),
        content=_content(item, kind),
        account=change.account,
        attachments=attachments_of(item),
    )


_CHANGES = {"reaction": ChangeKind.REACTED, "edit": ChangeKind.EDITED, "revoke": ChangeKind.DELETED}


def _change_of(
    item: Mapping[str, Any], change: _Change, sender: Identity, *, is_ours: bool = False
) -> IncomingChange | None:
    """A reaction, an edit, or a message taken back; None for anything else, and for one that names no message."""
    name = item.get("type")
    kind = _CHANGES.get(name) if isinstance(name, str) else None
    target = quoted_id(item)
    if kind is None or target is None or not isinstance(item.get(str(name)), dict):
        return None
    return IncomingChange(
        lane=sender.external_id,
        target=target,
        sender=sender,
        kind=kind,
        text="" if kind is ChangeKind.DELETED else kind_and_text(item)[1],
        at=read_seconds(item.get("timestamp")),
        account=change.account,
        is_ours=is_ours,
        external_id=read_id(item.get("id")),
    )


def _read_echo(item: Mapping[str, Any], change: _Change) -> Incoming:
    """Written in the WhatsApp Business app, on a number that is used in both places."""
    external_id, recipient = read_id(item.get("id")), customer_of(item)
    if external_id is None or recipient is None:
        return change.ignored("message_echoes.unreadable", item)
    if (changed := _change_of(item, change, recipient, is_ours=True)) is not None:
        return changed
    kind, text = kind_and_text(item)
    return IncomingEcho(
        lane=recipient.external_id,
        external_id=external_id,
        recipient=recipient,
        kind=kind,
        text=text,
        sent_at=read_seconds(item.get("timestamp")),
        content=_content(item, kind),
        account=change.account,
        attachments=attachments_of(item),
        written_in=_PHONE_APP,
    )


def _read_status(item: Mapping[str, Any], change: _Change) -> Incoming:
    external_id, name = read_id(item.get("id")), item.get("status")
    state = _STATES.get(name) if isinstance(name, str) else None
    if external_id is None or state is None:
        return change.ignored(f"statuses.{name if isinstance(name, str) else 'unreadable'}", item)
    errors = read_list(item.get("errors"))
    error = errors[0] if errors and isinstance(errors[0], dict) else {}
    failure = failure_of(error) if state is DeliveryState.FAILED else None
    return IncomingStatus(
        lane=recipient_of(item) or f"account:{change.account or 'unknown'}",
        external_id=external_id,
        state=state,
        at=read_seconds(item.get("timestamp")),
        reason_code=failure.reason if failure else None,
        reason=failure.detail if failure else None,
        may_retry=failure is not None and failure.outcome == "temporary",
        message_id=read_uuid(item.get("biz_opaque_callback_data")),
        account=change.account,
    )


_READERS: Mapping[str, Callable[[Mapping[str, Any], _Change], Incoming]] = {
    "messages": _read_message,
    "statuses": _read_status,
    "message_echoes": _read_echo,
}


def _content(item: Mapping[str, Any], kind: MessageKind) -> dict[str, Any]:
    """The part of the message beyond its envelope; nothing for a plain text."""
    content = {key: value for key, value in item.items() if key not in _MESSAGE_ENVELOPE}
    context = content.get("context")
    if isinstance(context, dict) and context.keys() <= {"id", "from"}:
        del content["context"]
    if kind is MessageKind.TEXT:
        content = {key: value for key, value in content.items() if key not in ("type", "text")}
    if kind is MessageKind.INTERACTIVE and (value := chosen_value(item.get("interactive"))) is not None:
        content["chosen"] = value
    return content


def _phone_number_id(value: Mapping[str, Any]) -> str | None:
    metadata = value.get("metadata")
    return read_id(metadata.get("phone_number_id")) if isinstance(metadata, dict) else None
