"""The conversations that a newcomer finds, one in every state."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from attendance.channels.base import Identity, IncomingMessage, MessageKind
from attendance.conversations import actions, posting
from attendance.conversations.posting import Arrival, Draft
from attendance.conversations.rules import Sender
from attendance.crm import contacts
from attendance.crm.models import Contact
from attendance.identity.models import User
from attendance.kernel import clock
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.queues import actions as routing
from attendance.queues.actions import Wanted


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


async def tell_all(tx: Tx, inboxes: dict[str, UUID], workers: list[UUID]) -> None:
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
