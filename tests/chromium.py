"""For tests in a real browser: Chromium, the running product, and people signed in to it.

Every test that asks for `chromium`, directly or not, is marked `browser` and runs in a step of its own.
"""

import re
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium as installed

# No name but our own address resolves: a page that reaches out to the network fails its test.
_ARGUMENTS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # A microphone that beeps.
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
_SIGN_IN = re.compile(r"^\s+(\S.*?)\s{2,}(\w+)\s+(http\S+/entrar\?token=\S+)$", re.M)

_STOPPING_AT_ONCE = 2
NewPage = Callable[[], Page]


@dataclass(frozen=True, slots=True)
class Product:
    """A running `attendance up` with its demo company."""

    url: str
    sign_in_links: dict[str, str]
    """Role → a link that signs its first person in, once."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Fails, and says what to install, when there is none."""
    path = installed.find()
    if path is None:
        pytest.fail("There is no Chromium: run `./attend test`, which installs it where it may.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Opens pages of different people: each call has cookies of its own. Console errors fail the test."""
    errors: list[str] = []
    with ExitStack() as stack:

        def open_page() -> Page:
            context = chromium.new_context(locale="pt-BR", timezone_id="America/Sao_Paulo")
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            return page

        yield open_page
    assert not errors


@pytest.fixture(scope="session")
def seeded() -> Iterator[Path]:
    """A data folder with the demo company, made once; tests start from copies of it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with running_product(Path(folder) / "data"):
            pass
        yield Path(folder) / "data"


@pytest.fixture(scope="session")
def stopping() -> Iterator[deque[ExitStack]]:
    """Products that were asked to stop: the next test begins meanwhile."""
    products: deque[ExitStack] = deque()
    yield products
    for product in products:
        product.close()


@pytest.fixture
def product(seeded: Path, stopping: deque[ExitStack]) -> Iterator[Product]:
    """The whole product with its demo, for this test alone."""
    while len(stopping) >= _STOPPING_AT_ONCE:
        stopping.popleft().close()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        subprocess.run(["cp", "-a", str(seeded), str(folder / "data")], check=True)
        process = _start(stack, folder / "data")
        yield _read_welcome(process, folder / "log")
        process.terminate()
        stopping.append(stack.pop_all())


@contextmanager
def running_product(data_dir: Path, *options: str) -> Iterator[Product]:
    """`attendance up` in a process of its own, until the block ends."""
    with ExitStack() as stack:
        yield _read_welcome(_start(stack, data_dir, *options), data_dir.with_name("log"))


def _start(stack: ExitStack, data_dir: Path, *options: str) -> "subprocess.Popen[str]":
    """The end of `stack` stops it."""
    command = [sys.executable, "-m", "attendance", "up", "--port", "0", "--data", str(data_dir), *options]
    with data_dir.with_name("log").open("w") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
    stack.callback(process.communicate, timeout=60)
    stack.callback(process.terminate)
    return process


def _read_welcome(process: "subprocess.Popen[str]", log: Path) -> Product:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "/entrar?token=" in said and not line.strip():
            break
    links: dict[str, str] = {}
    for _, role, link in _SIGN_IN.findall(said):
        links.setdefault(role, link)
    url = re.search(r"http://127\.0\.0\.1:\d+", said)
    if url is None:
        pytest.fail(f"The product did not start: {said}{log.read_text()}")
    return Product(url[0], links)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
