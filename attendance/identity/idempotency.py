"""POSTs that may be repeated: the answer is stored with the work, under the `Idempotency-Key` that came with it."""

import hashlib
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from attendance.identity.guards import (
    PermissionMissing,
    authenticate,
    in_transaction,
    is_permission_check,
    signed_in,
    transaction_of,
)
from attendance.identity.models import IdempotencyKey
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Tx
from attendance.kernel.errors import (
    AttendanceError,
    Conflict,
    InvalidInput,
    NotAuthenticated,
    TooManyRequests,
)
from attendance.kernel.ids import new_id
from attendance.kernel.openapi import ANY_PROBLEM
from attendance.kernel.problems import with_common
from attendance.kernel.web import services_of

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
_MAX_KEY_CHARS: Final = 200
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class IdempotencyMismatch(AttendanceError):
    code = "idempotency_mismatch"
    status = 422
    message = "This Idempotency-Key was used for another request. Make a new key for each new thing."


def api_router(tag: str, prefix: str = "") -> APIRouter:
    """A router whose POSTs honour `Idempotency-Key`, and whose errors are documented as problems."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=RepeatableRoute, responses=ANY_PROBLEM)


class RepeatableRoute(APIRoute):
    """A POST with an `Idempotency-Key` runs once: whoever repeats it, even at the same time, gets the first answer.

    That needs the endpoint's transaction; one that takes none (it calls a vendor, say) ignores the key.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.responses = with_common(self.responses, *self._common_errors())
        if self._is_repeatable():
            self.openapi_extra = {"parameters": [_PARAMETER], **(self.openapi_extra or {})}

    def get_route_handler(self) -> _Handler:
        handle = super().get_route_handler()
        if not self._is_repeatable():
            return handle

        async def run_once(request: Request) -> Response:
            key = request.headers.get(HEADER)
            return await handle(request) if key is None else await _once(request, key, handle)

        return run_once

    def _is_repeatable(self) -> bool:
        return "POST" in (self.methods or ()) and in_transaction in _calls(self.dependant)

    def _common_errors(self) -> Iterator[type[AttendanceError]]:
        """What its parameters alone can raise."""
        calls = _calls(self.dependant)
        if _takes_values(self.dependant):
            yield InvalidInput
        if signed_in in calls:
            yield from (NotAuthenticated, TooManyRequests)
        if any(is_permission_check(call) for call in calls):
            yield PermissionMissing
        if self._is_repeatable():
            yield IdempotencyMismatch


def _calls(dependant: Dependant) -> set[Callable[..., Any]]:
    """Everything that runs before the endpoint, and itself."""
    own = {dependant.call} if dependant.call else set()
    return own.union(*map(_calls, dependant.dependencies))


def _takes_values(dependant: Dependant) -> bool:
    own = dependant.path_params or dependant.query_params or dependant.body_params
    return bool(own) or any(map(_takes_values, dependant.dependencies))


_PARAMETER: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Any text of yours: a repeated request with it answers what the first one did.",
    "schema": {"type": "string", "maxLength": _MAX_KEY_CHARS},
}


async def _once(request: Request, key: str, handle: _Handler) -> Response:
    if not 0 < len(key) <= _MAX_KEY_CHARS:
        raise InvalidInput(
            "An Idempotency-Key has 1 to 200 characters.", fields={HEADER: "1 to 200 characters"}
        )
    who, vault = await authenticate(request), services_of(request).vault
    fingerprint = await _fingerprint(request)
    async with transaction_of(request, who) as tx:
        claimed = await _claim(tx, who.user_id, key, fingerprint)
        if claimed is None:
            return await _stored_answer(tx, vault, who.user_id, key, fingerprint)
        request.state.tx = tx
        response = await handle(request)
        await _store(tx, vault, claimed, response)
    return response


async def _fingerprint(request: Request) -> bytes:
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    digest.update(await request.body())
    return digest.digest()


async def _claim(tx: Tx, user_id: UUID, key: str, fingerprint: bytes) -> UUID | None:
    """The row that will hold the answer, or None when somebody has it: the insert waits for a twin that still runs."""
    row_id = new_id()
    claim = insert(IdempotencyKey).values(
        id=row_id,
        tenant_id=tx.tenant_id,
        user_id=user_id,
        key=key,
        request_hash=fingerprint,
        status=0,
        body=b"",
        created_at=clock.now(),
    )
    return row_id if await tx.execute(claim.on_conflict_do_nothing()) else None


async def _stored_answer(tx: Tx, vault: Vault, user_id: UUID, key: str, fingerprint: bytes) -> Response:
    columns = (IdempotencyKey.id, IdempotencyKey.request_hash, IdempotencyKey.status, IdempotencyKey.body)
    row = await tx.first(select(*columns).where(IdempotencyKey.user_id == user_id, IdempotencyKey.key == key))
    if row is None:
        raise Conflict
    if row.request_hash != fingerprint:
        raise IdempotencyMismatch
    answer = vault.decrypt(row.body, owner=str(row.id))
    return Response(answer["body"], row.status, {REPLAYED: "true"}, media_type=answer["media_type"])


async def _store(tx: Tx, vault: Vault, row_id: UUID, response: Response) -> None:
    """Encrypted: some answers carry a secret that is shown once."""
    answer = {"body": bytes(response.body).decode(), "media_type": response.headers.get("content-type", "")}
    sealed = vault.encrypt(answer, owner=str(row_id))
    stored = update(IdempotencyKey).where(IdempotencyKey.id == row_id)
    await tx.execute(stored.values(status=response.status_code, body=sealed))
