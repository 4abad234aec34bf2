"""The kanban in a browser: cards move by mouse, keyboard and menu, a colleague's hand is told, a conversation opens."""

import json
import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.fingers import Finger
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product) -> None:
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(f"{product.url}/kanban")
    page.get_by_role("region", name="Novos").get_by_role("article").first.wait_for()


def _column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def _first(page: Page) -> tuple[Locator, str]:
    card = _column(page, "Novos").get_by_role("article").first
    return card, card.get_attribute("aria-label") or ""


def _drag(page: Page, card: Locator, column: Locator) -> None:
    start, end = card.bounding_box(), column.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 90, start["y"] + 50, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 140, steps=8)
    page.mouse.up()


def test_a_card_moves_and_comes_back(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    card, name = _first(page)

    _drag(page, card, _column(page, "Em Atendimento"))

    moved = _column(page, "Em Atendimento").get_by_role("article", name=name)
    expect(moved).to_be_visible()
    page.get_by_role("button", name="Desfazer").first.click()
    expect(_column(page, "Novos").get_by_role("article", name=name)).to_be_visible()
    expect(moved).to_have_count(0)

    handle = _column(page, "Novos").get_by_role("article", name=name).get_by_role("button").first
    handle.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Sobre a coluna Novos.")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Sobre a coluna Em Atendimento.")).to_have_count(1)
    page.keyboard.press("Space")
    expect(moved).to_be_visible()

    moved.get_by_role("button", name=re.compile("Ações do cartão")).click()
    page.get_by_role("menuitem", name="Resolvidos").click()
    expect(_column(page, "Resolvidos").get_by_role("article", name=name)).to_be_visible()


def test_a_card_that_moved_meanwhile_is_put_back_with_a_word(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    card, name = _first(page)

    def outdated(route: Route) -> None:
        """As a browser would ask that saw the card elsewhere a moment ago."""
        body = json.loads(route.request.post_data or "{}") | {"from_status": "pending"}
        route.continue_(post_data=json.dumps(body))

    page.route("**/api/attendance/kanban/move", outdated)
    _drag(page, card, _column(page, "Em Atendimento"))

    expect(page.get_by_text("Alguém já moveu o cartão de")).to_be_visible()
    expect(_column(page, "Novos").get_by_role("article", name=name)).to_be_visible()
    expect(_column(page, "Em Atendimento").get_by_role("article", name=name)).to_have_count(0)


def test_everybody_sees_the_move_and_the_conversation_opens_beside(
    new_page: NewPage, product: Product
) -> None:
    mover, other = new_page(), new_page()
    _enter(mover, product)
    other.goto(product.sign_in_links["attendant"])
    other.get_by_role("navigation", name="Principal").wait_for()
    other.goto(f"{product.url}/kanban")
    other.get_by_role("article").first.wait_for()
    _, name = _first(other)

    _drag(mover, _column(mover, "Novos").get_by_role("article", name=name), _column(mover, "Em Atendimento"))
    expect(_column(other, "Em Atendimento").get_by_role("article", name=name)).to_be_visible()

    mover.get_by_role("article", name=name).get_by_role("button").first.click()
    panel = mover.get_by_role("complementary", name="Conversa aberta")
    expect(panel.get_by_role("log", name="Mensagens")).to_be_visible()
    assert violations(mover) == []
    panel.get_by_role("button", name="Fechar a conversa").click()
    expect(panel).to_have_count(0)


def test_a_finger_that_rests_carries_a_card(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    _enter(page, product)
    card, name = _first(page)
    finger = Finger(page)

    finger.presses(card)
    expect(page.get_by_text("Sobre a coluna Novos.")).to_have_count(1)
    finger.moves(_column(page, "Em Atendimento"))
    expect(page.get_by_text("Sobre a coluna Em Atendimento.")).to_have_count(1)
    finger.lifts()

    expect(_column(page, "Em Atendimento").get_by_role("article", name=name)).to_be_visible()
    page.get_by_role("button", name="Desfazer").first.click()
    expect(_column(page, "Novos").get_by_role("article", name=name)).to_be_visible()
