"""The console as an attendant uses it: by keyboard, through a lost network, and readable by everybody."""

import re

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product

_PAGES = (
    "/conversas?view=all",
    "/fila",
    "/atendentes",
    "/indicadores",
    "/configuracoes/filas",
    "/configuracoes/filas/nova",
    "/configuracoes/canais",
    "/configuracoes/bots",
    "/configuracoes/usuarios",
    "/configuracoes/empresa",
    "/configuracoes/conta",
)
# The dark colours are the same everywhere: these pages show all of them.
_DARK_PAGES = ("/fila", "/indicadores", "/configuracoes/canais")


def _enter(page: Page, product: Product, role: str = "owner") -> None:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()


def _open(page: Page, product: Product, name: str) -> None:
    page.goto(f"{product.url}/conversas?view=all")
    page.get_by_role("list", name="Conversas").get_by_role("link", name=name).click()
    page.get_by_role("log", name="Mensagens").wait_for()


def test_a_conversation_by_keyboard_alone(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    _open(page, product, "Otávio Cardoso")

    page.keyboard.press("a")
    expect(page.get_by_text("Em atendimento").first).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Vou trocar, Otávio.")
    page.keyboard.press("Enter")
    log = page.get_by_role("log", name="Mensagens")
    expect(log.get_by_text("Vou trocar, Otávio.")).to_be_visible()
    page.keyboard.press("Alt+n")
    page.keyboard.type("Cliente antigo")
    page.keyboard.press("Enter")
    expect(log.get_by_text("Nota interna")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.keyboard.type("urg")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Prioridade: Urgente")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text("Esta conversa está resolvida.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("Em atendimento").first).to_be_visible()


def test_what_is_written_without_network_is_sent_after_a_reload(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    _open(page, product, "Elisa Macedo")
    page.keyboard.press("a")
    composer = page.get_by_role("textbox", name="Mensagem", exact=True)

    page.context.set_offline(True)
    composer.fill("Segue a segunda via.")
    composer.press("Enter")
    composer.fill("Um rascunho")
    expect(page.get_by_text("esperando conexão")).to_be_visible()
    page.context.set_offline(False)
    page.reload()

    expect(page.get_by_role("img", name=re.compile("Enviada|Entregue|Lida")).first).to_be_visible()
    expect(page.get_by_text("Segue a segunda via.").first).to_be_visible()
    expect(page.get_by_text("esperando conexão")).to_have_count(0)
    expect(composer).to_have_value("Um rascunho")


def test_a_queue_is_made_with_its_people_and_hours(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    page.goto(f"{product.url}/configuracoes/filas")
    page.get_by_role("link", name="Criar Fila").click()

    page.get_by_role("button", name="Criar Fila").click()
    expect(page.get_by_text("Dê um nome à fila.")).to_be_visible()
    page.get_by_role("textbox", name="Nome da Fila").fill("Cobrança")
    page.get_by_role("checkbox", name="Maria Santos").check()
    page.get_by_role("button", name="Segunda a sexta, 9h às 18h").click()
    page.get_by_role("button", name="Criar Fila").click()

    row = page.get_by_role("row", name=re.compile("Cobrança"))
    expect(row).to_contain_text("1 ativo")
    expect(row).to_contain_text("Ativa")


def test_nothing_keeps_anybody_out(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    _enter(page, product)
    found = {f"light {name}": said for name, said in _everywhere(page, product, _PAGES).items()}
    page.emulate_media(color_scheme="dark")
    found |= {f"dark {name}": said for name, said in _everywhere(page, product, _DARK_PAGES).items()}

    assert {name: said for name, said in found.items() if said} == {}


def _everywhere(page: Page, product: Product, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """What axe says of each page, of a conversation, and of what opens over it."""
    _open(page, product, "Natália Ferreira")
    found = {"a conversation": violations(page)}
    for key, name in (("Control+k", "the palette"), ("?", "the shortcuts"), ("s", "snoozing")):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
        found[name] = violations(page)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
    for path in paths:
        page.goto(f"{product.url}{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
    return found
