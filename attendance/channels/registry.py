"""The channels that there are. The only module that names them: everything else asks for `Channel`s by name."""

from collections.abc import Mapping

import httpx

from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel, Outbox
from attendance.channels.webchat.channel import WebchatChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.vendors.meta_graph import GraphClient


def build(
    *,
    http: httpx.AsyncClient,
    graph_url: str = "https://graph.facebook.com",
    graph_version: str = "v26.0",
    echo_outbox: Outbox | None = None,
) -> Mapping[str, Channel]:
    """Every channel by its name. `http` makes the calls to vendors; the caller closes it."""
    channels: tuple[Channel, ...] = (
        EchoChannel(echo_outbox),
        WebchatChannel(),
        WhatsAppChannel(GraphClient(http, graph_url, graph_version)),
    )
    return {channel.name: channel for channel in channels}
