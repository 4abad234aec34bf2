"""What a first visitor of the project does: write in the shop, and answer as an attendant in a second browser."""

from playwright.sync_api import expect

from tests.chromium import NewPage, Product


def test_customer_writes_attendant_accepts_answers_and_resolves(new_page: NewPage, product: Product) -> None:
    shop, console = new_page(), new_page()

    shop.goto(f"{product.url}/demo/loja")
    shop.get_by_role("button", name="Abrir atendimento").click()
    chat = shop.frame_locator("iframe")
    chat.get_by_role("textbox").fill("Oi! Quero falar com um atendente sobre o Trilha 2")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_text("da fila")).to_be_visible()

    console.goto(product.sign_in_links["attendant"])
    console.get_by_role("link", name="Fila de atendimento").click()
    card = console.get_by_role("article").filter(has_text="Visitante")
    card.get_by_role("button", name="Aceitar").click()
    card.get_by_text("Abrir", exact=True).click()
    composer = console.get_by_role("textbox", name="Mensagem", exact=True)
    composer.fill("Olá! O Trilha 2 chega em três dias.")
    composer.press("Enter")
    expect(chat.get_by_text("O Trilha 2 chega em três dias.")).to_be_visible()

    chat.get_by_role("textbox").fill("Obrigada!")
    chat.get_by_role("textbox").press("Enter")
    expect(console.get_by_text("Obrigada!").first).to_be_visible()
    console.get_by_role("button", name="Resolver").first.click()
    expect(console.get_by_text("Resolvida").first).to_be_visible()
