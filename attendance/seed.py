"""The demo tenant of a first start: a shop with people, queues, a web chat, and conversations in every state."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantPatch
from attendance.botfiles import templates
from attendance.bots import actions as bots
from attendance.bots import publishing
from attendance.channels import actions as channels
from attendance.channels import inspecting
from attendance.channels.base import Identity, IncomingMessage, MessageKind
from attendance.channels.models import Inbox
from attendance.channels.schemas import NewInbox
from attendance.conversations import actions, posting
from attendance.conversations.posting import Arrival, Draft
from attendance.conversations.rules import Sender
from attendance.crm import contacts
from attendance.crm.models import Contact
from attendance.identity import actions as identity
from attendance.identity.actions import NewTenant
from attendance.identity.models import User
from attendance.identity.schemas import NewUser, Role
from attendance.kernel import clock
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.ids import new_id
from attendance.queues import actions as routing
from attendance.queues import administration as queues
from attendance.queues.actions import Wanted
from attendance.queues.schemas import NewQueue
from attendance.simulator.accounts import INBOX_KEYS, Accounts
from attendance.tickets import actions as tickets
from attendance.tickets import commenting, opening
from attendance.tickets import settings as ticket_settings
from attendance.tickets.commenting import Author, Comment
from attendance.tickets.rules import Field, Priority, Status
from attendance.tickets.settings import Rule

DEMO_SLUG: Final = "loja-exemplo"
DEMO_INBOX_KEY: Final = "demo-loja"


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the demo, with what they are good at."""

    name: str
    email: str
    role: Role
    preferences: str = ""
    department: str = ""
    skills: tuple[tuple[str, int], ...] = ()


PEOPLE: Final = (
    Person("Ana Ribeiro", "ana@loja.example", Role.OWNER),
    Person("Carlos Menezes", "carlos@loja.example", Role.SUPERVISOR),
    Person("Maria Santos", "maria@loja.example", Role.ATTENDANT, "sales", "vendas", (("espanhol", 4),)),
    Person("João Silva", "joao@loja.example", Role.ATTENDANT, "support", "suporte", (("trocas", 5),)),
    Person(
        "Beatriz Costa",
        "beatriz@loja.example",
        Role.ATTENDANT,
        "technical",
        "suporte",
        (("notas fiscais", 3),),
    ),
)


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
    async with database.transaction(new_id()) as tx:
        await identity.create_tenant(tx, NewTenant("Loja Exemplo", DEMO_SLUG))
        users = {person.email: await _person(tx, person) for person in PEOPLE}
        bot_id = await _bot(tx, vault)
        chat = await channels.create_inbox(
            tx, vault, NewInbox(channel="webchat", name="Chat da loja", bot_id=bot_id), key=DEMO_INBOX_KEY
        )
        inboxes = {"webchat": chat, **await _telephones(tx, vault, bot_id)}
        await _queues(tx, bot_id, list(users.values()))
        await _conversations(tx, inboxes, list(users.values())[2:])
        await _tickets(tx)
        return Seeded(tx.tenant_id, users, DEMO_INBOX_KEY)


