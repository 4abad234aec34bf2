"""The walk of a conversation on each channel: webhook in, bot, person, and the vendor received the answer."""

from pathlib import Path

import pytest

from tests.fakes import telegram_bodies as bodies
from tests.flows.peers import OnInstagram, OnMessenger, OnSms, OnTelegram, Peer, connect, product_with
from tests.flows.product import until
from tests.flows.workplaces import OnGoogleChat, OnSlack, OnTeams

PEERS = (OnTelegram, OnSms, OnInstagram, OnMessenger, OnSlack, OnTeams, OnGoogleChat)


@pytest.mark.parametrize("kind", PEERS, ids=lambda kind: kind.channel)
async def test_a_customer_is_answered(kind: type[Peer], fresh_database_url: str, tmp_path: Path) -> None:
    peer = kind()
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        maria = await product.attendant("Maria Santos")
        await product.queue(maria, channels=[peer.channel])
        await connect(product, peer)
        api = await product.api(maria)

        async with product.socket(api) as socket:
            await peer.writes("Oi")
            await until(lambda: peer.received)  # the bot greets

            await peer.writes("Quero falar com uma pessoa")
            frame = await socket.wait_for("conversation.upserted", status="assigned")
            conversation = frame["conversation"]
            assert conversation["channel"] == peer.channel

            path = f"/api/attendance/conversations/{conversation['id']}"
            await api.post(f"{path}/take")
            if isinstance(peer, OnTelegram | OnMessenger | OnTeams):
                await socket.send(type="view", conversation_id=conversation["id"])
                await socket.send(type="type", conversation_id=conversation["id"], is_writing=True)
                await until(lambda: peer.was_shown_typing)
            answer = {"text": "Olá, João!", "client_id": "client-0001"}
            answered = await api.post(f"{path}/messages", json=answer)
            assert answered.status_code == 201
            await socket.wait_for("message.upserted", id=answered.json()["id"], state=peer.final_state)
            assert peer.received[-1] == "Olá, João!"

            await peer.writes("Obrigado!")
            await socket.wait_for("message.upserted", text="Obrigado!")
            await api.post(f"{path}/read", json={"seq": 99})
            if isinstance(peer, OnMessenger):
                await until(lambda: peer.was_shown_reading)


async def test_a_pressed_button_stops_spinning(fresh_database_url: str, tmp_path: Path) -> None:
    peer = OnTelegram()
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        await connect(product, peer)
        keyboard = {"inline_keyboard": [[{"text": "Sim", "callback_data": "v:s"}]]}
        ours = bodies.message(55110001, text="Certo?", reply_markup=keyboard)

        await peer.fake.customer_presses(55110001, ours, "Sim")

        assert peer.fake.spinning == set()  # the webhook's answer carried the call
        await until(lambda: peer.received)
