"""Writes of queues and members: made, changed, deleted. Each change is followed by a look at who may serve whom now."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from attendance.attendants import actions as attendants
from attendance.attendants.rules import channel_name
from attendance.conversations import actions as conversations
from attendance.conversations.models import Conversation
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.errors import Conflict, InvalidInput, NotFound
from attendance.kernel.ids import new_id
from attendance.queues import events, hours, schemas
from attendance.queues.assigning import plan_rebalance
from attendance.queues.models import Queue, QueueMember, QueuePolicy


class QueueNameTaken(Conflict):
    code = "queue_name_taken"
    message = "There is already a queue called {name}."


class QueueNotEmpty(Conflict):
    code = "queue_not_empty"
    message = (
        "{count} conversations wait in this queue. Serve or transfer them first, or switch the queue off."
    )


class AlreadyMember(Conflict):
    code = "already_member"
    message = "This user serves the queue already."


async def create(tx: Tx, new: schemas.NewQueue, *, created_by: UUID | None) -> UUID:
    """A queue with its policy and first members. Raises: InvalidInput, QueueNameTaken."""
    await _check(tx, new.name, new.bot_id, new.policy, queue_id=None)
    queue_id, now = new_id(), clock.now()
    facts = new.model_dump(exclude={"user_ids", "policy", "channels"} | _left_to_defaults(new))
    await tx.execute(
        insert(Queue).values(
            id=queue_id, tenant_id=tx.tenant_id, created_by=created_by, created_at=now, updated_at=now,
            channels=_channels(new.channels), **facts,
        )
    )  # fmt: skip
    await tx.execute(
        insert(QueuePolicy).values(queue_id=queue_id, tenant_id=tx.tenant_id, **_policy(new.policy))
    )
    tx.publish(events.QueueCreated(queue_id=queue_id, name=new.name))
    await join(tx, queue_id, new.user_ids)
    return queue_id


async def change(tx: Tx, queue_id: UUID, patch: schemas.QueuePatch) -> None:
    """Change what the patch names; `policy` is replaced whole. Limits follow the defaults again when they are null,
    or left out of the policy. Raises: NotFound, InvalidInput, QueueNameTaken."""
    before = await _locked(tx, queue_id)
    wanted = patch.model_dump(exclude_unset=True, exclude={"policy", "channels"})
    wanted = {name: value for name, value in wanted.items() if value is not None or name in _MAY_BE_NULL}
    if patch.channels is not None:
        wanted["channels"] = _channels(patch.channels)
    await _check(tx, wanted.get("name"), wanted.get("bot_id"), patch.policy, queue_id=queue_id)
    changed = [name for name, value in wanted.items() if before[name] != value]
    if changed:
        values = {name: wanted[name] for name in changed}
        await tx.execute(update(Queue).where(Queue.id == queue_id).values(**values, updated_at=clock.now()))
    if "name" in changed:
        await conversations.name_queue(tx, queue_id, wanted["name"])
    if patch.policy is not None and await _replace_policy(tx, queue_id, patch.policy):
        changed.append("policy")
    if changed:
        tx.publish(events.QueueChanged(queue_id=queue_id, changed=sorted(changed)))
        await plan_rebalance(tx, [queue_id])


_MAY_BE_NULL = frozenset({"description", "bot_id", "max_wait_seconds", "auto_assign"})


async def remove(tx: Tx, queue_id: UUID) -> None:
    """Delete an empty queue; conversations that came through it keep its name. Raises: NotFound, QueueNotEmpty."""
    before = await _locked(tx, queue_id)
    waiting = await tx.scalar(
        select(func.count()).where(Conversation.queue_id == queue_id, Conversation.status == "waiting")
    )
    if waiting:
        raise QueueNotEmpty(count=waiting)
    members = await tx.rows(select(QueueMember.user_id).where(QueueMember.queue_id == queue_id))
    await tx.execute(delete(Queue).where(Queue.id == queue_id))
    if members:
        tx.publish(
            events.QueueMembersChanged(queue_id=queue_id, user_ids=[member.user_id for member in members])
        )
    tx.publish(events.QueueDeleted(queue_id=queue_id, name=before["name"]))


async def join(tx: Tx, queue_id: UUID, user_ids: Iterable[UUID]) -> list[UUID]:
    """Let these users serve the queue, with the usual limits; who does already stays as they are.

    Returns who is new. Raises: InvalidInput, for somebody who is no active user."""
    wanted = list(dict.fromkeys(user_ids))
    await _check_users(tx, wanted)
    joined = []
    for user_id in wanted:
        await attendants.ensure_profile(tx, user_id)
        row = {"id": new_id(), "tenant_id": tx.tenant_id, "queue_id": queue_id, "user_id": user_id}
        added = upsert(QueueMember).values(**row, created_at=clock.now())
        if await tx.execute(added.on_conflict_do_nothing(index_elements=["queue_id", "user_id"])):
            joined.append(user_id)
    if joined:
        await _members_changed(tx, queue_id, joined)
    return joined


async def add_member(tx: Tx, queue_id: UUID, new: schemas.NewMember) -> UUID:
    """Raises: NotFound, InvalidInput, AlreadyMember."""
    await _locked(tx, queue_id)
    if not await join(tx, queue_id, [new.user_id]):
        raise AlreadyMember
    mine = (QueueMember.queue_id == queue_id, QueueMember.user_id == new.user_id)
    limits = {"max_conversations": new.max_conversations, "priority": new.priority}
    await tx.execute(update(QueueMember).where(*mine).values(**limits))
    member_id: UUID = await tx.scalar(select(QueueMember.id).where(*mine))
    return member_id


async def change_member(tx: Tx, queue_id: UUID, member_id: UUID, patch: schemas.MemberPatch) -> None:
    """Raises NotFound."""
    user_id = await _member(tx, queue_id, member_id)
    wanted = patch.model_dump(exclude_none=True)
    if wanted:
        await tx.execute(update(QueueMember).where(QueueMember.id == member_id).values(**wanted))
        await _members_changed(tx, queue_id, [user_id])


async def remove_member(tx: Tx, queue_id: UUID, member_id: UUID) -> None:
    """They keep the conversations that they have. Raises NotFound."""
    user_id = await _member(tx, queue_id, member_id)
    await tx.execute(delete(QueueMember).where(QueueMember.id == member_id))
    await _members_changed(tx, queue_id, [user_id])


async def _members_changed(tx: Tx, queue_id: UUID, user_ids: list[UUID]) -> None:
    tx.publish(events.QueueMembersChanged(queue_id=queue_id, user_ids=user_ids))
    await plan_rebalance(tx, [queue_id])


async def _member(tx: Tx, queue_id: UUID, member_id: UUID) -> UUID:
    row = await tx.first(
        select(QueueMember.user_id)
        .where(QueueMember.queue_id == queue_id, QueueMember.id == member_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("member")
    user_id: UUID = row.user_id
    return user_id


async def _locked(tx: Tx, queue_id: UUID) -> dict[str, Any]:
    rows = await tx.mappings(select(Queue.__table__).where(Queue.id == queue_id).with_for_update())
    if not rows:
        raise NotFound("queue")
    return dict(rows[0])


async def _check(
    tx: Tx,
    name: str | None,
    bot_id: UUID | None,
    policy: schemas.QueuePolicy | None,
    *,
    queue_id: UUID | None,
) -> None:
    if name is not None:
        others = await tx.fetch("select id from attendance_queues where fold(name) = fold($1)", name.strip())
        if any(row["id"] != queue_id for row in others):
            raise QueueNameTaken(name=name)
    if bot_id is not None and not await tx.fetch("select 1 from bots where id = $1", bot_id):
        raise InvalidInput("There is no such bot.", fields={"bot_id": "unknown"})
    if policy is None:
        return
    hours.check(policy.hours)
    fallback = policy.fallback_queue_id
    if fallback is not None and (fallback == queue_id or not await _exists(tx, fallback)):
        raise InvalidInput(
            "The fallback must be another queue of yours.", fields={"policy.fallback_queue_id": "unknown"}
        )


async def _exists(tx: Tx, queue_id: UUID) -> bool:
    return await tx.first(select(Queue.id).where(Queue.id == queue_id)) is not None


async def _check_users(tx: Tx, user_ids: list[UUID]) -> None:
    rows = await tx.rows(select(User.id).where(User.id.in_(user_ids), User.is_active))
    missing = set(user_ids) - {row.id for row in rows}
    if missing:
        unknown = ", ".join(sorted(str(id) for id in missing))
        raise InvalidInput(f"Not an active user: {unknown}.", fields={"user_ids": unknown})


async def _replace_policy(tx: Tx, queue_id: UUID, policy: schemas.QueuePolicy) -> bool:
    wanted = _policy(policy)
    rows = await tx.mappings(select(QueuePolicy.__table__).where(QueuePolicy.queue_id == queue_id))
    if rows and {name: rows[0][name] for name in wanted} == wanted:
        return False
    await tx.execute(update(QueuePolicy).where(QueuePolicy.queue_id == queue_id).values(**wanted))
    return True


def _policy(policy: schemas.QueuePolicy) -> dict[str, Any]:
    return policy.model_dump(mode="json", exclude={"fallback_queue_id", "max_size"}) | {
        "fallback_queue_id": policy.fallback_queue_id,
        "max_size": None if _left_to_defaults(policy) else policy.max_size,
    }


def _left_to_defaults(given: schemas.NewQueue | schemas.QueuePolicy) -> set[str]:
    """Limits that the request doesn't name."""
    return {"max_wait_seconds", "auto_assign", "max_size"} & set(
        type(given).model_fields
    ) - given.model_fields_set


def _channels(names: Iterable[str]) -> list[str]:
    """As they were written, each once: `web` and `webchat` are one channel."""
    return list({channel_name(name): name.strip() for name in names if name.strip()}.values())
