"""Files on WhatsApp: uploaded and then sent by their id; fetched by the id that came with the message."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from attendance.channels.base import Attachment, InboxConfig, MessageKind
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.kernel.errors import Misconfigured, Rejected, Temporary
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from tests.fakes.graph import FakeGraph, GraphFailure
from tests.files import samples
from tests.files.outgoing import outgoing, outgoing_file

TO = "5511988887777"


@pytest.fixture
def graph() -> FakeGraph:
    return FakeGraph()


@pytest.fixture
async def channel(graph: FakeGraph) -> AsyncIterator[WhatsAppChannel]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(graph.app)) as http:
        yield WhatsAppChannel(GraphClient(http, "http://graph.test"))


@pytest.fixture
def inbox(graph: FakeGraph) -> InboxConfig:
    credentials = {"phone_number_id": graph.phone_number_id, "access_token": graph.token}
    return InboxConfig(new_id(), new_id(), "whatsapp", "Loja", credentials, {})


PHOTO = outgoing_file(samples.picture("PNG"), "image/png", "nota.png")
CASES: dict[str, tuple[Any, str, list[dict[str, Any]]]] = {
    "a photo with a caption": (PHOTO, "Segue", [{"type": "image", "image": {"caption": "Segue"}}]),
    "a photo alone": (PHOTO, "", [{"type": "image", "image": {}}]),
    "a document has its name": (
        outgoing_file(b"%PDF-1.7", "application/pdf", "boleto maio.pdf", MessageKind.DOCUMENT), "Segue",
        [{"type": "document", "document": {"caption": "Segue", "filename": "boleto maio.pdf"}}],
    ),
    "a voice note": (
        outgoing_file(samples.tone(), "audio/ogg", "voz.ogg", MessageKind.AUDIO, is_voice=True), "",
        [{"type": "audio", "audio": {"voice": True}}],
    ),
    "sound takes no caption: the words go first": (
        outgoing_file(samples.tone("mp3", "libmp3lame", rate=44_100), "audio/mpeg", "a.mp3", MessageKind.AUDIO), "Ouça",
        [{"type": "text", "text": {"body": "Ouça", "preview_url": False}}, {"type": "audio", "audio": {}}],
    ),
    "words too long for a caption go first": (
        PHOTO, "a" * 1025,
        [{"type": "text", "text": {"body": "a" * 1025, "preview_url": False}}, {"type": "image", "image": {}}],
    ),
    "a sticker": (
        outgoing_file(samples.picture("WEBP"), "image/webp", "s.webp", MessageKind.STICKER), "",
        [{"type": "sticker", "sticker": {}}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "expected"), CASES.values(), ids=CASES.keys())
async def test_a_file_is_uploaded_and_sent_by_its_id(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph, file: Any, text: str, expected: list[Any]
) -> None:
    message = outgoing(TO, text, file, reply_to="wamid.IN")

    receipt = await channel.send(inbox, message)

    bodies = [dict(call.body) for call in graph.sent]
    assert receipt.external_id == graph.sent[-1].wamid
    assert bodies[0]["context"] == {"message_id": "wamid.IN"}
    assert [body.get("biz_opaque_callback_data") for body in bodies] == [
        *[None] * (len(bodies) - 1),
        str(message.message_id),
    ]
    media = graph.media.files[bodies[-1][bodies[-1]["type"]].pop("id")]
    assert (media.mime_type, media.filename) == (file.mime_type, file.filename)
    assert len(media.content) == file.size_bytes
    assert [{key: body[key] for key in ("type", body["type"])} for body in bodies] == expected


async def test_choices_follow_the_file(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
) -> None:
    options = {"options": [{"value": "s", "label": "Sim"}, {"value": "n", "label": "Não"}]}

    await channel.send(inbox, outgoing(TO, "É este?", PHOTO, content=options))

    assert [call.body["type"] for call in graph.sent] == ["image", "interactive"]


async def test_a_refused_upload_sends_nothing(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
) -> None:
    zipped = outgoing_file(samples.archive(), "application/zip", "a.zip", MessageKind.DOCUMENT)

    with pytest.raises(Rejected):
        await channel.send(inbox, outgoing(TO, "Segue", zipped))

    assert graph.sent == []


async def test_an_upload_that_got_no_answer_may_be_repeated(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
) -> None:
    graph.fail_next(GraphFailure(131016, 500))

    with pytest.raises(Temporary) as raised:
        await channel.send(inbox, outgoing(TO, "", PHOTO))

    assert raised.value.may_have_arrived is False


async def no_delivery() -> bytes:
    raise AssertionError("nobody needs the delivery")


async def fetched(channel: WhatsAppChannel, inbox: InboxConfig, attachment: Attachment) -> bytes:
    async with channel.fetch(inbox, attachment, no_delivery) as content:
        return b"".join([piece async for piece in content])


async def test_a_customers_file_is_read_with_the_token(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph
) -> None:
    media = graph.media.add(b"photo", "image/jpeg")

    assert await fetched(channel, inbox, Attachment(MessageKind.IMAGE, id=media.id)) == b"photo"


FAILURES: list[tuple[int, type[Exception]]] = [
    (404, Rejected),
    (410, Rejected),
    (429, Temporary),
    (503, Temporary),
    (401, Misconfigured),
]


@pytest.mark.parametrize(("status", "error"), FAILURES, ids=[str(status) for status, _ in FAILURES])
async def test_what_metas_answer_means(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph, status: int, error: type[Exception]
) -> None:
    media = graph.media.add(b"photo", "image/jpeg")
    graph.media.failures = [status]

    with pytest.raises(error):
        await fetched(channel, inbox, Attachment(MessageKind.IMAGE, id=media.id))


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/media",
        "http://169.254.169.254/latest",
        "https://lookaside.fbsbx.com.evil.test/x",
        "https://fbsbx.com@evil.test/x",
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "file:///etc/passwd",
    ],
)
async def test_the_token_goes_to_meta_only(
    channel: WhatsAppChannel, inbox: InboxConfig, graph: FakeGraph, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = graph.media.add(b"photo", "image/jpeg")
    monkeypatch.setattr(type(graph.media), "describe", lambda *_: {"id": media.id, "url": url})

    with pytest.raises(Rejected) as raised:
        await fetched(channel, inbox, Attachment(MessageKind.IMAGE, id=media.id))

    assert raised.value.reason == "untrusted_address"


async def test_a_file_without_an_id_is_gone(channel: WhatsAppChannel, inbox: InboxConfig) -> None:
    with pytest.raises(Rejected):
        await fetched(channel, inbox, Attachment(MessageKind.IMAGE))
