"""How an endpoint is asked for a page; what a page and its cursor are stands in `kernel.cursors`."""

from typing import Annotated

from fastapi import Query

from attendance.kernel.cursors import Slice, encode_cursor

__all__ = ["Slice", "asked_slice", "encode_cursor"]


def asked_slice(
    cursor: Annotated[
        str | None, Query(max_length=500, description="`next_cursor` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Slice:
    """Dependency: the page that the query string asks for."""
    return Slice(cursor, limit)