async def _person(tx: Tx, person: Person) -> UUID:
    user = await identity.create_user(tx, NewUser(email=person.email, name=person.name, role=person.role))
    if person.role is not Role.OWNER:
        await attendants.ensure_profile(tx, user.id)
        patch = AttendantPatch(
            channel="all",
            preferences=person.preferences,
            department=person.department,
            skills=dict(person.skills),
        )
        await attendants.change_profile(tx, user.id, patch)
    return user.id


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


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation of the demo: who, where, what was said (`>` the attendant, `~` a note), and how it stands."""

    name: str
    channel: str
    status: str
    minutes_ago: int
    lines: tuple[str, ...]
    tags: tuple[str, ...] = ()
    priority: int = 1
    phone: str | None = None
    tier: str | None = None


STORIES: Final = (
    Story("Natália Ferreira da Conceição e Silva", "whatsapp", "active", 4, (
        "Oi, bom dia!", "Meu pedido 10482 ainda não chegou. Vocês podem verificar?",
        "> Bom dia, Natália! Vou verificar com a transportadora, um momento.",
        "~ Pedido saiu do centro de Recife ontem às 18h.",
        "> Seu pedido está em rota de entrega e chega hoje até as 20h. 🚚", "Perfeito, muito obrigada!",
    ), ("pedido", "entrega"), 2, "5581998123456", "gold"),
    Story("Otávio Cardoso", "whatsapp", "waiting", 6, ("Recebi o produto com defeito, quero trocar.",), ("troca",), 2,
          "5511988887777"),
    Story("Elisa Macedo", "webchat", "waiting", 3, ("Preciso da segunda via do boleto, por favor.",), ("boleto",)),
    Story("Carla Almeida", "whatsapp", "assigned", 2, ("Consegue me ligar amanhã às 10h?",), (), 1, "5521977776666"),
    Story("Rafael Nunes", "webchat", "pending", 95, (
        "Qual o prazo de entrega para Manaus?", "> Olá, Rafael! Para Manaus são 9 dias úteis. Quer que eu reserve?",
    ), ("vendas",)),
    Story("Vitória Nunes", "whatsapp", "bot", 1, ("Quero mudar meu plano para o anual.",), (), 1, "5531966665555"),
    Story("Ana Lima", "whatsapp", "resolved", 240, (
        "Recebi cobrança duplicada no cartão.", "> Estornamos a segunda cobrança, Ana. Cai em até 5 dias úteis.",
        "Obrigada!",
    ), ("financeiro",), 1, "5511955554444", "premium"),
    Story("Paulo Teixeira", "webchat", "resolved", 1500, (
        "O aplicativo fecha sozinho quando abro a câmera.", "> Corrigimos isso na versão 4.2, Paulo. Pode atualizar?",
        "Funcionou, valeu!",
    ), ("aplicativo",)),
)  # fmt: skip


async def _conversations(tx: Tx, inboxes: dict[str, UUID], workers: list[UUID]) -> None:
    start = clock.now()
    for number, story in enumerate(STORIES):
        with clock.frozen(start - timedelta(minutes=story.minutes_ago)) as time:
            await _tell(tx, story, inboxes[story.channel], workers[number % len(workers)], time)


async def _tell(tx: Tx, story: Story, inbox_id: UUID, worker: UUID, time: clock.FrozenClock) -> None:
    external_id = story.phone or f"visitor:{new_id()}"
    person = Identity(external_id, name=story.name, phone=f"+{story.phone}" if story.phone else None)
    known = (await contacts.identify(tx, story.channel, [person]))[0]
    if story.tier:
        await tx.execute(update(Contact).where(Contact.id == known.id).values(tier=story.tier))
    conversation_id = None
    for line in story.lines:
        time.advance(timedelta(seconds=20))
        if line.startswith(("> ", "~ ")) and conversation_id:
            await _answer(tx, conversation_id, worker, line[2:], is_note=line.startswith("~"))
        else:
            message = IncomingMessage(external_id, str(new_id()), person, MessageKind.TEXT, line)
            arrival = Arrival(message, inbox_id, story.channel, None, known.id, known.name, known.is_new, 0)
            conversation_id = (await posting.post_incoming(tx, [arrival]))[0].conversation_id
    if conversation_id:
        await _settle(tx, conversation_id, story, worker)


async def _answer(tx: Tx, conversation_id: UUID, worker: UUID, text: str, *, is_note: bool) -> None:
    found = await actions.lock(tx, conversation_id)
    if found.assigned_to is None:
        await actions.accept(tx, found, worker)
        found = await actions.lock(tx, conversation_id)
    name = str(await tx.scalar(select(User.name).where(User.id == worker)))
    if is_note:
        await posting.post_note(
            tx, found, text=text, client_id=str(new_id()), user_id=worker, author_name=name
        )
        return
    sender = Sender("attendant", worker)
    message_id, _ = await posting.post_reply(
        tx, found, Draft(text, str(new_id())), sender, author_name=name, limit=None
    )
    await posting.mark_sent(tx, message_id, external_id=str(message_id), state="delivered")


async def _settle(tx: Tx, conversation_id: UUID, story: Story, worker: UUID) -> None:
    found = await actions.lock(tx, conversation_id)
    await actions.change_tags(tx, found, add=list(story.tags), remove=[])
    await actions.set_priority(tx, found, story.priority)
    match story.status:
        case "waiting":
            await routing.enter(tx, found.id, Wanted("keyword"))
        case "assigned":
            await actions.assign(tx, found, worker, how="assigned")
        case "pending":
            await actions.pend(tx, found, is_pending=True)
        case "resolved":
            await actions.resolve(tx, found)


@dataclass(frozen=True, slots=True)
class Matter:
    """A ticket of the demo: whose conversation it comes from, what it is about, and what the team said of it."""

    customer: str
    subject: str
    status: Status
    priority: Priority
    category: str
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    invoice: str | None = None


MATTERS: Final = (
    Matter("Natália Ferreira da Conceição e Silva", "Pedido 10482 atrasado na transportadora", "in_progress", "high",
           "support", ("entrega",), ("Transportadora promete até as 20h.", "Se não chegar, oferecer o frete de volta."),
           "NF-10482"),
    Matter("Otávio Cardoso", "Troca de produto com defeito", "open", "urgent", "technical", ("troca",)),
    Matter("Elisa Macedo", "Segunda via do boleto de novembro", "open", "normal", "billing", ("boleto",)),
    Matter("Rafael Nunes", "Orçamento com frete para Manaus", "pending", "normal", "sales", ("vendas",),
           ("Esperando o cliente confirmar o endereço.",)),
    Matter("Ana Lima", "Cobrança duplicada no cartão", "resolved", "high", "billing", ("financeiro", "estorno"),
           ("Estorno feito, cai em até 5 dias úteis.",), "NF-10377"),
    Matter("Paulo Teixeira", "Aplicativo fecha ao abrir a câmera", "closed", "low", "technical", ("aplicativo",)),
)  # fmt: skip


async def _tickets(tx: Tx) -> None:
    """Whatever people get has a ticket; these are there already."""
    await ticket_settings.replace_rules(tx, [Rule(None, "on_hand_over", "support")])
    await ticket_settings.replace_fields(
        tx,
        [
            Field("nota_fiscal", "Nota fiscal", "text"),
            Field("motivo", "Motivo", "choice", ("Atraso", "Defeito", "Cobrança", "Dúvida")),
        ],
    )
    for matter in MATTERS:
        await _matter(tx, matter)


async def _matter(tx: Tx, matter: Matter) -> None:
    [row] = await tx.fetch(
        "select v.id from conversations v join crm_contacts c on c.id = v.contact_id where c.name = $1",
        matter.customer,
    )
    about = await opening.matter(tx, row["id"])
    draft = tickets.Draft(
        matter.subject, status=matter.status, priority=matter.priority, category=matter.category, tags=matter.tags,
        assigned_to=about.assigned_to, custom_fields={"nota_fiscal": matter.invoice} if matter.invoice else {},
    )  # fmt: skip
    ticket_id = await tickets.create(tx, about.origin, draft, by="rule")
    name = str(await tx.scalar(select(User.name).where(User.id == about.assigned_to)) or "Equipe")
    author = Author("attendant", about.assigned_to, name)
    for text in matter.comments:
        found = await tickets.lock(tx, ticket_id)
        await commenting.comment(tx, found, Comment(text, str(new_id()), author))
