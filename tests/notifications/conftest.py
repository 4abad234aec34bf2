"""A shop whose people are told by mail; the mailbox is a fake."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.notifications.office import Office, open_office


@pytest.fixture
async def office(fresh_database_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(fresh_database_url, tmp_path) as office:
        yield office
