"""`python -m tools.screenshots`: the pictures of the docs, taken of the running product with its demo company."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import Product, running_product
from tools import chromium
from tools.environment import ROOT

_FOLDER = ROOT / "docs" / "img"
_DESKTOP = {"width": 1440, "height": 900}
_SETTLE_MILLISECONDS = 1500


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder).chmod(0o755)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        with running_product(Path(folder) / "data") as product:
            _shop(_page(browser), product)
            _console(_page(browser), product)
        browser.close()


def _page(browser: Browser) -> Page:
    context = browser.new_context(locale="pt-BR", timezone_id="America/Sao_Paulo", viewport=_DESKTOP)  # type: ignore[arg-type]
    return context.new_page()


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


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(_SETTLE_MILLISECONDS)
    page.screenshot(path=_FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
