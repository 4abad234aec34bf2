"""What the demo's customers may buy, in every stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from attendance.crm.models import Contact
from attendance.deals import actions as deals
from attendance.deals import stages
from attendance.kernel import clock
from attendance.kernel.database import Tx


@dataclass(frozen=True, slots=True)
class Chance:
    """A deal of the demo. `stage` counts the pipeline's columns from 0; `days`: how long it has been there."""

    name: str
    value: int
    stage: int
    days: int
    company: str | None = None
    customer: str | None = None
    reason: str | None = None


CHANCES: Final = (
    Chance("Kit escritório para 12 pessoas", 8400, 0, 1, "Contábil Andrade", "Carla Almeida"),
    Chance("Reposição mensal de café", 690, 0, 3, "Padaria Estrela do Sul"),
    Chance("Mudança para o plano Família", 1188, 0, 0, None, "Vitória Nunes"),
    Chance("Frete dedicado para Manaus", 3250, 1, 5, None, "Rafael Nunes"),
    Chance("Uniformes da equipe de vendas", 5600, 1, 9, "Academia Movimento"),
    Chance("Brindes de fim de ano", 12900, 2, 6, "Construtora Horizonte Azul e Filhos Ltda."),
    Chance("Assinatura de suprimentos", 2340, 2, 12, "Clínica Bem Viver"),
    Chance("Mobiliário da nova sede", 27800, 3, 4, "Contábil Andrade"),
    Chance("Garantia estendida", 450, 3, 2, None, "Otávio Cardoso"),
    Chance("Pedido 10482 com frete expresso", 980, 4, 8, None, "Natália Ferreira da Conceição e Silva"),
    Chance("Lote de cadeiras", 6100, 4, 15, "Escola Girassol", None, "Melhor prazo de entrega"),
    Chance(
        "Renovação do contrato de limpeza", 3900, 5, 11, "Hotel Maré Alta", None, "Preço acima do concorrente"
    ),
)


async def fill(tx: Tx, owners: Sequence[UUID]) -> None:
    """Each owned by one of `owners` in turn."""
    columns = [stage.key for stage in await stages.stages(tx)]
    for number, chance in enumerate(CHANCES):
        with clock.frozen(clock.now() - timedelta(days=chance.days)):
            await deals.create(
                tx, await _draft(tx, chance, columns, owners[number % len(owners)]), by="person"
            )
            await tx.flush_events()


async def _draft(tx: Tx, chance: Chance, columns: Sequence[str], owner_id: UUID) -> deals.Draft:
    contact_id = await tx.scalar(select(Contact.id).where(Contact.name == chance.customer).limit(1))
    closes = clock.now().date() + timedelta(days=20)
    return deals.Draft(
        chance.name, Decimal(chance.value), columns[min(chance.stage, len(columns) - 1)], contact_id,
        company=chance.company, owner_id=owner_id, expected_close=closes, reason=chance.reason, created_by=owner_id,
    )  # fmt: skip
