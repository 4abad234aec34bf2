"""The files of a message in Teams, and the message that it quotes. Pure.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4, read 2026-11.
"""

import mimetypes
import re
from collections.abc import Mapping
from typing import Any

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.reading import read_dict, read_id, read_list, read_text

FILE_INFO = "application/vnd.microsoft.teams.file.download.info"
_QUOTED = re.compile(r'itemtype="https?://schema\.skype\.com/Reply"[^>]*itemid="(\d{1,20})"')
_KINDS = {"image": MessageKind.IMAGE, "audio": MessageKind.AUDIO, "video": MessageKind.VIDEO}
_SHOWN = ("contentType", "name", "contentUrl")


def parts_of_message(activity: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in read_list(activity.get("attachments")) if isinstance(one, dict)]


def attachments_of(activity: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Files that can be fetched: what people sent in a chat, and pictures within the words."""
    return tuple(found for part in parts_of_message(activity) if (found := _attachment(part)))


def links_of(activity: Mapping[str, Any]) -> list[str]:
    """Files that only people may open: those of a channel are in its team's own drive."""
    named = [
        [read_text(part.get("name")), read_text(part.get("contentUrl"))]
        for part in parts_of_message(activity)
        if part.get("contentType") == "reference"
    ]
    return [" ".join(text for text in one if text) for one in named if any(one)]


def quoted_activity(activity: Mapping[str, Any]) -> str | None:
    """The message of the same chat that this one quotes."""
    for part in parts_of_message(activity):
        content = part.get("content")
        if part.get("contentType") == "messageReference":
            return read_id(read_dict(content).get("messageId")) or read_id(part.get("id"))
        if part.get("contentType") == "text/html" and isinstance(content, str):
            found = _QUOTED.search(content)
            if found:
                return found[1]
    return None


def shown_files(activity: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files without their addresses of some minutes."""
    return [
        {key: part[key] for key in _SHOWN if key in part}
        for part in parts_of_message(activity)
        if _attachment(part)
    ]


def _attachment(part: Mapping[str, Any]) -> Attachment | None:
    mime_type, name = read_text(part.get("contentType")) or "", read_text(part.get("name"))
    if mime_type == FILE_INFO:
        url = read_text(read_dict(part.get("content")).get("downloadUrl"))
        mime_type = mimetypes.guess_type(name or "")[0] or "application/octet-stream"
    elif mime_type.partition("/")[0] in _KINDS:
        url = read_text(part.get("contentUrl"))
    else:
        return None
    if url is None or not url.startswith(("https://", "http://")):
        return None
    kind = _KINDS.get(mime_type.partition("/")[0], MessageKind.DOCUMENT)
    known = None if mime_type.endswith("/*") else mime_type
    return Attachment(kind, url=url, mime_type=known, filename=name)
