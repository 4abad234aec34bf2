"""The composer beyond plain words: commands with completion, in private; mail with its recipients."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product, role: str = "owner") -> None:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()


def _open(page: Page, product: Product, name: str = "Otávio Cardoso") -> Locator:
    """A conversation that is taken, if it wasn't; its field."""
    page.goto(f"{product.url}/conversas?view=all")
    page.get_by_role("list", name="Conversas").get_by_role("link", name=name).click()
    page.get_by_role("log", name="Mensagens").wait_for()
    field = page.get_by_role("textbox", name="Mensagem", exact=True)
    take = page.locator("footer").get_by_role("button", name="Aceitar")
    expect(field.or_(take)).to_be_visible()
    if take.is_visible():
        take.click()
    field.wait_for()
    return field


def test_commands_complete_and_answer_in_private(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    field = _open(page, product)

    field.press_sequentially("/con")
    expect(page.get_by_role("option").filter(has_text="/contexto")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("/contexto")
    field.press("Enter")
    answer = page.get_by_role("status").filter(has_text="Últimas mensagens")
    expect(answer).to_be_visible()
    expect(field).to_have_value("")
    expect(page.get_by_role("log")).not_to_contain_text("/contexto")
    page.get_by_role("button", name="Fechar a resposta do comando").click()
    expect(answer).to_be_hidden()


def test_a_transfer_completes_names_and_escape_leaves_the_words(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    field = _open(page, product)

    field.press_sequentially("/transferir @")
    options = page.get_by_role("listbox", name="Comandos").get_by_role("option")
    expect(options.first).to_be_visible()
    assert options.count() > 1
    first = options.first.inner_text().split("\n")[0]
    field.press("Tab")
    expect(field).to_have_value(f"/transferir {first} ")
    field.fill("/")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_be_focused()
    field.fill("/nada-disso")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Não conheço o comando")).to_be_visible()
    expect(field).to_have_value("/nada-disso")
    field.fill("")


def test_two_slashes_send_one(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    field = _open(page, product)

    field.fill("//promo está no site")
    expect(page.get_by_role("listbox", name="Comandos")).to_be_hidden()
    field.press("Enter")

    expect(page.get_by_role("log").get_by_text("/promo está no site", exact=True).first).to_be_visible()


def test_the_list_of_commands_is_for_everybody(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    found = {}

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            field = _open(page, product)
            field.fill("/")
            page.get_by_role("option").first.wait_for()
            found[f"{scheme} {width}"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            field.fill("")

    assert found == {name: [] for name in found}
