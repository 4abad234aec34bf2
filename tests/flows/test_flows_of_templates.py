"""Flows 1 and 3 of the example bots in the running product: to a person and back, and past the bot."""

from uuid import UUID

from attendance.botfiles import templates
from attendance.botfiles.bundle import Bundle, file
from attendance.bots import actions, publishing
from tests.factories.world import VAULT
from tests.flows.product import CUSTOMER, Product, until

GREETING = "Sou a Lia, assistente da Loja Exemplo."
WAIT = "Aguarde, transferir para atendente..."


def texts(product: Product) -> list[str]:
    """What the customer got, in order."""
    return [
        call.body["text"]["body"] if "text" in call.body else call.body["interactive"]["body"]["text"]
        for call in product.graph.sent
    ]


async def open_bot(product: Product, *, config: str = "") -> UUID:
    """The default bot on WhatsApp, with these rows added to its config.csv."""
    files = dict(templates.load("default").files)
    files["config.csv"] = file("config.csv", (config or files["config.csv"].text or "").encode())
    async with product.world.tx() as tx:
        bot_id = await actions.create(tx, VAULT, "Lia", Bundle(files))
        await publishing.publish(tx, VAULT, bot_id)
    await product.whatsapp(bot_id=bot_id)
    return bot_id


async def ended(product: Product) -> bool:
    """Whether no dialogue waits."""
    async with product.world.tx() as tx:
        return not await tx.fetch("select 1 from bot_executions where status = 'waiting'")


async def test_flow_1_to_a_person_and_back_to_the_script(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await open_bot(product)
    api = await product.api(maria)

    async with product.socket(api) as socket:
        await product.graph.customer_writes(CUSTOMER, "Oi", name="João Silva")
        await until(lambda: any(GREETING in text for text in texts(product)))
        await product.graph.customer_writes(CUSTOMER, "Quero falar com uma pessoa", name="João Silva")
        call = await socket.wait_for("new_conversation")
        session = call["session_id"]
        await until(lambda: texts(product)[-1].startswith(WAIT))
        state = (await api.get(f"/api/session/{session}")).json()
        assert (state["needs_human"], state["status"]) == (True, "assigned")

        await api.post(f"/api/attendance/conversations/{session}/take")
        answered = await api.post(
            f"/api/attendance/conversations/{session}/messages",
            json={"text": "Sou a Maria", "client_id": "c-0000001"},
        )
        assert answered.status_code in (200, 201), answered.text
        await until(lambda: texts(product)[-1] == "Sou a Maria")
        heard = len(texts(product))
        resolved = (await api.post(f"/api/attendance/resolve/{session}")).json()
        assert (resolved["status"], resolved["needs_human"]) == ("resolved", False)
        await until(lambda: ended(product))

    await product.graph.customer_writes(CUSTOMER, "oi de novo", name="João Silva")
    await until(lambda: any(GREETING in text for text in texts(product)[heard:]))


async def test_flow_3_past_the_bot_straight_to_the_queue(product: Product) -> None:
    maria = await product.attendant("Maria Santos")
    await product.queue(maria, channels=["whatsapp"])
    await open_bot(product, config="name,value\nattendance-bypass-mode,true\nparam-loja,Loja\n")
    api = await product.api(maria)

    async with product.socket(api) as socket:
        await product.graph.customer_writes(CUSTOMER, "Oi", name="João Silva")
        session = (await socket.wait_for("new_conversation"))["session_id"]
        await until(lambda: bool(texts(product)))
        reply = {"text": "Oi, aqui é a Maria", "client_id": "c-0000002"}
        await api.post(f"/api/attendance/conversations/{session}/messages", json=reply)
        await until(lambda: texts(product)[-1] == "Oi, aqui é a Maria")

    assert all(GREETING not in text for text in texts(product))
    async with product.world.tx() as tx:
        assert await tx.fetch("select 1 from bot_executions") == []
