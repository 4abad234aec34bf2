"""Which of our files a channel takes, as they are or in another form. Pure.

Asked twice: when a message is posted, so that its author hears at once what can't be sent, and before it is delivered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from attendance.channels.base import Capabilities, MediaRule, MessageKind
from attendance.kernel.errors import InvalidInput

_PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
_SOUNDS: Final = ("audio/ogg", "audio/mp4", "audio/mpeg", "audio/wav")
"""What we can make, best first. Voices are sent as Ogg with Opus wherever that is taken."""
_CAN_BE_SHRUNK: Final = (MessageKind.IMAGE, MessageKind.STICKER)


class FileKindNotTaken(InvalidInput):
    code = "file_kind_not_taken"
    message = "This channel takes no files of the kind {kind}. Send a link to {filename} instead."


class FileTypeNotTaken(InvalidInput):
    code = "file_type_not_taken"
    message = "This channel doesn't take {filename} ({mime_type}). Convert it first, or send a link to it."


class FileTooLarge(InvalidInput):
    code = "file_too_large"
    message = (
        "{filename} is too large for this channel: {limit_mb} MB is the most. Send a link to it instead."
    )


class TooManyFiles(InvalidInput):
    code = "too_many_files"
    message = (
        "A message of this channel carries {most} files at most. Send the others in a message of their own."
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What deciding needs of a file."""

    kind: MessageKind
    mime_type: str
    size_bytes: int
    filename: str
    is_voice: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is sent: as which kind, and as which type; `is_made`: it has to be converted first."""

    kind: MessageKind
    mime_type: str
    max_bytes: int
    is_made: bool = False


def check_files(files: Sequence[Facts], able: Capabilities) -> None:
    """Raises TooManyFiles, and what `form_for` does."""
    if len(files) > able.max_files:
        raise TooManyFiles(most=able.max_files)
    for file in files:
        form_for(file, able)


def form_for(file: Facts, able: Capabilities) -> Form:
    """As it is, if the channel takes that; converted, if we can; as a document, if it takes any.

    Raises FileKindNotTaken, FileTypeNotTaken, FileTooLarge.
    """
    rule, document = able.media.get(file.kind), able.media.get(MessageKind.DOCUMENT)
    form = _in_its_kind(file, rule) if rule is not None else None
    as_document = _as_document(file, document) if document is not None else None
    moves = file.mime_type == "image/gif"
    if form is not None and not (form.is_made and moves and as_document):
        return form
    if file.kind is MessageKind.STICKER and MessageKind.IMAGE in able.media:
        return form_for(_as(file, MessageKind.IMAGE), able)
    if as_document is not None:
        return as_document
    raise _refusal(file, rule, document)


def _in_its_kind(file: Facts, rule: MediaRule) -> Form | None:
    is_taken = not rule.mime_types or file.mime_type in rule.mime_types
    must_be_ogg = file.is_voice and "audio/ogg" in rule.mime_types and file.mime_type != "audio/ogg"
    fits = file.size_bytes <= rule.max_bytes
    if is_taken and fits and not must_be_ogg:
        return Form(file.kind, file.mime_type, rule.max_bytes)
    target = _target(file, rule)
    may_shrink = fits or file.kind in _CAN_BE_SHRUNK or file.kind is MessageKind.AUDIO
    return Form(file.kind, target, rule.max_bytes, is_made=True) if target and may_shrink else None


def _target(file: Facts, rule: MediaRule) -> str | None:
    """What to convert it to; None where we can't."""
    offers: Sequence[str] = ()
    if file.kind in (MessageKind.IMAGE, MessageKind.STICKER) and file.mime_type.startswith("image/"):
        offers = ("image/webp",) if file.kind is MessageKind.STICKER else _PICTURES
    elif file.kind is MessageKind.AUDIO:
        offers = _SOUNDS if file.is_voice else _SOUNDS[1:] + _SOUNDS[:1]
    return next((one for one in offers if not rule.mime_types or one in rule.mime_types), None)


def _as_document(file: Facts, rule: MediaRule) -> Form | None:
    """Any text may be called plain: its name tells what it is."""
    if file.size_bytes > rule.max_bytes:
        return None
    if not rule.mime_types or file.mime_type in rule.mime_types:
        return Form(MessageKind.DOCUMENT, file.mime_type, rule.max_bytes)
    is_text = file.mime_type.startswith("text/") or file.mime_type == "application/json"
    if is_text and "text/plain" in rule.mime_types:
        return Form(MessageKind.DOCUMENT, "text/plain", rule.max_bytes)
    return None


def _as(file: Facts, kind: MessageKind) -> Facts:
    return Facts(kind, file.mime_type, file.size_bytes, file.filename, file.is_voice)


def _refusal(file: Facts, rule: MediaRule | None, document: MediaRule | None) -> InvalidInput:
    limits = [one.max_bytes for one in (rule, document) if one is not None]
    if not limits:
        return FileKindNotTaken(kind=file.kind.value, filename=file.filename)
    if file.size_bytes > max(limits):
        return FileTooLarge(filename=file.filename, limit_mb=round(max(limits) / 1024 / 1024, 1))
    if file.kind is MessageKind.VIDEO and rule is not None and file.size_bytes > rule.max_bytes:
        return FileTooLarge(filename=file.filename, limit_mb=round(rule.max_bytes / 1024 / 1024, 1))
    return FileTypeNotTaken(filename=file.filename, mime_type=file.mime_type)
