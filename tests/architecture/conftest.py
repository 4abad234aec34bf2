"""The product's application, without its background parts."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from attendance.kernel.bus import LocalBus
from attendance.kernel.settings import Settings
from attendance.main import WebServices, build_services, create_app

MASTER_KEY = b"0" * 32  # the one of factories.world.VAULT


@pytest.fixture(scope="module")
async def services(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[WebServices]:
    key = SecretStr(base64.b64encode(MASTER_KEY).decode())
    settings = Settings(public_url="http://test", secret_key=key, data_dir=tmp_path_factory.mktemp("data"))
    services = build_services(settings, database_url, bus=LocalBus())
    yield services
    await services.http.aclose()
    await services.database.close()


@pytest.fixture(scope="module")
def app(services: WebServices) -> FastAPI:
    return create_app(services, web_root=Path("nothing-is-built-here"))
