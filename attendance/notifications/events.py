"""What happens to the settings of notifications."""

from dataclasses import dataclass
from typing import ClassVar

from attendance.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSettingsChanged(Event):
    """`what`: `settings`, or the name of a template."""

    kind: ClassVar[str] = "notification_settings.changed"
    what: str
