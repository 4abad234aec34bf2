"""`python -m tools.screenshots`: the pictures of the docs, taken of the running product with its demo company."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.chromium import Product, running_product
from tools import chromium
from tools.environment import ROOT

_FOLDER = ROOT / "docs" / "img"
_DESKTOP: Final[ViewportSize] = {"width": 1440, "height": 900}
_PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_SETTLE_MILLISECONDS = 1500
_COLORS = 256
_PAGES: Final = {
    "kanban": "/kanban",
    "tickets": "/tickets",
    "deals": "/negocios",
    "contacts": "/contatos",
    "leads": "/leads",
    "activities": "/atividades",
    "dashboard": "/indicadores",
    "reports": "/relatorios",
    "ratings": "/avaliacoes",
    "attendants": "/atendentes",
    "inboxes": "/configuracoes/canais",
}
"""Picture → the page that it shows, in light, in dark, and on a phone."""

Theme = Literal["light", "dark"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder).chmod(0o755)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        with running_product(Path(folder) / "data") as product:
            _shop(_page(browser), product)
            _console(_page(browser), product)
            signed_in = _page(browser)
            _bots(signed_in, product)
            _pages(browser, signed_in, product)
        browser.close()


def _page(
    browser: Browser, *, size: ViewportSize = _DESKTOP, theme: Theme = "light", like: Page | None = None
) -> Page:
    """A page of somebody new, or signed in as in the page `like`."""
    context = browser.new_context(
        locale="pt-BR", timezone_id="America/Sao_Paulo", viewport=size, color_scheme=theme,
        storage_state=like.context.storage_state() if like else None,
    )  # fmt: skip
    return context.new_page()


def _pages(browser: Browser, signed_in: Page, product: Product) -> None:
    _every(_page(browser, like=signed_in), product, "")
    _every(_page(browser, like=signed_in, theme="dark"), product, "-dark")
    _every(_page(browser, like=signed_in, size=_PHONE), product, "-phone")


def _every(page: Page, product: Product, suffix: str) -> None:
    for name, path in _PAGES.items():
        page.goto(f"{product.url}{path}")
        page.get_by_role("main").wait_for()
        _shoot(page, f"{name}{suffix}")


def _shop(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/demo/loja")
    page.get_by_role("button", name="Abrir atendimento").first.click()
    page.wait_for_timeout(_SETTLE_MILLISECONDS)
    panel = page.frame_locator("iframe").first
    panel.get_by_role("textbox").fill("Oi! Quero falar com um atendente")
    panel.get_by_role("textbox").press("Enter")
    _shoot(page, "shop")


def _console(page: Page, product: Product) -> None:
    page.goto(product.sign_in_links["attendant"])
    page.get_by_text("Natália Ferreira").first.click()
    _shoot(page, "console")
    page.goto(f"{product.url}/fila")
    _shoot(page, "queue")


def _bots(page: Page, product: Product) -> None:
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()
    page.goto(f"{product.url}/configuracoes/bots")
    page.get_by_role("link", name="Lia", exact=True).click()
    tryout = page.get_by_role("region", name="Testar o rascunho")
    tryout.get_by_role("button", name="Oi", exact=True).click()
    tryout.get_by_role("button", name="Trocas").click()
    tryout.get_by_text("A troca é grátis").wait_for()
    tryout.get_by_text("Variáveis").click()
    _shoot(page, "bots")
    _talk(page.context.new_page(), product)
    page.get_by_role("link", name="Execuções").click()
    page.get_by_role("row", name="Visitante").get_by_role("link").first.click()
    page.get_by_text("A troca é grátis").first.wait_for()
    _shoot(page, "replay")


def _talk(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/demo/loja")
    page.get_by_role("button", name="Abrir atendimento").first.click()
    panel = page.frame_locator("iframe").first
    panel.get_by_role("textbox").fill("Oi")
    panel.get_by_role("textbox").press("Enter")
    panel.get_by_role("button", name="Trocas").click()
    panel.get_by_text("A troca é grátis").wait_for()
    page.close()


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(_SETTLE_MILLISECONDS)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(_COLORS).save(_FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
