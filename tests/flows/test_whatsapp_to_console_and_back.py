"""The walk of one message: a customer writes on WhatsApp, the bot greets, a person takes over and gives it back."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import httpx

from tests.flows.product import CUSTOMER, Product, until


async def messages(api: httpx.AsyncClient, conversation_id: str) -> list[dict[str, Any]]:
    answer = await api.get(f"/api/attendance/conversations/{conversation_id}/messages")
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _is_receipt(body: Mapping[str, Any]) -> bool:
    return body.get("status") == "read" and "typing_indicator" not in body


async def test_the_whole_walk(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp()
    api = await product.api(maria)

    async with product.socket(api) as socket:
        # the bot greets
        await product.graph.customer_writes(CUSTOMER, "Oi", name="João Silva")
        greeting = await until(lambda: product.graph.sent and product.graph.sent[0])
        assert greeting.body["to"].removeprefix("+") == CUSTOMER

        # the customer asks for a person: queued, announced, assigned at once
        await product.graph.customer_writes(CUSTOMER, "Quero falar com uma PESSOA!", name="João Silva")
        upserted = await socket.wait_for("conversation.upserted", status="assigned")
        conversation = upserted["conversation"]
        assert conversation["needs_human"] is True
        assert conversation["assigned_to"] == str(maria)
        assert conversation["contact"]["name"] == "João Silva"
        await until(lambda: len(product.graph.sent) == 2)
        assert "Aguarde, transferir para atendente..." in product.graph.sent[1].body["text"]["body"]

        # the attendant accepts and answers; it travels to the customer, and its states come back
        taken = await api.post(f"/api/attendance/conversations/{conversation['id']}/take")
        assert taken.json()["status"] == "active"
        await socket.send(type="view", conversation_id=conversation["id"])
        await socket.send(type="type", conversation_id=conversation["id"], is_writing=True)
        await until(lambda: [c for c in product.graph.calls if "typing_indicator" in c.body])
        answered = await api.post(
            f"/api/attendance/conversations/{conversation['id']}/messages",
            json={"text": "Olá, João!", "client_id": "client-0001"},
        )
        assert (answered.status_code, answered.json()["state"]) == (201, "queued")
        await socket.wait_for("message.upserted", id=answered.json()["id"], state="read")
        assert product.graph.sent[2].body["text"]["body"] == "Olá, João!"

        # what the attendant read shows at the customer's
        read = await api.post(f"/api/attendance/conversations/{conversation['id']}/read", json={"seq": 3})
        assert read.json()["read_count"] == 2
        receipt = await until(lambda: [c for c in product.graph.calls if _is_receipt(c.body)])
        assert receipt[0].body["message_id"].startswith("wamid.")

        # a repeat of the same post sends nothing
        again = await api.post(
            f"/api/attendance/conversations/{conversation['id']}/messages",
            json={"text": "Olá, João!", "client_id": "client-0001"},
        )
        assert (again.status_code, again.json()["id"]) == (200, answered.json()["id"])

        # the customer's words reach the attendant, and the bot keeps silent
        await product.graph.customer_writes(CUSTOMER, "Meu pedido não chegou", name="João Silva")
        await socket.wait_for("message.upserted", text="Meu pedido não chegou")

        # resolved: back to the bot, and out of the attendant's sight
        resolved = await api.post(f"/api/attendance/resolve/{conversation['id']}")
        assert (resolved.json()["status"], resolved.json()["needs_human"]) == ("resolved", False)
        session = (await api.get(f"/api/session/{conversation['id']}")).json()
        assert session["needs_human"] is False

        await product.graph.customer_writes(CUSTOMER, "Obrigado!", name="João Silva")
        await until(lambda: len(product.graph.sent) == 4)
        await socket.wait_for("conversation.removed", conversation_id=conversation["id"])
    assert product.graph.sent[3].body["text"]["body"] == greeting.body["text"]["body"]
    owner = await product.api(await product.world.user("Ana", role="owner"))
    seqs = [message["seq"] for message in await messages(owner, conversation["id"])]
    assert seqs == list(range(1, len(seqs) + 1))


async def test_webhooks_are_verified_over_their_raw_bytes(product: Product) -> None:
    await product.whatsapp()
    url = product.graph.callback_url
    assert url is not None
    body = b'{"object": "whatsapp_business_account", "entry": []}'

    def signed(raw: bytes) -> dict[str, str]:
        digest = hmac.new(product.graph.app_secret.encode(), raw, hashlib.sha256).hexdigest()
        return {"x-hub-signature-256": f"sha256={digest}"}

    async with httpx.AsyncClient() as meta:
        challenge = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444"}
        hello = await meta.get(url, params=challenge)
        refused = await meta.get(url, params={**challenge, "hub.verify_token": "wrong"})
        good = await meta.post(url, content=body, headers=signed(body))
        forged = await meta.post(url, content=body + b" ", headers=signed(body))
        unsigned = await meta.post(url, content=body)
        malformed = await meta.post(url, content=b"{", headers=signed(b"{"))
        huge = b" " * (3 * 1024 * 1024 + 1)
        too_large = await meta.post(url, content=huge, headers=signed(huge))
        unknown = await meta.post(url + "x", content=body, headers=signed(body))

    assert (hello.status_code, hello.text) == (200, "1158201444")
    assert refused.status_code == 403
    assert good.status_code == 200
    assert [forged.status_code, unsigned.status_code] == [401, 401]
    assert forged.json()["code"] == "bad_signature"
    assert malformed.status_code == 400
    assert too_large.status_code == 413
    assert unknown.status_code == 404


async def test_redeliveries_are_one_message_and_one_turn_of_the_bot(product: Product) -> None:
    owner = await product.world.user("Ana", role="owner")
    await product.whatsapp()
    api = await product.api(owner)

    body = await product.graph.customer_writes(CUSTOMER, "Oi")
    answers = await product.graph.deliver(body, times=5)
    await until(lambda: product.graph.sent)
    await product.graph.deliver(body, times=8)

    async def settled() -> list[dict[str, Any]]:
        listed = (await api.get("/api/attendance/conversations")).json()["items"]
        return await messages(api, listed[0]["conversation"]["id"]) if listed else []

    found = await until(settled)
    assert set(answers) == {200}
    assert [message["author"]["kind"] for message in found] == ["contact", "bot"]
    assert len(product.graph.sent) == 1
