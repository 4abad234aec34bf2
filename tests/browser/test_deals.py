"""The pipeline in a browser: deals out of conversations and tickets, carried by mouse, finger and keys; stages."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.fingers import Finger
from tests.chromium import NewPage, Product


def test_a_deal_from_the_conversation_to_its_end(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(f"{product.url}/conversas?view=all")
    page.get_by_role("list", name="Conversas").get_by_role("link", name="Carla Almeida").click()
    beside = page.get_by_role("region", name="Negócios")

    beside.get_by_role("button", name="Novo negócio").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nome do negócio").fill("Plano anual")
    dialog.get_by_label("Valor (R$)").fill("1.500,50")
    dialog.get_by_label("Empresa").fill("Padaria São João")
    dialog.get_by_role("button", name="Criar negócio").click()
    expect(beside.get_by_role("link", name="Plano anual")).to_be_visible()
    page.goto(f"{product.url}/negocios")

    card = page.get_by_role("button", name="Abrir o negócio Plano anual")
    expect(page.get_by_role("region", name="Novo", exact=True)).to_contain_text("R$ 1.500,50")
    assert violations(page) == []

    proposal = page.get_by_role("region", name="Proposta")
    held, target = card.bounding_box(), proposal.bounding_box()
    assert held is not None and target is not None
    page.mouse.move(held["x"] + 40, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(target["x"] + 100, target["y"] + 200, steps=8)
    expect(page.get_by_text("Sobre a etapa Proposta.")).to_be_attached()
    page.mouse.up()
    expect(proposal.get_by_role("button", name="Abrir o negócio Plano anual")).to_be_visible()

    proposal.get_by_role("button", name="Mover o negócio Plano anual").click()
    page.get_by_role("menuitem", name="Perdido").click()
    page.get_by_label("Motivo").fill("Preço")
    page.get_by_role("button", name="Marcar como perdido").click()
    lost = page.get_by_role("region", name="Perdido")
    expect(lost).to_contain_text("Preço")

    lost.get_by_role("button", name="Abrir o negócio Plano anual").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("Etapa")).to_have_value("closed_lost")
    expect(panel.get_by_role("region", name="Histórico")).to_contain_text("Moveu para Perdido")


def _enter(page: Page, product: Product, path: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(product.url + path)


def _make(page: Page, name: str) -> None:
    page.get_by_role("button", name="Novo negócio").click()
    page.get_by_label("Nome do negócio").fill(name)
    page.get_by_role("button", name="Criar negócio").click()
    expect(_card(_stage(page, "Novo"), name)).to_be_visible()


def _stage(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def _card(place: Locator | Page, name: str) -> Locator:
    return place.get_by_role("button", name=f"Abrir o negócio {name}")


def test_a_deal_is_carried_by_keys_and_put_back(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/negocios")
    _make(page, "Por teclado")

    _card(page, "Por teclado").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Sobre a etapa Novo.")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Sobre a etapa Qualificação.")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Sobre a etapa Proposta.")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_text("De volta ao lugar.")).to_have_count(1)
    expect(_card(_stage(page, "Novo"), "Por teclado")).to_be_visible()

    _card(page, "Por teclado").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Sobre a etapa Novo.")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Sobre a etapa Qualificação.")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(_card(_stage(page, "Qualificação"), "Por teclado")).to_be_visible()


def test_a_finger_carries_a_deal_into_won(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/negocios")
    _make(page, "Por dedo")
    finger = Finger(page)

    finger.presses(_card(page, "Por dedo"))
    expect(page.get_by_text("Sobre a etapa Novo.")).to_have_count(1)
    finger.moves(_stage(page, "Qualificação"))
    expect(page.get_by_text("Sobre a etapa Qualificação.")).to_have_count(1)
    finger.lifts()
    expect(_card(_stage(page, "Qualificação"), "Por dedo")).to_be_visible()

    page.get_by_role("button", name="Mover o negócio Por dedo").click()
    page.get_by_role("menuitem", name="Ganho").click()
    page.get_by_label(re.compile("O que convenceu o cliente")).fill("Prazo")
    page.get_by_role("button", name="Marcar como ganho").click()
    expect(_stage(page, "Ganho").get_by_text("Prazo", exact=True)).to_be_visible()


def test_stages_are_added_put_in_order_and_saved(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/negocios")
    page.get_by_role("link", name="Etapas", exact=True).click()
    rows = page.get_by_role("list", name="Etapas").get_by_role("listitem")
    expect(rows).to_have_count(6)
    assert violations(page) == []

    page.get_by_role("button", name="Nova etapa").click()
    page.get_by_label("Nome da etapa").nth(4).fill("Visita")
    page.get_by_label("Chance de Visita, em %").fill("62,5")
    page.get_by_role("button", name="Mover Visita para cima").click()
    page.get_by_role("button", name="Mover Visita para cima").click()
    page.get_by_role("button", name="Salvar").click()
    expect(page.get_by_text("Etapas salvas")).to_be_visible()

    expect(rows.nth(2)).to_have_accessible_name("Visita")
    page.goto(f"{product.url}/negocios")
    expect(_stage(page, "Visita").get_by_text("62,5%")).to_be_visible()
    expect(_stage(page, "Visita").get_by_text("Nenhum negócio")).to_be_visible()


def test_a_deal_out_of_a_ticket(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/tickets")
    page.get_by_role("list", name="Tickets").get_by_role("link").first.click()
    beside = page.get_by_role("region", name="Negócios")

    beside.get_by_role("button", name="Criar negócio").click()
    page.get_by_role("dialog").get_by_label("Nome do negócio").fill("Troca com diferença")
    page.get_by_role("dialog").get_by_role("button", name="Criar negócio").click()

    beside.get_by_role("link", name="Troca com diferença").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_label("Nome do negócio")).to_have_value("Troca com diferença")
    panel.get_by_role("link", name="Abrir o ticket").click()
    expect(page.get_by_role("region", name="Negócios").get_by_text("Troca com diferença")).to_be_visible()
