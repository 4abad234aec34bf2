"""Files in both directions: from a customer's phone to the console, and from the console to the phone."""

from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from tests.files import samples
from tests.flows.product import CUSTOMER, Product, Socket, until


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
