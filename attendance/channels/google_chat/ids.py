"""How Google Chat names things: `users/…`, `spaces/…`, `spaces/…/threads/…`, `spaces/…/messages/…`."""

import re

_SPACE = re.compile(r"spaces/[A-Za-z0-9_-]{1,120}", re.ASCII)
_THREAD = re.compile(r"(spaces/[A-Za-z0-9_-]{1,120})/threads/[A-Za-z0-9_.-]{1,200}", re.ASCII)
_MESSAGE = re.compile(r"spaces/[A-Za-z0-9_-]{1,120}/messages/[A-Za-z0-9_.-]{1,200}", re.ASCII)
_USER = re.compile(r"users/[A-Za-z0-9_.@+-]{1,200}", re.ASCII)


def is_space(name: str) -> bool:
    return _SPACE.fullmatch(name) is not None


def is_user(name: str) -> bool:
    return _USER.fullmatch(name) is not None


def is_message(name: str) -> bool:
    return _MESSAGE.fullmatch(name) is not None


def space_of_thread(name: str) -> str | None:
    """The space of a thread; None for anything else."""
    found = _THREAD.fullmatch(name)
    return found[1] if found else None
