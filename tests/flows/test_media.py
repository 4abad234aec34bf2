"""Files in both directions: from a customer's phone to the console, and from the console to the phone."""

import asyncio
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from tests.files import samples
from tests.flows.peers import OnTelegram, connect, product_with
from tests.flows.product import CUSTOMER, Product, Socket, until
from tests.flows.workers import Workers


async def attended(product: Product) -> tuple[httpx.AsyncClient, str]:
    """An attendant who has the conversation of a customer who wrote on WhatsApp."""
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await product.whatsapp()
    api = await product.api(maria)
    await product.graph.customer_writes(CUSTOMER, "Quero falar com atendente", name="João Silva")

    async def mine() -> list[dict[str, Any]]:
        found = (await api.get("/api/attendance/conversations", params={"view": "mine"})).json()["items"]
        return [item["conversation"] for item in found]

    conversation_id = (await until(mine))[0]["id"]
    await api.post(f"/api/attendance/conversations/{conversation_id}/take")
    return api, conversation_id


async def settled_file(socket: Socket) -> dict[str, Any]:
    """The first file that is stored, refused or failed, as a frame shows it."""

    def found() -> dict[str, Any] | None:
        files = [f for frame in socket.of_type("message.upserted") for f in frame["message"]["files"]]
        return next((file for file in files if file["state"] != "pending"), None)

    file: dict[str, Any] = await until(found)
    return file


async def test_a_photo_from_whatsapp_is_seen_in_the_console(product: Product) -> None:
    api, _ = await attended(product)
    photo = samples.picture("JPEG", 640, 480)

    async with product.socket(api) as socket:
        await product.graph.customer_sends(CUSTOMER, photo, "image/jpeg", caption="Olha o defeito")
        file = await settled_file(socket)

    assert (file["state"], file["kind"], file["mime_type"]) == ("stored", "image", "image/jpeg")
    assert (file["width"], file["height"], file["size_bytes"]) == (640, 480, len(photo))
    answer = await api.get(file["url"])
    assert (answer.content, answer.headers["content-type"]) == (photo, "image/jpeg")
    preview = Image.open(BytesIO((await api.get(file["preview_url"])).content))
    assert (preview.format, preview.size) == ("WEBP", (480, 360))


async def test_a_photo_from_the_console_reaches_whatsapp(product: Product) -> None:
    api, conversation_id = await attended(product)
    photo = samples.picture("PNG", 300, 200)

    uploaded = await api.post(
        "/api/attendance/files", params={"conversation_id": conversation_id, "filename": "nota fiscal.png"},
        content=photo,
    )  # fmt: skip
    file = uploaded.json()
    posted = await api.post(
        f"/api/attendance/conversations/{conversation_id}/messages",
        json={"text": "Segue a nota", "client_id": "client-0001", "files": [file["id"]]},
    )

    assert (uploaded.status_code, file["state"], file["kind"]) == (201, "stored", "image")
    assert posted.status_code == 201
    assert (posted.json()["kind"], posted.json()["files"][0]["id"]) == ("image", file["id"])
    sent = await until(lambda: [call for call in product.graph.sent if call.body.get("type") == "image"])
    part = sent[0].body["image"]
    assert part["caption"] == "Segue a nota"
    at_meta = product.graph.media.files[part["id"]]
    assert (at_meta.content, at_meta.mime_type) == (photo, "image/png")


async def test_a_recording_reaches_whatsapp_as_a_voice_note(product: Product) -> None:
    api, conversation_id = await attended(product)
    where = f"/api/attendance/conversations/{conversation_id}/messages"

    uploaded = await api.post(
        "/api/attendance/files",
        params={"conversation_id": conversation_id, "filename": "gravação.webm", "voice": True},
        content=samples.tone("webm"),
    )
    await api.post(where, json={"client_id": "client-0001", "files": [uploaded.json()["id"]]})

    sent = await until(lambda: [call for call in product.graph.sent if call.body.get("type") == "audio"])
    assert sent[0].body["audio"]["voice"] is True
    at_meta = product.graph.media.files[sent[0].body["audio"]["id"]]
    assert (at_meta.mime_type, at_meta.filename) == ("audio/ogg", "gravação.ogg")
    assert samples.opened(at_meta.content, _codec) == ("opus", 48_000, 1)


