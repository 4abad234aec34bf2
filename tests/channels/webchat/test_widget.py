"""The widget in a real browser, on pages that know nothing of it."""

import contextlib
import gzip
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import FrameLocator, Locator, Page, WebSocketRoute, expect

from tests.channels.webchat.demo import WIDGET_ROOT
from tests.channels.webchat.test_endpoints import identity
from tests.chromium import NewPage

BUDGET_BYTES = 20_000
LOADER_BUDGET_BYTES = 1_000


@dataclass
class Site:
    """The demonstration server: the chat, the pages that carry it, and the people behind."""

    url: str
    http: httpx.Client

    def play(self, what: str, /, **fields: Any) -> None:
        self.http.post(f"/_chat/{what}", json=fields).raise_for_status()

    def says(self, text: str, name: str = "Maria") -> None:
        self.play("says", text=text, name=name)

    @property
    def log(self) -> Any:
        return self.http.get("/_chat").json()

    def host(self, **options: str) -> str:
        return f"{self.url}/host?{urlencode({'server': self.url, **options})}"

    def until(self, texts: list[str]) -> None:
        """Wait until exactly these texts have arrived, each once."""
        deadline = time.monotonic() + 15
        while self.log["texts"] != texts and time.monotonic() < deadline:
            time.sleep(0.05)
        assert self.log["texts"] == texts


