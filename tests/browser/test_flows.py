"""Flow 1 (the customer asks for a person and comes back to the bot) and Flow 3 (no bot at all), in two browsers."""

from playwright.sync_api import FrameLocator, Page, expect

from tests.chromium import NewPage, Product


def open_chat(page: Page, product: Product) -> FrameLocator:
    page.goto(f"{product.url}/demo/loja")
    page.get_by_role("button", name="Abrir atendimento").click()
    return page.frame_locator("iframe")


def say(chat: FrameLocator, words: str) -> None:
    chat.get_by_role("textbox").fill(words)
    chat.get_by_role("textbox").press("Enter")


def accept(console: Page) -> None:
    console.get_by_role("link", name="Fila de atendimento").click()
    card = console.get_by_role("article").filter(has_text="Visitante")
    card.get_by_role("button", name="Aceitar").click()
    card.get_by_text("Abrir", exact=True).click()


def answer(console: Page, words: str) -> None:
    composer = console.get_by_role("textbox", name="Mensagem", exact=True)
    composer.fill(words)
    composer.press("Enter")


def test_flow_1_from_the_bot_to_a_person_and_back(new_page: NewPage, product: Product) -> None:
    chat, console = open_chat(new_page(), product), new_page()
    console.goto(product.sign_in_links["attendant"])
    expect(console.get_by_role("link", name="Fila de atendimento")).to_be_visible()

    say(chat, "Oi")
    expect(chat.get_by_text("assistente da Loja Exemplo")).to_be_visible()
    say(chat, "Quero falar com uma pessoa")
    expect(chat.get_by_text("Aguarde, transferir para atendente...")).to_be_visible()
    accept(console)
    answer(console, "Pois não, em que posso ajudar?")
    expect(chat.get_by_text("Pois não, em que posso ajudar?")).to_be_visible()
    console.get_by_role("button", name="Resolver").first.click()
    expect(console.get_by_text("Resolvida").first).to_be_visible()

    say(chat, "Outra coisa")
    expect(chat.get_by_text("assistente da Loja Exemplo")).to_have_count(2)


def test_flow_3_without_a_bot(new_page: NewPage, product: Product) -> None:
    console = new_page()
    console.goto(product.sign_in_links["owner"])
    expect(console.get_by_role("link", name="Fila de atendimento")).to_be_visible()
    bypass_the_bot(console, product)

    chat = open_chat(new_page(), product)
    say(chat, "Preciso de ajuda com a entrega")
    accept(console)
    answer(console, "Claro! Qual é o número do pedido?")

    expect(chat.get_by_text("Qual é o número do pedido?")).to_be_visible()
    expect(chat.get_by_text("assistente da Loja Exemplo")).to_have_count(0)


def bypass_the_bot(console: Page, product: Product) -> None:
    """As an administrator does over the API."""
    me = console.request.get(f"{product.url}/api/me").json()
    bot = console.request.get(f"{product.url}/api/bots").json()[0]
    patched = console.request.patch(
        f"{product.url}/api/bots/{bot['id']}",
        data={"settings": {"attendance-bypass-mode": True}},
        headers={"X-CSRF-Token": me["csrf_token"]},
    )
    assert patched.ok, patched.text()
