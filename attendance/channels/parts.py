"""One message of ours that a vendor takes only as several: sent in turn, told as one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

from attendance.kernel.errors import Rejected, VendorFailure

MOST_PARTS: Final = 10
Part = TypeVar("Part")
Receipt = TypeVar("Receipt")


async def send_in_turn(parts: Sequence[Part], send: Callable[[Part], Awaitable[Receipt]]) -> Receipt:
    """Send the parts, one at least, one after another; returns the last one's receipt.

    Once a part was taken, a failure must not be repeated by itself: the customer would get the beginning twice.
    """
    if len(parts) > MOST_PARTS:
        detail = f"This text needs {len(parts)} messages, more than {MOST_PARTS}."
        raise Rejected(detail, reason="text_too_long")
    *earlier, last = parts
    for done, part in enumerate(earlier):
        await _send_one(part, send, done, len(parts))
    return await _send_one(last, send, len(earlier), len(parts))


async def _send_one(part: Part, send: Callable[[Part], Awaitable[Receipt]], done: int, of: int) -> Receipt:
    try:
        return await send(part)
    except VendorFailure as failure:
        if done == 0:
            raise
        detail = f"Only {done} of {of} parts were sent: {failure.detail}"
        raise Rejected(detail, reason="partly_sent") from failure
