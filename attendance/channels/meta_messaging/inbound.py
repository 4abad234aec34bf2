"""Turns a webhook body of Messenger or Instagram into our messages and states, losing nothing.

Tolerant on purpose: batches mix customers and accounts, new kinds of event appear, ids may be missing. What can't be
read becomes `Ignored` with its raw part, and its neighbours are read all the same. Ids that we make have a `#`.
Source: developers.facebook.com/docs/messenger-platform/reference/webhook-events and
developers.facebook.com/docs/instagram-platform/webhooks, read 2026-11.
"""

from collections.abc import Callable, Iterator, Mapping
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
    Watermark,
)
from attendance.channels.json_body import read_object
from attendance.channels.menus import value_of
from attendance.channels.meta_messaging.kinds import attachments_of, kind_and_text
from attendance.channels.reading import (
    read_dict,
    read_id,
    read_list,
    read_milliseconds,
    read_text,
    read_uuid,
)
from attendance.kernel.errors import InvalidInput

_ENVELOPE = ("sender", "recipient", "timestamp")
_MADE = "#"


def parse(body: bytes) -> list[Incoming]:
    """Every event in order. Raises InvalidInput unless the body is a JSON object with a list `entry`."""
    entries = read_object(body).get("entry")
    if not isinstance(entries, list):
        raise InvalidInput("The body is not a webhook of Meta: it has no list `entry`.")
    return [incoming for entry in entries for incoming in _read_entry(entry)]


def lanes(body: bytes) -> list[str]:
    """One lane per customer (and one for what concerns no customer), in order of appearance."""
    return list(dict.fromkeys(incoming.lane for incoming in parse(body)))


def is_vendors_id(external_id: str) -> bool:
    """Whether Meta knows this id, so that a message of ours may quote it."""
    return _MADE not in external_id


@dataclass(frozen=True, slots=True)
class _Event:
    """One item of `messaging`: who, on which account of ours, when, and the part that says what happened."""

    name: str
    item: Mapping[str, Any]
    account: str | None

    @property
    def part(self) -> Mapping[str, Any]:
        return read_dict(self.item.get(self.name))

    @property
    def person(self) -> str | None:
        """The customer: the side that isn't our account."""
        sender = read_id(read_dict(self.item.get("sender")).get("id"))
        recipient = read_id(read_dict(self.item.get("recipient")).get("id"))
        return recipient if sender == self.account and recipient is not None else sender

    def ignored(self, why: str = "") -> Ignored:
        kind = f"{self.name}.{why}" if why else self.name
        lane = self.person or _account_lane(self.account)
        return Ignored(lane, kind, self.item, external_id=read_id(self.part.get("mid")))

    def message(
        self, external_id: str | None, kind: MessageKind, text: str, content: Mapping[str, Any], **more: Any
    ) -> Incoming:
        if external_id is None or self.person is None:
            return self.ignored("unreadable")
        return IncomingMessage(
            lane=self.person,
            external_id=external_id,
            sender=Identity(self.person),
            kind=kind,
            text=text,
            sent_at=read_milliseconds(self.item.get("timestamp")),
            content=content,
            account=self.account,
            **more,
        )

    @property
    def is_from_us(self) -> bool:
        return read_id(read_dict(self.item.get("sender")).get("id")) == self.account

    def change(self, target: str | None, kind: ChangeKind, text: str = "") -> Incoming:
        if target is None or self.person is None:
            return self.ignored("unreadable")
        return IncomingChange(
            lane=self.person,
            target=target,
            sender=Identity(self.person),
            kind=kind,
            text=text,
            at=read_milliseconds(self.item.get("timestamp")),
            account=self.account,
            is_ours=self.is_from_us,
            external_id=target,
        )


def _read_entry(entry: Any) -> Iterator[Incoming]:
    account = read_id(read_dict(entry).get("id"))
    news = {name: read_list(read_dict(entry).get(name)) for name in ("messaging", "standby", "changes")}
    if not any(news.values()):
        yield Ignored(_account_lane(account), "unreadable_entry", _raw(entry))
    for item in news["messaging"]:
        yield from _read_event(item, account)
    for name in ("standby", "changes"):
        for item in news[name]:
            field = read_text(read_dict(item).get("field"))
            yield Ignored(_account_lane(account), f"{name}.{field}" if field else name, _raw(item))


def _read_event(item: Any, account: str | None) -> Iterator[Incoming]:
    parts = [name for name in item if name not in _ENVELOPE] if isinstance(item, dict) else []
    if not parts:
        yield Ignored(_account_lane(account), "messaging.unreadable", _raw(item))
        return
    name = next((part for part in parts if part in _READERS), parts[0])
    event = _Event(name, item, account or read_id(read_dict(item.get("recipient")).get("id")))
    read = _READERS.get(name)
    if read is None:
        yield event.ignored()
    elif not isinstance(item[name], dict):
        yield event.ignored("unreadable")
    else:
        yield from read(event)


def _message(event: _Event) -> Iterator[Incoming]:
    part = event.part
    mid = read_id(part.get("mid"))
    if part.get("is_deleted") is True:
        yield event.change(mid, ChangeKind.DELETED)
    elif part.get("is_echo") is True:
        yield _echo(event, mid)
    else:
        kind, text = kind_and_text(part)
        quoted = read_id(read_dict(part.get("reply_to")).get("mid"))
        attached = attachments_of(part)
        yield event.message(mid, kind, text, _content(part, kind), reply_to=quoted, attachments=attached)


