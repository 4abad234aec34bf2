"""Which events change what somebody may see, or the names under which they see it. Pure.

Frames tell what happened to conversations; who suddenly sees others, or other names on all of them, fetches again.
"""

from collections.abc import Iterable

from attendance.identity.guards import Who
from attendance.identity.schemas import Visibility
from attendance.kernel.events import Recorded


def may_change_sight(who: Who, event: Recorded) -> bool:
    """Whether the event may change which conversations are visible to `who`."""
    return (
        who.visibility is Visibility.QUEUES
        and event.kind == "queue.members_changed"
        and str(who.user_id) in event.payload["user_ids"]
    )


def everybody_starts_again(batch: Iterable[Recorded]) -> bool:
    """Whether people, queues or inboxes came, went or got other names, which countless conversations show."""
    return any(_touches_everything(event) for event in batch)


def _touches_everything(event: Recorded) -> bool:
    match event.kind:
        case "user.deactivated" | "user.reactivated":
            return True
        case "user.changed":
            return "name" in event.payload["changed"]
        case "queue.changed":
            return "name" in event.payload["changed"]
        case "inbox.changed":
            return "name" in event.payload["fields"]
    return False
