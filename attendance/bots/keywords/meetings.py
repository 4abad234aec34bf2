"""Rooms for video calls."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from attendance.basic.host import Invocation, KeywordError, Value
from attendance.bots.keywords.base import OutsideKeyword
from attendance.bots.scripts.meetings import Meeting, NewMeeting
from attendance.bots.scripts.scene import OutsideServices, Scene
from attendance.conversations import actions
from attendance.kernel.errors import VendorFailure

_KINDS: Final = frozenset({"livekit", "support", "teams"})
_POSITIONS: Final = ("title", "start_at", "minutes", "participants")
_LONGEST: Final = timedelta(days=30)
_NOT_CONFIGURED: Final = "No provider of video calls is configured."


class CreateMeeting(OutsideKeyword):
    phrase = "CREATE MEETING"
    may_repeat = False
    syntax = (
        "CREATE MEETING({type, title, participants, start_at, expires_in, max_participants, recording, "
        "transcription, screen_share})",
        "CREATE MEETING title, start, minutes [, participants]",
    )
    example = (
        'sala = CREATE MEETING({ type: "support", expires_in: 1800 })\n'
        'IF sala.success THEN TALK "Entre por aqui: " + sala.join_url'
    )
    effects = "Opens a room for a video call and remembers it as `meeting`, `meeting_url` and `meeting_link`."
    result = "{success, id, room_id, join_url, host_url, type, expires_at, error}"
    errors = (("E311", "an option that makes no sense"),)

    async def prepare(self, scene: Scene, call: Invocation) -> NewMeeting:
        return _wanted(scene, _asked(call))

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        if services.meetings is None:
            return _failed(prepared, _NOT_CONFIGURED)
        try:
            return _made(prepared, await services.meetings.create(prepared))
        except VendorFailure as failure:
            return _failed(prepared, failure.detail)

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        if not value["success"]:
            return value
        scene.context |= {
            "meeting": value,
            "meeting_url": value["join_url"],
            "meeting_link": value["join_url"],
        }
        if scene.found is not None:
            await actions.remember(scene.tx, scene.found.id, {"meeting": scene.plain(value)})
        return value


def _asked(call: Invocation) -> Mapping[str, Value]:
    if len(call.arguments) == 1 and isinstance(call.arguments[0], dict):
        return {str(key).casefold(): value for key, value in call.arguments[0].items()}
    return dict(zip(_POSITIONS, call.arguments, strict=False))


def _wanted(scene: Scene, asked: Mapping[str, Value]) -> NewMeeting:
    """Raises: KeywordError E311."""
    kind = scene.text(asked.get("type") or "livekit").casefold()
    start, most = asked.get("start_at"), asked.get("max_participants")
    if kind not in _KINDS or not isinstance(start, datetime | None) or not isinstance(most, int | None):
        raise KeywordError("E311", function="CREATE MEETING")
    given = asked.get("participants") or []
    people = given if isinstance(given, list) else [given]
    return NewMeeting(
        kind, scene.text(asked.get("title")), tuple(map(scene.text, people)), start, _span(asked), most,
        recording=bool(asked.get("recording", False)), transcription=bool(asked.get("transcription", False)),
        screen_share=bool(asked.get("screen_share", True)),
    )  # fmt: skip


def _span(asked: Mapping[str, Value]) -> timedelta:
    """`expires_in` seconds, or minutes when it is a scheduled one; an hour otherwise. Raises: KeywordError E311."""
    unit = "expires_in" if asked.get("expires_in") is not None else "minutes"
    amount = asked.get(unit)
    if amount is None:
        return timedelta(hours=1)
    if (
        isinstance(amount, bool)
        or not isinstance(amount, int | Decimal)
        or not 0 < amount <= _LONGEST.total_seconds()
    ):
        raise KeywordError("E311", function="CREATE MEETING", argument=unit)
    return min(_LONGEST, timedelta(seconds=float(amount)) * (1 if unit == "expires_in" else 60))


def _made(wanted: NewMeeting, meeting: Meeting) -> dict[str, Value]:
    return {
        "success": True, "id": meeting.id, "room_id": meeting.room_id, "join_url": meeting.join_url,
        "host_url": meeting.host_url, "type": wanted.kind, "expires_at": meeting.expires_at, "error": None,
    }  # fmt: skip


def _failed(wanted: NewMeeting, error: str) -> dict[str, Value]:
    nothing = dict.fromkeys(("id", "room_id", "join_url", "host_url", "expires_at"))
    return {"success": False, **nothing, "type": wanted.kind, "error": error}


KEYWORDS: Final = (CreateMeeting(),)
