"""Contacts in a browser: made, edited where they stand, merged and taken apart again, imported from a file."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product

FILE = (
    "Nome;Telefone;Nível;Observação\r\n"
    "Zélia Prado;(11) 96666-0001;ouro;não importa\r\n"
    "Sem Número;12;;\r\n"
    "Zeca Ramos;(11) 96666-0002;;\r\n"
)


def enter(new_page: NewPage, product: Product, path: str = "/contatos") -> Page:
    page = new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(f"{product.url}{path}")
    return page


def make(page: Page, name: str, **facts: str) -> None:
    page.get_by_role("button", name="Novo contato").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nome").fill(name)
    for label, value in facts.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Criar contato").click()


def test_a_contact_is_made_edited_merged_and_taken_apart_again(new_page: NewPage, product: Product) -> None:
    page = enter(new_page, product)
    expect(page.get_by_role("list", name="Contatos")).to_contain_text("Carla Almeida")
    assert violations(page) == []
    make(page, "Zuleica Matos", Telefone="11 95555-0001", Empresa="Padaria São João")
    expect(page.get_by_role("heading", name="Zuleica Matos")).to_be_visible()
    page.get_by_label("Novo telefone").fill("11 95555-0002")
    page.get_by_label("Novo telefone").press("Enter")
    expect(page.get_by_role("list", name="Telefones").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name=re.compile("Tornar .* o principal")).click()
    expect(page.get_by_role("list", name="Telefones").get_by_role("listitem").first).to_contain_text("0002")
    page.get_by_label("Nível").fill("ouro")
    page.get_by_label("Situação").fill("qualificado")
    page.get_by_label("Situação").press("Enter")
    expect(page.get_by_label("Nível")).to_have_value("ouro")
    assert violations(page) == []

    page.get_by_role("link", name="Voltar").click()
    make(page, "Zuleica M.", Telefone="11 95555-0001")
    expect(page.get_by_role("alert")).to_contain_text("Zuleica Matos já tem este telefone")
    page.get_by_role("button", name="Criar mesmo assim").click()
    expect(page.get_by_role("heading", name="Zuleica M.")).to_be_visible()
    page.get_by_role("button", name="Juntar com Zuleica Matos").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Zuleica Matos").check()
    expect(dialog).to_contain_text("qualificado")
    dialog.get_by_role("button", name="Juntar", exact=True).click()
    expect(page.get_by_role("heading", name="Zuleica Matos")).to_be_visible()
    expect(page.get_by_role("list", name="Telefones").get_by_role("listitem")).to_have_count(2)

    page.get_by_role("button", name="Separar Zuleica Matos").click()
    expect(page.get_by_role("heading", name="Zuleica M.")).to_be_visible()
    page.goto(f"{product.url}/contatos?q=zuleica")
    expect(page.get_by_role("list", name="Contatos").get_by_role("listitem")).to_have_count(2)


def test_a_file_is_checked_taken_and_its_bad_rows_come_back(new_page: NewPage, product: Product) -> None:
    page = enter(new_page, product)
    page.get_by_role("button", name="Mais ações").click()
    page.get_by_role("menuitem", name="Importar contatos (CSV)…").click()
    dialog = page.get_by_role("dialog")
    file = FilePayload(name="clientes.csv", mimeType="text/csv", buffer=FILE.encode("cp1252"))
    dialog.get_by_label("Arquivo CSV").set_input_files(file)

    expect(dialog.get_by_label("Campo para Telefone")).to_have_value("phone")
    expect(dialog.get_by_label("Campo para Observação")).to_have_value("")
    expect(dialog).to_contain_text("Telefone inválido")
    dialog.get_by_label("Etiqueta para todos").fill("feira")
    dialog.get_by_role("button", name="Importar 3 linhas").click()

    expect(page.get_by_role("heading", name="Importação terminada")).to_be_visible(timeout=30_000)
    expect(dialog).to_contain_text("2 criados")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Baixar linhas com erro").click()
    text = download.value.path().read_text("utf-8-sig")
    assert "Sem Número;12;;;3;" in text
    dialog.get_by_role("button", name="Ver os contatos").click()
    page.goto(f"{product.url}/contatos?tag=feira")
    expect(page.get_by_role("list", name="Contatos").get_by_role("listitem")).to_have_count(2)


def test_chosen_contacts_are_tagged_and_a_filter_becomes_a_segment(
    new_page: NewPage, product: Product
) -> None:
    page = enter(new_page, product)
    page.get_by_label("Escolher Carla Almeida").check()
    page.get_by_role("button", name="Etiquetar").click()
    page.get_by_label("Etiqueta", exact=True).fill("vip-natal")
    page.get_by_role("button", name="Aplicar").click()
    expect(page.get_by_text("1 contato mudou")).to_be_visible()

    page.goto(f"{product.url}/contatos?tag=vip-natal")
    page.get_by_role("button", name="Salvar como segmento").click()
    page.get_by_label("Nome do segmento").fill("Natal")
    page.get_by_role("dialog").get_by_role("button", name="Salvar").click()

    expect(page.get_by_role("combobox", name="Segmento")).to_contain_text("Natal")
    expect(page.get_by_role("list", name="Contatos").get_by_role("listitem")).to_have_count(1)
