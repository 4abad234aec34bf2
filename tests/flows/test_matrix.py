"""Each channel that customers write on × each place where attendants work, with words and a picture both ways.

A new channel is one line in CUSTOMERS, or in DESTINATIONS, or in both. Where customers and attendants write on the same
vendor they do so in one inbox.
"""

import pytest

from tests.flows.product import Product
from tests.flows.town import Person, Town, at_work

CUSTOMERS = (
    "whatsapp", "telegram", "sms", "instagram", "messenger", "teams", "slack", "email", "webchat",
)  # fmt: skip
DESTINATIONS = ("web", "whatsapp", "telegram", "slack", "teams", "google_chat")
THEIRS, OURS = (48, 24), (40, 30)
"""The sizes of the customer's picture and of the attendant's: which is which even where it was converted."""


@pytest.mark.parametrize("ours", DESTINATIONS)
@pytest.mark.parametrize("theirs", CUSTOMERS)
async def test_words_and_pictures_go_both_ways(theirs: str, ours: str, town: Town, company: Product) -> None:
    for channel in {theirs, ours} - {"web"}:
        await town.connect(company.world, channel)
    maria = await company.attendant("Maria Santos")
    await company.queue(maria, channels=[theirs])
    worker = await at_work(town, company, maria, ours)
    customer = Person(town.places[theirs], town.places[theirs].newcomer())

    await customer.writes("Quero falar com uma pessoa")
    await town.look_into_mailboxes(company.world)
    await worker.takes("Quero falar com uma pessoa")
    await worker.writes("Olá, em que posso ajudar?")
    await customer.hears("Olá, em que posso ajudar?")
    await customer.sends(THEIRS, "a caixa veio amassada")
    await town.look_into_mailboxes(company.world)
    await worker.hears("a caixa veio amassada")
    await worker.sees(THEIRS)
    await worker.sends(OURS, "veja esta etiqueta")
    await customer.hears("veja esta etiqueta")
    await customer.sees(OURS)
    await worker.resolves()

    texts = await customer.place.texts(customer.name)
    assert not any("/pegar" in text or "/resolver" in text for text in texts)
