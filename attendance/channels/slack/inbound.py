"""Turns Slack's events, pressed buttons and slash commands into our messages, losing nothing.

Tolerant on purpose: new kinds of events and of messages appear at any time. Messages of bots are never ours to read, so
that nothing of what we write comes back. Source: docs.slack.dev/reference/events and
docs.slack.dev/reference/interaction-payloads, read 2026-11.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attendance.channels.base import (
    ChangeKind,
    Identity,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingMessage,
    MessageKind,
)
from attendance.channels.form_body import read_form
from attendance.channels.json_body import read_object
from attendance.channels.menus import value_of
from attendance.channels.reading import read_dict, read_id, read_list, read_seconds, read_text
from attendance.channels.slack.emoji_names import emoji_of
from attendance.channels.slack.files import attachments_of, links_of, shown_files
from attendance.channels.slack.ids import is_direct, message_id, thread_of
from attendance.channels.slack.markup import to_plain
from attendance.kernel.errors import InvalidInput

_NOBODY = "slack"
"""Lane of what concerns nobody in particular."""
_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of messages that somebody wrote."""
_LONGEST_ID = 64


def parse(body: bytes) -> list[Incoming]:
    """Every part of the delivery. Raises InvalidInput unless it is JSON or a form as Slack sends them."""
    payload = payload_of(body)
    event = payload.get("event")
    if isinstance(event, dict):
        return [_read_event(_Event(payload, event))]
    match payload.get("type"):
        case "block_actions":
            return _pressed(payload)
        case "slash_command":
            return [_command(payload)]
        case kind:
            return [Ignored(_lane(payload.get("user")), str(kind), payload)]


