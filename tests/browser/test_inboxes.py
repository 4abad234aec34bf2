"""An administrator connects a channel, tries it, pauses it and takes it away again; everything is readable."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product, role: str = "owner") -> None:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()


def test_a_channel_from_connecting_to_deleting(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    page.goto(f"{product.url}/configuracoes/canais")
    page.get_by_role("link", name="Conectar canal").click()
    page.get_by_role("button", name="Nada: serve para testes").click()
    page.get_by_label("Nome").fill("Canal de teste")
    page.get_by_role("button", name="Gerar").click()
    page.get_by_role("button", name="Conectar", exact=True).click()

    expect(page.get_by_role("heading", name="Canal de teste")).to_be_visible()
    expect(page.get_by_text("Pronto para a primeira mensagem")).to_be_visible()
    expect(page.get_by_text("Nenhuma falha")).to_be_visible()
    page.get_by_role("button", name="Verificar agora").click()
    expect(page.get_by_text("Conectado a Canal de teste")).to_be_visible()
    page.get_by_label("Para").fill("alguém")
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.get_by_text("O fornecedor aceitou a mensagem.")).to_be_visible()

    page.get_by_role("button", name="Pausar", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Pausar canal").click()
    expect(page.get_by_text("Este canal está pausado")).to_be_visible()
    page.get_by_role("button", name="Retomar").click()
    expect(page.get_by_text("Este canal está pausado")).to_be_hidden()

    page.get_by_role("button", name="Excluir").click()
    page.get_by_role("dialog").get_by_role("button", name="Excluir canal").click()
    expect(page).to_have_url(f"{product.url}/configuracoes/canais")
    expect(page.get_by_role("link", name="Canal de teste")).to_be_hidden()


def test_a_channel_is_connected_by_keyboard_on_a_phone(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    _enter(page, product)
    page.goto(f"{product.url}/configuracoes/canais/novo")
    page.get_by_role("button", name="Telegram").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Conectar Telegram")).to_be_visible()
    expect(page.get_by_label("Token do bot")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_the_pages_of_a_channel_are_for_everybody(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    found = {}

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{product.url}/configuracoes/canais/novo")
        page.get_by_role("button", name="WhatsApp").wait_for()
        found[f"{scheme} picker"] = violations(page)
        page.get_by_role("button", name="WhatsApp").click()
        page.get_by_label("Token de acesso").wait_for()
        found[f"{scheme} form"] = violations(page)
        page.goto(f"{product.url}/configuracoes/canais")
        page.get_by_role("link", name="WhatsApp da loja").click()
        page.get_by_text("Falhas em 24 horas").wait_for()
        found[f"{scheme} inbox"] = violations(page)

    assert found == {name: [] for name in found}


def test_who_does_not_administrate_sees_how_a_channel_is_and_changes_nothing(
    new_page: NewPage, product: Product
) -> None:
    page = new_page()
    _enter(page, product, "attendant")
    page.goto(f"{product.url}/configuracoes/canais")
    page.get_by_role("link", name="WhatsApp da loja").click()

    expect(page.get_by_text("Falhas em 24 horas")).to_be_visible()
    expect(page.get_by_role("button", name="Pausar")).to_be_hidden()
    expect(page.get_by_text("Credenciais", exact=True)).to_be_hidden()
    expect(page.get_by_text("Mensagens que não chegaram")).to_be_hidden()
