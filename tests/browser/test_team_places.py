"""Where a team works is set in the console: an account of a person, an inbox for attendants only."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product, role: str = "owner") -> None:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()


def test_an_account_is_added_switched_off_and_removed(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    page.goto(f"{product.url}/atendentes")
    page.get_by_role("button", name="Adicionar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Canal", exact=True).select_option(label="WhatsApp · WhatsApp da loja")
    dialog.get_by_role("button", name="Adicionar").click()
    expect(dialog.get_by_text("Escolha de quem é a conta.")).to_be_visible()
    dialog.get_by_label("Atendente", exact=True).select_option(label="Maria Santos")
    dialog.get_by_label("Endereço no canal").fill("+5511955554444")
    assert violations(page) == []
    dialog.get_by_role("button", name="Adicionar").click()

    receives = page.get_by_role("switch", name="Maria Santos recebe em WhatsApp da loja")
    expect(receives).to_be_checked()
    receives.click()
    expect(receives).not_to_be_checked()
    page.get_by_role("button", name="Remover Maria Santos de WhatsApp da loja").click()
    page.get_by_role("dialog").get_by_role("button", name="Remover").click()
    expect(receives).to_be_hidden()


def test_an_inbox_is_for_attendants_only_until_it_is_not(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    page.goto(f"{product.url}/configuracoes/canais")
    page.get_by_role("link", name="Telegram da loja").click()
    only = page.get_by_label("Só atendentes escrevem aqui")
    team = page.locator("form", has=only)

    for is_only in (True, False):
        only.click()
        team.get_by_role("button", name="Salvar").click()
        expect(team.get_by_text("Salvo")).to_be_visible()
        page.reload()
        expect(only).to_be_checked(checked=is_only)
    assert violations(page) == []
