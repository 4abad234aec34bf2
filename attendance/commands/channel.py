"""`attendance channel …`: what a vendor's delivery means to us, without a database and without asking anybody."""

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlencode

import httpx
import msgspec
import typer

from attendance.channels import registry
from attendance.channels.base import (
    ChangeKind,
    Channel,
    Ignored,
    Incoming,
    IncomingChange,
    IncomingConsent,
    IncomingEcho,
    IncomingMessage,
    IncomingMove,
    IncomingNotice,
    IncomingStatus,
    IncomingTemplate,
    MessageKind,
    Watermark,
)
from attendance.kernel.errors import AttendanceError, InvalidInput, NotFound

app = typer.Typer(name="channel", help="Channels: read a delivery as the product reads it.")


@app.callback()
def _channel() -> None:
    """Its words."""


@app.command()
def parse(
    channel: Annotated[str, typer.Argument(help="whatsapp, telegram, sms, instagram, messenger, …")],
    file: Annotated[str, typer.Argument(help="The raw body of one delivery; - reads the standard input.")],
) -> None:
    """Print as JSON the events that one raw delivery yields: messages, states, and the rest with its raw part.

    A delivery that is a form may also be given as JSON: an object of its fields."""
    try:
        events = [_shown(incoming) for incoming in _read(_known(channel), _body(file))]
    except (AttendanceError, OSError) as failure:
        typer.secho(getattr(failure, "detail", str(failure)), err=True, fg=typer.colors.RED)
        raise typer.Exit(1) from None
    typer.echo(json.dumps(events, ensure_ascii=False, indent=2))


def _known(name: str) -> Channel:
    channels = registry.build(http=httpx.AsyncClient(transport=httpx.AsyncBaseTransport()))
    if name not in channels:
        raise NotFound(f"channel {name}; known are {', '.join(channels)}")
    return channels[name]


def _body(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _read(channel: Channel, body: bytes) -> Sequence[Incoming]:
    form = _captured_form(body)
    if form is not None:
        with suppress(InvalidInput):  # then the JSON is the vendor's own
            return channel.parse(form)
    return channel.parse(body)


def _captured_form(body: bytes) -> bytes | None:
    """The form in a capture that holds it as JSON: its fields, or the fields in `form`, or all of it in `raw_body`."""
    try:
        value = msgspec.json.decode(body)
        if isinstance(value, dict) and isinstance(value.get("raw_body"), str):
            return str(value["raw_body"]).encode()
        fields = value.get("form", value) if isinstance(value, dict) else None
        return urlencode(msgspec.convert(fields, dict[str, str])).encode()
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _shown(incoming: Incoming) -> Mapping[str, Any]:
    match incoming:
        case IncomingMessage():
            event = {"event": "message", **_plain(incoming)}
            if incoming.kind is MessageKind.UNSUPPORTED:
                event["raw"] = event["content"]
            return event
        case IncomingChange():
            return {"event": "change", **_plain(incoming), "kind": _CHANGES[incoming.kind]}
        case IncomingEcho():
            return {"event": "echo", **_plain(incoming)}
        case IncomingConsent():
            return {"event": "consent", "kind": "consent", **_plain(incoming)}
        case IncomingMove():
            return {"event": "move", "kind": "move", **_plain(incoming)}
        case IncomingTemplate():
            return {"event": "template", "kind": "template", **_plain(incoming)}
        case IncomingNotice():
            return {"event": "notice", "kind": "notice", **_plain(incoming)}
        case IncomingStatus():
            return {"event": "status", "kind": "status", **_with_status(incoming)}
        case Watermark():
            return {"event": "watermark", "kind": "status", **_with_status(incoming)}
        case Ignored():
            what = {**_plain(incoming), "what": incoming.kind}
            return {"event": "ignored", **what, "kind": MessageKind.UNSUPPORTED}


_CHANGES: Final = {ChangeKind.EDITED: "edit", ChangeKind.DELETED: "delete", ChangeKind.REACTED: "reaction"}


def _with_status(incoming: IncomingStatus | Watermark) -> dict[str, Any]:
    fields = _plain(incoming)
    return {"status": fields.pop("state"), **fields}


def _plain(incoming: Incoming) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(incoming)
    return plain
