"""The pages and files of the widget: loader, panel and assets.

The panel runs on our own origin inside an iframe. Only pages that the inbox allows may show it.
"""

import html
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from attendance.channels.webchat.desk import Desk
from attendance.channels.webchat.rules import ChatSettings, frame_ancestors
from attendance.kernel.errors import NotFound

_NOT_BUILT = "The widget is not built. Run `./attend up`, or build web/apps/widget."
_CONFIG_PLACEHOLDER = "<!--config-->"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")


def page_routes(desk: Desk, *, web_root: Path) -> list[BaseRoute]:
    """`/widget.js` is asked for again every five minutes; it names the other files by their content."""
    return [
        Route("/widget.js", _loader(web_root)),
        Route("/webchat/panel/{inbox_key}", _panel(desk, web_root)),
        Mount("/webchat/assets", _ImmutableFiles(directory=web_root / "assets", check_dir=False)),
    ]


def panel_policy(settings: ChatSettings, *, host: str) -> str:
    """Content-Security-Policy of the panel: nothing but our own files, shown by allowed pages only.

    Older browsers don't count the socket of our own host (`host:port`) as `'self'`.
    """
    sockets = f"ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"connect-src 'self' {sockets}".strip(),
            "img-src 'self' data:",
            "media-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {frame_ancestors(settings.allowed_origins)}",
        )
    )


def _loader(web_root: Path) -> Callable[[Request], Awaitable[Response]]:
    async def loader(_: Request) -> Response:
        file = web_root / "widget.js"
        if not file.is_file():
            return Response(_NOT_BUILT, 503, media_type="text/plain")
        headers = {"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}
        return FileResponse(file, media_type="text/javascript", headers=headers)

    return loader


def _panel(desk: Desk, web_root: Path) -> Callable[[Request], Awaitable[Response]]:
    async def panel(request: Request) -> Response:
        try:
            _, settings = await desk.inbox_of(request)
        except NotFound:
            return Response("There is no such chat.", 404, media_type="text/plain")
        file = web_root / "panel.html"
        if not file.is_file():
            return Response(_NOT_BUILT, 503, media_type="text/plain")
        page = file.read_text("utf-8").replace(_CONFIG_PLACEHOLDER, _config_element(settings))
        headers = {
            "content-security-policy": panel_policy(settings, host=request.url.netloc),
            "cache-control": "no-cache",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }
        return HTMLResponse(page, headers=headers)

    return panel


def _config_element(settings: ChatSettings) -> str:
    """What the panel needs before its session: as data, for no inline script may run there."""
    config = {"title": settings.title, "greeting": settings.greeting, "accent": settings.accent}
    return f'<meta name="chat-config" content="{html.escape(msgspec.json.encode(config).decode())}">'


class _ImmutableFiles(StaticFiles):
    """Files whose names change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]  # the signature is Starlette's
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["access-control-allow-origin"] = "*"
        return response
