"""A team's place, such as a channel in Slack: one thread per conversation, one winner, the card drawn anew."""

from uuid import UUID

from sqlalchemy import select

from attendance.attendants.models import AttendantAddress
from tests.destinations.desk import Desk


async def staffed(desk: Desk) -> tuple[UUID, UUID]:
    """Maria and Joana of the queue, both in the workspace, with a place that their team shares."""
    maria = await desk.attendant("Maria Santos", at={"workspace": "U1"})
    joana = await desk.attendant("Joana Lima", at={"workspace": "U2"})
    queue_id = await desk.queue(maria, joana, auto_assign=False)
    await desk.address("workspace", "C1", queue_id=queue_id)
    return maria, joana


async def test_a_conversation_is_one_thread_and_who_takes_it_first_has_it(desk: Desk) -> None:
    await staffed(desk)
    await desk.says("shop", "5511", "atendente, por favor")

    [card] = [message for message in desk.workspace.sent if message.recipient == "C1"]
    assert card.content["card"]["title"] == "Nova conversa #1"
    assert card.content["card"]["actions"] == [{"label": "Aceitar", "value": "/take #1"}]
    thread = f"t{desk.workspace.sent.index(card) + 1}"

    await desk.says("workspace", "U1", "", thread=thread, chosen="/take #1")
    assert desk.workspace.redrawn[-1][1]["title"].startswith("Conversa #1 · Maria Santos pegou às ")
    assert desk.workspace.redrawn[-1][1]["actions"] == []

    await desk.says("workspace", "U2", "", thread=thread, chosen="/take #1")
    late = desk.workspace.sent[-1]
    assert (late.text, late.thread) == ("Maria Santos pegou esta conversa agora há pouco.", thread)


async def test_words_in_the_thread_go_to_the_customer_and_only_those_of_who_has_it(desk: Desk) -> None:
    await staffed(desk)
    await desk.says("shop", "5511", "atendente")
    card = next(n for n, m in enumerate(desk.workspace.sent, start=1) if m.recipient == "C1")
    thread = f"t{card}"
    await desk.says("workspace", "U1", "/take", thread=thread)
    before = len(desk.shop.sent)

    await desk.says("workspace", "U1", "Olá! Em que posso ajudar?", thread=thread)
    await desk.says("workspace", "U2", "eu também ajudo", thread=thread)
    await desk.says("workspace", "U1", "gente, alguém viu o pedido?", thread="t-of-colleagues")
    await desk.says("workspace", "U9", "de fora", thread=thread)
    await desk.says("shop", "5511", "Meu pedido")

    assert [message.text for message in desk.shop.sent[before:]] == ["Olá! Em que posso ajudar?"]
    assert desk.shop.sent[-1].author_name == "Maria Santos"
    relayed = desk.workspace.sent[-1]
    assert (relayed.text, relayed.thread, relayed.recipient) == ("Meu pedido", thread, "C1")
    assert len({m.message_id for m in desk.workspace.sent}) == len(desk.workspace.sent)


async def test_resolved_elsewhere_the_card_and_the_thread_say_so(desk: Desk) -> None:
    await staffed(desk)
    await desk.says("shop", "5511", "atendente")
    card = next(n for n, m in enumerate(desk.workspace.sent, start=1) if m.recipient == "C1")
    await desk.says("workspace", "U1", "/take #1", thread=f"t{card}")
    await desk.says("workspace", "U1", "/resolver")

    assert desk.workspace.redrawn[-1][1]["title"] == "Conversa #1 · encerrada"
    closing = [m for m in desk.workspace.sent if m.thread == f"t{card}" and "encerrada" in m.text]
    assert len(closing) == 1


async def test_who_the_workspace_vouches_for_needs_no_code(desk: Desk) -> None:
    user_id = await desk.world.user("Davi Lima")
    async with desk.world.tx() as tx:
        await tx.fetch("update users set email = 'davi@loja.example' where id = $1", user_id)
        await tx.fetch(
            'update inboxes set settings = \'{"attendants": "only"}\' where id = $1',
            desk.inboxes["workspace"],
        )
    desk.workspace.emails["U7"] = "Davi@loja.example"

    await desk.says("workspace", "U7", "oi", thread="D-U7")
    await desk.says("workspace", "U8", "oi", thread="D-U8")

    async with desk.world.tx() as tx:
        rows = await tx.rows(select(AttendantAddress.user_id, AttendantAddress.external_id))
    assert [(row.user_id, row.external_id) for row in rows] == [(user_id, "U7")]
    assert desk.told(desk.workspace, "U7")[0].startswith("Pronto, Davi Lima!")
    assert desk.told(desk.workspace, "U8")[0].startswith("Não sei quem você é.")
