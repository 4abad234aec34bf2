"""Files for those without an account here: whoever has a signed address reads what it names, until it ends."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from attendance.files import handing_out
from attendance.files.links import PREFIX, Links
from attendance.files.queries import content_of
from attendance.kernel.errors import AttendanceError
from attendance.kernel.problems import problem_response
from attendance.router.file_access import is_shown, services_of


def link_routes() -> list[BaseRoute]:
    return [Route(PREFIX + "{token}", _read, methods=["GET"])]


async def _read(request: Request) -> Response:
    """GET and HEAD: some vendors ask first."""
    try:
        return await _content(request)
    except AttendanceError as error:
        return problem_response(error)


async def _content(request: Request) -> Response:
    services = services_of(request)
    links = Links(services.vault.signing_key, services.settings.public_url)
    linked = links.read(request.path_params["token"])
    async with services.database.transaction(linked.tenant_id) as tx:
        content = await content_of(tx, linked.file_id, linked.form, is_shown())
    return await handing_out.response(
        services.storage, linked.tenant_id, content, request.headers, caching="public",
        is_head=request.method == "HEAD",
    )  # fmt: skip
