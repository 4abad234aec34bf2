"""A mailbox in a Dovecot and an SMTP server, as the tests of this folder use them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.mail_servers import Dovecot, SmtpServer


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = Dovecot(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()
