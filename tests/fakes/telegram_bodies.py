"""Updates as Telegram writes them, and the check that a request or an update has the fields of the Bot API."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

from attendance.kernel import clock

SPEC: Final = json.loads((Path(__file__).parent / "specs" / "telegram_bot_api.json").read_text())
_PYTHON: Final[Mapping[str, tuple[type, ...]]] = {
    "String": (str,),
    "Integer": (int,),
    "Boolean": (bool,),
    "Float": (int, float),
}
_numbers = count(810_000_000)


def update(**news: Any) -> bytes:
    """The whole body of one webhook call, like `update(message=message(…))`."""
    return json.dumps({"update_id": next(_numbers), **news}, ensure_ascii=False).encode()


def user(chat_id: int, name: str = "Ana Lima") -> dict[str, Any]:
    first, _, last = name.partition(" ")
    return {
        "id": chat_id,
        "is_bot": False,
        "first_name": first,
        **({"last_name": last} if last else {}),
        "username": first.lower(),
        "language_code": "pt-br",
    }


def message(
    chat_id: int, *, name: str = "Ana Lima", message_id: int | None = None, **parts: Any
) -> dict[str, Any]:
    """A message in a private chat; `parts` is what it holds, a text unless told."""
    sender = user(chat_id, name)
    chat = {key: sender[key] for key in ("id", "first_name", "last_name", "username") if key in sender}
    return {
        "message_id": message_id or next(_numbers),
        "from": sender,
        "chat": {**chat, "type": "private"},
        "date": int(clock.now().timestamp()),
        **(parts or {"text": "Oi"}),
    }


def press(chat_id: int, pressed: Mapping[str, Any], data: str) -> dict[str, Any]:
    """A callback query: somebody pressed a button of the message."""
    return {
        "id": str(next(_numbers)),
        "from": user(chat_id),
        "message": dict(pressed),
        "chat_instance": "-3958290310",
        "data": data,
    }


def problems_of_call(method: str, body: Any) -> list[str]:
    """What in the parameters of a method isn't as the Bot API wants it."""
    if method not in SPEC["methods"]:
        return [f"no method {method}"]
    return list(_problems(body, SPEC["methods"][method], method))


def problems_of(value: Any, type_name: str) -> list[str]:
    """What in an object isn't as the Bot API has it; types that the extract leaves out may be anything."""
    return list(_problems(value, SPEC["types"][type_name], type_name))


def _problems(value: Any, fields: Mapping[str, Sequence[str]], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = {name.rstrip("!"): types for name, types in fields.items()}
    yield from (f"{where}.{name} is unknown" for name in value if name not in known)
    yield from (
        f"{where}.{name[:-1]} is missing" for name in fields if name.endswith("!") and name[:-1] not in value
    )
    for name, part in value.items():
        if name in known and not any(_is(part, one) for one in _described(known[name])):
            yield f"{where}.{name} is not {' or '.join(known[name])}"


def _described(types: Sequence[str]) -> Sequence[str]:
    """Of several types those that the extract describes, if it does any: we send no other."""
    return [one for one in types if one in SPEC["types"]] or types


def _is(value: Any, type_name: str) -> bool:
    if type_name.startswith("Array of "):
        inner = type_name.removeprefix("Array of ")
        return isinstance(value, list) and all(_is(item, inner) for item in value)
    if type_name in _PYTHON:
        return isinstance(value, _PYTHON[type_name]) and (
            type_name == "Boolean" or not isinstance(value, bool)
        )
    fields = SPEC["types"].get(type_name)
    return isinstance(value, dict) if fields is None else not list(_problems(value, fields, type_name))