def lanes(body: bytes) -> list[str]:
    """One lane per person (and one for what concerns nobody), in order of appearance."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def payload_of(body: bytes) -> dict[str, Any]:
    """The object of an event, of the field `payload` of an interaction, or the fields of a slash command."""
    if body.lstrip()[:1] == b"{":
        payload = read_object(body)
    else:
        form = read_form(body)
        payload = read_object(form["payload"].encode()) if "payload" in form else _of_command(form)
    kind = payload.get("type")
    if not (isinstance(kind, str) and 0 < len(kind) <= _LONGEST_ID) and not payload.get("event"):
        raise InvalidInput("The body is not a delivery of Slack: it has no `type`.")
    return payload


def _of_command(form: Mapping[str, str]) -> dict[str, Any]:
    if "command" not in form:
        raise InvalidInput("The body is not a delivery of Slack.")
    return {**form, "type": "slash_command"}


@dataclass(frozen=True, slots=True)
class _Event:
    """An event and the envelope that it came in."""

    payload: Mapping[str, Any]
    event: Mapping[str, Any]

    @property
    def account(self) -> str | None:
        return _id(self.payload.get("team_id")) or _id(self.event.get("team"))

    @property
    def kind(self) -> str:
        kind = read_text(self.event.get("type")) or "event"
        subtype = read_text(self.event.get("subtype"))
        return f"{kind}.{subtype}" if subtype else kind

    def ignored(self, why: str | None = None) -> Ignored:
        kind = f"{self.kind}.{why}" if why else self.kind
        return Ignored(_lane(self.event.get("user")), kind, self.event, self.external_id(None))

    def external_id(self, channel: str | None) -> str | None:
        """The time that Slack knows the event by, in its channel."""
        at = _id(self.event.get("event_ts")) or _id(self.event.get("ts"))
        where = channel or _id(self.event.get("channel"))
        return message_id(where, at) if where and at else at

    def bot_id(self) -> str | None:
        """Our own user there, where the envelope tells."""
        granted = [one for one in read_list(self.payload.get("authorizations")) if isinstance(one, dict)]
        return next((_id(one.get("user_id")) for one in granted if one.get("is_bot") is True), None)

    def plain(self, text: object) -> str:
        is_mention = self.event.get("type") == "app_mention"
        return to_plain(read_text(text) or "", bot_id=self.bot_id(), is_mention=is_mention)


def _read_event(news: _Event) -> Incoming:
    kind, subtype = news.event.get("type"), news.event.get("subtype")
    if kind in ("message", "app_mention") and (subtype is None or isinstance(subtype, str)):
        if subtype in _WRITTEN:
            return _message(news)
        read = _CHANGES.get(subtype or "")
        return read(news) if read else news.ignored()
    if kind in ("reaction_added", "reaction_removed"):
        return _reaction(news, is_gone=kind == "reaction_removed")
    return news.ignored()


def _message(news: _Event) -> Incoming:
    event = news.event
    if _is_of_bot(event):
        return news.ignored("from_bot")
    sender, channel, ts = _id(event.get("user")), _id(event.get("channel")), _id(event.get("ts"))
    if sender is None or channel is None or ts is None:
        return news.ignored("unreadable")
    attachments = attachments_of(event)
    text = "\n".join(part for part in (news.plain(event.get("text")), *links_of(event)) if part)
    text = text or news.plain(_forwarded(event))
    thread_ts = _id(event.get("thread_ts"))
    return IncomingMessage(
        lane=sender,
        external_id=message_id(channel, ts),
        sender=Identity(sender),
        kind=_kind(bool(text), attachments[0].kind if attachments else None),
        text=text,
        sent_at=_time(ts),
        reply_to=_quoted(channel, ts, thread_ts),
        content={"files": shown_files(event)} if attachments else _unread(event) if not text else {},
        account=news.account,
        attachments=attachments,
        thread=thread_of(channel, ts, thread_ts),
    )


def _kind(has_words: bool, file: MessageKind | None) -> MessageKind:
    if file is not None:
        return file
    return MessageKind.TEXT if has_words else MessageKind.UNSUPPORTED


def _unread(event: Mapping[str, Any]) -> dict[str, Any]:
    return {key: event[key] for key in ("blocks", "attachments", "files") if key in event}


def _forwarded(event: Mapping[str, Any]) -> str:
    """The words of messages that were shared into this one."""
    shared = [one for one in read_list(event.get("attachments")) if isinstance(one, dict)]
    words = [read_text(one.get("text")) or read_text(one.get("fallback")) for one in shared]
    return "\n".join(text for text in words if text)


def _quoted(channel: str, ts: str, thread_ts: str | None) -> str | None:
    """In direct messages a thread is how a message is quoted; elsewhere it is a conversation."""
    return message_id(channel, thread_ts) if thread_ts and thread_ts != ts and is_direct(channel) else None


def _edited(news: _Event) -> Incoming:
    now, before = read_dict(news.event.get("message")), read_dict(news.event.get("previous_message"))
    if now.get("subtype") == "tombstone":
        return _change(news, before, now.get("ts"), ChangeKind.DELETED)
    if "text" in before and before["text"] == now.get("text"):
        return news.ignored("same_words")  # a link was unfolded, or the first answer made it a thread
    return _change(news, now, now.get("ts"), ChangeKind.EDITED, news.plain(now.get("text")))


def _deleted(news: _Event) -> Incoming:
    before = read_dict(news.event.get("previous_message"))
    return _change(news, before, news.event.get("deleted_ts") or before.get("ts"), ChangeKind.DELETED)


_CHANGES: Mapping[str, Callable[[_Event], Incoming]] = {
    "message_changed": _edited,
    "message_deleted": _deleted,
}


def _change(
    news: _Event, message: Mapping[str, Any], target: object, kind: ChangeKind, text: str = ""
) -> Incoming:
    sender, channel, ts = _id(message.get("user")), _id(news.event.get("channel")), _id(target)
    if _is_of_bot(message):
        return news.ignored("from_bot")
    if sender is None or channel is None or ts is None:
        return news.ignored("unreadable")
    return IncomingChange(
        lane=sender,
        target=message_id(channel, ts),
        sender=Identity(sender),
        kind=kind,
        text=text,
        at=_time(_id(news.event.get("event_ts")) or _id(news.event.get("ts"))),
        account=news.account,
        external_id=news.external_id(channel),
    )


def _reaction(news: _Event, *, is_gone: bool) -> Incoming:
    item, sender = read_dict(news.event.get("item")), _id(news.event.get("user"))
    channel, ts, name = _id(item.get("channel")), _id(item.get("ts")), _id(news.event.get("reaction"))
    if sender is None or channel is None or ts is None or name is None:
        return news.ignored("unreadable")
    if sender == news.bot_id():
        return news.ignored("from_bot")
    return IncomingChange(
        lane=sender,
        target=message_id(channel, ts),
        sender=Identity(sender),
        kind=ChangeKind.REACTED,
        text="" if is_gone else emoji_of(name) or f":{name}:",
        at=_time(_id(news.event.get("event_ts"))),
        account=news.account,
        external_id=news.external_id(channel),
    )


def _pressed(payload: Mapping[str, Any]) -> list[Incoming]:
    """Buttons below messages of ours; each action is an entry of its own."""
    actions = read_list(payload.get("actions"))
    if not actions:
        return [Ignored(_lane(payload.get("user")), "block_actions.empty", payload)]
    return [_press(payload, action, number) for number, action in enumerate(actions)]


def _press(payload: Mapping[str, Any], action: object, number: int) -> Incoming:
    container, message = read_dict(payload.get("container")), read_dict(payload.get("message"))
    user, pressed = read_dict(payload.get("user")), read_dict(action)
    channel = _id(read_dict(payload.get("channel")).get("id")) or _id(container.get("channel_id"))
    ts = _id(container.get("message_ts")) or _id(message.get("ts"))
    sender, at = _id(user.get("id")), _id(pressed.get("action_ts"))
    if sender is None or channel is None or ts is None or at is None:
        return Ignored(_lane(user), "block_actions.unreadable", {**payload, "actions": [action]})
    chosen, label = _choice(pressed)
    thread_ts = _id(message.get("thread_ts")) or _id(container.get("thread_ts"))
    return IncomingMessage(
        lane=sender,
        external_id=f"press:{message_id(channel, ts)}:{sender}:{at}:{number}",
        sender=Identity(sender, name=read_text(user.get("name")), username=read_text(user.get("username"))),
        kind=MessageKind.INTERACTIVE,
        text=label or chosen or "",
        sent_at=_time(at),
        reply_to=message_id(channel, ts),
        content={"action": dict(pressed), **({} if chosen is None else {"chosen": chosen})},
        account=_id(read_dict(payload.get("team")).get("id")),
        thread=thread_of(channel, ts, thread_ts),
    )


def _choice(action: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The value of an option of ours, and what was written on it."""
    option = read_dict(action.get("selected_option")) or action
    label = read_dict(option.get("text")).get("text")
    return value_of(read_text(option.get("value"))), read_text(label)


