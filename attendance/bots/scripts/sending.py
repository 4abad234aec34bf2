"""Files that scripts send: from the bot's folder, from another message, from an address; stored before they go."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

import httpx

from attendance.bots.scripts import outside
from attendance.bots.scripts.outside import CallFailed
from attendance.bots.scripts.scene import OutsideServices
from attendance.files import actions
from attendance.files.links import PREFIX, Form, Linked, Links
from attendance.files.queries import content_of
from attendance.files.rules import MOST_BYTES
from attendance.files.schemas import FileKind
from attendance.files.storing import Claim, FileRefused, Kept, keep
from attendance.kernel.errors import NotFound, TooLarge

SECONDS: Final = 30
"""As long as an address may take to give a file."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is wanted for a conversation: its `content`, or the `url` where it is had.

    `kind` None: any. `allowed`: the hosts that may be asked; none: every public one.
    """

    tenant_id: UUID
    conversation_id: UUID
    inbox_id: UUID
    url: str = ""
    content: bytes | None = None
    filename: str | None = None
    kind: FileKind | None = None
    allowed: tuple[str, ...] = ()


class NotSent(Exception):
    """Why there is no such file to send: a code, or a few words for the author."""


async def upload(services: OutsideServices, order: Order) -> UUID:
    """Fetch and store it, checked by its content; it waits for its message. Raises: NotSent."""
    try:
        async with _opened(services, order) as content:
            claim = Claim(order.kind or "document", order.filename or _name_in(order.url))
            kept = await keep(services, order.tenant_id, content, claim, limit_bytes=MOST_BYTES)
    except CallFailed as failed:
        raise NotSent(str(failed)[:200]) from None
    except FileRefused as refused:
        raise NotSent(refused.reason) from None
    except TooLarge:
        raise NotSent("too_large") from None
    except NotFound:
        raise NotSent("not_found") from None
    _check_kind(kept, order.kind)
    async with services.database.transaction(order.tenant_id) as tx:
        return await actions.add_uploaded(
            tx, kept, conversation_id=order.conversation_id, inbox_id=order.inbox_id, uploaded_by=None
        )


def _check_kind(kept: Kept, wanted: FileKind | None) -> None:
    """What isn't named is removed from the storage by itself."""
    if wanted is not None and kept.values["kind"] != wanted:
        raise NotSent(f"not_{wanted}")


@asynccontextmanager
async def _opened(services: OutsideServices, order: Order) -> AsyncIterator[AsyncIterable[bytes]]:
    ours = _ours(services, order)
    if order.content is not None:
        yield _whole(order.content)
    elif ours is not None:
        async with services.database.transaction(order.tenant_id) as tx:
            found = await content_of(tx, ours.file_id, ours.form)
        async with services.storage.open(order.tenant_id, found.key) as content:
            yield content
    else:
        request = outside.Request("GET", order.url, allowed=order.allowed)
        async with outside.answered(services.outside, request, seconds=SECONDS) as response:
            yield _body(response)


def _ours(services: OutsideServices, order: Order) -> Linked | None:
    """The file of this company that an address of ours leads to: what a customer sent, as HEAR gave it."""
    base = services.settings.public_url.rstrip("/") + PREFIX
    if not order.url.startswith(base):
        return None
    linked = Links(services.vault.signing_key, services.settings.public_url).read(
        order.url.removeprefix(base)
    )
    if linked.tenant_id != order.tenant_id:
        raise NotFound("file")
    return linked


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _body(response: httpx.Response) -> AsyncIterator[bytes]:
    """Raises: CallFailed for an answer that isn't the file."""
    if response.status_code != httpx.codes.OK:
        raise CallFailed(f"{response.status_code} {response.reason_phrase}".strip())
    async for part in response.aiter_bytes():
        yield part


def _name_in(url: str) -> str | None:
    return unquote(urlsplit(url).path.rpartition("/")[2]) or None


def link_to(services: OutsideServices, tenant_id: UUID, file_id: UUID) -> str:
    """Where the customer can have it, for a day at least."""
    links = Links(services.vault.signing_key, services.settings.public_url)
    return links.public_url.rstrip("/") + links.path(tenant_id, file_id, Form.ITSELF)
