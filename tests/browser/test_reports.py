"""Reports in a browser: from a template to a saved, shared one that is downloaded and sent by mail."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def _enter(page: Page, product: Product, path: str, *, who: str = "owner") -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(product.sign_in_links[who])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(product.url + path)


def test_a_question_is_asked_saved_and_found_again(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/relatorios")

    assert violations(page) == []
    page.get_by_role("link", name="Conversas por dia").click()
    numbers = page.get_by_role("region", name="Números")
    table = numbers.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Resolvidas")).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(32)  # the heads, thirty days, the total
    expect(numbers.get_by_role("slider", name="Conversas por dia")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Tirar Dia").click()
    page.get_by_label("Acrescentar divisão…").select_option(label="Canal")
    page.get_by_role("button", name="Tirar Resolvidas").click()
    page.get_by_role("radio", name="Ranking").click()
    expect(table.get_by_role("columnheader")).to_have_text(["Canal", "Conversas"])
    expect(table).to_contain_text("WhatsApp")
    page.get_by_label("Acrescentar filtro…").select_option(label="Canal")
    page.get_by_label("WhatsApp").check()
    page.keyboard.press("Escape")
    expect(table.get_by_role("row")).to_have_count(3)

    page.get_by_role("button", name="Salvar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nome do relatório").fill("Só WhatsApp")
    dialog.get_by_label("Compartilhar com a equipe").check()
    assert violations(page) == []
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("heading", name="Só WhatsApp")).to_be_visible()
    page.get_by_role("link", name="Voltar").click()
    mine = page.get_by_role("list", name="Meus")
    expect(mine.get_by_role("link", name="Só WhatsApp")).to_contain_text("Compartilhado")


def test_a_report_is_sorted_and_downloaded(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/relatorios/novo?modelo=channels")
    table = page.get_by_role("region", name="Números").get_by_role("table")
    head = table.get_by_role("columnheader", name="Canal")
    expect(head).to_be_visible()

    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="Baixar").click()
    with page.expect_download() as found:
        page.get_by_role("menuitem", name="CSV para Excel").click()
    file = Path(found.value.path())
    assert re.fullmatch(r"Mensagens por canal \d{4}-\d\d-\d\d\.csv", found.value.suggested_filename)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Canal", "Recebidas", "Enviadas", "Falharam", "Taxa de falha (%)"]
    assert [row[0] for row in rows[1:]] == sorted((row[0] for row in rows[1:]), reverse=True)

    page.get_by_role("button", name="Baixar").click()
    with page.expect_download() as found:
        page.get_by_role("menuitem", name="PDF").click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_report_goes_out_by_mail(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/relatorios/novo?modelo=busy_hours")
    page.get_by_role("button", name="Salvar").click()
    page.get_by_role("dialog").get_by_role("button", name="Salvar").click()

    page.get_by_role("button", name="Enviar por e-mail").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Para")).to_have_value(re.compile("@"))
    assert violations(page) == []
    dialog.get_by_label("Para").fill("bia@loja.example, ninguém")
    expect(dialog.get_by_role("alert")).to_have_text("Não é um e-mail: ninguém")
    expect(dialog.get_by_role("button", name="Agendar envio")).to_be_disabled()
    dialog.get_by_label("Para").fill("bia@loja.example")
    dialog.get_by_role("radio", name="Todo dia").click()
    dialog.get_by_role("button", name="Agendar envio").click()

    refused = page.get_by_text("Relatórios saem de uma caixa de e-mail da empresa.")
    planned = dialog.get_by_role("region", name="Todo dia às 08:00")
    expect(refused.or_(planned)).to_be_visible()


def test_attendants_have_no_reports(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "/conversas", who="attendant")

    principal = page.get_by_role("navigation", name="Principal")
    expect(principal.get_by_role("link", name="Tickets")).to_be_visible()
    expect(principal.get_by_role("link", name="Relatórios")).to_have_count(0)
