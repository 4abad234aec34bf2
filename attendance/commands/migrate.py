"""`attendance migrate`: bring the database to the schema of this version."""

from attendance.commands import database
from attendance.commands.options import Data, settings_of
from attendance.commands.terminal import console, failing_clearly
from attendance.kernel import migrate as migrations
from attendance.kernel import revisions


def migrate(data: Data = None) -> None:
    """Bring the database to the schema of this version. Safe to run at any time, by several at once."""
    with failing_clearly(), database.opened(settings_of(data), may_create=True) as dsn:
        missing = revisions.pending(dsn)
        migrations.upgrade(dsn)
    console.print(f"Ran {', '.join(missing)}." if missing else "The database is up to date.")
