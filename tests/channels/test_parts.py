"""Several messages of a vendor's that are one of ours."""

from collections.abc import Sequence

import pytest

from attendance.channels.parts import MOST_PARTS, send_in_turn
from attendance.kernel.errors import Rejected, Temporary, VendorFailure


class Vendor:
    """Takes parts until one of them makes it fail."""

    def __init__(self, fails_at: str = "") -> None:
        self.taken: list[str] = []
        self._fails_at = fails_at

    async def __call__(self, part: str) -> str:
        if part == self._fails_at:
            raise Temporary("Slow down", reason="rate_limited", retry_after_seconds=3)
        self.taken.append(part)
        return f"id of {part}"


async def failure_of(vendor: Vendor, parts: Sequence[str]) -> VendorFailure:
    with pytest.raises(VendorFailure) as raised:
        await send_in_turn(parts, vendor)
    return raised.value


async def test_the_receipt_is_the_last_ones() -> None:
    vendor = Vendor()

    assert await send_in_turn(["um", "dois", "três"], vendor) == "id of três"
    assert vendor.taken == ["um", "dois", "três"]


async def test_the_first_may_be_sent_again() -> None:
    failure = await failure_of(Vendor(fails_at="um"), ["um", "dois"])

    assert isinstance(failure, Temporary)
    assert failure.retry_after_seconds == 3


async def test_what_the_customer_has_in_part_is_not_sent_again() -> None:
    failure = await failure_of(Vendor(fails_at="dois"), ["um", "dois"])

    assert isinstance(failure, Rejected)
    assert (failure.reason, failure.detail) == ("partly_sent", "Only 1 of 2 parts were sent: Slow down")


async def test_too_many_parts_are_refused_before_the_first() -> None:
    vendor = Vendor()

    failure = await failure_of(vendor, ["parte"] * (MOST_PARTS + 1))

    assert (failure.reason, vendor.taken) == ("text_too_long", [])