@dataclass
class Widget:
    """The bubble and the panel on a page."""

    page: Page
    panel: FrameLocator = field(init=False)

    def __post_init__(self) -> None:
        self.panel = self.page.frame_locator("attendance-chat iframe")

    @property
    def host(self) -> Locator:
        return self.page.locator("attendance-chat")

    def open(self) -> None:
        self.page.wait_for_function("window.Attendance && !window.Attendance.queue")
        self.page.evaluate("window.Attendance('open')")
        expect(self.input).to_be_enabled()

    def write(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    @property
    def input(self) -> Locator:
        return self.panel.get_by_role("textbox")

    @property
    def texts(self) -> Locator:
        return self.panel.locator(".bubble .text")


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.channels.webchat.demo", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command) as process, httpx.Client(base_url=url) as http:
        try:
            _wait_for(http)
            yield Site(url, http)
        finally:
            process.terminate()


def _wait_for(http: httpx.Client) -> None:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            http.get("/_chat")
            return
        time.sleep(0.1)
    pytest.fail("the demonstration server did not start")


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def other_server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.play("reset")
    return server


@pytest.fixture
def widget(new_page: NewPage, site: Site) -> Widget:
    page = new_page()
    page.goto(site.host())
    return Widget(page)


def test_a_conversation(widget: Widget, site: Site) -> None:
    widget.open()
    widget.write("Oi, tudo bem?")
    expect(widget.texts).to_have_text(["Oi, tudo bem?"])
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()

    site.play("state", phase="waiting", queue_position=2, estimate_seconds=240)
    expect(widget.panel.get_by_role("status")).to_have_text("Você é o 2º da fila · cerca de 4 minutos")

    site.play("state", phase="human", answering={"kind": "attendant", "name": "Maria Santos"})
    site.play("types", name="Maria Santos")
    expect(widget.panel.get_by_text("Maria Santos está com você")).to_be_visible()
    expect(widget.panel.get_by_text("Maria Santos está digitando")).to_be_attached()

    site.says("Olá! Como posso ajudar?", "Maria Santos")
    expect(widget.texts).to_have_text(["Oi, tudo bem?", "Olá! Como posso ajudar?"])
    expect(widget.panel.get_by_text("está digitando")).not_to_be_attached()
    site.until(["Oi, tudo bem?", "Olá! Como posso ajudar?"])
    assert [state for _, state in site.log["statuses"]] == ["read"]


def test_a_reload_keeps_the_conversation_and_the_open_panel(widget: Widget, site: Site) -> None:
    widget.open()
    widget.write("Oi")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()

    widget.page.reload()

    expect(widget.texts).to_have_text(["Oi"])
    expect(widget.input).to_be_visible()


def test_what_is_written_without_a_connection_arrives_once_in_order(widget: Widget, site: Site) -> None:
    widget.open()
    widget.write("um")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()

    widget.page.context.set_offline(True)
    expect(widget.panel.get_by_role("status")).to_contain_text("Sem conexão")
    widget.write("dois")
    widget.write("três")
    expect(widget.panel.get_by_text("Enviando…").first).to_be_visible()
    widget.page.context.set_offline(False)

    site.until(["um", "dois", "três"])
    expect(widget.panel.get_by_text("Enviando…")).to_have_count(0)


def test_unsent_messages_survive_the_page(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.route("**/webchat/*/session", lambda route: route.abort())
    page.goto(site.host())
    widget = Widget(page)
    widget.open()
    widget.write("um")
    widget.write("dois")
    page.unroute_all()

    page.reload()

    site.until(["um", "dois"])


def test_where_sockets_are_blocked_plain_requests_serve(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.route_web_socket("**/webchat/**", _refuse)
    page.goto(site.host())
    widget = Widget(page)
    widget.open()

    widget.write("Oi")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()
    site.says("Olá!")

    expect(widget.texts).to_have_text(["Oi", "Olá!"])
    site.until(["Oi", "Olá!"])


def _refuse(route: WebSocketRoute) -> None:
    route.close(code=1008)


def test_a_cut_socket_misses_nothing(new_page: NewPage, site: Site) -> None:
    page = new_page()
    sockets: list[WebSocketRoute] = []

    def pass_on(route: WebSocketRoute) -> None:
        route.connect_to_server()
        sockets.append(route)

    page.route_web_socket("**/webchat/**", pass_on)
    page.goto(site.host())
    widget = Widget(page)
    widget.open()
    widget.write("Oi")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()
    expected: list[str] = []
    for number in range(10):
        sockets[-1].close(code=1001)
        site.says(f"resposta {number}")
        widget.write(f"pergunta {number}")
        expect(widget.texts).to_have_count(2 * number + 3, timeout=20_000)
        expected = site.log["texts"]

    expect(widget.texts).to_have_text(expected)
    assert len(expected) == 21


def test_the_bubble_counts_what_is_unread(widget: Widget, site: Site) -> None:
    widget.open()
    widget.write("Oi")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()
    widget.page.evaluate("window.Attendance('close')")
    site.says("um")
    site.says("dois")

    bubble = widget.page.get_by_role("button", name="Abrir atendimento, 2 mensagens novas")
    expect(bubble).to_be_visible()
    bubble.click()

    expect(widget.page.get_by_role("button", name="Fechar atendimento")).to_be_visible()
    expect(widget.texts).to_have_count(3)
    widget.page.evaluate("window.Attendance('close')")
    expect(widget.page.get_by_role("button", name="Abrir atendimento", exact=True)).to_be_visible()


def test_a_later_page_view_shows_what_is_unread(widget: Widget, site: Site) -> None:
    widget.open()
    widget.write("Oi")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()
    widget.page.evaluate("window.Attendance('close')")
    widget.page.goto("about:blank")
    site.says("Está aí?")

    widget.page.goto(site.host())

    expect(widget.page.get_by_role("button", name="Abrir atendimento, 1 mensagem nova")).to_be_visible()


def test_the_keyboard_is_enough(widget: Widget, site: Site) -> None:
    widget.page.wait_for_function("window.Attendance && !window.Attendance.queue")
    widget.page.keyboard.press("Tab")
    widget.page.keyboard.press("Enter")
    expect(widget.input).to_be_focused()
    widget.page.keyboard.type("Oi")
    widget.page.keyboard.press("Shift+Enter")
    widget.page.keyboard.type("tudo bem?")
    widget.page.keyboard.press("Enter")
    expect(widget.texts).to_have_text(["Oi\ntudo bem?"])

    widget.page.keyboard.press("Escape")

    expect(widget.input).to_be_hidden()
    widget.page.keyboard.press("Enter")
    expect(widget.input).to_be_focused()


HOSTILE = (
    "body * { font-family: fantasy !important; color: red !important; font-size: 40px !important;"
    " width: 9px !important; transform: rotate(9deg) !important; box-sizing: content-box !important }"
    " html, body { font: 40px fantasy; color: red; overflow: hidden }"
    " attendance-chat { display: none !important; opacity: 0 !important; position: static !important }"
    " iframe, button { display: none !important }"
)


def test_a_hostile_page_style_changes_nothing(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.goto(site.host(css=HOSTILE))
    page.get_by_role("button", name="Abrir atendimento").click()
    widget = Widget(page)
    expect(widget.input).to_be_focused()

    box = widget.host.bounding_box()
    viewport = page.viewport_size
    assert box is not None and viewport is not None
    assert (round(box["width"]), round(box["height"])) == (56, 56)
    assert round(box["x"] + box["width"]) == viewport["width"] - 20
    style = widget.host.evaluate(
        "(host) => { const s = getComputedStyle(host); return [s.opacity, s.transform] }"
    )
    assert style == ["1", "none"]


def test_on_a_phone_the_panel_fills_the_screen(widget: Widget) -> None:
    widget.page.set_viewport_size({"width": 390, "height": 780})
    widget.page.emulate_media(reduced_motion="reduce")  # measured at rest
    widget.open()

    header = widget.panel.get_by_role("banner").bounding_box()
    composer = widget.panel.locator(".composer").bounding_box()
    assert header is not None and composer is not None
    assert (header["x"], header["y"], header["width"]) == (0, 0, 390)
    assert round(composer["y"] + composer["height"]) == 780
    widget.panel.get_by_role("button", name="Fechar").click()
    expect(widget.page.get_by_role("button", name="Abrir atendimento")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "opens", "placeholder"),
    [
        ("en", "Open chat", "Write a message…"),
        ("es-AR", "Abrir chat", "Escribe tu mensaje…"),
        ("pt", "Abrir atendimento", "Escreva sua mensagem…"),
    ],
)
def test_it_speaks_the_language_that_the_page_asks_for(
    new_page: NewPage, site: Site, locale: str, opens: str, placeholder: str
) -> None:
    page = new_page()
    page.goto(site.host(locale=locale))
    page.get_by_role("button", name=opens).click()

    expect(Widget(page).panel.get_by_placeholder(placeholder)).to_be_visible()


def test_an_identified_visitor_and_the_next_one_after_signing_out(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.goto(site.host(identity=identity("42", name="Ana")))
    widget = Widget(page)
    widget.open()
    widget.write("Sou a Ana")
    expect(widget.panel.get_by_text("Enviada")).to_be_visible()
    assert site.log["visitors"][-1] == "user:42"

    page.evaluate("window.Attendance('logout')")
    widget.open()

    expect(widget.texts).to_have_count(0)
    assert site.log["visitors"][-1].startswith("visitor:")


def test_a_chat_for_identified_visitors_says_so(widget: Widget, site: Site) -> None:
    site.play("settings", identified_only=True)
    widget.page.wait_for_function("window.Attendance && !window.Attendance.queue")
    widget.page.evaluate("window.Attendance('open')")

    expect(widget.panel.get_by_role("status")).to_have_text("Entre na sua conta para conversar conosco.")
    expect(widget.input).to_be_disabled()


class TestOtherOrigins:
    def test_a_site_that_is_not_allowed_can_not_show_the_panel(
        self, new_page: NewPage, site: Site, other_server: Site
    ) -> None:
        page = new_page()
        page.goto(f"{other_server.url}/host?server={site.url}")
        page.get_by_role("button", name="Abrir atendimento").click()
        page.wait_for_timeout(1_000)

        assert site.log["visitors"] == []

    def test_an_allowed_site_can(self, new_page: NewPage, site: Site, other_server: Site) -> None:
        site.play("settings", allowed_origins=[other_server.url])
        page = new_page()
        page.goto(f"{other_server.url}/host?server={site.url}")
        widget = Widget(page)
        widget.open()
        widget.write("Oi")
        expect(widget.panel.get_by_text("Enviada")).to_be_visible()
        page.reload()
        expect(widget.texts).to_have_text(["Oi"])

    def test_the_page_can_not_be_fooled_by_another_window(self, widget: Widget) -> None:
        widget.open()
        widget.page.evaluate("window.postMessage({to: 'attendance-page', type: 'close'}, '*')")
        widget.page.wait_for_timeout(300)

        expect(widget.input).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phase", ["idle", "waiting", "human", "offline", "refused"])
def test_nothing_stands_in_the_way_of_anybody(new_page: NewPage, site: Site, scheme: Any, phase: str) -> None:
    page = new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{site.url}/webchat/panel/loja?locale=pt-BR")
    if phase != "idle":
        page.get_by_role("textbox").fill("Oi https://loja.test/x")
        page.get_by_role("textbox").press("Enter")
        expect(page.get_by_text("Enviada")).to_be_visible()
    if phase == "waiting":
        site.play("state", phase="waiting", queue_position=1, estimate_seconds=30)
    if phase == "human":
        site.play("state", phase="human", answering={"kind": "attendant", "name": "Maria"})
        site.play("says", text="Sou um robô", name="Lia", author="bot")
        site.play("says", text="Maria entrou na conversa", name="", author="system")
        site.says("Olá!")
        site.play("types", name="Maria")
        expect(page.get_by_text("está digitando")).to_be_attached()
    if phase == "offline":
        page.context.set_offline(True)
        expect(page.get_by_role("status")).to_contain_text("Sem conexão")
    if phase == "refused":
        site.play("settings", identified_only=True)
        page.reload()
        expect(page.get_by_role("textbox")).to_be_disabled()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_the_shop_itself_is_sound(new_page: NewPage, site: Site) -> None:
    page = new_page()
    page.goto(f"{site.url}/demo/loja")
    page.get_by_role("button", name="Pôr na sacola").first.click()
    expect(page.get_by_text("Sacola · 1")).to_be_visible()
    page.get_by_role("button", name="Falar com a gente").click()
    expect(Widget(page).input).to_be_focused()

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser  # it needs what the web build makes, as the others do
def test_the_widget_stays_small() -> None:
    files = [WIDGET_ROOT / "widget.js", WIDGET_ROOT / "panel.html"]
    files += [
        file for file in (WIDGET_ROOT / "assets").iterdir() if file.name.startswith(("panel", "launcher"))
    ]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in files}

    assert len(sizes) == 5
    assert sizes["widget.js"] <= LOADER_BUDGET_BYTES
    assert sum(sizes.values()) <= BUDGET_BYTES, sizes
