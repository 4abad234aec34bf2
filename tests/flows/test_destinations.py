"""Attendants who work on WhatsApp: a card, taking it, words both ways, several customers, and who is not one of us."""

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantPatch, AttendantStatus
from tests.flows.product import CUSTOMER, Product, until

MARIA, JOANA = "5511999990001", "5511999990002"
OTHER = "5511977776666"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def on_whatsapp(product: Product, name: str, phone: str, *, is_online: bool = True) -> UUID:
    """An attendant who works on WhatsApp, and wrote to us today, so that the window is open."""
    user_id = await product.attendant(name, is_online=is_online)
    async with product.world.tx() as tx:
        await attendants.change_profile(tx, user_id, AttendantPatch(channel="whatsapp;web", phone=phone))
        if is_online:
            await attendants.set_status(tx, user_id, AttendantStatus.ONLINE, is_leased=False)
    await until(lambda: is_known(product, user_id))
    await writes(product, phone, "/status")
    await until(lambda: heard(product, phone))
    return user_id


async def is_known(product: Product, user_id: UUID) -> bool:
    async with product.world.tx() as tx:
        return bool(await tx.fetch("select 1 from attendant_addresses where user_id = $1", user_id))


async def writes(product: Product, phone: str, text: str, **more: Any) -> bytes:
    return await product.graph.customer_writes(phone, text, name="João Silva", **more)


def words(body: Mapping[str, Any]) -> str:
    if body["type"] == "interactive":
        return str(body["interactive"]["body"]["text"])
    return str(body["text"]["body"]) if body["type"] == "text" else body["type"]


def heard(product: Product, phone: str) -> list[str]:
    """What this telephone has been sent, oldest first."""
    return [words(call.body) for call in product.graph.sent if str(call.body.get("to")).lstrip("+") == phone]


async def hears(product: Product, phone: str, text: str) -> str:
    """Wait until the telephone shows these words; returns the vendor's id of the newest message with them."""

    def found() -> str | None:
        calls = [c for c in product.graph.sent if str(c.body.get("to")).lstrip("+") == phone]
        return next((c.wamid for c in reversed(calls) if text in words(c.body)), None)

    external_id: str = await until(found)
    return external_id


async def hears_times(product: Product, phone: str, text: str, times: int) -> None:
    await until(lambda: len([told for told in heard(product, phone) if text in told]) == times)


async def conversations(product: Product, user_id: UUID) -> list[dict[str, Any]]:
    api = await product.api(user_id)
    answer = await api.get("/api/attendance/conversations")
    return [item["conversation"] for item in answer.json()["items"]]


async def test_an_attendant_works_on_whatsapp(product: Product) -> None:
    await product.whatsapp()
    maria = await on_whatsapp(product, "Maria Santos", MARIA)
    await product.queue(maria, channels=["whatsapp"])
    api = await product.api(maria)

    # a customer asks for a person: the card of the specification, with its button
    await writes(product, CUSTOMER, "Quero falar com um atendente")
    await hears(product, MARIA, "Nova conversa")
    card = next(c.body for c in product.graph.sent if "Nova conversa" in words(c.body))
    number = (await conversations(product, maria))[0]["number"]
    assert words(card).startswith(
        f"📱 *Nova conversa*\nDe: +{CUSTOMER} (João Silva)\nMensagem: Quero falar com um atendente\n"
        "Digite: /take para aceitar"
    )
    button = card["interactive"]["action"]["buttons"][0]["reply"]
    assert (button["title"], button["id"]) == ("Aceitar", f"v:/take #{number}")

    # she takes it, and talks with the customer; her words reach only them
    await writes(product, MARIA, "/take")
    await hears(product, MARIA, "está com você")
    await writes(product, MARIA, "Olá, João! Em que posso ajudar?")
    await hears(product, CUSTOMER, "Olá, João! Em que posso ajudar?")
    await writes(product, CUSTOMER, "Meu pedido não chegou")
    await hears(product, MARIA, "Meu pedido não chegou")
    assert not any(MARIA in text for text in heard(product, CUSTOMER))

    # what the console shows is the same conversation; hers is no customer's
    found = await conversations(product, maria)
    assert [one["contact"]["phone"] for one in found] == [f"+{CUSTOMER}"]
    assert found[0]["status"] == "active"

    # she closes it, the bot has it again
    await writes(product, MARIA, "/resolver")
    await hears(product, MARIA, "encerrada")
    session = (await api.get(f"/api/session/{found[0]['id']}")).json()
    assert session["needs_human"] is False
    assert len([text for text in heard(product, MARIA) if "encerrada" in text]) == 1


