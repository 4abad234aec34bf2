"""Commands that customers write where their messengers have commands, to a bot without scripts."""

from tests.flows.product import Product, until
from tests.flows.town import Person, Town

GREETING = "Olá! Sou a assistente da loja."


async def greeted(town: Town, company: Product) -> Person:
    await town.connect(company.world, "telegram")
    bot_id = await company.world.bot(**{"attendance-greeting": GREETING})
    async with company.world.tx() as tx:
        await tx.fetch("update inboxes set bot_id = $1", bot_id)
    customer = Person(town.places["telegram"], town.places["telegram"].newcomer())
    await customer.writes("Oi")
    await customer.hears(GREETING)
    return customer


async def test_starting_anew_greets_again(town: Town, company: Product) -> None:
    customer = await greeted(town, company)

    await customer.writes("/start")

    async def is_greeted_twice() -> bool:
        return (await customer.place.texts(customer.name)).count(GREETING) == 2

    await until(is_greeted_twice)


async def test_what_nobody_can_do_yet_is_said_each_time(town: Town, company: Product) -> None:
    customer = await greeted(town, company)

    for number, command in enumerate(("/call", "/voice on"), start=1):
        await customer.writes(command)

        async def are_told(times: int = number) -> bool:
            texts = await customer.place.texts(customer.name)
            return sum("ainda não estão disponíveis" in text for text in texts) == times

        await until(are_told)
