"""The pipeline in a browser: a deal out of a conversation, dragged, lost with a reason."""

from playwright.sync_api import expect

from tests.browser.accessibility import violations
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
