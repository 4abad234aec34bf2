"""What customers answer: it is noted once, doesn't reopen their conversation, and no bot hears it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from attendance.channels.base import IncomingMessage
from attendance.ratings.settings import Settings
from tests.ratings.shop import ANA, Shop

ON = Settings(is_on=True)
COMMENT_QUESTION = "Obrigado! Quer contar o motivo da nota? Se não quiser, pode ignorar esta mensagem."
THANKS = "Obrigado! Sua opinião nos ajuda a melhorar. Se ainda precisar de ajuda, é só escrever."


async def _texts(shop: Shop, id: Any) -> list[str]:
    rows = await shop.rows(
        "select text from messages where conversation_id = $1 and direction = 'in' order by seq", id
    )
    return [row["text"] for row in rows]


@pytest.mark.parametrize("answer", ["9", "nota 9", "9/10", "nove"])
async def test_a_score_is_noted_and_its_reason_asked(shop: Shop, answer: str) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    greeted = len(shop.sent)

    await shop.says(answer)

    rating = await shop.rating(id)
    assert (rating["state"], rating["score"], rating["comment_state"]) == ("answered", 9, "asked")
    assert shop.said[1:] == [COMMENT_QUESTION]
    assert len(shop.sent) == greeted + 1  # no bot said anything
    assert (await shop.conversation(id))["status"] == "resolved"
    assert await _texts(shop, id) == ["Oi", answer]
    [rated] = await shop.heard("conversation.rated")
    assert (rated["rating"], rated["attendant_id"]) == (9, str(shop.maria))


async def test_the_comment_then_thanks(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    await shop.says("9")

    await shop.says("O João foi muito atencioso")

    rating = await shop.rating(id)
    assert (rating["comment"], rating["comment_state"]) == ("O João foi muito atencioso", "given")
    assert shop.said[1:] == [COMMENT_QUESTION, THANKS]
    assert (await shop.conversation(id))["status"] == "resolved"
    assert len(await shop.heard("conversation.rating_commented")) == 1


async def test_a_score_with_its_reason_needs_no_second_question(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says("3, demorou demais")

    assert (await shop.rating(id))["comment"] == "demorou demais"
    assert shop.said[1:] == [THANKS]


async def test_no_comment_where_none_is_wanted(shop: Shop) -> None:
    await shop.asks(Settings(is_on=True, asks_comment=False, thanks="Valeu!"))
    id = await shop.ended()

    await shop.says("10")
    await shop.says("oi, outra coisa")

    assert shop.said[1:] == ["Valeu!"]
    assert (await shop.conversation(id))["status"] != "resolved"


@pytest.mark.parametrize("words", ["obrigado", "não", "👍"])
async def test_who_has_no_comment_is_left_alone(shop: Shop, words: str) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    await shop.says("8")

    await shop.says(words)

    rating = await shop.rating(id)
    assert (rating["comment"], rating["comment_state"]) == (None, "declined")
    assert shop.said[1:] == [COMMENT_QUESTION]
    assert (await shop.conversation(id))["status"] == "resolved"


@pytest.mark.parametrize("words", ["Ainda não recebi o produto", "oi", "sim", "12345"])
async def test_anything_else_is_a_message_like_any_other(shop: Shop, words: str) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says(words)

    assert (await shop.conversation(id))["status"] == "bot"
    assert (await shop.rating(id))["score"] is None


async def test_after_something_else_a_number_is_no_score(shop: Shop) -> None:
    """The bot may have asked how many."""
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says("quero comprar caixas")
    await shop.says("9")

    assert (await shop.rating(id))["score"] is None


async def test_pressing_the_question_s_button_counts_even_then(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    asked = (
        await shop.rows(
            "select external_id from messages where id = $1", (await shop.rating(id))["message_id"]
        )
    )[0]

    await shop.says("mais uma coisa")
    await shop.says("9", reply_to=asked["external_id"])

    assert (await shop.rating(id))["score"] == 9


@pytest.mark.parametrize(
    ("first", "asked_for"), [("9", "quando chega meu pedido?"), ("9, mas quando chega meu pedido?", None)]
)
async def test_a_request_is_never_lost(shop: Shop, first: str, asked_for: str | None) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says(first)
    if asked_for is not None:
        await shop.says(asked_for)

    assert (await shop.rating(id))["score"] == 9
    assert (await shop.conversation(id))["status"] == "bot"  # open again: somebody answers


async def test_a_comment_that_asks_for_help_is_both(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    await shop.says("2")

    await shop.says("não resolveu, preciso de ajuda")

    assert (await shop.rating(id))["comment"] == "não resolveu, preciso de ajuda"
    assert (await shop.conversation(id))["status"] == "bot"
    assert shop.said[1:] == [COMMENT_QUESTION]


async def test_a_score_counts_once(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says("9", id="wamid.1")
    await shop.says("9", id="wamid.1")  # delivered twice
    assert await _texts(shop, id) == ["Oi", "9"]
    assert (await shop.rating(id))["comment_state"] == "asked"

    await shop.says("10")  # a second thought is a comment: the first score stays
    assert (await shop.rating(id))["score"] == 9
    assert len(await shop.heard("conversation.rated")) == 1


@pytest.mark.parametrize(
    ("settings", "first", "late"),
    [
        (Settings(is_on=True, answer_seconds=3600), None, "9"),
        (Settings(is_on=True, comment_seconds=60), "9", "muito bom mesmo"),
    ],
    ids=["score", "comment"],
)
async def test_what_comes_too_late_is_a_message(
    shop: Shop, settings: Settings, first: str | None, late: str
) -> None:
    await shop.asks(settings)
    id = await shop.ended()
    if first is not None:
        await shop.says(first)

    await shop.passes(timedelta(hours=2))
    await shop.says(late)

    rating = await shop.rating(id)
    assert (rating["score"], rating["comment"]) == (9 if first else None, None)
    assert (await shop.conversation(id))["status"] == "bot"


async def test_both_in_one_batch(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()

    await shop.says("7", works=False)
    await shop.says("Foi rápido", works=False)
    await shop.says("Oi, mais uma coisa: quero comprar", works=False)
    await shop.desk.work()

    rating = await shop.rating(id)
    assert (rating["score"], rating["comment"]) == (7, "Foi rápido")
    assert (await shop.conversation(id))["status"] == "bot"
    assert len(await _texts(shop, id)) == 4


async def test_taken_up_again_but_nothing_said_since(shop: Shop) -> None:
    """The attendant reopened it; the question is still the last word, and is answered."""
    await shop.asks(ON)
    id = await shop.ended()
    await shop.reopens(id)

    await shop.says("6")

    assert (await shop.rating(id))["score"] == 6
    conversation = await shop.conversation(id)
    assert (conversation["status"], conversation["waiting_since"]) == ("active", None)


async def test_another_customer_s_number_is_theirs(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended(who=ANA)

    await shop.says("9", who="5511911112222")

    assert (await shop.rating(id))["score"] is None


async def test_a_blocked_contact_s_number_is_only_kept(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    await shop.rows("update crm_contacts set blocked_at = now()")

    await shop.says("9")

    assert (await shop.rating(id))["score"] is None
    assert len(shop.said) == 1


async def test_a_machine_s_answer_is_no_score(shop: Shop) -> None:
    await shop.asks(ON)
    id = await shop.ended()
    parse = shop.desk.shop.parse

    def automatic(body: bytes) -> list[IncomingMessage]:
        return [replace(one, is_automatic=True) for one in parse(body) if isinstance(one, IncomingMessage)]

    shop.desk.shop.parse = automatic  # type: ignore[method-assign]  # a machine writes
    await shop.says("9")

    assert (await shop.rating(id))["score"] is None
