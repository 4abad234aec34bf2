"""The notice to a Slack channel that somebody waits: without the customer, guarded, tried again."""

import json
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from attendance.bots import secrets
from attendance.bots.models import Bot
from attendance.kernel import http
from tests.destinations.desk import Desk

WEBHOOK = "https://hooks.slack.example/services/T/B/x"


async def waits(
    desk: Desk, url: str, answer: Callable[[httpx.Request], httpx.Response]
) -> list[httpx.Request]:
    """A customer asks for a person; returns the calls that were made."""
    calls: list[httpx.Request] = []

    def heard(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return answer(request)

    await desk.services.outside.aclose()
    desk.services.outside = httpx.AsyncClient(transport=httpx.MockTransport(heard))
    bot_id = await desk.world.bot()
    sealed = secrets.seal(desk.services.vault, bot_id, {"attendance-slack-webhook": url})
    async with desk.world.tx() as tx:
        await tx.execute(update(Bot).where(Bot.id == bot_id).values(secrets=sealed))
        await tx.fetch("update inboxes set bot_id = $2 where id = $1", desk.inboxes["shop"], bot_id)
    await desk.queue(await desk.world.user())
    await desk.says("shop", "5511988887777", "atendente, meu CPF é 123")
    return calls


async def test_the_channel_hears_that_somebody_waits_and_not_who(desk: Desk) -> None:
    [call] = await waits(desk, WEBHOOK, lambda _: httpx.Response(200, text="ok"))

    assert json.loads(call.content) == {"text": "Nova conversa #1 · Suporte · shop"}
    assert str(call.url) == WEBHOOK


@pytest.mark.parametrize(("status", "is_kept"), [(503, True), (429, True), (404, False), (200, False)])
async def test_what_fails_for_now_is_tried_again(desk: Desk, status: int, is_kept: bool) -> None:
    await waits(desk, WEBHOOK, lambda _: httpx.Response(status))

    async with desk.world.tx() as tx:
        assert bool(await tx.fetch("select 1 from jobs where kind = 'slack.notify'")) is is_kept


async def test_an_inner_address_is_never_called(desk: Desk) -> None:
    def guarded(request: httpx.Request) -> httpx.Response:
        raise http.ForbiddenAddress(url=str(request.url), reason="private")

    with capture_logs() as written:
        await waits(desk, "https://10.0.0.1/hook", guarded)

    assert "10.0.0.1/hook" not in str(written)
    async with desk.world.tx() as tx:
        assert await tx.fetch("select 1 from jobs where kind = 'slack.notify'") == []
