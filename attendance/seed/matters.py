"""The tickets of the demo."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from attendance.identity.models import User
from attendance.kernel.database import Tx
from attendance.kernel.ids import new_id
from attendance.tickets import actions as tickets
from attendance.tickets import commenting, opening
from attendance.tickets import settings as ticket_settings
from attendance.tickets.commenting import Author, Comment
from attendance.tickets.rules import Field, Priority, Status
from attendance.tickets.settings import Rule


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


async def open_all(tx: Tx) -> None:
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
