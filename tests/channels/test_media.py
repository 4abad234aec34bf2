"""Which files a channel takes, and in which form."""

from typing import Any

import pytest

from attendance.channels.base import Capabilities, MediaRule, MessageKind
from attendance.channels.media import (
    Facts,
    FileKindNotTaken,
    FileTooLarge,
    FileTypeNotTaken,
    Form,
    TooManyFiles,
    check_files,
    form_for,
)
from attendance.channels.telegram.channel import TelegramChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel

MIB = 1024 * 1024
WHATSAPP, TELEGRAM = WhatsAppChannel.capabilities, TelegramChannel.capabilities
WORDS_ONLY = Capabilities(max_text_chars=1000)
IMAGES_ONLY = Capabilities(max_text_chars=1000, media={MessageKind.IMAGE: MediaRule(MIB)})
INSTAGRAM = Capabilities(
    max_text_chars=1000,
    media={MessageKind.AUDIO: MediaRule(25 * MIB, frozenset({"audio/mp4", "audio/wav"}))},
)


def file(kind: str, mime: str, size: int = 1000, **more: Any) -> Facts:
    return Facts(MessageKind(kind), mime, size, "nome", **more)


FORMS: dict[str, tuple[Capabilities, Facts, tuple[str, str, bool]]] = {
    "a photo": (WHATSAPP, file("image", "image/jpeg"), ("image", "image/jpeg", False)),
    "a photo of an iPhone": (WHATSAPP, file("image", "image/heic"), ("image", "image/jpeg", True)),
    "a photo of the web": (WHATSAPP, file("image", "image/webp"), ("image", "image/jpeg", True)),
    "a large photo is made smaller": (
        WHATSAPP, file("image", "image/jpeg", 9 * MIB), ("image", "image/jpeg", True)
    ),
    "what moves is a document where that is taken": (
        TELEGRAM, file("image", "image/gif"), ("document", "image/gif", False)
    ),
    "what moves stands still elsewhere": (WHATSAPP, file("image", "image/gif"), ("image", "image/jpeg", True)),
    "a recording of Chrome": (
        WHATSAPP, file("audio", "audio/webm", is_voice=True), ("audio", "audio/ogg", True)
    ),
    "a recording of Safari": (
        TELEGRAM, file("audio", "audio/mp4", is_voice=True), ("audio", "audio/ogg", True)
    ),
    "a recording elsewhere": (
        INSTAGRAM, file("audio", "audio/webm", is_voice=True), ("audio", "audio/mp4", True)
    ),
    "a voice that was passed on": (
        WHATSAPP, file("audio", "audio/ogg", is_voice=True), ("audio", "audio/ogg", False)
    ),
    "music stays music": (WHATSAPP, file("audio", "audio/mp4"), ("audio", "audio/mp4", False)),
    "waves": (WHATSAPP, file("audio", "audio/wav"), ("audio", "audio/mp4", True)),
    "a film": (WHATSAPP, file("video", "video/mp4", 16 * MIB), ("video", "video/mp4", False)),
    "a large film as a document": (
        WHATSAPP, file("video", "video/mp4", 17 * MIB), ("document", "video/mp4", False)
    ),
    "a film of another kind as a document": (
        TELEGRAM, file("video", "video/webm"), ("document", "video/webm", False)
    ),
    "a letter": (WHATSAPP, file("document", "application/pdf"), ("document", "application/pdf", False)),
    "rows are plain text": (WHATSAPP, file("document", "text/csv"), ("document", "text/plain", False)),
    "a sticker as a photo": (IMAGES_ONLY, file("sticker", "image/webp"), ("image", "image/webp", False)),
}  # fmt: skip


@pytest.mark.parametrize(("able", "one", "expected"), FORMS.values(), ids=FORMS.keys())
def test_each_file_goes_in_the_best_form(
    able: Capabilities, one: Facts, expected: tuple[str, str, bool]
) -> None:
    form = form_for(one, able)

    assert (form.kind, form.mime_type, form.is_made) == expected


REFUSALS: dict[str, tuple[Capabilities, Facts, type[Exception]]] = {
    "a channel of words": (WORDS_ONLY, file("image", "image/jpeg"), FileKindNotTaken),
    "a letter to a channel of photos": (IMAGES_ONLY, file("document", "application/pdf"), FileKindNotTaken),
    "a zip": (WHATSAPP, file("document", "application/zip"), FileTypeNotTaken),
    "a film of another kind": (WHATSAPP, file("video", "video/webm"), FileTypeNotTaken),
    "a letter of 101 MB": (WHATSAPP, file("document", "application/pdf", 101 * MIB), FileTooLarge),
    "a film of 51 MB": (TELEGRAM, file("video", "video/mp4", 51 * MIB), FileTooLarge),
}


@pytest.mark.parametrize(("able", "one", "error"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_is_not_taken_says_what_to_do(able: Capabilities, one: Facts, error: type[Exception]) -> None:
    with pytest.raises(error):
        form_for(one, able)


def test_only_so_many_files_go_in_one_message() -> None:
    check_files([file("image", "image/jpeg")], WHATSAPP)

    with pytest.raises(TooManyFiles) as raised:
        check_files([file("image", "image/jpeg")] * 2, WHATSAPP)
    assert raised.value.facts == {"most": 1}


def test_what_is_made_has_to_fit() -> None:
    assert form_for(file("image", "image/heic", 9 * MIB), WHATSAPP) == Form(
        MessageKind.IMAGE, "image/jpeg", 5 * MIB, is_made=True
    )
