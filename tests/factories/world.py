"""A tenant to test in: made in one call, with only the facts that the test names."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from attendance.bots.models import Bot
from attendance.channels.base import Identity, IncomingMessage, MessageKind
from attendance.channels.models import Inbox
from attendance.conversations import posting
from attendance.conversations.posting import Arrival, Posted
from attendance.crm import contacts
from attendance.identity.models import Tenant, User
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.ids import new_id

VAULT = Vault(b"0" * 32)


@dataclass
class World:
    """One tenant of a test database."""

    database: Database
    tenant_id: UUID = field(default_factory=new_id)

    def tx(self, **options: Any) -> Any:
        return self.database.transaction(self.tenant_id, **options)

    async def user(self, name: str = "Maria Santos", *, role: str = "attendant", **values: Any) -> UUID:
        user_id = new_id()
        async with self.tx() as tx:
            await tx.execute(
                insert(User).values(
                    id=user_id, tenant_id=self.tenant_id, username=str(user_id), name=name,
                    email=f"{user_id}@example.com", role=role, **values,
                )
            )  # fmt: skip
        return user_id

    async def inbox(
        self,
        channel: str = "echo",
        *,
        credentials: dict[str, str] | None = None,
        key: str | None = None,
        **values: Any,
    ) -> UUID:
        inbox_id = new_id()
        async with self.tx() as tx:
            await tx.execute(
                insert(Inbox).values(
                    id=inbox_id, tenant_id=self.tenant_id, channel=channel, name=f"{channel} inbox",
                    key=key or inbox_id.hex,
                    credentials=VAULT.encrypt(credentials or {}, owner=f"inbox:{inbox_id}"), **values,
                )
            )  # fmt: skip
        return inbox_id

    async def bot(self, **settings: Any) -> UUID:
        bot_id = new_id()
        async with self.tx() as tx:
            await tx.execute(
                insert(Bot).values(id=bot_id, tenant_id=self.tenant_id, name="Bot", settings=settings)
            )
        return bot_id

    async def says(
        self, tx: Tx, inbox_id: UUID, text: str, *, who: str = "5511988887777", **options: Any
    ) -> Posted:
        """A customer writes: the contact is identified and the message stored."""
        arrival = await arriving(tx, inbox_id, text, who=who, **options)
        return (await posting.post_incoming(tx, [arrival]))[0]


async def arriving(
    tx: Tx,
    inbox_id: UUID,
    text: str,
    *,
    who: str,
    external_id: str | None = None,
    channel: str = "echo",
    reopen_seconds: float = 0,
) -> Arrival:
    person = Identity(who, name=f"Cliente {who}", phone=f"+{who}" if who.isdigit() else None)
    known = (await contacts.identify(tx, channel, [person]))[0]
    message = IncomingMessage(
        lane=who, external_id=external_id or new_id().hex, sender=person, kind=MessageKind.TEXT, text=text
    )
    return Arrival(message, inbox_id, channel, None, known.id, known.name, known.is_new, reopen_seconds)


async def new_world(database: Database) -> World:
    world = World(database)
    async with world.tx() as tx:
        await tx.execute(insert(Tenant).values(id=world.tenant_id, name="Loja", slug=world.tenant_id.hex))
    return world