async def test_of_two_who_accept_at_once_one_wins_and_the_other_sees_who(product: Product) -> None:
    await product.whatsapp()
    maria = await on_whatsapp(product, "Maria Santos", MARIA)
    joana = await on_whatsapp(product, "Joana Lima", JOANA)
    await product.queue(maria, joana, channels=["whatsapp"], auto_assign=False)
    await writes(product, CUSTOMER, "atendente")
    await hears(product, MARIA, "Nova conversa")
    await hears(product, JOANA, "Nova conversa")

    await writes(product, MARIA, "/take")
    await writes(product, JOANA, "/take #1")

    await until(lambda: any("está com você" in t for t in heard(product, MARIA) + heard(product, JOANA)))
    won = (await conversations(product, maria))[0]["assigned_to_name"]
    loser = JOANA if won == "Maria Santos" else MARIA
    await hears(product, loser, f"{won} pegou")
    assert len([t for t in heard(product, MARIA) + heard(product, JOANA) if "está com você" in t]) == 1


async def test_words_go_to_the_quoted_customer_otherwise_to_the_current_one(product: Product) -> None:
    await product.whatsapp()
    maria = await on_whatsapp(product, "Maria Santos", MARIA)
    await product.queue(maria, channels=["whatsapp"])
    await writes(product, CUSTOMER, "atendente")
    await hears(product, MARIA, "Nova conversa")
    await writes(product, MARIA, "/pegar 1")
    await hears(product, MARIA, "está com você")
    await writes(product, CUSTOMER, "Primeira pergunta")
    first = await hears(product, MARIA, "Primeira pergunta")
    await writes(product, OTHER, "atendente, por favor")
    await hears(product, MARIA, "atendente, por favor")
    await writes(product, MARIA, "/take #2")
    await hears_times(product, MARIA, "está com você", 2)
    await writes(product, OTHER, "Segunda pergunta")
    await hears(product, MARIA, "#2*\nSegunda pergunta")

    await writes(product, MARIA, "resposta citada", reply_to=first)
    await writes(product, MARIA, "resposta solta")
    await writes(product, MARIA, "#1 com número")
    await writes(product, MARIA, "e de novo solta")
    await writes(product, MARIA, "//barra")

    await hears(product, CUSTOMER, "/barra")
    assert heard(product, OTHER)[1:] == ["resposta solta"]
    assert heard(product, CUSTOMER)[1:] == ["resposta citada", "com número", "e de novo solta", "/barra"]


async def test_when_the_current_conversation_is_over_nothing_goes_to_another_customer(
    product: Product,
) -> None:
    await product.whatsapp()
    maria = await on_whatsapp(product, "Maria Santos", MARIA)
    await product.queue(maria, channels=["whatsapp"])
    api = await product.api(maria)
    for phone, number in ((CUSTOMER, 1), (OTHER, 2)):
        await writes(product, phone, "atendente")
        await hears_times(product, MARIA, "Nova conversa", number)
        await writes(product, MARIA, f"/take #{number}")
        await hears_times(product, MARIA, "está com você", number)
    current = next(one for one in await conversations(product, maria) if one["number"] == 2)
    await api.post(f"/api/attendance/resolve/{current['id']}")
    await hears(product, MARIA, "#2 com João Silva foi encerrada")

    await writes(product, MARIA, "até logo!")

    await hears(product, MARIA, "nada foi enviado")
    await hears(product, MARIA, "Para quem é?")
    assert not any("até logo" in text for text in heard(product, CUSTOMER) + heard(product, OTHER))


@pytest.mark.parametrize("spelling", ["551199990001", "5511999990001"], ids=["eight-digits", "nine-digits"])
async def test_the_ninth_digit_is_folded(product: Product, spelling: str) -> None:
    await product.whatsapp()
    await on_whatsapp(product, "Maria Santos", MARIA)
    before = len(heard(product, MARIA))

    await writes(product, spelling, "/ajuda")

    await until(lambda: len(heard(product, MARIA)) > before)
    assert "/resolver encerra" in heard(product, MARIA)[-1]


async def test_commands_of_customers_are_words_for_the_bot(product: Product) -> None:
    await product.whatsapp()
    await on_whatsapp(product, "Maria Santos", MARIA)
    owner = await product.world.user("Olga", role="owner")

    await writes(product, CUSTOMER, "/queue")

    await until(lambda: heard(product, CUSTOMER))
    assert [one["contact"]["phone"] for one in await conversations(product, owner)] == [f"+{CUSTOMER}"]


async def test_an_image_goes_both_ways(product: Product) -> None:
    await product.whatsapp()
    maria = await on_whatsapp(product, "Maria Santos", MARIA)
    await product.queue(maria, channels=["whatsapp"])
    await writes(product, CUSTOMER, "atendente")
    await hears(product, MARIA, "Nova conversa")
    await writes(product, MARIA, "/take")
    await hears(product, MARIA, "está com você")

    await product.graph.customer_sends(CUSTOMER, PIXEL, "image/png", caption="a caixa amassada")
    theirs = await until(lambda: image_of(product, MARIA))
    await product.graph.customer_sends(MARIA, PIXEL, "image/png", caption="veja a etiqueta")
    ours = await until(lambda: image_of(product, CUSTOMER))

    assert (theirs["caption"], ours["caption"]) == ("a caixa amassada", "veja a etiqueta")


def image_of(product: Product, phone: str) -> dict[str, Any] | None:
    calls = [c.body for c in product.graph.sent if str(c.body.get("to")).lstrip("+") == phone]
    return next((body["image"] for body in calls if body["type"] == "image"), None)
