"""The files of a message in Slack. They stay there until they are fetched with the bot's token. Pure.

Source: docs.slack.dev/reference/objects/file-object, read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from attendance.channels.base import Attachment, MessageKind
from attendance.channels.reading import read_dict, read_id, read_list, read_text

_SHOWN = ("id", "name", "title", "mimetype", "size", "mode", "permalink")
_KINDS = {"image": MessageKind.IMAGE, "audio": MessageKind.AUDIO, "video": MessageKind.VIDEO}


def attachments_of(event: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Files that Slack keeps; one that it only tells of (`file_access: check_file_info`) has an id and no address."""
    return tuple(_attachment(file) for file in _files(event) if _is_kept(file) and read_id(file.get("id")))


def links_of(event: Mapping[str, Any]) -> list[str]:
    """Files that are kept elsewhere (a drive), or that are gone, as words."""
    told = [file for file in _files(event) if not _is_kept(file)]
    lines = [" ".join(_named(file)) for file in told]
    return [line for line in lines if line]


def shown_files(event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files without their many thumbnails."""
    return [{key: file[key] for key in _SHOWN if key in file} for file in _files(event)]


def attachment_url(file: Mapping[str, Any]) -> str | None:
    """Where the content is."""
    return read_text(file.get("url_private_download")) or read_text(file.get("url_private"))


def _files(event: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [read_dict(one) for one in read_list(event.get("files")) if isinstance(one, dict)]


def _is_kept(file: Mapping[str, Any]) -> bool:
    is_elsewhere = file.get("is_external") is True or file.get("mode") == "external"
    return not is_elsewhere and file.get("mode") not in ("tombstone", "hidden_by_limit")


def _attachment(file: Mapping[str, Any]) -> Attachment:
    mime_type = read_text(file.get("mimetype"))
    size = file.get("size")
    return Attachment(
        kind=_KINDS.get((mime_type or "").partition("/")[0], MessageKind.DOCUMENT),
        id=read_id(file.get("id")),
        url=attachment_url(file),
        mime_type=mime_type,
        filename=read_text(file.get("name")) or read_text(file.get("title")),
        size_bytes=size if isinstance(size, int) and size >= 0 else None,
        is_voice=file.get("subtype") == "slack_audio",
    )


def _named(file: Mapping[str, Any]) -> list[str]:
    title = read_text(file.get("title")) or read_text(file.get("name"))
    address = read_text(file.get("url_private")) or read_text(file.get("permalink"))
    return [part for part in (title, address) if part]
