"""The type of a connection of the database driver, for the hot paths."""

from typing import TypeAlias

import asyncpg

Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
