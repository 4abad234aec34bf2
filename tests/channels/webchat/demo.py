"""The shop with its chat and nothing behind it: to see the widget alone, and for its browser tests.

    python -m tests.channels.webchat.demo --port 8091

`POST /_chat/…` plays the people of the shop, `/host` is any page of a site that carries the widget.
"""

import argparse
import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import attendance
from attendance.channels.webchat.desk import Desk, Limits
from attendance.channels.webchat.endpoints import webchat_routes
from attendance.channels.webchat.protocol import ChatState
from attendance.channels.webchat.tokens import VisitorTokens
from attendance.kernel.rate_limits import Rate
from tests.channels.webchat.memory import KEY, MemoryWebchat

WIDGET_ROOT = Path(attendance.__file__).parent / "_web" / "widget"
SHOP_KEY = "demo-loja"


def shop_routes(port: MemoryWebchat, public_url: str) -> list[BaseRoute]:
    """The web chat over the memory, the shop, any host page, and the controls."""
    desk = Desk(
        port, VisitorTokens(b"k" * 32), public_url, Limits(sessions_per_address=Rate(1000, seconds=1))
    )
    return [
        *webchat_routes(desk, web_root=WIDGET_ROOT),
        Route("/", lambda _: RedirectResponse("/demo/loja")),
        Route("/demo/loja", _shop),
        Route("/host", _host),
        *_controls(port),
    ]


async def _shop(_: Request) -> Response:
    page = (WIDGET_ROOT / "loja.html").read_text("utf-8")
    return HTMLResponse(page.replace(f'data-inbox="{SHOP_KEY}"', f'data-inbox="{KEY}"'))


async def _host(request: Request) -> Response:
    """A page with the script of `?server=`, its other parameters as the script's attributes, `?css=` as its style."""
    options = dict(request.query_params)
    server, css = options.pop("server", ""), options.pop("css", "")
    attributes = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in options.items())
    return HTMLResponse(
        f"<!doctype html><html lang=pt-BR><title>Site</title><style>{css}</style><body><main><h1>Site</h1></main>"
        f'<script async src="{html.escape(server)}/widget.js" data-inbox="{KEY}" {attributes}></script>',
        headers={"content-security-policy": f"script-src 'self' {server}; frame-src 'self' {server}"},
    )


def _controls(port: MemoryWebchat) -> list[BaseRoute]:
    def state(**fields: Any) -> None:
        port.become(msgspec.convert(fields, ChatState))

    def control(name: str, play: Callable[..., object]) -> Route:
        async def played(request: Request) -> Response:
            play(**await request.json())
            return Response(status_code=204)

        return Route(f"/_chat/{name}", played, methods=["POST"])

    async def seen(_: Request) -> Response:
        statuses = [[status.external_id, status.state] for status in port.statuses]
        return JSONResponse({"texts": port.texts(), "statuses": statuses, "visitors": port.visitors})

    plays: dict[str, Callable[..., object]] = {
        "says": port.says,
        "types": port.types,
        "state": state,
        "settings": port.configure,
        "reset": port.reset,
    }
    return [Route("/_chat", seen), *(control(name, play) for name, play in plays.items())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8091)
    port = parser.parse_args().port
    app = Starlette(routes=shop_routes(MemoryWebchat(), f"http://127.0.0.1:{port}"))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
