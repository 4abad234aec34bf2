"""The visitor's WebSocket: resume, order, acknowledgement, and who is cut off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

from attendance.channels.webchat.desk import Limits
from attendance.channels.webchat.protocol import Answering, ChatState
from attendance.channels.webchat.rules import Visitor
from attendance.kernel import clock
from attendance.kernel.clock import FrozenClock
from attendance.kernel.rate_limits import Rate
from tests.channels.webchat.conftest import Chat, Server, Socket


def said(frames: list[Any]) -> list[str]:
    return [item["text"] for frame in frames if frame["type"] == "messages" for item in frame["items"]]


async def send(socket: Socket, text: str) -> str:
    client_id = str(uuid4())
    await socket.send(type="send", client_id=client_id, text=text)
    return client_id


async def test_the_first_frames_bring_all_that_there_is(chat: Chat) -> None:
    chat.port.state = ChatState("waiting", 3, 120)
    async with chat.socket() as socket:
        await socket.send(type="hello", token=await chat.token())
        frames = await socket.until("state")

    assert [frame["type"] for frame in frames] == ["ready", "messages", "state"]
    assert frames[1] == {"type": "messages", "items": [], "cursor": "0", "has_older": False}
    assert (frames[2]["state"]["queue_position"], frames[2]["state"]["estimate_seconds"]) == (3, 120)


async def test_a_message_is_acknowledged_and_comes_back_with_its_place(chat: Chat) -> None:
    async with chat.greeted() as socket:
        client_id = await send(socket, "Oi")
        frames = [await socket.next(), await socket.next()]

    by_type = {frame["type"]: frame for frame in frames}
    assert by_type["ack"]["client_id"] == client_id
    assert [(m["client_id"], m["text"]) for m in by_type["messages"]["items"]] == [(client_id, "Oi")]


async def test_a_message_sent_again_after_the_cut_is_one(chat: Chat) -> None:
    async with chat.greeted() as socket:
        client_id = await send(socket, "Oi")
        await socket.until("ack")
    async with chat.greeted(cursor="0") as socket:
        await socket.send(type="send", client_id=client_id, text="Oi")
        await socket.until("ack")

    assert chat.port.texts() == ["Oi"]


async def test_what_was_missed_follows_the_cursor(chat: Chat) -> None:
    async with chat.greeted() as socket:
        await send(socket, "Oi")
        cursor = (await socket.until("messages"))[-1]["cursor"]
    for number in range(120):
        chat.port.says(str(number))

    async with chat.socket() as socket:
        await socket.send(type="hello", token=await chat.token(), cursor=cursor)
        frames = await socket.until("state")

    assert said(frames) == [str(number) for number in range(120)]


async def test_answers_typing_and_state_arrive_as_they_happen(chat: Chat) -> None:
    async with chat.greeted() as socket:
        await send(socket, "Oi")
        await socket.until("messages")
        chat.port.types("Maria")
        typing = (await socket.until("typing"))[-1]
        chat.port.state = ChatState("human", answering=Answering("attendant", "Maria"))
        chat.port.says("Olá!")
        frames = await socket.until("state")

    assert typing == {"type": "typing", "kind": "attendant", "name": "Maria"}
    assert said(frames) == ["Olá!"]
    assert frames[-1]["state"]["answering"] == {"kind": "attendant", "name": "Maria"}


async def test_a_state_that_did_not_change_is_not_repeated(chat: Chat) -> None:
    async with chat.greeted() as socket:
        chat.port.says("um")
        chat.port.says("dois")
        await socket.send(type="ping")
        frames = await socket.until("pong")

    assert "state" not in {frame["type"] for frame in frames}


async def test_older_messages_on_request(chat: Chat) -> None:
    async with chat.greeted() as socket:
        await send(socket, "primeira")
        await socket.until("messages")
        chat.port.says("segunda")
        await socket.until("messages")
        await socket.send(type="older", before="2")
        older = (await socket.until("older"))[-1]

    assert ([m["text"] for m in older["items"]], older["has_older"]) == (["primeira"], False)


async def test_receipts_and_typing_reach_the_product(chat: Chat) -> None:
    async with chat.greeted() as socket:
        message_id = str(chat.port.says("Olá!"))
        await socket.send(type="typing", is_writing=True)
        await socket.send(type="receipt", state="read", message_ids=[message_id])
        await socket.send(type="ping")
        await socket.until("pong")

    assert [(s.external_id, s.state) for s in chat.port.statuses] == [(message_id, "read")]
    assert [is_writing for _, is_writing in chat.port.typing] == [True]


async def test_two_windows_of_a_visitor_show_the_same(chat: Chat) -> None:
    async with chat.greeted() as first, chat.greeted() as second:
        await send(first, "Oi")
        assert said(await second.until("messages")) == ["Oi"]


class TestRefusals:
    async def test_too_fast_is_refused_and_the_socket_stays(self, chat: Chat, server: Server) -> None:
        server.serve(replace(chat.desk, limits=Limits(messages_per_visitor=Rate(1, seconds=10))))
        async with chat.greeted() as socket:
            await send(socket, "um")
            client_id = await send(socket, "dois")
            refused = (await socket.until("refused"))[-1]
            await socket.send(type="ping")
            await socket.until("pong")

        assert (refused["code"], refused["client_id"]) == ("too_many_requests", client_id)
        assert 0 < refused["retry_after_seconds"] <= 10

    async def test_an_empty_message_is_refused(self, chat: Chat) -> None:
        async with chat.greeted() as socket:
            await send(socket, "   ")
            assert (await socket.until("refused"))[-1]["code"] == "invalid_input"

    async def test_a_page_that_is_not_allowed_gets_no_socket(self, chat: Chat) -> None:
        with pytest.raises(InvalidStatus):
            async with chat.socket(origin="https://evil.com"):
                pass

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "dance"}', '{"type": "ping"}'])
    async def test_the_first_frame_must_be_hello(self, chat: Chat, text: str) -> None:
        async with chat.socket() as socket:
            await socket.connection.send(text)
            assert await socket.close_code() == 4400

    @pytest.mark.parametrize("text", ["{", '{"type": "hello", "token": "x"}', '{"type": "send"}', "�"])
    async def test_an_unreadable_frame_ends_the_connection(self, chat: Chat, text: str) -> None:
        async with chat.greeted() as socket:
            await socket.connection.send(text)
            assert await socket.close_code() == 4400

    async def test_a_huge_frame_ends_the_connection(self, chat: Chat) -> None:
        async with chat.greeted() as socket:
            await send(socket, "a" * 100_000)
            assert await socket.close_code() == 1009

    async def test_a_bad_token_ends_the_connection(self, chat: Chat) -> None:
        async with chat.socket() as socket:
            await socket.send(type="hello", token="x")
            assert await socket.close_code() == 4401

    async def test_an_anonymous_visitor_is_cut_off_when_the_inbox_becomes_strict(self, chat: Chat) -> None:
        async with chat.greeted() as socket:
            chat.port.configure(identified_only=True)
            await send(socket, "Oi")
            assert await socket.close_code() == 4403
        assert chat.port.texts() == []


class TestExpiry:
    @pytest.fixture(autouse=True)
    def time(self) -> Iterator[FrozenClock]:
        with clock.frozen(datetime(2026, 11, 10, 12, tzinfo=UTC)) as frozen:
            yield frozen

    async def test_the_socket_ends_with_its_token(self, chat: Chat, time: FrozenClock) -> None:
        async with chat.greeted() as socket:
            time.advance(timedelta(minutes=10))
            await socket.send(type="ping")
            assert await socket.close_code() == 4401

    async def test_a_renewed_token_keeps_it_open(self, chat: Chat, time: FrozenClock) -> None:
        async with chat.greeted() as socket:
            time.advance(timedelta(minutes=9))
            await socket.send(type="renew", token=await chat.token())
            time.advance(timedelta(minutes=9))
            await socket.send(type="ping")
            await socket.until("pong")

    async def test_a_token_of_another_visitor_does_not_renew(self, chat: Chat) -> None:
        async with chat.greeted() as socket:
            other = chat.desk.tokens.access(chat.port.config.id, Visitor("visitor:other"))
            await socket.send(type="renew", token=other)
            assert await socket.close_code() == 4401


async def test_a_visitor_who_stops_reading_delays_nobody(chat: Chat) -> None:
    async with chat.greeted() as stuck, chat.greeted() as other:
        stuck.connection.transport.pause_reading()
        for _ in range(1000):
            chat.port.says("x" * 4000)
        count = 0
        while count < 1000:
            count += len(said([await other.next()]))
        stuck.connection.transport.abort()

    assert count == 1000
