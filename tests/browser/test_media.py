"""Files, voice notes, reactions, edits and deletions between a visitor of the web chat and an attendant."""

import struct
import zlib
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product


def picture(path: Path, *, red: int) -> Path:
    """A PNG of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    width, height = 320, 200
    rows = b"".join(b"\0" + bytes([red, 90, 160]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def begin(shop: Page, console: Page, product: Product) -> tuple[FrameLocator, Locator]:
    """A visitor's conversation that an attendant has taken: the chat, and the console's messages."""
    shop.goto(f"{product.url}/demo/loja")
    shop.get_by_role("button", name="Abrir atendimento").click()
    chat = shop.frame_locator("iframe")
    chat.get_by_role("textbox").fill("Oi! Quero falar com um atendente")
    chat.get_by_role("textbox").press("Enter")
    expect(chat.get_by_text("da fila")).to_be_visible()
    console.goto(product.sign_in_links["attendant"])
    console.get_by_role("link", name="Fila de atendimento").click()
    card = console.get_by_role("article").filter(has_text="Visitante")
    card.get_by_role("button", name="Aceitar").click()
    card.get_by_text("Abrir", exact=True).click()
    return chat, console.get_by_role("log", name="Mensagens")


def tool(log: Locator, words: str, name: str) -> Locator:
    bubble = log.get_by_role("article").filter(has_text=words).last
    bubble.hover()
    return bubble.get_by_role("button", name=name, exact=True)


def test_files_voice_reactions_edits_and_deletions(
    new_page: NewPage, product: Product, tmp_path: Path
) -> None:
    shop, console = new_page(), new_page()
    console.context.grant_permissions(["microphone"])
    chat, log = begin(shop, console, product)
    composer = console.get_by_role("textbox", name="Mensagem", exact=True)

    console.locator("input[type=file]").set_input_files(
        [picture(tmp_path / "trilha.png", red=200), picture(tmp_path / "mapa.png", red=20)]
    )
    console.get_by_role("textbox", name="Mensagem", exact=True).fill("Olha o mapa")
    expect(console.get_by_role("list", name="Arquivos a enviar").get_by_text("%")).to_have_count(0)
    composer.press("Enter")
    expect(chat.get_by_role("img", name="mapa.png")).to_be_visible()
    expect(chat.get_by_text("Olha o mapa")).to_be_visible()

    chat.locator("input[type=file]").set_input_files(picture(tmp_path / "tenis.png", red=120))
    chat.locator(".tray").get_by_role("button", name="Enviar").click()
    opener = log.get_by_role("button", name="Ampliar a imagem tenis.png")
    opener.click()
    lightbox = console.get_by_role("dialog")
    expect(lightbox.get_by_role("img", name="tenis.png")).to_be_visible()
    console.keyboard.press("+")
    console.keyboard.press("Escape")
    expect(lightbox).to_be_hidden()

    console.get_by_role("button", name="Gravar mensagem de voz").click()
    stop = console.get_by_role("button", name="Parar e ouvir")
    expect(console.get_by_role("timer")).to_contain_text("0:01")
    stop.click()
    console.get_by_role("button", name="Enviar", exact=True).click()
    expect(log.get_by_role("group", name="Mensagem de voz")).to_be_visible()
    expect(chat.locator("audio")).to_have_count(1)

    tool(log, "Quero falar com um atendente", "Reagir").click()
    console.get_by_role("button", name="👍", exact=True).click()
    expect(chat.get_by_text("👍")).to_be_visible()

    composer.fill("Chega amanha")
    composer.press("Enter")
    expect(chat.get_by_text("Chega amanha")).to_be_visible()
    composer.press("ArrowUp")
    composer.fill("Chega amanhã")
    composer.press("Enter")
    expect(chat.get_by_text("Chega amanhã")).to_be_visible()
    expect(log.get_by_role("button", name="editada")).to_be_visible()

    tool(log, "Chega amanhã", "Mais ações da mensagem").click()
    console.get_by_role("menuitem", name="Apagar").click()
    console.get_by_role("dialog").get_by_role("button", name="Apagar").click()
    expect(chat.get_by_text("Mensagem apagada")).to_be_visible()
    expect(log.get_by_text("Mensagem apagada")).to_be_visible()

    assert violations(console) == []
