"""Brings calls that are made with the demo's accounts to the simulator; all others go where they are addressed."""

from base64 import b64encode

import httpx

from attendance.simulator.accounts import TOKEN_PREFIX, TWILIO_SID

_BASIC = "Basic " + b64encode(TWILIO_SID[:33].encode()).decode()
"""How the account's authorization begins: 33 letters are whole groups of base64."""


class DemoTransport(httpx.AsyncBaseTransport):
    """`address` is where the simulator's vendors answer: `http://127.0.0.1:8080/demo/vendors`."""

    def __init__(self, address: str, inner: httpx.AsyncBaseTransport | None = None) -> None:
        self._address = address.rstrip("/")
        self._inner = inner or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if belongs_to_the_demo(request):
            url = httpx.URL(f"{self._address}/{request.url.host}{request.url.raw_path.decode()}")
            headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
            headers.insert(0, (b"Host", url.netloc))
            request = httpx.Request(
                request.method, url, headers=headers, stream=request.stream, extensions=request.extensions
            )
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def belongs_to_the_demo(request: httpx.Request) -> bool:
    """By the credentials that it carries: a real account never looks like this."""
    authorization = request.headers.get("authorization", "")
    if authorization.startswith((f"Bearer {TOKEN_PREFIX}", _BASIC)):
        return True
    return f":{TOKEN_PREFIX}" in request.url.path
