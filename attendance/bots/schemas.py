"""Wire shapes of bots."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt

from attendance.kernel.wire import Wire

Value: TypeAlias = StrictBool | StrictInt | str | list[str]


class Bot(Wire):
    """`settings` holds every key of config.csv with the value that counts; `written`, the keys that were set."""

    id: UUID
    name: str
    is_active: bool
    settings: dict[str, Value]
    written: list[str]
    created_at: datetime
    updated_at: datetime


class BotPatch(Wire):
    """`settings` changes the keys that it names; null makes a key follow its default again."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    is_active: bool | None = None
    settings: dict[str, Value | None] = Field(default_factory=dict)
