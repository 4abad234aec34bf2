"""The Graph client: what Meta's answers and silences become."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.vendors.meta_errors import failure_of
from attendance.vendors.meta_graph import GraphClient
from tests.fakes.graph import FakeGraph, GraphFailure
from tests.fakes.graph_bodies import PHONE_NUMBER_ID

TEXT = {"messaging_product": "whatsapp", "to": "5511987654321", "type": "text", "text": {"body": "Olá"}}


def client_of(handler: Callable[[httpx.Request], httpx.Response]) -> GraphClient:
    return GraphClient(httpx.AsyncClient(transport=httpx.MockTransport(handler)))


def client_to(fake: FakeGraph) -> GraphClient:
    return GraphClient(httpx.AsyncClient(transport=httpx.ASGITransport(fake.app)), "http://graph.test")


async def send(client: GraphClient, *, number: str = PHONE_NUMBER_ID, token: str = "fake-token") -> str:
    return await client.send_message(phone_number_id=number, token=token, body=TEXT)


async def failure_to_send(answer: httpx.Response) -> VendorFailure:
    with pytest.raises(VendorFailure) as raised:
        await send(client_of(lambda _: answer))
    return raised.value


async def test_a_message_is_posted_to_the_number_with_its_token() -> None:
    fake = FakeGraph()

    wamid = await send(client_to(fake))

    assert [call.wamid for call in fake.sent] == [wamid]
    assert fake.sent[0].path == f"/v26.0/{PHONE_NUMBER_ID}/messages"
    assert fake.sent[0].body == TEXT


async def test_read_and_typing_go_in_one_call() -> None:
    fake = FakeGraph()

    await client_to(fake).mark_read(
        phone_number_id=PHONE_NUMBER_ID, token="fake-token", message_id="wamid.X", show_typing=True
    )

    assert fake.calls[0].body == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.X",
        "typing_indicator": {"type": "text"},
    }


async def test_the_number_is_named() -> None:
    number = await client_to(FakeGraph()).phone_number(phone_number_id=PHONE_NUMBER_ID, token="fake-token")

    assert (number.verified_name, number.quality_rating) == ("Loja de Teste", "GREEN")


async def test_a_wrong_token_or_number_needs_an_administrator() -> None:
    fake = FakeGraph()

    with pytest.raises(Misconfigured) as expired:
        await send(client_to(fake), token="other")
    with pytest.raises(Misconfigured) as unknown:
        await send(client_to(fake), number="1")

    assert (expired.value.reason, unknown.value.reason) == ("token_expired", "unknown_phone_number_id")


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (130429, Temporary, "rate_limited"),
        (131056, Temporary, "recipient_rate_limited"),
        (131048, Temporary, "spam_rate_limited"),
        (80007, Temporary, "rate_limited"),
        (4, Temporary, "rate_limited"),
        (2, Temporary, "vendor_unavailable"),
        (131000, Temporary, "vendor_error"),
        (131016, Temporary, "vendor_unavailable"),
        (131057, Temporary, "account_in_maintenance"),
        (133016, Temporary, "rate_limited"),
        (131047, Rejected, "needs_template"),
        (131026, Rejected, "undeliverable"),
        (131050, Rejected, "opted_out"),
        (131049, Rejected, "recipient_saturated"),
        (131051, Rejected, "unsupported_kind"),
        (131008, Rejected, "invalid_parameter"),
        (131009, Rejected, "invalid_parameter"),
        (132001, Rejected, "template_refused"),
        (131062, Rejected, "needs_phone_number"),
        (190, Misconfigured, "token_expired"),
        (0, Misconfigured, "token_expired"),
        (10, Misconfigured, "permission_denied"),
        (200, Misconfigured, "permission_denied"),
        (299, Misconfigured, "permission_denied"),
        (368, Misconfigured, "account_blocked"),
        (131031, Misconfigured, "account_locked"),
    ],
)
async def test_each_code_has_its_meaning(code: int, kind: type[VendorFailure], reason: str) -> None:
    fake = FakeGraph()
    fake.fail_next(GraphFailure(code, message="because"))

    with pytest.raises(kind) as raised:
        await send(client_to(fake))

    assert raised.value.reason == reason
    assert raised.value.detail == "because"
    assert raised.value.facts["vendor_code"] == code


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (429, {}, Temporary),
        (500, {}, Temporary),
        (503, {"code": 999999}, Temporary),
        (400, {"code": 999999, "is_transient": True}, Temporary),
        (401, {}, Misconfigured),
        (403, {"code": 999999}, Misconfigured),
        (400, {"code": 999999}, Rejected),
        (400, {"code": "131047"}, Rejected),
        (302, {}, Rejected),
    ],
)
async def test_a_code_that_we_do_not_know_is_judged_by_its_status(
    status: int, error: dict[str, Any], kind: type[VendorFailure]
) -> None:
    assert type(await failure_to_send(httpx.Response(status, json={"error": error}))) is kind


@pytest.mark.parametrize(
    "body", [b"", b"<html>bad gateway</html>", b"[]", b'{"error": "text"}', b'{"error": null}', b"\xff"]
)
async def test_a_refusal_that_is_not_of_metas_shape_still_has_a_meaning(body: bytes) -> None:
    failure = await failure_to_send(httpx.Response(502, content=body))

    assert isinstance(failure, Temporary)
    assert "502" in failure.detail


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", None),
        ("Tue, 10 Nov 2026 12:00:30 GMT", 30.0),
        ("Tue, 10 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        (None, None),
    ],
)
async def test_retry_after_is_honoured(header: str | None, seconds: float | None) -> None:
    headers = {} if header is None else {"retry-after": header}
    with clock.frozen(datetime(2026, 11, 10, 12, tzinfo=UTC)):
        failure = await failure_to_send(httpx.Response(429, headers=headers))

    assert failure.retry_after_seconds == seconds


def test_the_pair_limit_tells_its_own_pause() -> None:
    assert failure_of({"code": 131056}, 400).retry_after_seconds == 6.0


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectError("refused"), "unreachable"),
        (httpx.ConnectTimeout("slow"), "unreachable"),
        (httpx.PoolTimeout("busy"), "unreachable"),
        (httpx.ReadTimeout("slow"), "no_answer"),
        (httpx.WriteError("cut"), "no_answer"),
        (httpx.RemoteProtocolError("cut"), "no_answer"),
    ],
)
async def test_silence_tells_whether_the_message_may_have_gone(error: Exception, reason: str) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(Temporary) as raised:
        await send(client_of(fail))

    assert raised.value.reason == reason
    assert raised.value.may_have_arrived == (reason == "no_answer")


@pytest.mark.parametrize("body", [b"{}", b'{"messages": []}', b'{"messages": [{"id": 1}]}', b"ok"])
async def test_an_answer_without_an_id_is_not_taken_for_success(body: bytes) -> None:
    with pytest.raises(Temporary) as raised:
        await send(client_of(lambda _: httpx.Response(200, content=body)))

    assert raised.value.reason == "unreadable_answer"
    assert raised.value.may_have_arrived


async def test_an_id_can_not_reach_another_endpoint() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(200, json={"messages": [{"id": "wamid.1"}]})

    await send(client_of(answer), number="1/../2?x=")

    assert asked == ["/v26.0/1%2F..%2F2%3Fx%3D/messages"]


async def test_no_error_carries_the_token() -> None:
    failure = await failure_to_send(httpx.Response(400, json={"error": {"code": 100}}))

    assert "fake-token" not in repr(failure) + str(failure) + repr(failure.facts)
