"""The built web assets: console with its deep links, page of the API, demo shop, hashed files for ever."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from attendance.kernel.errors import NotFound

_NOT_BUILT = "This page isn't built yet. Run `./attend up`, or `npm run build` in web/."
Endpoint = Callable[[Request], Awaitable[Response]]
_OURS = ("/api/", "/webhooks/", "/webchat/")


class _ForEver(StaticFiles):
    """Files whose name is their hash."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def routes(web_root: Path, *, is_demo: bool) -> list[BaseRoute]:
    """Last of all routes: whatever isn't an address of the API is a page of the console."""
    console, api_docs = web_root / "console", web_root / "api-docs"
    found: list[BaseRoute] = [
        Route("/healthz", _healthy),
        Route("/api/docs", _page(api_docs / "index.html")),
        Mount("/api/docs/assets", _ForEver(directory=api_docs / "assets", check_dir=False)),
    ]
    if is_demo:
        found.append(Route("/demo/loja", _page(web_root / "widget" / "loja.html")))
        found.append(Route("/demo/telefone", _page(web_root / "widget" / "telefone.html")))
    if (console / "assets").is_dir():
        found.append(Mount("/assets", _ForEver(directory=console / "assets")))
    found += [Route(f"/{file.name}", _page(file)) for file in _loose_files(console)]
    found.append(Route("/{path:path}", _console(console / "index.html")))
    return found


def _loose_files(console: Path) -> list[Path]:
    """Icons, manifest, service worker: what lies beside the page itself."""
    if not console.is_dir():
        return []
    return [file for file in console.iterdir() if file.is_file() and file.name != "index.html"]


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


def _page(file: Path) -> Endpoint:
    is_built = file.is_file()

    async def page(_: Request) -> Response:
        if not is_built:
            return PlainTextResponse(_NOT_BUILT, status_code=503)
        return FileResponse(file, headers={"cache-control": "no-cache"})

    return page


def _console(index: Path) -> Endpoint:
    page = _page(index)

    async def console(request: Request) -> Response:
        if request.url.path.startswith(_OURS):
            raise NotFound("page")
        return await page(request)

    return console
