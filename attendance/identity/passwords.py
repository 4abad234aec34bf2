"""Passwords: argon2id, off the event loop, few at a time because each takes 64 MiB."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher()  # RFC 9106, low memory: 3 passes, 64 MiB, 4 lanes
_threads: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")

# Of a password that nobody knows: an unknown address takes as long to refuse as a known one.
_NOBODY: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$QbGuouXxg6OExFYOeZQ1Sw$5BytvtwkUBBm7CfqWA7V2rZAsxPJcBM/cgVf0GzpTTM"
)


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, _HASHER.hash, password)


async def matches(stored: str | None, password: str) -> bool:
    """Whether it is the password; False, in the same time, for somebody who has none."""
    is_right = await asyncio.get_running_loop().run_in_executor(
        _threads, _verify, stored or _NOBODY, password
    )
    return is_right and stored is not None


def is_outdated(stored: str) -> bool:
    """Hashed with weaker parameters than today's: hash it again while the password is at hand."""
    return _HASHER.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
