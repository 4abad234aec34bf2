"""An approved template, chosen and filled in by keyboard, in the demo's WhatsApp."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.test_console import _enter, _open
from tests.chromium import NewPage, Product


def _choose(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Enviar modelo")
    dialog.get_by_role("option").first.wait_for()
    assert violations(page) == []
    page.keyboard.type("retomar")
    page.keyboard.press("Enter")


def test_a_template_is_sent_by_keyboard(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    _open(page, product, "Vitória Nunes")
    page.keyboard.press("a")
    page.get_by_role("textbox", name="Mensagem", exact=True).click()

    page.keyboard.press("Alt+t")
    _choose(page)
    dialog = page.get_by_role("dialog", name="Enviar modelo")
    preview = dialog.get_by_role("region", name="Como o cliente verá")
    fields = dialog.get_by_role("textbox")
    expect(fields.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Preencha este campo.").first).to_be_visible()
    for place in range(fields.count()):
        fields.nth(place).fill(f"valor {place}")
    expect(preview).to_contain_text("valor 0")
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(page.get_by_role("log", name="Mensagens").get_by_text("valor 0")).to_be_visible()
