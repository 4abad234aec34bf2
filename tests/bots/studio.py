"""A bot of a test's tenant, with short words for what its author does."""

from dataclasses import dataclass
from uuid import UUID

from attendance.botfiles import bundle as bundles
from attendance.bots import actions, drafts, folders, publishing
from attendance.bots.publishing import Publication
from attendance.bots.schemas import BotPatch, Value
from tests.factories.world import VAULT, World

CONFIG = "name,value\nattendance-queue-size,20\n"


@dataclass(frozen=True, slots=True)
class Studio:
    world: World
    bot_id: UUID

    async def save(self, path: str, text: str) -> None:
        """Whatever stood there before."""
        async with self.world.tx() as tx:
            known = {file.path: file.revision for file in await folders.files(tx, self.bot_id)}
            await drafts.save(tx, VAULT, self.bot_id, path, text, revision=known.get(path))

    async def text(self, path: str) -> str | None:
        async with self.world.tx() as tx:
            return (await folders.file(tx, self.bot_id, path)).text

    async def files(self) -> dict[str, int]:
        """Revisions by path."""
        async with self.world.tx() as tx:
            return {file.path: file.revision for file in await folders.files(tx, self.bot_id)}

    async def publish(self, note: str | None = None) -> Publication:
        async with self.world.tx() as tx:
            return await publishing.publish(tx, VAULT, self.bot_id, note=note)

    async def restore(self, number: int) -> Publication:
        async with self.world.tx() as tx:
            return await publishing.restore(tx, VAULT, self.bot_id, number)

    async def patch(self, **settings: Value | None) -> None:
        cells = {name.replace("_", "-"): value for name, value in settings.items()}
        async with self.world.tx() as tx:
            await actions.change(tx, VAULT, self.bot_id, BotPatch(settings=cells))

    async def events(self, kind: str) -> list[dict[str, object]]:
        async with self.world.tx() as tx:
            rows = await tx.fetch(
                "select payload from events where tenant_id = $1 and kind = $2 order by id",
                self.world.tenant_id, kind,
            )  # fmt: skip
        return [dict(row["payload"]) for row in rows]


async def make_studio(world: World, **files: str) -> Studio:
    """A bot with a draft: config.csv, and the files that are named (`start="…"` is start.bas)."""
    contents = {"config.csv": CONFIG, **{f"{name}.bas": text for name, text in files.items()}}
    given = bundles.bundle([bundles.file(path, text.encode()) for path, text in contents.items()])
    async with world.tx() as tx:
        return Studio(world, await actions.create(tx, VAULT, "Lia", given))
