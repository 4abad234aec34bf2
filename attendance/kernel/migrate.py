"""Brings a database to the schema of this version: migrations are SQL by hand, run by Alembic one by one.

Whether there is anything to run is asked of `kernel.revisions`, which doesn't load Alembic.
"""

from alembic import command
from alembic.config import Config

from attendance.kernel.revisions import folder


def upgrade(dsn: str) -> None:
    """Run the migrations that `dsn` lacks. Several processes may call it at once: one works, the others wait.

    `dsn` names the owner of the tables. Not to be called from a running event loop.
    """
    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.attributes["dsn"] = dsn
    command.upgrade(config, "head")
