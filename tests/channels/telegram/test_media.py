"""Files on Telegram: each kind by its method, as a form; fetched by getFile."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from attendance.channels.base import Attachment, InboxConfig, IncomingMessage, MessageKind
from attendance.channels.telegram.channel import TelegramChannel
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.ids import new_id
from attendance.vendors.telegram import TelegramClient
from tests.fakes import telegram_bodies as bodies
from tests.fakes.telegram import FakeTelegram, TelegramFailure
from tests.files import samples
from tests.files.outgoing import outgoing, outgoing_file

CHAT = "55110001"
OGG, MP3 = samples.tone(), samples.tone("mp3", "libmp3lame", rate=44_100)


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(fake.app)) as http:
        yield TelegramChannel(TelegramClient(http, "http://telegram.test"))


@pytest.fixture
def inbox(fake: FakeTelegram) -> InboxConfig:
    return InboxConfig(new_id(), new_id(), "telegram", "Loja", {"bot_token": fake.token}, {})


PHOTO = outgoing_file(samples.picture(), "image/jpeg", "foto.jpg")
CASES: dict[str, tuple[Any, str, list[str], dict[str, Any]]] = {
    "a photo": (PHOTO, "Olha", ["sendPhoto"], {"caption": "Olha"}),
    "a voice": (
        outgoing_file(OGG, "audio/ogg", "voz.ogg", MessageKind.AUDIO, is_voice=True, duration_seconds=1.0), "",
        ["sendVoice"], {"duration": 1},
    ),
    "music": (outgoing_file(MP3, "audio/mpeg", "a.mp3", MessageKind.AUDIO), "Ouça", ["sendAudio"], {"caption": "Ouça"}),
    "a film": (
        outgoing_file(b"film", "video/mp4", "a.mp4", MessageKind.VIDEO, width=96, height=64, duration_seconds=12.4), "",
        ["sendVideo"], {"width": 96, "height": 64, "duration": 12, "supports_streaming": True},
    ),
    "a document": (
        outgoing_file(b"%PDF-1.7", "application/pdf", "seu boleto (maio).pdf", MessageKind.DOCUMENT), "",
        ["sendDocument"], {},
    ),
    "a sticker takes no words": (
        outgoing_file(b"RIFF", "image/webp", "s.webp", MessageKind.STICKER), "Oi", ["sendMessage", "sendSticker"], {},
    ),
    "long words go first": (PHOTO, "ã" * 1025, ["sendMessage", "sendPhoto"], {}),
    "emoji count twice": (PHOTO, "😀" * 513, ["sendMessage", "sendPhoto"], {}),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "methods", "fields"), CASES.values(), ids=CASES.keys())
async def test_each_kind_has_its_method(
    channel: TelegramChannel,
    inbox: InboxConfig,
    fake: FakeTelegram,
    file: Any,
    text: str,
    methods: list[str],
    fields: dict[str, Any],
) -> None:
    receipt = await channel.send(inbox, outgoing(CHAT, text, file, reply_to=f"{CHAT}:7"))

    assert [call.method for call in fake.calls] == methods
    assert fake.calls[0].body["reply_parameters"]["message_id"] == 7
    last = dict(fake.calls[-1].body)
    name = methods[-1].removeprefix("send").lower()
    sent = last.pop(name)
    assert len(fake.files[sent["file_id"]]) == file.size_bytes
    assert (sent["mime_type"], sent["file_name"]) == (file.mime_type, file.filename)
    last.pop("reply_parameters", None)
    assert last == {"chat_id": int(CHAT), **fields}
    assert receipt.external_id == f"{CHAT}:{fake.sent[-1]['message_id']}"


async def test_choices_stand_below_the_photo(
    channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
) -> None:
    options = {"options": [{"value": "s", "label": "Sim"}]}

    await channel.send(inbox, outgoing(CHAT, "É este?", PHOTO, content=options))

    assert fake.calls[0].body["reply_markup"] == {
        "inline_keyboard": [[{"text": "Sim", "callback_data": "v:s"}]]
    }


async def no_delivery() -> bytes:
    raise AssertionError("nobody needs the delivery")


async def fetched(channel: TelegramChannel, inbox: InboxConfig, attachment: Attachment) -> bytes:
    async with channel.fetch(inbox, attachment, no_delivery) as content:
        return b"".join([piece async for piece in content])


async def test_a_customers_file_is_fetched(
    channel: TelegramChannel, inbox: InboxConfig, fake: FakeTelegram
) -> None:
    fake.files["file-0"] = b"voice"

    assert await fetched(channel, inbox, Attachment(MessageKind.AUDIO, id="file-0")) == b"voice"


FAILURES = {
    "unknown": (TelegramFailure(400, "Bad Request: wrong file_id"), Rejected),
    "too big": (TelegramFailure(400, "Bad Request: file is too big"), Rejected),
    "too fast": (TelegramFailure(429, "Too Many Requests: retry after 3", 3), Temporary),
    "wrong token": (TelegramFailure(401, "Unauthorized"), Misconfigured),
}


@pytest.mark.parametrize(("failure", "error"), FAILURES.values(), ids=FAILURES.keys())
async def test_what_telegrams_answer_means(
    channel: TelegramChannel,
    inbox: InboxConfig,
    fake: FakeTelegram,
    failure: TelegramFailure,
    error: type[Exception],
) -> None:
    fake.fail_next(failure)

    with pytest.raises(error):
        await fetched(channel, inbox, Attachment(MessageKind.AUDIO, id="file-0"))


@pytest.mark.parametrize(("kind", "is_voice"), [("voice", True), ("audio", False)])
def test_only_a_voice_is_a_voice(channel: TelegramChannel, kind: str, is_voice: bool) -> None:
    parts: dict[str, Any] = {kind: {"file_id": "a", "file_unique_id": "b", "duration": 3}}
    [read] = channel.parse(bodies.update(message=bodies.message(1, **parts)))

    assert isinstance(read, IncomingMessage)
    assert [one.is_voice for one in read.attachments] == [is_voice]
