"""JSON in and out of the web chat's endpoints."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from attendance.kernel.errors import InvalidInput, TooLarge

MAX_BODY_BYTES = 64 * 1024


def json_response(value: msgspec.Struct, *, status: int = 200) -> Response:
    return Response(
        msgspec.json.encode(value), status, {"cache-control": "no-store"}, media_type="application/json"
    )


async def read_body(request: Request) -> bytes:
    """The JSON body. Only JSON is taken: a page of another origin can't post it without our leave.

    Raises InvalidInput, TooLarge.
    """
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise InvalidInput("Send JSON, with the content type application/json.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise TooLarge(limit_bytes=MAX_BODY_BYTES)
    return bytes(body)
