"""One call to a vendor's HTTP API: what never left, what may have arrived, what the answer says."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx

from attendance.kernel import clock
from attendance.kernel.errors import Temporary

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
UPLOAD_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
"""Vendors look at a file before they answer."""
_USER_AGENT = "attendance/1.0.0"
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_SECONDS = re.compile(r"\d{1,6}(\.\d+)?")


async def request(http: httpx.AsyncClient, vendor: str, method: str, url: str, **more: Any) -> httpx.Response:
    """The answer, whatever its status. Raises Temporary when there is none; `vendor` is its name for people."""
    headers = {"user-agent": _USER_AGENT, **more.pop("headers", {})}
    try:
        return await http.request(method, url, headers=headers, **{"timeout": TIMEOUT, **more})
    except _NEVER_SENT as error:
        raise Temporary(f"{vendor} can't be reached.", reason="unreachable") from error
    except httpx.RequestError as error:
        # It may have been done although we don't know its id.
        raise Temporary(f"{vendor} did not answer.", reason="no_answer", may_have_arrived=True) from error


def json_object(response: httpx.Response) -> Mapping[str, Any]:
    """The answer's object; empty when it is anything else."""
    try:
        value = response.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def retry_after_seconds(header: str | None) -> float | None:
    """Seconds, or the distance to an HTTP date; None when absent or unreadable. Never negative."""
    if header is None:
        return None
    if _SECONDS.fullmatch(header.strip()):
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (at - clock.now()).total_seconds()) if at.tzinfo else None


def segment(identifier: str) -> str:
    """An id from a form goes into the path: it must not reach another endpoint of the API."""
    return quote(identifier, safe="")
