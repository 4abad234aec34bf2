"""A file at a vendor, read piece by piece: nothing of it is kept in memory or follows a redirect to elsewhere."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx

from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.vendors.calls import TIMEOUT, retry_after_seconds


@asynccontextmanager
async def opened(
    http: httpx.AsyncClient, vendor: str, url: str, headers: Mapping[str, str] | None = None
) -> AsyncIterator[AsyncIterator[bytes]]:
    """The content. Raises Temporary, Rejected (gone) and Misconfigured (not ours to read)."""
    try:
        async with http.stream(
            "GET", url, headers=dict(headers or {}), timeout=TIMEOUT, follow_redirects=False
        ) as response:
            _check(response, vendor)
            yield response.aiter_bytes()
    except httpx.RequestError as error:
        raise Temporary(f"{vendor} did not send the file.", reason="no_answer") from error
    except httpx.InvalidURL as error:
        raise Rejected(
            f"{vendor} named no usable address of the file.", reason="media_unavailable"
        ) from error


def _check(response: httpx.Response, vendor: str) -> None:
    status = response.status_code
    if response.is_success:
        return
    if status in (404, 410):
        raise Rejected(f"{vendor} doesn't have the file any more.", reason="media_unavailable")
    if status == 429 or status >= 500:
        pause = retry_after_seconds(response.headers.get("retry-after"))
        raise Temporary(
            f"{vendor} can't send the file now (HTTP {status}).",
            reason="rate_limited" if status == 429 else "vendor_unavailable",
            retry_after_seconds=pause,
        )
    raise Misconfigured(
        f"{vendor} doesn't let us read the file (HTTP {status}): the app lacks a permission.",
        reason="media_forbidden",
    )
