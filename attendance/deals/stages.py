"""The stages of the pipeline. Whoever writes one holds their lock, so that keys and order stay one for all."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, insert, select, update

from attendance.deals import events, schemas
from attendance.deals.models import Deal, Stage
from attendance.deals.rules import Kind, PipelineIncomplete, StageInUse, Step, check_complete, key_of
from attendance.kernel.database import Tx
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.kernel.text import fold

_SHOWN: Final = (Stage.id, Stage.key, Stage.name, Stage.order_index, Stage.probability, Stage.kind)
_ORDER: Final = (Stage.order_index, Stage.key)


async def stages(tx: Tx) -> list[schemas.PipelineStage]:
    """In their order."""
    return [schemas.PipelineStage(**row) for row in await tx.mappings(select(*_SHOWN).order_by(*_ORDER))]


async def named(tx: Tx, said: str) -> schemas.PipelineStage:
    """The stage with this key or, as people write it, this name. Raises NotFound."""
    known = await stages(tx)
    for one in known:
        if one.key == said.strip():
            return one
    for one in known:
        if fold(said.strip()) in (one.key, fold(one.name)):
            return one
    raise NotFound("stage")


async def first(tx: Tx, kind: Kind = "open") -> schemas.PipelineStage:
    """Where deals begin, or end: a pipeline has stages of each kind."""
    return next(one for one in await stages(tx) if one.kind == kind)


async def replace(tx: Tx, wanted: Sequence[Step]) -> None:
    """The whole pipeline anew, in this order. Raises PipelineIncomplete, StageInUse, InvalidInput."""
    known = {one.key: one for one in await _locked(tx)}
    kept = [one.key for one in wanted if one.key is not None]
    if len(set(kept)) < len(kept) or not known.keys() >= set(kept):
        raise InvalidInput("A stage is named that isn't there, or twice.", fields={"stages": "key"})
    check_complete(known[one.key].kind if one.key else one.kind for one in wanted)
    for key in known.keys() - set(kept):
        await _remove(tx, known[key], into=kept)
    keys = set(known)
    for index, one in enumerate(wanted):
        if one.key is None:
            keys.add(await _insert(tx, one, index, keys))
        else:
            await _write(tx, known[one.key].id, one.name, index, one.probability)
    tx.publish(events.PipelineChanged())


async def add(tx: Tx, name: str, probability: float, kind: Kind, at: int | None) -> UUID:
    """A new stage at this place, None: before those that end a deal. Raises InvalidInput."""
    _check(name, probability)
    known = await _locked(tx)
    if at is None:
        at = next((one.order_index for one in known if one.kind != "open"), len(known))
    await tx.execute(update(Stage).where(Stage.order_index >= at).values(order_index=Stage.order_index + 1))
    key = await _insert(tx, Step(name, probability, kind), at, {one.key for one in known})
    tx.publish(events.PipelineChanged())
    found: UUID | None = await tx.scalar(select(Stage.id).where(Stage.key == key))
    assert found is not None
    return found


async def change(
    tx: Tx,
    stage_id: UUID,
    *,
    name: str | None = None,
    probability: float | None = None,
    at: int | None = None,
) -> None:
    """What is named. Raises NotFound, InvalidInput."""
    found = next((one for one in await _locked(tx) if one.id == stage_id), None)
    if found is None:
        raise NotFound("stage")
    wanted = found.name if name is None else name
    chance = found.probability if probability is None else probability
    _check(wanted, chance)
    await _write(tx, stage_id, wanted, found.order_index if at is None else at, chance)
    tx.publish(events.PipelineChanged())


async def remove(tx: Tx, stage_id: UUID) -> None:
    """Raises NotFound, StageInUse, PipelineIncomplete."""
    known = await _locked(tx)
    found = next((one for one in known if one.id == stage_id), None)
    if found is None:
        raise NotFound("stage")
    others = [one for one in known if one.id != stage_id]
    check_complete(one.kind for one in others)
    await _remove(tx, found, into=[one.key for one in others])
    tx.publish(events.PipelineChanged())


def _check(name: str, probability: float) -> None:
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise InvalidInput("A stage needs a name of at most 60 letters.", fields={"name": "length"})
    if not 0 <= probability <= 100:
        raise InvalidInput("A probability is between 0 and 100.", fields={"probability": "range"})


_LONGEST_NAME: Final = 60


async def _locked(tx: Tx) -> list[schemas.PipelineStage]:
    rows = await tx.mappings(select(*_SHOWN).order_by(*_ORDER).with_for_update())
    return [schemas.PipelineStage(**row) for row in rows]


async def _insert(tx: Tx, one: Step, index: int, taken: set[str]) -> str:
    key = key_of(one.name, taken)
    await tx.execute(
        insert(Stage).values(
            id=new_id(), tenant_id=tx.tenant_id, key=key, name=one.name.strip(), order_index=index,
            probability=one.probability, kind=one.kind,
        )
    )  # fmt: skip
    return key


async def _write(tx: Tx, stage_id: UUID, name: str, index: int, probability: float) -> None:
    values = {"name": name.strip(), "order_index": index, "probability": probability}
    await tx.execute(update(Stage).where(Stage.id == stage_id).values(**values))


async def _remove(tx: Tx, found: schemas.PipelineStage, *, into: Sequence[str]) -> None:
    """Deals that were deleted don't hold a stage: they would come back in the first one."""
    deals = await tx.scalar(
        select(func.count()).select_from(Deal).where(Deal.stage == found.key, Deal.deleted_at.is_(None))
    )
    if deals:
        raise StageInUse(deals=deals, stage=found.name)
    if not into:
        raise PipelineIncomplete
    refuge = select(Stage.key).where(Stage.kind == found.kind, Stage.key.in_(into)).order_by(*_ORDER).limit(1)
    await tx.execute(update(Deal).where(Deal.stage == found.key).values(stage=refuge.scalar_subquery()))
    await tx.execute(delete_rows(Stage).where(Stage.id == found.id))
