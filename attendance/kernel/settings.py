"""Settings of a process, from the environment (`ATTENDANCE_…`). Tenants' are rows, bots' are config.csv."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from attendance.kernel.errors import AttendanceError


class BadSettings(AttendanceError):
    """A variable of the environment is missing or makes no sense; names the variable."""

    code = "bad_settings"
    message = "{problems}"


class Settings(BaseSettings):
    """Every variable of the environment that we read. The defaults run a demo with no account anywhere."""

    model_config = SettingsConfigDict(env_prefix="ATTENDANCE_", extra="ignore", frozen=True)

    database_url: str | None = None
    """postgresql://user:password@host/name; absent means the embedded server in the data folder."""
    database_pool_size: int = Field(10, ge=2, le=200)
    redis_url: str | None = None
    """Moves wake-ups, presence and rate limits to Redis; needed from two web machines on."""
    storage_url: str | None = None
    """s3://bucket/prefix?endpoint=…; absent means the data folder."""
    data_dir: Path = Path("data")
    public_url: str = "http://127.0.0.1:8080"
    """How browsers and vendors reach us; webhook addresses and links are made of it."""
    secret_key: SecretStr | None = None
    """Master key (32 bytes, base64) for stored secrets; absent means the file `secret.key` in the data folder."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "console"] = "auto"
    graph_url: str = "https://graph.facebook.com"
    graph_version: str = "v26.0"
    instagram_url: str = "https://graph.instagram.com"
    telegram_url: str = "https://api.telegram.org"
    twilio_url: str = "https://api.twilio.com"
    slack_url: str = "https://slack.com/api"
    teams_url: str = "https://smba.trafficmanager.net/teams"
    """The Bot Connector of the public cloud; an inbox may name another of Microsoft's."""
    teams_login_url: str = "https://login.microsoftonline.com"
    teams_openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """Who signs what Teams delivers; sovereign clouds have their own."""
    google_chat_url: str = "https://chat.googleapis.com"
    google_token_url: str = "https://oauth2.googleapis.com/token"
    google_keys_url: str = "https://www.googleapis.com"
    """Below it are the keys by which Google signs what it delivers."""
    smtp_url: SecretStr | None = None
    """Mail server for notifications of companies that have no mailbox here: smtp://user:password@host:587 (STARTTLS),
    smtps://…:465 (TLS), smtp+none://… (neither, for servers inside the house)."""
    smtp_from: str | None = None
    """The address that they come from; absent means the user name of `smtp_url`."""
    demo_url: str | None = None
    """Where the demo's telephones answer in place of the vendors; `attendance up` sets it. Real accounts stay real."""
    allow_private_urls: bool = False
    """Lets configured URLs point into private networks; for development and closed networks only."""
    llm_hosts: str = ""
    """Hosts inside the operator's network, comma-separated, `host` or `host:port`, where bots' `llm-provider-url` may
    point although private addresses are refused."""
    session_days: int = Field(14, ge=1, le=365)
    worker_concurrency: int = Field(8, ge=1, le=256)


def load(**overrides: object) -> Settings:
    """Settings from the environment. Raises BadSettings naming each wrong variable."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        problems = "; ".join(
            f"ATTENDANCE_{'_'.join(str(part) for part in e['loc']).upper()}: {e['msg']}"
            for e in error.errors()
        )
        raise BadSettings(problems=problems) from error


def environment_with(**settings: str) -> dict[str, str]:
    """The environment for a process of ours: this one's, with these settings in place of its own."""
    return {**os.environ, **{f"ATTENDANCE_{name.upper()}": value for name, value in settings.items()}}