def _codec(source: Any) -> tuple[str, int, int]:
    stream = source.streams.audio[0]
    return stream.codec_context.name, stream.rate, stream.channels


async def test_a_voice_from_whatsapp_is_played_in_every_browser(product: Product) -> None:
    api, _ = await attended(product)

    async with product.socket(api) as socket:
        voice = samples.tone(seconds=2)
        await product.graph.customer_sends(
            CUSTOMER, voice, "audio/ogg; codecs=opus", kind="audio", voice=True
        )
        file = await settled_file(socket)

    assert (file["kind"], file["is_voice"], file["mime_type"]) == ("audio", True, "audio/ogg")
    assert 1.9 < file["duration_seconds"] < 2.2
    played = await api.get(file["playable_url"])
    assert samples.opened(played.content, _codec)[0] == "aac"


async def test_a_vendor_that_stumbles_gives_the_file_later(product: Product) -> None:
    api, _ = await attended(product)
    product.graph.media.failures = [503, 429]

    async with product.socket(api) as socket:
        await product.graph.customer_sends(CUSTOMER, samples.picture(), "image/jpeg")
        file = await settled_file(socket)

    assert file["state"] == "stored"


async def test_a_worker_that_dies_in_the_middle_of_a_file_leaves_one_file(
    workerless: tuple[Product, Workers],
) -> None:
    product, workers = workerless
    await product.whatsapp()
    api = await product.api(await product.attendant(role="owner"))
    media = product.graph.media
    media.held = asyncio.Event()

    async with workers.one():
        await product.graph.customer_sends(CUSTOMER, samples.picture("JPEG", 300, 200), "image/jpeg")
        await until(lambda: media.downloads)
    media.held.set()
    async with workers.one():
        file = await until(lambda: stored(api))

    [path] = {
        path.parent for path in (product.services.settings.data_dir / "files").rglob("*") if path.is_file()
    }
    assert len([one for one in path.iterdir() if not one.name.startswith(".")]) == 2, "itself and its preview"
    assert (await api.get(file["url"])).status_code == 200
    assert list(media.downloads.values()) == [2]


async def stored(api: httpx.AsyncClient) -> dict[str, Any] | None:
    """The only file of the only conversation, once it is here."""
    [item] = (await api.get("/api/attendance/conversations")).json()["items"]
    where = f"/api/attendance/conversations/{item['conversation']['id']}/messages"
    messages = (await api.get(where)).json()["items"]
    files = [file for message in messages for file in message["files"]]
    return next((file for file in files if file["state"] == "stored"), None)


async def test_files_travel_both_ways_on_telegram(fresh_database_url: str, tmp_path: Path) -> None:
    peer = OnTelegram()
    async with product_with(peer, fresh_database_url, tmp_path) as product:
        await connect(product, peer)
        owner = await product.attendant(role="owner")
        api = await product.api(owner)
        await peer.fake.customer_sends(55110001, samples.picture(), caption="Olha")
        file = await until(lambda: first_stored(api))
        [item] = (await api.get("/api/attendance/conversations")).json()["items"]
        conversation_id = item["conversation"]["id"]
        await api.post(f"/api/attendance/conversations/{conversation_id}/take")
        uploaded = await api.post(
            "/api/attendance/files", params={"conversation_id": conversation_id, "voice": True},
            content=samples.tone("mp4", "aac", rate=44_100),
        )  # fmt: skip
        await api.post(
            f"/api/attendance/conversations/{conversation_id}/messages",
            json={"client_id": "client-0001", "files": [uploaded.json()["id"]]},
        )
        sent = await until(lambda: [one for one in peer.fake.sent if "voice" in one])

    assert file["kind"] == "image"
    assert samples.opened(peer.fake.files[sent[0]["voice"]["file_id"]], _codec) == ("opus", 48_000, 1)


async def first_stored(api: httpx.AsyncClient) -> dict[str, Any] | None:
    return await stored(api) if (await api.get("/api/attendance/conversations")).json()["items"] else None
