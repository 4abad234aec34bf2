"""The simulator put together."""

from collections.abc import Sequence
from typing import Final

import httpx
from starlette.routing import BaseRoute, Mount

from attendance.simulator.accounts import Accounts
from attendance.simulator.pages import Pages
from attendance.simulator.phones import Phones
from attendance.simulator.vendors import Vendors
from attendance.simulator.webhooks import Webhooks

VENDORS: Final = "/demo/vendors"
"""Where the vendors' addresses begin."""


def simulator_routes(
    *, demo_url: str, public_url: str, key: bytes, http: httpx.AsyncClient
) -> Sequence[BaseRoute]:
    """`demo_url`: where this server answers on this machine, with `VENDORS`; `key`: the vault's signing key.

    The caller closes `http`.
    """
    accounts, phones = Accounts.of(key), Phones()
    origin = demo_url.removesuffix(VENDORS)
    webhooks = Webhooks(http, origin=origin, public_url=public_url, secret=accounts.secret)
    vendors = Vendors(phones, webhooks, accounts, http)
    return [*Pages(phones, vendors, webhooks).routes(), Mount(VENDORS, routes=vendors.routes())]
