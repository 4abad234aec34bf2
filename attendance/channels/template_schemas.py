"""Wire shapes of templates."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from attendance.kernel.wire import Wire


class TemplateVariable(Wire):
    """Something to fill in. `key` names it when it is sent: `1` or `nome` in the body, `header.1`, `button.0`."""

    key: str
    part: Literal["header", "body", "url", "copy_code"]
    label: str
    example: str | None
    max_chars: int


class MessageTemplate(Wire):
    """A text that the vendor approved, or not yet. `preview` has its places still empty, as `{{1}}` or `{{nome}}`.

    `status` approved|pending|in_appeal|rejected|paused|disabled|…: only approved ones can be sent.
    `header_file`: the kind of file that it begins with (image, video, document).
    """

    id: UUID
    inbox_id: UUID
    name: str
    language: str
    category: str
    status: str
    quality: str | None
    rejected_reason: str | None
    preview: str
    header_file: str | None
    buttons: list[str]
    variables: list[TemplateVariable]
    synced_at: datetime


class SyncedTemplates(Wire):
    """How many templates the account has; `problem`: why the vendor couldn't be asked."""

    count: int
    problem: str | None