_META_INBOXES = frozenset({"263902037430900", "1217981644879628"})
"""What Meta's own inboxes for pages and for Instagram name as `app_id`: people write there."""


def _echo(event: _Event, mid: str | None) -> Incoming:
    """What our side sent. With our reference it proves a send; otherwise somebody wrote elsewhere: in Meta's inbox,
    or through an app, which may be this product (Instagram hands no reference back, nor do the earlier parts of a
    long message)."""
    part = event.part
    if mid is None or event.person is None or part.get("is_self") is True:
        return event.ignored("echo")
    ours = read_uuid(part.get("metadata"))
    if ours is not None:
        return IncomingStatus(
            lane=event.person,
            external_id=mid,
            state=DeliveryState.SENT,
            at=read_milliseconds(event.item.get("timestamp")),
            message_id=ours,
            account=event.account,
        )
    kind, text = kind_and_text(part)
    app = read_id(part.get("app_id"))
    return IncomingEcho(
        lane=event.person,
        external_id=mid,
        recipient=Identity(event.person),
        kind=kind,
        text=text,
        sent_at=read_milliseconds(event.item.get("timestamp")),
        content=_content(part, kind),
        account=event.account,
        attachments=attachments_of(part),
        written_in=_META if app is None or app in _META_INBOXES else _OTHER_APP,
        may_be_ours=app is not None and app not in _META_INBOXES,
    )


_META, _OTHER_APP = "Meta Business", "Outro aplicativo"


def _edited(event: _Event) -> Iterator[Incoming]:
    """The words that replace the earlier ones."""
    text = read_text(event.part.get("text")) or ""
    yield event.change(read_id(event.part.get("mid")), ChangeKind.EDITED, text)


def _postback(event: _Event) -> Iterator[Incoming]:
    """A button of a template, an ice breaker or the menu."""
    payload = read_text(event.part.get("payload"))
    chosen = value_of(payload)
    content = {key: value for key, value in event.part.items() if key != "mid"}
    mid = read_id(event.part.get("mid"))
    yield event.message(
        mid or _made(event.person, f"postback{event.item.get('timestamp')}"),
        MessageKind.INTERACTIVE,
        read_text(event.part.get("title")) or chosen or payload or "",
        content if chosen is None else {**content, "chosen": chosen},
    )


def _reaction(event: _Event) -> Iterator[Incoming]:
    taken_back = event.part.get("action") == "unreact"
    emoji = read_text(event.part.get("emoji")) or _EMOJI.get(str(event.part.get("reaction")), _HEART)
    yield event.change(read_id(event.part.get("mid")), ChangeKind.REACTED, "" if taken_back else emoji)


_HEART = "❤️"
_EMOJI: Mapping[str, str] = {
    "love": _HEART, "like": "👍", "dislike": "👎", "smile": "😆", "wow": "😮", "sad": "😢", "angry": "😠",
}  # fmt: skip
"""Reactions that come by name only."""


def _delivered(event: _Event) -> Iterator[Incoming]:
    mids = [mid for one in read_list(event.part.get("mids")) if (mid := read_id(one))]
    until = read_milliseconds(event.part.get("watermark"))
    if event.person is None or not (mids or until):
        yield event.ignored("unreadable")
        return
    state, at = DeliveryState.DELIVERED, until or read_milliseconds(event.item.get("timestamp"))
    for mid in mids:
        yield IncomingStatus(event.person, mid, state, at, account=event.account)
    if until is not None:
        yield Watermark(event.person, event.person, state, until=until, at=at, account=event.account)


def _read_until(event: _Event) -> Iterator[Incoming]:
    """Messenger says until when, Instagram up to which message."""
    until, mid = read_milliseconds(event.part.get("watermark")), read_id(event.part.get("mid"))
    if event.person is None or not (until or mid):
        yield event.ignored("unreadable")
        return
    at = read_milliseconds(event.item.get("timestamp"))
    through = mid if until is None else None
    yield Watermark(
        event.person, event.person, DeliveryState.READ, until=until, through=through, at=at,
        account=event.account,
    )  # fmt: skip


_READERS: Mapping[str, Callable[[_Event], Iterator[Incoming]]] = {
    "message": _message,
    "message_edit": _edited,
    "postback": _postback,
    "reaction": _reaction,
    "delivery": _delivered,
    "read": _read_until,
}


def _content(part: Mapping[str, Any], kind: MessageKind) -> dict[str, Any]:
    """The part of the message beyond its envelope; nothing for a plain text."""
    hidden = ("mid", "seq", "is_echo", "app_id", "text" if kind is MessageKind.TEXT else "mid")
    content = {key: value for key, value in part.items() if key not in hidden}
    if read_dict(content.get("reply_to")).keys() <= {"mid", "is_self_reply"}:
        content.pop("reply_to", None)
    chosen = value_of(read_text(read_dict(part.get("quick_reply")).get("payload")))
    return content if chosen is None else {**content, "chosen": chosen}


def _made(about: str | None, what: str) -> str | None:
    """An id of ours for news that have none."""
    return None if about is None else f"{about}{_MADE}{what[:40]}"


def _account_lane(account: str | None) -> str:
    return f"account:{account or 'unknown'}"


def _raw(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {"value": value}
