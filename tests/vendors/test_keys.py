"""Keys that can't be had: asked for now and then, not at each call that somebody invents."""

from datetime import timedelta

import httpx
import pytest

from attendance.kernel import clock
from attendance.kernel.errors import Temporary
from attendance.vendors.keys import Keys

URL = "https://keys.example/jwks"


class Vendor:
    """Fails as long as it is told to; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked, self.is_down = 0, True

    def keys(self) -> Keys:
        return Keys(httpx.AsyncClient(transport=httpx.MockTransport(self._answer)), "Vendor")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        return httpx.Response(503) if self.is_down else httpx.Response(200, json={"keys": _NO_RSA})


_NO_RSA = [{"kty": "EC", "kid": "1"}]


async def attempts(keys: Keys, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Temporary):
            await keys.prepare(URL, "1")


async def test_a_vendor_that_fails_is_left_alone_for_longer_and_longer() -> None:
    vendor = Vendor()
    keys = vendor.keys()

    asked = []
    with clock.frozen(clock.now()) as time:
        for seconds in (0, 1, 2, 2, 4, 60, 60):
            time.advance(timedelta(seconds=seconds))
            await attempts(keys, 10)
            asked.append(vendor.asked)

    assert asked == [1, 1, 2, 2, 3, 4, 5]


async def test_another_address_has_a_pause_of_its_own() -> None:
    vendor = Vendor()
    keys = vendor.keys()
    await attempts(keys, 1)

    with pytest.raises(Temporary):
        await keys.prepare("https://keys.example/other", "1")

    assert vendor.asked == 2


async def test_what_is_no_key_is_a_failure_too() -> None:
    vendor = Vendor()
    keys, vendor.is_down = vendor.keys(), False

    await attempts(keys, 5)

    assert vendor.asked == 1
