"""Tickets in a real browser: from a conversation to a resolved one, by keyboard and by many, readable by everybody."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product, role: str = "owner") -> None:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()


def test_a_ticket_from_the_conversation_to_its_end(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    _enter(page, product)
    page.goto(f"{product.url}/conversas?view=all")
    page.get_by_role("list", name="Conversas").get_by_role("link", name="Carla Almeida").click()
    beside = page.get_by_role("region", name="Tickets")

    beside.get_by_role("button", name="Abrir ticket").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Assunto").fill("Ligar amanhã às 10h")
    dialog.get_by_label("Prioridade").select_option("high")
    dialog.get_by_role("button", name="Abrir ticket").click()
    beside.get_by_role("link", name="Ligar amanhã às 10h").click()

    expect(page.get_by_role("heading", name=re.compile(r"^TIC-\d{3}$"))).to_be_visible()
    page.get_by_label("Comentário interno").fill("Anotado na agenda")
    page.get_by_role("button", name="Comentar").click()
    expect(page.get_by_text("Só a equipe vê")).to_be_visible()
    page.get_by_role("button", name="Resolver").click()
    expect(page.get_by_label("Status")).to_have_value("resolved")
    page.get_by_role("button", name="Desfazer").click()
    expect(page.get_by_label("Status")).to_have_value("open")
    page.get_by_role("radio", name="Histórico").click()
    expect(page.get_by_text("Ana Ribeiro comentou")).to_be_visible()


def test_a_list_is_filtered_chosen_by_keyboard_and_changed_together(
    new_page: NewPage, product: Product
) -> None:
    page = new_page()
    _enter(page, product)
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{product.url}/tickets?category=technical")
        expect(one.get_by_role("list", name="Tickets").get_by_role("listitem")).to_have_count(2)
    rows = page.get_by_role("list", name="Tickets").get_by_role("listitem")

    page.get_by_role("searchbox", name="Buscar tickets").fill("camera")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Limpar a busca").click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Filtrar").click()
    page.get_by_role("group", name="Prioridade").get_by_role("button", name="Urgente").click()
    expect(rows).to_have_count(1)
    page.get_by_role("group", name="Prioridade").get_by_role("button", name="Urgente").click()
    page.keyboard.press("Escape")
    expect(rows).to_have_count(2)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    bar = page.get_by_role("toolbar", name="Ações para os escolhidos")
    expect(bar).to_contain_text("2 escolhidos")
    bar.get_by_role("button", name="Prioridade").click()
    page.get_by_role("menuitem", name="Baixa").click()
    theirs = other.get_by_role("list", name="Tickets").get_by_text("Baixa")
    expect(theirs).to_have_count(2)
    page.get_by_role("button", name="Desfazer").click()

    expect(theirs).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Propriedades")).to_be_visible()


def test_the_pages_can_be_read_by_everybody(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)

    for theme in ("light", "dark"):
        if theme == "dark":
            page.keyboard.press("D")
        for path in ("/tickets", "/tickets?q=10482", "/configuracoes/tickets"):
            page.goto(product.url + path)
            page.get_by_role("heading", level=1).wait_for()
            if "q=" in path:
                page.get_by_role("link", name="Pedido 10482").click()
                page.get_by_role("complementary", name="Propriedades").wait_for()
            if path.startswith("/configuracoes"):
                page.get_by_role("form", name="Novo campo").wait_for()
            assert violations(page) == []
        page.goto(f"{product.url}/tickets")
        page.get_by_role("list", name="Tickets").wait_for()


def test_files_on_a_comment_and_notices_for_who_watches(new_page: NewPage, product: Product) -> None:
    page, watcher = new_page(), new_page()
    _enter(page, product)
    _enter(watcher, product, "supervisor")
    for one in (page, watcher):
        one.goto(f"{product.url}/tickets?q=10482")
        one.get_by_role("list", name="Tickets").get_by_role("link", name="Pedido 10482").first.click()
    watcher.get_by_role("region", name="Quem acompanha").get_by_role("button", name="Acompanhar").click()
    expect(watcher.get_by_role("button", name="Tirar Carlos Menezes")).to_be_visible()
    watcher.goto(f"{product.url}/tickets")
    expect(watcher.get_by_role("button", name="Avisos", exact=True)).to_be_visible()

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Anexar arquivos").click()
    chooser.value.set_files(
        files=FilePayload(name="nota.txt", mimeType="text/plain", buffer=b"Nota fiscal 77")
    )
    page.get_by_role("button", name="Comentar").click()
    expect(page.get_by_role("link", name="Baixar nota.txt")).to_be_visible()

    watcher.get_by_role("button", name="Avisos: 1 não lido").click()
    watcher.get_by_role("link", name="Ana Ribeiro comentou").click()
    expect(watcher.get_by_role("link", name="Baixar nota.txt")).to_be_visible()
    watcher.goto(f"{product.url}/tickets")
    expect(watcher.get_by_role("button", name="Avisos", exact=True)).to_be_visible()


def test_tickets_come_out_of_a_file_and_are_taken_back(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    page.goto(f"{product.url}/tickets")
    rows = page.get_by_role("list", name="Tickets").get_by_role("listitem")
    rows.first.wait_for()
    before = rows.count()
    page.get_by_role("button", name="Mais ações").click()
    with page.expect_download() as export:
        page.get_by_role("menuitem", name="Exportar esta lista").click()
    written = export.value.path().read_text(encoding="utf-8-sig")

    page.get_by_role("button", name="Mais ações").click()
    page.get_by_role("menuitem", name="Importar tickets").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(
        files=FilePayload(name="tickets.csv", mimeType="text/csv", buffer=written.encode())
    )
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("novos")
    page.get_by_role("dialog").get_by_role("button", name="Importar").click()
    expect(page.get_by_text("tickets importados")).to_be_visible()
    page.get_by_role("button", name="Desfazer").click()

    expect(rows).to_have_count(before)
