"""The demo tenant of a first start: a shop with people, queues, a web chat, and conversations in every state."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import update

from attendance.botfiles import templates
from attendance.bots import actions as bots
from attendance.bots import publishing
from attendance.channels import actions as channels
from attendance.channels import inspecting
from attendance.channels.models import Inbox
from attendance.channels.schemas import NewInbox
from attendance.identity import actions as identity
from attendance.identity.actions import NewTenant
from attendance.kernel import clock, reactions
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.ids import new_id
from attendance.queues import administration as queues
from attendance.queues import following
from attendance.queues.schemas import NewQueue
from attendance.ratings import settings as rating_settings
from attendance.seed import customers, history, matters, people, pipeline, stories
from attendance.simulator.accounts import INBOX_KEYS, Accounts

DEMO_SLUG: Final = "loja-exemplo"
DEMO_INBOX_KEY: Final = "demo-loja"


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the start of the demo prints."""

    tenant_id: UUID
    users: dict[str, UUID]
    """E-mail → user."""
    inbox_key: str


async def seed_demo(database: Database, vault: Vault) -> Seeded | None:
    """Make the demo tenant; None when it is there already."""
    async with database.system() as driver:
        known = await driver.fetch("select 1 from tenant_list() where slug = $1", DEMO_SLUG)
    if known:
        return None
    seeded = await _found(database, vault)
    await reactions.let_pass(database)
    await following.follow(database)
    return seeded


async def _found(database: Database, vault: Vault) -> Seeded:
    async with database.transaction(new_id()) as tx:
        await identity.create_tenant(tx, NewTenant("Loja Exemplo", DEMO_SLUG))
        users = {person.email: await people.hire(tx, person) for person in people.PEOPLE}
        bot_id = await _bot(tx, vault)
        chat = await channels.create_inbox(
            tx, vault, NewInbox(channel="webchat", name="Chat da loja", bot_id=bot_id), key=DEMO_INBOX_KEY
        )
        inboxes = {"webchat": chat, **await _telephones(tx, vault, bot_id)}
        await _queues(tx, bot_id, list(users.values()))
        team = {users[person.email]: person.name for person in people.PEOPLE[2:]}
        await history.tell(tx, inboxes, team)
        await stories.tell_all(tx, inboxes, list(team))
        await rating_settings.replace_all(tx, [rating_settings.Settings(is_on=True)])
        await customers.introduce(tx, list(team))
        await matters.open_all(tx)
        await pipeline.fill(tx, list(team))
        return Seeded(tx.tenant_id, users, DEMO_INBOX_KEY)


async def _bot(tx: Tx, vault: Vault) -> UUID:
    bot_id = await bots.create(tx, vault, "Lia", templates.load("default"))
    await publishing.publish(tx, vault, bot_id)
    return bot_id


_TELEPHONES: Final = (
    ("whatsapp", "WhatsApp da loja"),
    ("telegram", "Telegram da loja"),
    ("sms", "SMS da loja"),
)


async def _telephones(tx: Tx, vault: Vault, bot_id: UUID) -> dict[str, UUID]:
    """Inboxes whose customers are the telephones of the simulator."""
    accounts = Accounts.of(vault.signing_key)
    made: dict[str, UUID] = {}
    for channel, name in _TELEPHONES:
        new = NewInbox(channel=channel, name=name, bot_id=bot_id, credentials=accounts.credentials(channel))
        made[channel] = await channels.create_inbox(tx, vault, new, key=INBOX_KEYS[channel])
    await inspecting.plan(tx, made["whatsapp"])
    # The demo's stories came through them.
    heard = update(Inbox).where(Inbox.id.in_(made.values())).values(last_webhook_at=clock.now())
    await tx.execute(heard)
    return made


async def _queues(tx: Tx, bot_id: UUID, users: list[UUID]) -> None:
    every_channel = ["webchat", "whatsapp", "sms", "telegram", "instagram"]
    for order, (name, description) in enumerate(
        (("Suporte", "Pedidos, trocas e entregas"), ("Vendas", "Dúvidas antes da compra"))
    ):
        new = NewQueue(
            name=name,
            description=description,
            channels=every_channel,
            user_ids=users[1:],
            priority_order=order,
        )
        await queues.create(tx, new, created_by=users[0])
