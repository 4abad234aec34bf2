"""The fake Graph server behaves as Meta's documentation says; otherwise tests with it prove nothing."""

from typing import Any

import httpx
import pytest

from attendance.channels.base import DeliveryState, IncomingMessage, IncomingStatus
from attendance.channels.whatsapp import inbound
from tests.fakes import graph_bodies as bodies
from tests.fakes.graph import FakeGraph, GraphFailure

TO = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+5511987654321"}
ACCEPTED: dict[str, dict[str, Any]] = {
    "text": {**TO, "type": "text", "text": {"body": "Veja https://loja.test", "preview_url": True}},
    "text without a type": {**TO, "text": {"body": "Oi"}},
    "text to a BSUID": {
        "messaging_product": "whatsapp",
        "recipient": "BR.81726354",
        "type": "text",
        "text": {"body": "Oi"},
    },
    "image by link": {**TO, "type": "image", "image": {"link": "https://loja.test/tenis.jpg"}},
    "sticker in reply": {
        **TO,
        "type": "sticker",
        "sticker": {"id": "9"},
        "context": {"message_id": "wamid.1"},
    },
    "template": {**TO, "type": "template", "template": {"name": "pedido", "language": {"code": "pt_BR"}}},
    "location": {**TO, "type": "location", "location": {"latitude": -23.5, "longitude": -46.6}},
}


class Webhook:
    """Where the fake calls: keeps what arrives, answers `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.requests: list[httpx.Request] = []
        self.http = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status)


@pytest.fixture
def webhook() -> Webhook:
    return Webhook()


@pytest.fixture
def graph(webhook: Webhook) -> FakeGraph:
    return FakeGraph(callback_url="http://ours.test/webhooks/whatsapp/k", http=webhook.http)


async def post(graph: FakeGraph, body: Any, *, token: str = "fake-token") -> httpx.Response:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(graph.app), base_url="http://graph.test")
    path = f"/v26.0/{graph.phone_number_id}/messages"
    return await http.post(path, json=body, headers={"authorization": f"Bearer {token}"})


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_documented_requests_are_accepted(graph: FakeGraph, body: dict[str, Any]) -> None:
    answer = (await post(graph, body)).json()
    await graph.settle()

    assert answer["messaging_product"] == "whatsapp"
    assert answer["messages"][0]["id"].startswith("wamid.")
    assert answer["contacts"][0]["input"] == body.get("to", body.get("recipient"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 100),
        ([], 100),
        ({**TO, "messaging_product": "sms"}, 100),
        ({"messaging_product": "whatsapp", "text": {"body": "Oi"}}, 100),
        ({"messaging_product": "whatsapp", "status": "read"}, 100),
        ({**TO, "type": "image"}, 131008),
        ({**TO, "text": {"body": "a" * 4097}}, 131009),
    ],
)
async def test_wrong_requests_are_refused_as_meta_does(graph: FakeGraph, body: Any, code: int) -> None:
    answer = await post(graph, body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


async def test_another_token_is_refused(graph: FakeGraph) -> None:
    answer = await post(graph, ACCEPTED["text"], token="other")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


async def test_the_statuses_of_a_message_arrive_signed_and_in_order(
    graph: FakeGraph, webhook: Webhook
) -> None:
    answer = await post(graph, {**ACCEPTED["text"], "biz_opaque_callback_data": "ours"})
    await graph.settle()

    statuses = [item for request in webhook.requests for item in inbound.parse(request.content)]
    assert all(isinstance(item, IncomingStatus) for item in statuses)
    assert [item.state for item in statuses if isinstance(item, IncomingStatus)] == [
        DeliveryState.SENT,
        DeliveryState.DELIVERED,
        DeliveryState.READ,
    ]
    assert {item.external_id for item in statuses if isinstance(item, IncomingStatus)} == {
        answer.json()["messages"][0]["id"]
    }
    for request in webhook.requests:
        assert request.headers["x-hub-signature-256"] == bodies.signature(request.content, "fake-secret")


async def test_a_failure_can_come_later_as_a_status(graph: FakeGraph, webhook: Webhook) -> None:
    graph.fail_status_next(GraphFailure(131026, message="Message undeliverable"))

    assert (await post(graph, ACCEPTED["text"])).status_code == 200
    await graph.settle()

    [status] = inbound.parse(webhook.requests[0].content)
    assert isinstance(status, IncomingStatus)
    assert (status.state, status.reason_code) == (DeliveryState.FAILED, "undeliverable")


async def test_a_bsuid_in_to_is_accepted_and_never_delivered(graph: FakeGraph, webhook: Webhook) -> None:
    assert (await post(graph, {**ACCEPTED["text"], "to": "BR.81726354"})).status_code == 200
    await graph.settle()

    assert webhook.requests == []


async def test_failures_are_given_as_often_as_told(graph: FakeGraph) -> None:
    graph.fail_next(GraphFailure(130429, 429, retry_after="7"), times=2)

    answers = [await post(graph, ACCEPTED["text"]) for _ in range(3)]
    await graph.settle()

    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "7"


async def test_a_customer_writes_and_the_same_body_comes_again(graph: FakeGraph, webhook: Webhook) -> None:
    body = await graph.customer_writes("5511987654321", "Oi", name="Ana Lima")
    assert await graph.deliver(body, times=5) == [200] * 5

    [message] = inbound.parse(body)
    assert isinstance(message, IncomingMessage)
    assert (message.text, message.sender.name) == ("Oi", "Ana Lima")
    assert {request.content for request in webhook.requests} == {body}
    assert len(webhook.requests) == 6


async def test_a_webhook_that_fails_is_called_again(graph: FakeGraph, webhook: Webhook) -> None:
    webhook.status = 503

    await graph.customer_writes("5511987654321", "Oi")

    assert [status for _, status in graph.webhooks] == [503] * 4


async def test_it_is_driven_over_http_too(graph: FakeGraph, webhook: Webhook) -> None:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(graph.app), base_url="http://graph.test")

    await http.post("/_fake/inbound", json={"phone": "5511987654321", "text": "Oi"})
    await http.post("/_fake/fail", json={"code": 131047, "times": 1})
    refused = await post(graph, ACCEPTED["text"])

    assert len(webhook.requests) == 1
    assert refused.json()["error"]["code"] == 131047
    assert [call["status"] for call in (await http.get("/_fake/calls")).json()] == [400]
