"""SEND FILE and its kin: a file to the customer of the conversation, as the channel takes it."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.language_keywords.arguments import argument
from attendance.basic.values import File
from attendance.bots.keywords.base import OutsideKeyword
from attendance.bots.scripts import files, sending
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.bots.scripts.sending import NotSent, Order
from attendance.channels.media import FileKindNotTaken, FileTooLarge, FileTypeNotTaken
from attendance.files.schemas import FileKind

_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_URL: Final = 4000


class SendFile(OutsideKeyword):
    phrase = "SEND FILE"
    kind: ClassVar[FileKind | None] = None
    syntax: ClassVar[tuple[str, ...]] = ("SEND FILE file [, caption]",)
    example = (
        'r = SEND FILE "kb/tabela-de-precos.pdf", "Nossa tabela de preços"\n'
        'IF NOT r.success THEN TALK "Não consegui enviar o arquivo agora."\n'
        'SEND FILE "https://loja.example.com/boletos/" + session.pedido + ".pdf"'
    )
    effects = (
        "Sends a file to the customer of the session: one that HEAR gave, an address, or a path in the bot's `kb/` "
        "folder. What it is, its content says. Where the channel can't carry it, its address is sent instead."
    )
    result = "{success, message_id, error, fallback}; `fallback`: the address was sent, `error` says why"
    errors = (
        ("E404", "a path out of the bot's folder"),
        ("E311", "no file, no address and no path"),
        ("E321", "no conversation"),
        ("E505", "too many messages in one turn"),
    )

    async def prepare(self, scene: Scene, call: Invocation) -> Order | str:
        """The order, or why there can't be one."""
        return await order_of(scene, self.phrase, argument(call, 0), self.kind)

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        if not isinstance(prepared, Order):
            return {"error": prepared}
        try:
            return {"file_id": str(await sending.upload(services, prepared))}
        except NotSent as reason:
            return {"error": str(reason)}

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        if value.get("error"):
            return _told(error=value["error"])
        file_id, caption = UUID(value["file_id"]), scene.text(argument(call, 1))
        try:
            message_id = await scene.say_file(file_id, caption, call.key)
        except (FileKindNotTaken, FileTypeNotTaken, FileTooLarge) as refusal:
            return await self._say_where(scene, call, file_id, caption, refusal.code)
        return _told(message_id=message_id, error=None if message_id else "not_sent")

    async def _say_where(
        self, scene: Scene, call: Invocation, file_id: UUID, caption: str, why: str
    ) -> dict[str, Any]:
        url = sending.link_to(scene.services, scene.tx.tenant_id, file_id)
        message_id = await scene.say("\n".join(filter(None, [caption, url])), call.key)
        return _told(message_id=message_id, error=why, is_fallback=True)


async def order_of(scene: Scene, phrase: str, said: Value, kind: FileKind | None = None) -> Order | str:
    """The order of a file that a script names, waiting in the session's conversation; or why there can't be one.

    Raises: KeywordError E311, E404, E321."""
    url, filename = _address(said)
    wanted = url or scene.text(said).strip()
    found = scene.conversation
    if not wanted or len(wanted) > _LONGEST_URL:
        raise KeywordError("E311", function=phrase, argument=wanted[:60])
    if _URL.match(wanted):
        return Order(
            scene.tx.tenant_id, found.id, found.inbox_id, url=wanted, filename=filename, kind=kind,
            allowed=scene.bot.config.http_allowed_hosts,
        )  # fmt: skip
    file = files.named(scene, wanted)
    if file is None:
        return "not_found"
    content = await files.content(scene, file)
    return Order(scene.tx.tenant_id, found.id, found.inbox_id, content=content, filename=file.name, kind=kind)


def _address(said: Value) -> tuple[str, str | None]:
    """Of a file, or of an object that looks like one; nothing of a text."""
    if isinstance(said, File):
        return said.url, said.filename
    if isinstance(said, Mapping):
        return str(said.get("url") or ""), str(said.get("filename") or "") or None
    return "", None


def _told(
    *, message_id: UUID | None = None, error: str | None = None, is_fallback: bool = False
) -> dict[str, Any]:
    return {
        "success": message_id is not None, "message_id": str(message_id) if message_id else None, "error": error,
        "fallback": is_fallback,
    }  # fmt: skip


class SendImage(SendFile):
    phrase = "SEND IMAGE"
    kind = "image"
    syntax = ("SEND IMAGE file [, caption]",)
    example = 'SEND IMAGE "kb/como-chegar.jpg", "Estamos aqui"'
    effects = "As SEND FILE, of an image only: of anything else `error` is `not_image`."


class SendAudio(SendFile):
    phrase = "SEND AUDIO"
    kind = "audio"
    syntax = ("SEND AUDIO file [, caption]",)
    example = 'SEND AUDIO "https://loja.example.com/recados/" + session.recado + ".mp3"'
    effects = "As SEND FILE, of sound only: of anything else `error` is `not_audio`."


class SendVideo(SendFile):
    phrase = "SEND VIDEO"
    kind = "video"
    syntax = ("SEND VIDEO file [, caption]",)
    example = 'SEND VIDEO "https://loja.example.com/montagem.mp4", "Como montar, passo a passo"'
    effects = "As SEND FILE, of a film only: of anything else `error` is `not_video`."


SEND_FILE: Final = SendFile()
KEYWORDS: Final = (SEND_FILE, SendImage(), SendAudio(), SendVideo())
