"""The web chat over HTTP: sessions, messages, and who is kept out."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest

from attendance.channels.webchat.desk import Limits
from attendance.channels.webchat.protocol import Answering, ChatState
from attendance.kernel import clock
from attendance.kernel.rate_limits import Rate
from tests.channels.webchat.conftest import Chat, Server
from tests.channels.webchat.memory import IDENTITY_SECRET, KEY, inbox

SHOP = "https://loja.com.br"


def identity(user_id: str = "42", **claims: Any) -> str:
    expires_at = int(clock.now().timestamp()) + 600
    return jwt.encode(
        {"sub": user_id, "aud": KEY, "exp": expires_at, **claims}, IDENTITY_SECRET, algorithm="HS256"
    )


def message(text: str = "Oi") -> dict[str, Any]:
    return {"type": "send", "client_id": str(uuid4()), "text": text}


class TestSession:
    async def test_a_visitor_comes_back_by_cookie(self, chat: Chat) -> None:
        await chat.post(await chat.token(), message("Oi"))

        again = await chat.get(await chat.token())

        assert [m["text"] for m in again.json()["messages"]["items"]] == ["Oi"]

    async def test_another_browser_sees_nothing_of_it(self, chat: Chat) -> None:
        await chat.post(await chat.token(), message("Oi"))
        chat.http.cookies.clear()

        assert (await chat.get(await chat.token())).json()["messages"]["items"] == []

    async def test_the_cookie_is_kept_from_scripts_and_stores(self, chat: Chat) -> None:
        answer = await chat.open()

        assert answer.headers["cache-control"] == "no-store"
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert answer.json()["expires_in_seconds"] == 600

    async def test_signing_out_drops_the_session(self, chat: Chat) -> None:
        await chat.post(await chat.token(), message("Oi"))
        await chat.http.delete(f"{chat.url}/webchat/{KEY}/session")

        assert (await chat.get(await chat.token())).json()["messages"]["items"] == []

    async def test_a_signed_identity_finds_its_history_on_another_device(self, chat: Chat) -> None:
        await chat.post(await chat.token(identity=identity(name="Ana")), message("Do celular"))
        chat.http.cookies.clear()

        answer = await chat.open(identity=identity())

        assert answer.json()["is_identified"] is True
        page = (await chat.get(answer.json()["token"])).json()["messages"]
        assert [(m["name"], m["text"]) for m in page["items"]] == [("Ana", "Do celular")]

    async def test_signing_in_keeps_what_was_written_before(self, chat: Chat) -> None:
        await chat.post(await chat.token(), message("Antes"))

        page = (await chat.get(await chat.token(identity=identity()))).json()["messages"]

        assert [m["text"] for m in page["items"]] == ["Antes"]

    async def test_an_open_page_renews_its_token_without_its_identity(self, chat: Chat) -> None:
        with clock.frozen(datetime(2026, 11, 10, 12, tzinfo=UTC)) as time:
            token = await chat.token(identity=identity())
            time.advance(timedelta(hours=2))
            renewed = await chat.open(token=token)
            await chat.post(renewed.json()["token"], message("Ainda aqui"))
            time.advance(timedelta(hours=13))
            too_late = await chat.open(token=renewed.json()["token"])

        assert renewed.json()["is_identified"] is True
        assert chat.port.visitors == ["user:42"]
        assert too_late.json()["is_identified"] is False

    async def test_a_forged_identity_opens_nothing(self, chat: Chat) -> None:
        answer = await chat.open(identity=jwt.encode({"sub": "42", "aud": KEY, "exp": 9e9}, "x" * 32))

        assert (answer.status_code, answer.json()["code"]) == (401, "bad_identity")
        assert "set-cookie" not in answer.headers

    async def test_identified_visitors_only_holds_at_each_step(self, chat: Chat) -> None:
        before = await chat.token()
        chat.port.configure(identified_only=True)

        opened, posted = await chat.open(), await chat.post(before, message())

        assert [(a.status_code, a.json()["code"]) for a in (opened, posted)] == [
            (403, "identity_required")
        ] * 2
        assert (await chat.post(await chat.token(identity=identity()), message())).status_code == 201

    async def test_an_unknown_or_closed_inbox_is_not_found(self, chat: Chat) -> None:
        unknown = await chat.http.post(f"{chat.url}/webchat/outra/session", json={})
        chat.port.is_open = False

        assert (unknown.status_code, (await chat.open()).status_code) == (404, 404)
        assert unknown.headers["content-type"] == "application/problem+json"


class TestOrigin:
    async def test_a_page_that_is_not_allowed_is_refused(self, chat: Chat) -> None:
        answer = await chat.open(origin=SHOP)

        assert (answer.status_code, answer.json()["code"]) == (403, "origin_not_allowed")
        assert "access-control-allow-origin" not in answer.headers
        assert "set-cookie" not in answer.headers

    async def test_an_allowed_page_gets_cors_for_exactly_itself(self, chat: Chat) -> None:
        chat.port.configure(allowed_origins=[SHOP])

        answer = await chat.open(origin=SHOP)

        assert answer.headers["access-control-allow-origin"] == SHOP
        assert answer.headers["access-control-allow-credentials"] == "true"
        assert answer.headers["vary"] == "Origin"

    async def test_refusals_carry_cors_too_so_that_the_page_can_read_them(self, chat: Chat) -> None:
        chat.port.configure(allowed_origins=[SHOP], identified_only=True)

        answer = await chat.open(origin=SHOP)

        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (403, SHOP)

    @pytest.mark.parametrize(("origin", "status"), [(SHOP, 204), ("https://evil.com", 403), ("null", 403)])
    async def test_preflights_follow_the_list(self, chat: Chat, origin: str, status: int) -> None:
        chat.port.configure(allowed_origins=[SHOP])

        answer = await chat.http.options(f"{chat.url}/webchat/{KEY}/messages", headers={"origin": origin})

        assert answer.status_code == status
        assert ("access-control-allow-origin" in answer.headers) is (status == 204)

    async def test_our_own_pages_are_always_allowed(self, chat: Chat) -> None:
        assert (await chat.open(origin=chat.url)).status_code == 200
        assert (await chat.open(origin="https://chat.example.com")).status_code == 200

    async def test_a_form_of_another_site_can_not_post(self, chat: Chat) -> None:
        answer = await chat.http.post(f"{chat.url}/webchat/{KEY}/session", data={"identity": "x"})

        assert answer.status_code == 400


class TestMessages:
    async def test_a_message_is_stored_before_it_is_acknowledged(self, chat: Chat) -> None:
        chat.port.is_processing = False
        wish = message("Oi")

        answer = await chat.post(await chat.token(), wish)

        assert (answer.status_code, answer.json()) == (201, {"type": "ack", "client_id": wish["client_id"]})
        assert len(chat.port.bodies) == 1

    async def test_a_repeated_message_is_one(self, chat: Chat) -> None:
        token, wish = await chat.token(), message("Oi")

        answers = await asyncio.gather(*(chat.post(token, wish) for _ in range(5)))

        assert {answer.status_code for answer in answers} == {201}
        assert (len(chat.port.bodies), chat.port.texts()) == (1, ["Oi"])

    async def test_a_cursor_gives_what_came_after_it(self, chat: Chat) -> None:
        token = await chat.token()
        await chat.post(token, message("Oi"))
        first = (await chat.get(token)).json()
        chat.port.says("Olá!")

        then = (await chat.get(token, after=first["messages"]["cursor"])).json()["messages"]

        assert [(m["author"], m["name"], m["text"]) for m in then["items"]] == [
            ("attendant", "Maria", "Olá!")
        ]
        assert first["messages"]["has_older"] is False

    async def test_nothing_new_keeps_the_cursor(self, chat: Chat) -> None:
        token = await chat.token()

        assert (await chat.get(token, after="7")).json()["messages"] == {
            "type": "messages",
            "items": [],
            "cursor": "7",
            "has_older": None,
        }

    async def test_older_messages_come_page_by_page(self, chat: Chat) -> None:
        token = await chat.token()
        await chat.post(token, message("0"))
        for number in range(1, 60):
            chat.port.says(str(number))

        newest = (await chat.get(token)).json()["messages"]
        older = (await chat.get(token, before=newest["items"][0]["cursor"])).json()

        assert newest["has_older"] is True
        assert [m["text"] for m in older["items"]] == [str(number) for number in range(10)]
        assert older["has_older"] is False

    async def test_a_waiting_request_ends_with_the_news(self, chat: Chat) -> None:
        token = await chat.token()
        await chat.post(token, message("Oi"))
        waiting = asyncio.create_task(chat.get(token, after="1", wait=20))
        await asyncio.sleep(0.2)
        assert not waiting.done()

        chat.port.says("Olá!")

        answer = await asyncio.wait_for(waiting, 5)
        assert [m["text"] for m in answer.json()["messages"]["items"]] == ["Olá!"]

    async def test_a_state_that_changed_in_between_is_told_at_once(self, chat: Chat) -> None:
        token = await chat.token()
        tag = (await chat.get(token)).json()["state_tag"]
        chat.port.state = ChatState("waiting", 2, 90)

        answer = await asyncio.wait_for(chat.get(token, after="0", wait=20, state=tag), 5)

        assert answer.json()["state"]["queue_position"] == 2
        assert answer.json()["state_tag"] != tag

    async def test_the_state_tells_who_answers(self, chat: Chat) -> None:
        chat.port.state = ChatState("human", answering=Answering("attendant", "Maria"))

        state = (await chat.get(await chat.token())).json()["state"]

        assert (state["phase"], state["answering"]["name"]) == ("human", "Maria")

    async def test_receipts_and_typing_go_the_same_way(self, chat: Chat) -> None:
        token = await chat.token()
        await chat.post(token, message("Oi"))
        message_id = str(chat.port.says("Olá!"))

        read = await chat.post(token, {"type": "receipt", "state": "read", "message_ids": [message_id]})
        await chat.post(token, {"type": "typing", "is_writing": True})

        assert read.status_code == 204
        assert [(s.external_id, s.state) for s in chat.port.statuses] == [(message_id, "read")]
        assert [is_writing for _, is_writing in chat.port.typing] == [True]

    @pytest.mark.parametrize(
        "frame",
        [
            {},
            [],
            {"type": "send"},
            {"type": "send", "client_id": "1", "text": "Oi"},
            {"type": "send", "client_id": str(uuid4()), "text": ""},
            {"type": "send", "client_id": str(uuid4()), "text": "  \n"},
            {"type": "send", "client_id": str(uuid4()), "text": "a" * 4001},
            {"type": "receipt", "state": "failed", "message_ids": [str(uuid4())]},
            {"type": "receipt", "state": "read", "message_ids": []},
            {"type": "hello", "token": "x"},
            {"type": "dance"},
        ],
    )
    async def test_what_can_not_be_read_is_refused(self, chat: Chat, frame: Any) -> None:
        answer = await chat.post(await chat.token(), frame)

        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
        assert chat.port.bodies == []

    async def test_a_huge_body_is_refused(self, chat: Chat) -> None:
        answer = await chat.post(await chat.token(), message("a" * 100_000))

        assert answer.status_code == 413

    @pytest.mark.parametrize("header", [{}, {"authorization": "Bearer x"}, {"authorization": "Basic eDp5"}])
    async def test_without_a_session_there_is_nothing(self, chat: Chat, header: dict[str, str]) -> None:
        answer = await chat.http.get(f"{chat.url}/webchat/{KEY}/messages", headers=header)

        assert answer.status_code == 401

    async def test_a_token_of_another_inbox_opens_nothing(self, chat: Chat) -> None:
        token = await chat.token()
        chat.port.config = inbox()

        assert (await chat.get(token)).status_code == 401

    async def test_an_unstorable_character_is_replaced(self, chat: Chat) -> None:
        await chat.post(await chat.token(), message("a\x00b"))

        assert chat.port.texts() == ["a�b"]


async def test_who_writes_too_fast_is_told_when_to_go_on(chat: Chat, server: Server) -> None:
    server.serve(replace(chat.desk, limits=Limits(messages_per_visitor=Rate(2, seconds=20))))
    token = await chat.token()

    answers = [await chat.post(token, message()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 5 <= int(answers[2].headers["retry-after"]) <= 10


async def test_one_address_can_not_open_sessions_for_ever(chat: Chat, server: Server) -> None:
    server.serve(replace(chat.desk, limits=Limits(sessions_per_address=Rate(3, seconds=30))))

    answers = [await chat.open() for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


async def test_one_address_can_not_drop_files_for_ever_as_ever_new_visitors(
    chat: Chat, server: Server
) -> None:
    server.serve(replace(chat.desk, limits=Limits(files_per_address=Rate(2, seconds=30))))
    answers = []

    for _ in range(3):
        chat.http.cookies.clear()
        answers.append(await TestFiles().upload(chat, await chat.token()))

    assert [answer.status_code for answer in answers] == [201, 201, 429]


class TestFiles:
    async def upload(self, chat: Chat, token: str, content: bytes = b"abc") -> Any:
        return await chat.http.post(
            f"{chat.url}/webchat/{KEY}/files?name=foto.jpg",
            content=content,
            headers={"authorization": f"Bearer {token}", "content-type": "image/jpeg"},
        )

    async def test_what_was_uploaded_goes_with_a_message(self, chat: Chat) -> None:
        token = await chat.token()
        uploaded = (await self.upload(chat, token)).json()["file"]

        answer = await chat.post(token, {**message(""), "files": [uploaded]})

        page = (await chat.get(token)).json()["messages"]
        assert answer.status_code == 201
        assert [m["kind"] for m in page["items"]] == ["image"]

    async def test_another_visitors_upload_is_not_taken(self, chat: Chat) -> None:
        uploaded = (await self.upload(chat, await chat.token())).json()["file"]
        chat.http.cookies.clear()

        answer = await chat.post(await chat.token(), {**message(""), "files": [uploaded]})

        assert answer.status_code == 400

    async def test_an_upload_must_be_sent_within_the_hour(self, chat: Chat) -> None:
        with clock.frozen(datetime(2026, 11, 10, 12, tzinfo=UTC)) as time:
            uploaded = (await self.upload(chat, await chat.token())).json()["file"]
            time.advance(timedelta(minutes=61))

            answer = await chat.post(await chat.token(), {**message(""), "files": [uploaded]})

        assert answer.status_code == 400

    async def test_nobody_uploads_without_a_session(self, chat: Chat) -> None:
        assert (await self.upload(chat, "x")).status_code == 401
