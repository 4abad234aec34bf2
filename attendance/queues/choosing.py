"""Which queue a conversation goes to: the one that was named, else by department, else by channel."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from attendance.attendants.rules import serves
from attendance.kernel.errors import Conflict, NotFound
from attendance.kernel.text import words
from attendance.queues.snapshots import QueueFacts


class QueueInactive(Conflict):
    code = "queue_inactive"
    message = "The queue {name} is switched off. Choose another one, or activate it."


def queue_for(
    queues: Sequence[QueueFacts], *, queue_id: UUID | None, department: str | None, channel: str
) -> QueueFacts | None:
    """The queue to enter, or None when no queue is active. `queues` in the order of their `priority_order`.

    A department that no queue is called after, or a channel that none serves, leads to the next best queue rather
    than nowhere. Raises: NotFound and QueueInactive, for a queue named by its id."""
    if queue_id is not None:
        return _named(queues, queue_id)
    active = [queue for queue in queues if queue.is_active]
    serving = [queue for queue in active if serves(queue.channels, channel)]
    return (
        _of_department(serving, department) or _of_department(active, department) or _first(serving, active)
    )


def queues_of_departments(queues: Sequence[QueueFacts], departments: Iterable[str]) -> list[QueueFacts]:
    """Every queue that one of these names means, each once."""
    found = (_of_department(queues, department) for department in departments)
    return list({queue.id: queue for queue in found if queue is not None}.values())


def queues_serving(queues: Sequence[QueueFacts], channels: Iterable[str]) -> list[QueueFacts]:
    """Queues that have a channel in common with somebody who serves `channels`."""
    theirs = list(channels)
    return [queue for queue in queues if any(serves(theirs, channel) for channel in queue.channels)]


def _named(queues: Iterable[QueueFacts], queue_id: UUID) -> QueueFacts:
    for queue in queues:
        if queue.id == queue_id:
            if not queue.is_active:
                raise QueueInactive(name=queue.name)
            return queue
    raise NotFound("queue")


def _of_department(queues: Iterable[QueueFacts], department: str | None) -> QueueFacts | None:
    """`suporte` is the queue Suporte, else one whose name has the word, as Suporte WhatsApp."""
    if not department or not words(department).strip():
        return None
    wanted, found = words(department), [queue for queue in queues if words(department) in words(queue.name)]
    exact = [queue for queue in found if words(queue.name) == wanted]
    return next(iter(exact or found), None)


def _first(*choices: Sequence[QueueFacts]) -> QueueFacts | None:
    return next((queues[0] for queues in choices if queues), None)
