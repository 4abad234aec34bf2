"""What is changed afterwards travels, too: attendants' in their messengers to customers, and customers' to them."""

from tests.fakes import telegram_bodies
from tests.flows.people import Slack, Telegram
from tests.flows.product import Product, until
from tests.flows.town import Person, Town, Worker, at_work

WORDS = "Olá, em que posso ajudar?"


async def talking(town: Town, company: Product, theirs: str, ours: str) -> tuple[Person, Worker]:
    """A customer who has been answered by an attendant."""
    for channel in {theirs, ours}:
        await town.connect(company.world, channel)
    maria = await company.attendant("Maria Santos")
    await company.queue(maria, channels=[theirs])
    worker = await at_work(town, company, maria, ours)
    customer = Person(town.places[theirs], town.places[theirs].newcomer())
    await customer.writes("Quero falar com uma pessoa")
    await worker.takes("Quero falar com uma pessoa")
    await worker.writes(WORDS)
    await customer.hears(WORDS)
    return customer, worker


async def test_an_attendants_edit_reaction_and_deletion_reach_the_customer(
    town: Town, company: Product
) -> None:
    customer, worker = await talking(town, company, "telegram", "slack")
    slack, telegram = town.places["slack"], town.places["telegram"]
    assert isinstance(slack, Slack) and isinstance(telegram, Telegram) and isinstance(worker, Person)
    chat, own = f"D{worker.name[1:]}", slack.last_ts
    await customer.writes("Meu pedido não chegou")
    await worker.hears("Meu pedido não chegou")
    relayed = next(one for one in slack.fake.sent if one["channel"] == chat and "Meu pedido" in one["text"])

    after = {"type": "message", "user": worker.name, "ts": own, "text": "Olá, João! Posso ajudar?"}
    change = {"type": "message", "channel": chat, "ts": slack.fake.next_ts()}
    await slack.fake.deliver(
        slack.fake.event(
            {
                **change,
                "subtype": "message_changed",
                "message": after,
                "previous_message": {**after, "text": WORDS},
            }
        )
    )
    await customer.hears("Olá, João! Posso ajudar?")
    item = {"type": "message", "channel": chat, "ts": relayed["ts"]}
    await slack.fake.deliver(
        slack.fake.event(
            {"type": "reaction_added", "user": worker.name, "reaction": "+1", "item": item,
             "event_ts": slack.fake.next_ts()}
        )
    )  # fmt: skip
    await until(lambda: [at for at in telegram.fake.reactions if str(at[0]) == customer.name])
    await slack.fake.deliver(
        slack.fake.event(
            {**change, "subtype": "message_deleted", "deleted_ts": own, "previous_message": after}
        )
    )

    async def is_gone() -> bool:
        return "Olá, João! Posso ajudar?" not in await customer.place.texts(customer.name)

    await until(is_gone)


async def test_what_the_customers_channel_cannot_change_is_told(town: Town, company: Product) -> None:
    """Messages on WhatsApp stay as they were sent."""
    customer, worker = await talking(town, company, "whatsapp", "slack")
    slack = town.places["slack"]
    assert isinstance(slack, Slack) and isinstance(worker, Person)
    after = {"type": "message", "user": worker.name, "ts": slack.last_ts, "text": "Oi"}

    await slack.fake.deliver(
        slack.fake.event(
            {
                "type": "message", "subtype": "message_changed", "channel": f"D{worker.name[1:]}",
                "ts": slack.fake.next_ts(), "message": after, "previous_message": {**after, "text": WORDS},
            }
        )
    )  # fmt: skip

    await worker.hears("o cliente continua vendo a mensagem como era")
    await customer.hears(WORDS)


async def test_a_customers_edit_and_reaction_are_told_to_the_attendant(town: Town, company: Product) -> None:
    customer, worker = await talking(town, company, "telegram", "teams")
    telegram = town.places["telegram"]
    assert isinstance(telegram, Telegram)
    ours = next(one for one in telegram.fake.sent if one.get("text") == WORDS)
    chat_id = int(customer.name)
    said = telegram_bodies.message(chat_id, text="Meu pedido 47")
    await telegram.fake.deliver(telegram_bodies.update(message=said))
    await worker.hears("Meu pedido 47")

    edited = {**said, "text": "Meu pedido 4711", "edit_date": said["date"] + 1}
    await telegram.fake.deliver(telegram_bodies.update(edited_message=edited))
    await worker.hears("mudou a mensagem para: Meu pedido 4711")
    reaction = {
        "chat": said["chat"], "user": said["from"], "message_id": ours["message_id"], "date": said["date"] + 2,
        "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "❤"}],
    }  # fmt: skip
    await telegram.fake.deliver(telegram_bodies.update(message_reaction=reaction))
    await worker.hears("❤")


async def test_what_a_customer_takes_back_is_told_to_the_attendant(town: Town, company: Product) -> None:
    customer, worker = await talking(town, company, "slack", "telegram")
    slack = town.places["slack"]
    assert isinstance(slack, Slack)
    await customer.writes("Meu cartão é 4111")
    await worker.hears("Meu cartão é 4111")

    gone = {"type": "message", "user": customer.name, "ts": slack.last_ts, "text": "Meu cartão é 4111"}
    await slack.fake.deliver(
        slack.fake.event(
            {
                "type": "message", "subtype": "message_deleted", "channel": f"D{customer.name[1:]}",
                "ts": slack.fake.next_ts(), "deleted_ts": slack.last_ts, "previous_message": gone,
            }
        )
    )  # fmt: skip

    await worker.hears("apagou a mensagem")
