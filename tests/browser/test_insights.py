"""The dashboard in a browser: figures lead to their conversations, the address keeps filters, charts are tables too."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product

_WIDE = {"width": 1440, "height": 900}


def _enter(page: Page, product: Product, search: str = "") -> None:
    page.set_viewport_size(_WIDE)  # type: ignore[arg-type]  # a plain dictionary
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(f"{product.url}/indicadores{search}")
    page.get_by_role("slider", name="Atendimentos por dia").wait_for()


def _asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_number_opens_the_conversations_behind_it(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "?period=month")
    total = page.get_by_role("button", name="Ver as conversas: Tempo médio de espera")

    total.click()
    dialog = page.get_by_role("dialog", name="Tempo médio de espera")
    expect(dialog.get_by_role("listitem").first).to_be_visible()
    dialog.get_by_role("link").first.click()

    expect(page.get_by_role("log", name="Mensagens")).to_be_visible()


def test_a_point_of_a_chart_opens_its_own_day(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "?period=month")
    chart = page.get_by_role("slider", name="Atendimentos por dia")

    chart.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    said = chart.get_attribute("aria-valuetext") or ""
    while "Atendimentos 0" in said:
        page.keyboard.press("ArrowRight")
        said = chart.get_attribute("aria-valuetext") or ""
    page.keyboard.press("Enter")

    day, count = said.split(": ", 1)[0], int(said.split("Atendimentos ", 1)[1].split(",")[0])
    dialog = page.get_by_role("dialog", name=f"Atendimentos, {day}")
    expect(dialog.get_by_role("listitem")).to_have_count(count)


def test_the_filters_stand_in_the_address(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)

    page.get_by_role("radio", name="90 dias").click()
    page.get_by_label("Fila", exact=True).select_option(label="Suporte")
    page.get_by_label("Canal", exact=True).select_option("whatsapp")
    page.get_by_label("Indicador do gráfico").select_option("resolution_rate")

    expect(page.get_by_role("slider", name="Taxa de resolução")).to_be_visible()
    asked = _asked(page)
    assert asked["period"] == "quarter" and asked["channel"] == "whatsapp"
    assert asked["chart"] == "resolution_rate" and asked["queue"]
    page.reload()
    expect(page.get_by_label("Fila", exact=True).locator("option:checked")).to_have_text("Suporte")
    page.get_by_role("button", name="Tirar os filtros").click()
    expect(page.get_by_label("Canal", exact=True)).to_have_value("")


def test_days_of_ones_own_are_asked_for(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)

    page.get_by_role("radio", name="Outro").click()
    until = page.get_by_label("Até o dia").input_value()
    with page.expect_response(lambda answer: "/api/attendance/insights?" in answer.url) as answered:
        page.get_by_label("Do dia").fill(until)

    found = json.loads(answered.value.body())
    assert found["step"] == "hour"
    expect(
        page.get_by_text("Atendimentos por hora").or_(page.get_by_text("Nenhum atendimento"))
    ).not_to_have_count(0)
    assert _asked(page)["from"] == until.replace('"', "")


def test_charts_are_tables_and_files_too(new_page: NewPage, product: Product, tmp_path: Path) -> None:
    page = new_page()
    _enter(page, product, "?period=month")
    figure = page.get_by_role("figure", name="Atendimentos por dia")

    figure.get_by_role("button", name="Ver como tabela").click()
    expect(figure.get_by_role("row")).to_have_count(31)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Salvar como CSV: Atendimentos por dia").click()
    saved.value.save_as(tmp_path / "figures.csv")

    lines = (tmp_path / "figures.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "Dia,Atendimentos,Resolvidos,Abandonados"
    assert len(lines) == 31


def test_figures_move_when_somebody_writes(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    today = page.locator("section", has=page.get_by_role("heading", name="Atendimentos de hoje"))
    opened = today.get_by_role("button").first
    before = int(opened.inner_text())

    customer = new_page()
    customer.goto(f"{product.url}/demo/loja")
    customer.get_by_role("button", name="Abrir atendimento").click()
    chat = customer.frame_locator("iframe")
    chat.get_by_role("textbox").fill("Oi")
    chat.get_by_role("textbox").press("Enter")

    expect(opened).to_have_text(str(before + 1), timeout=15_000)


def test_the_pipeline_and_the_recent_tickets_are_there(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)

    stages = page.get_by_role("list", name="Pipeline CRM").get_by_role("listitem")
    expect(stages.first).to_contain_text("R$")
    page.get_by_role("region", name="Tickets recentes").get_by_role("link", name="TIC-").first.click()
    expect(page.get_by_label("Status")).to_be_visible()


def test_the_wall_shows_the_figures_alone(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)

    page.get_by_role("button", name="Modo TV").click()
    wall = page.get_by_role("region", name="Indicadores, modo TV")
    expect(wall).to_contain_text("Atendentes online")
    assert _asked(page)["board"] == "true"
    page.keyboard.press("Escape")

    expect(wall).to_have_count(0)
    expect(page.get_by_role("heading", name="Indicadores")).to_be_visible()


def test_it_is_readable_by_everybody(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product, "?period=month")

    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
