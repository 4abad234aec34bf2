"""What the shop knows of its customers, who may become one, and what has to be done for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import cycle
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from attendance.crm import activities, companies, leads
from attendance.crm.activities import Kind
from attendance.crm.models import Contact
from attendance.kernel import clock
from attendance.kernel.database import Tx

_KNOWN: Final = {
    "Natália Ferreira da Conceição e Silva": (
        "gold",
        5000,
        12,
        ["vip", "nps-9"],
        "natalia@exemplo.example",
        None,
    ),
    "Otávio Cardoso": ("standard", 740, 30, [], None, None),
    "Carla Almeida": ("premium", 15000, 45, ["vip"], "carla@contabilandrade.example", "Contábil Andrade"),
    "Vitória Nunes": ("standard", 1188, 90, ["assinante"], "vitoria@exemplo.example", None),
    "Ana Lima": ("premium", 9320, 5, ["vip"], "ana.lima@exemplo.example", "Hotel Maré Alta"),
}
"""Tier, purchases in reais, days since the last one, tags, e-mail, company."""
_TIERS: Final = ("standard", "standard", "gold", "standard", "premium")
_LEADS: Final = (
    leads.Draft("Rosana Pires", "+5511970001111", "rosana@exemplo.example", "whatsapp", "new",
                campaign_name="Volta às aulas", utm_source="instagram", utm_medium="anúncio"),
    leads.Draft("Mercado Bom Dia", "+5521970002222", None, "site", "contacted", notes="Quer tabela de atacado."),
    leads.Draft("Henrique Sales", "+5531970003333", "henrique@exemplo.example", "indicação", "qualified",
                notes="Compra para três lojas, decide até o fim do mês."),
    leads.Draft("Studio Luz Natural", None, "contato@luznatural.example", "evento", "new"),
    leads.Draft("Patrícia Gomes", "+5541970004444", None, "whatsapp", "lost", notes="Fechou com outra loja."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Planned:
    """`days`: from now until it is due; None: a note."""

    kind: Kind
    title: str
    customer: str
    days: float | None


_PLANNED: Final = (
    _Planned("call", "Ligar para confirmar a entrega", "Natália Ferreira da Conceição e Silva", -0.2),
    _Planned("task", "Enviar a tabela de preços", "Carla Almeida", 0.1),
    _Planned("meeting", "Visita ao novo escritório", "Carla Almeida", 2),
    _Planned("task", "Conferir o estorno no cartão", "Ana Lima", -1.5),
    _Planned("email", "Mandar o contrato de renovação", "Ana Lima", 1),
    _Planned("note", "Prefere ser chamada depois das 14h", "Vitória Nunes", None),
)


async def introduce(tx: Tx, team: Sequence[UUID]) -> None:
    """Let the shop know its customers; the work goes to the people of `team` in turn."""
    for name, (tier, ltv, days, tags, email, company) in _KNOWN.items():
        values = {"tier": tier, "ltv": Decimal(ltv), "tags": tags, "email": email, "owner_id": team[0]}
        values["last_purchase"] = clock.now() - timedelta(days=days)
        values["created_at"] = clock.now() - timedelta(days=365 * 4)
        values["company_id"] = await companies.named(tx, company)
        await tx.execute(update(Contact).where(Contact.name == name).values(**values))
    await _value_the_others(tx)
    for lead, attendant_id in zip(_LEADS, cycle(team), strict=False):
        await leads.create(tx, replace(lead, attendant_id=attendant_id))
    for planned, owner_id in zip(_PLANNED, cycle(team), strict=False):
        await activities.create(tx, await _activity(tx, planned, owner_id))


async def _activity(tx: Tx, planned: _Planned, owner_id: UUID) -> activities.Draft:
    due_at = None if planned.days is None else clock.now() + timedelta(days=planned.days)
    contact_id = await tx.scalar(select(Contact.id).where(Contact.name == planned.customer))
    return activities.Draft(
        planned.title, planned.kind, due_at=due_at, owner_id=owner_id, contact_id=contact_id
    )


async def _value_the_others(tx: Tx) -> None:
    unknown = (
        select(Contact.id).where(Contact.tier.is_(None), Contact.phone.is_not(None)).order_by(Contact.id)
    )
    for number, row in enumerate(await tx.rows(unknown)):
        since = clock.now() - timedelta(days=3 + number * 11 % 200)
        values = {
            "tier": _TIERS[number % 5],
            "ltv": Decimal(90 + number * 137 % 4000),
            "last_purchase": since,
        }
        await tx.execute(update(Contact).where(Contact.id == row.id).values(**values))
