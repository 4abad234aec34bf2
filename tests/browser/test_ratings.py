"""A visitor of the shop rates the conversation in the web chat; supervisors see the score and its reason."""

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product

SLOW = 20_000
"""Milliseconds: the demo company has a history, which is read first."""


def ask_at_once(console: Page) -> None:
    """The company asks as soon as a conversation is resolved."""
    company = console.locator("section", has_text="Toda a empresa").first
    switch = company.get_by_role("switch", name="Pedir uma nota ao cliente")
    if switch.get_attribute("aria-checked") == "false":
        switch.click()
    company.get_by_label("Perguntar", exact=True).select_option("0")
    console.get_by_role("button", name="Salvar").click()
    expect(console.get_by_text("Avaliações salvas")).to_be_visible(timeout=SLOW)


def write(chat: FrameLocator, text: str) -> None:
    box = chat.get_by_role("textbox").last
    box.fill(text)
    box.press("Enter")


def test_a_visitor_rates_and_says_why(new_page: NewPage, product: Product) -> None:
    owner, shop, console = new_page(), new_page(), new_page()
    owner.goto(product.sign_in_links["owner"])
    expect(owner.get_by_role("link", name="Configurações")).to_be_visible(timeout=SLOW)
    owner.goto(f"{product.url}/configuracoes/avaliacoes")
    ask_at_once(owner)

    shop.goto(f"{product.url}/demo/loja")
    shop.get_by_role("button", name="Abrir atendimento").click()
    chat = shop.frame_locator("iframe")
    write(chat, "Oi! Quero falar com um atendente")
    expect(chat.get_by_text("da fila")).to_be_visible(timeout=SLOW)
    console.goto(product.sign_in_links["attendant"])
    console.get_by_role("link", name="Fila de atendimento").click()
    card = console.get_by_role("article").filter(has_text="Visitante")
    card.get_by_role("button", name="Aceitar").click()
    card.get_by_text("Abrir", exact=True).click()
    expect(console.get_by_role("button", name="Resolver").first).to_be_visible(timeout=SLOW)
    composer = console.get_by_role("textbox", name="Mensagem", exact=True)
    composer.fill("Pronto, resolvido!")
    composer.press("Enter")
    expect(console.get_by_text("Pronto, resolvido!").last).to_be_visible(timeout=SLOW)
    expect(chat.get_by_text("Pronto, resolvido!")).to_be_visible(timeout=SLOW)

    console.get_by_role("button", name="Resolver").first.click()
    scale = chat.get_by_role("group", name="De 0 a 10, que nota você dá ao nosso atendimento?")
    expect(scale.get_by_role("button")).to_have_count(11, timeout=SLOW)
    assert violations(shop) == []
    scale.get_by_role("button", name="9", exact=True).click()
    reason = chat.get_by_role("textbox", name="Conte o motivo (opcional)")
    reason.fill("Muito rápido e gentil")
    chat.get_by_role("button", name="Enviar comentário").click()
    expect(chat.get_by_text("Sua opinião nos ajuda a melhorar")).to_be_visible(timeout=SLOW)
    expect(scale).to_be_hidden()

    # It stays resolved, and shows the score.
    expect(console.get_by_text("O cliente avaliou o atendimento com nota 9")).to_be_visible()
    expect(console.get_by_text("Resolvida").first).to_be_visible()

    owner.goto(f"{product.url}/avaliacoes")
    row = owner.get_by_role("row").filter(has_text="Muito rápido e gentil")
    expect(row.get_by_text("Nota 9 de 10")).to_be_attached(timeout=SLOW)
    expect(owner.get_by_text("NPS", exact=True)).to_be_visible()
    assert violations(owner) == []
