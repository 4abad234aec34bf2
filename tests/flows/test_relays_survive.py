"""A worker that dies after an attendant's messenger took a message, and before that was noted."""

import asyncio

from tests.flows.product import CUSTOMER, Product
from tests.flows.test_destinations import MARIA, heard, hears, on_whatsapp, writes
from tests.flows.workers import Workers


async def test_what_whatsapp_took_is_not_sent_again_and_what_follows_is_not_lost(
    workerless: tuple[Product, Workers],
) -> None:
    """Its statuses carry our id, so that the next worker can tell."""
    product, workers = workerless
    await product.whatsapp()
    async with workers.one():
        maria = await on_whatsapp(product, "Maria Santos", MARIA)
        await product.queue(maria, channels=["whatsapp"])
        await writes(product, CUSTOMER, "Quero falar com um atendente")
        await hears(product, MARIA, "Nova conversa")
        await writes(product, MARIA, "/take")
        await hears(product, MARIA, "está com você")
        await hears(product, MARIA, "Antes:")
        product.graph.held = asyncio.Event()
        await writes(product, CUSTOMER, "Meu pedido não chegou")
        await hears(product, MARIA, "Meu pedido não chegou")

    product.graph.held.set()
    async with workers.one():
        await writes(product, CUSTOMER, "Alguém aí?")
        await hears(product, MARIA, "Alguém aí?")

    assert [text for text in heard(product, MARIA) if "Meu pedido" in text] == ["Meu pedido não chegou"]
