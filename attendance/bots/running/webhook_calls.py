"""Where others call scripts (12.5): verified by the webhook's secret over the raw bytes, answered with what it returns.

The secret comes as `X-Webhook-Secret` or as a bearer token, or signs the body: `X-Hub-Signature-256` or
`X-Signature-256`, `sha256=` and the hexadecimal HMAC. An `Idempotency-Key` makes repeating a call harmless.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Final, Protocol, cast
from urllib.parse import parse_qsl
from uuid import UUID, uuid5

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from attendance.basic import values
from attendance.basic.errors import BasicError
from attendance.basic.host import Failed, Finished, Host, Outcome, Value, Waiting
from attendance.basic.json_text import read_json
from attendance.bots.running import asides, store
from attendance.bots.scripts import webhooks
from attendance.bots.scripts.jobs import Aside, read
from attendance.bots.scripts.scene import Services as RunServices
from attendance.bots.scripts.schedules import Calendar
from attendance.bots.scripts.webhooks import Address
from attendance.identity import company
from attendance.kernel import web
from attendance.kernel.errors import AttendanceError, NotAuthenticated, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.rate_limits import Rate

RATE: Final = Rate(120, seconds=60)
"""Calls of one caller to one address."""
PATIENCE_SECONDS: Final = 30.0
_SIGNATURES: Final = ("x-hub-signature-256", "x-signature-256")
_KEPT_BACK: Final = frozenset({"authorization", "cookie", "x-webhook-secret", *_SIGNATURES})
"""Headers that scripts don't see."""


class Services(RunServices, web.Services, Protocol):
    """What answering a call needs of the composition."""


class ScriptStopped(AttendanceError):
    """What is wrong stands among the bot's executions, for its author."""

    code = "script_failed"
    status = 500
    message = "The script stopped with an error ({error})."


class ScriptTooSlow(AttendanceError):
    code = "script_too_slow"
    status = 504
    message = "The script gave no answer in time."


def webhook_routes() -> list[Route]:
    """The addresses of all webhooks."""
    return [Route("/api/{bot}/webhook/{slug}", _called, methods=["POST"])]


async def _called(request: Request) -> Response:
    bot, slug = request.path_params["bot"], request.path_params["slug"]
    await web.limit(request, f"webhook:{web.client_ip(request)}:{bot}:{slug}", RATE)
    services = cast(Services, web.services_of(request))
    body = await request.body()
    address = _verified(await webhooks.at(services.database, services.vault, bot, slug), request, body)
    run_id = _run_id(address, request)
    aside = Aside(address.bot_id, "webhook", address.script, run_id, {})
    names = _names(request, body)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            outcome = await asides.perform(services, address.tenant_id, aside, names)
    except TimeoutError:
        raise ScriptTooSlow from None
    return await _answer(services, address, run_id, outcome)


def _verified(addresses: list[Address], request: Request, body: bytes) -> Address:
    """Raises: NotFound, NotAuthenticated."""
    if not addresses:
        raise NotFound("webhook")
    for address in addresses:
        if _knows(address.secret, request.headers, body):
            return address
    raise NotAuthenticated("The webhook's secret is missing or wrong.")


def _knows(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    said = [headers.get("x-webhook-secret", ""), token if scheme.lower() == "bearer" else ""]
    if any(hmac.compare_digest(one.encode(), secret.encode()) for one in said if one):
        return True
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signed = (headers.get(name, "").removeprefix("sha256=").lower() for name in _SIGNATURES)
    return any(hmac.compare_digest(one.encode(), mac.encode()) for one in signed if one)


def _run_id(address: Address, request: Request) -> UUID:
    key = request.headers.get("idempotency-key")
    return uuid5(address.id, f"call:{key}") if key else new_id()


def _names(request: Request, body: bytes) -> dict[str, Value]:
    """The names of a webhook script (1.2)."""
    headers = {name: value for name, value in request.headers.items() if name not in _KEPT_BACK}
    return {
        "body": _read_body(request.headers.get("content-type", ""), body),
        "params": dict(request.query_params), "headers": headers, "method": request.method,
    }  # fmt: skip


def _read_body(content_type: str, body: bytes) -> Value:
    """JSON as values, a form as an object, anything else as text."""
    text = body.decode(errors="replace").replace("\x00", "")
    if content_type.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        return read_json(text) if text.strip() else None
    except (BasicError, ValueError):
        return text


async def _answer(services: Services, address: Address, run_id: UUID, outcome: Outcome | None) -> Response:
    async with services.database.transaction(address.tenant_id) as tx:
        about = await company.read(tx)
        kept = await store.result_of(tx, run_id) if outcome is None else None
    match outcome:
        case Failed():
            raise ScriptStopped(error=outcome.code)
        case Waiting():
            return Response(status_code=202)
        case Finished():
            return _told(outcome.value, cast(Host, Calendar(about)))
        case None:
            if kept is None:
                raise NotFound("webhook")
            return _told(read(kept), cast(Host, Calendar(about)))


def _told(value: Any, host: Host) -> Response:
    """What the script returned; nothing is 204."""
    if value is None:
        return Response(status_code=204)
    status = value.get("status") if isinstance(value, dict) else None
    is_status = isinstance(status, int) and not isinstance(status, bool) and 200 <= status <= 599
    return Response(
        values.json(value, host),
        status_code=cast(int, status) if is_status else 200,
        media_type="application/json",
    )