def _command(form: Mapping[str, Any]) -> Incoming:
    """`/word …`: written to us from anywhere, and shown to nobody else: outside of direct messages it has no thread."""
    sender, channel = _id(form.get("user_id")), _id(form.get("channel_id"))
    trigger, command = read_id(form.get("trigger_id")), read_text(form.get("command"))
    if sender is None or channel is None or trigger is None or command is None:
        return Ignored(sender or _NOBODY, "slash_command.unreadable", form)
    return IncomingMessage(
        lane=sender,
        external_id=f"command:{trigger}",
        sender=Identity(sender, username=read_text(form.get("user_name"))),
        kind=MessageKind.TEXT,
        text=f"{command} {to_plain(read_text(form.get('text')) or '')}".strip(),
        account=_id(form.get("team_id")),
        thread=channel if is_direct(channel) else None,
    )


def _is_of_bot(message: Mapping[str, Any]) -> bool:
    return bool(message.get("bot_id")) or message.get("subtype") == "bot_message"


def _id(value: object) -> str | None:
    """Slack's ids and times are short."""
    text = read_id(value)
    return text if text is not None and len(text) <= _LONGEST_ID else None


def _lane(user: object) -> str:
    """Of a person as `U…` or as an object with their id."""
    return _id(user) or _id(read_dict(user).get("id")) or _NOBODY


def _time(ts: str | None) -> datetime | None:
    return read_seconds((ts or "").partition(".")[0])
