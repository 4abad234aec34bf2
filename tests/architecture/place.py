"""A tenant with one thing of every kind, so that every address has an id to be called with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from attendance.attendants import actions as attendants
from attendance.attendants.schemas import AttendantStatus
from attendance.boards.events import CardMoved
from attendance.botfiles import bundle as bundles
from attendance.botfiles.paths import CONFIG
from attendance.bots import actions as bots
from attendance.bots import publishing
from attendance.bots.running import store
from attendance.channels import accounts
from attendance.channels.abilities import VendorTemplate
from attendance.channels.base import Capabilities
from attendance.conversations.rules import Viewer
from attendance.crm import actions as crm
from attendance.crm import activities, companies, duplicates, importing, leads, merging
from attendance.crm import fields as contact_fields
from attendance.crm import schemas as crm_schemas
from attendance.crm import segments as contact_segments
from attendance.crm.rules import Field as ContactField
from attendance.deals import actions as deals
from attendance.destinations import actions as destinations
from attendance.destinations.schemas import NewWorkAddress
from attendance.files import actions as files
from attendance.files.storing import Kept, note_loose
from attendance.identity import logins
from attendance.identity.logins import Browser
from attendance.identity.rules import LINK_LIFETIME
from attendance.identity.schemas import Role
from attendance.kernel import clock
from attendance.kernel.database import Database, Tx
from attendance.kernel.events import Actor
from attendance.kernel.ids import new_id
from attendance.kernel.storage import Storage, new_key
from attendance.queues import actions as routing
from attendance.queues import administration
from attendance.queues.actions import Wanted
from attendance.queues.schemas import NewQueue
from attendance.reports import actions as reports
from attendance.reports.models import ReportDelivery, ReportSchedule
from attendance.reports.schemas import NewReport, ReportDefinition
from attendance.tickets import actions as tickets
from attendance.tickets import bulk, commenting, opening
from attendance.tickets import schemas as ticket_schemas
from attendance.tickets import views as ticket_views
from attendance.tickets.bulk import Change
from attendance.tickets.commenting import Author, Comment
from tests.factories.people import Person, make_person
from tests.factories.world import VAULT, World

TEMPLATE = VendorTemplate(
    "1", "pedido_pronto", "pt_BR", "utility", "approved", [{"type": "BODY", "text": "Oi, {{1}}!"}]
)


@dataclass(frozen=True, slots=True)
class Place:
    """`ids` are named as in the addresses."""

    owner: Person
    ids: dict[str, str]


_CONTENT = b"OggS"


async def make_place(database: Database, storage: Storage | None = None) -> Place:
    """An online attendant in a queue, who was given the conversation of a customer who wrote.

    Without `storage` the content of the file is not there.
    """
    owner = await make_person(database, role=Role.OWNER)
    busy = await make_person(database, owner.tenant_id, name="Maria Santos")
    idle = await make_person(database, owner.tenant_id, name="Davi Lima")
    world = World(database, owner.tenant_id)
    inbox_id, bot_id = await world.inbox(), await _bot(world)
    key = new_key(owner.tenant_id)
    if storage is not None:
        await storage.put(owner.tenant_id, _CONTENT, limit_bytes=100, key=key)
    async with world.tx() as tx:
        said = await world.says(tx, inbox_id, "Quero falar com atendente")
        await attendants.ensure_profile(tx, busy.id)
        await attendants.set_status(tx, busy.id, AttendantStatus.ONLINE, is_leased=False)
        queue_id = await administration.create(
            tx, NewQueue(name="Suporte", channels=["echo"], user_ids=[busy.id]), created_by=owner.id
        )
        await routing.enter(tx, said.conversation_id, Wanted("keyword", queue_id=queue_id))
        found = {
            "member_id": await _only(tx, "select id from attendance_queue_members"),
            "decision_id": await _only(tx, "select id from routing_decisions"),
            "contact_id": await _only(tx, "select id from crm_contacts"),
            "login_id": await _login(tx, owner.id),
            "token_id": (await logins.create_token(tx, owner.id, name="test", scopes=["read"]))[0],
        }
        await tx.fetch("select record_inbound($1, $2, $3, $4, $5, $6, $7)", *_delivery(tx, inbox_id))
        found["delivery_id"] = await _only(tx, "select id from inbound_events")
        await accounts.save_templates(tx, inbox_id, [TEMPLATE])
        found["template_id"] = await _only(tx, "select id from message_templates")
        found["file_id"] = await _file(tx, said.conversation_id, owner.id, key)
        address = NewWorkAddress(inbox_id=inbox_id, external_id="5511999990001", user_id=busy.id)
        serving = Capabilities(max_text_chars=1, serves_attendants=True)
        found["address_id"] = await destinations.add(tx, address, "echo", serving)
        found["execution_id"] = await _execution(tx, bot_id, said.conversation_id)
        found["deal_id"] = await deals.create(tx, deals.Draft("Oportunidade"), by="person")
        found["lead_id"] = await leads.create(tx, leads.Draft("Ana Lima"))
        activity_id = await activities.create(tx, activities.Draft("Ligar", lead_id=found["lead_id"]))
        assert activity_id is not None
        found["activity_id"] = activity_id
        found |= await _tickets(tx, said.conversation_id, owner.id)
        found |= await _contacts(tx, found["contact_id"], owner.id)
        found |= await _report(tx, owner.id)
    found["move_id"] = await _move(world, owner.id, said.conversation_id)
    conversation = {"conversation_id": said.conversation_id, "session_id": said.conversation_id}
    known = {"message_id": said.message_id, "queue_id": queue_id, "inbox_id": inbox_id, "bot_id": bot_id}
    people = {"user_id": idle.id, "attendant_id": busy.id, "fresh": new_id().hex}
    within = {"path": CONFIG, "number": 1, "form": "contato"}
    return Place(
        owner, {name: str(id) for name, id in (conversation | known | people | found | within).items()}
    )


async def _report(tx: Tx, owner_id: UUID) -> dict[str, UUID]:
    """One that everybody may open."""
    asked = ReportDefinition(source="conversations", measures=["conversations"])
    new = NewReport(name="Conversas", definition=asked, is_shared=True)
    found = {
        "report_id": await reports.create(tx, owner_id, new),
        "schedule_id": new_id(),
        "mail_id": new_id(),
    }
    schedule = {
        "id": found["schedule_id"], "tenant_id": tx.tenant_id, "report_id": found["report_id"], "user_id": owner_id,
        "cadence": "daily", "at_minute": 480, "format": "pdf", "recipients": ["bia@example.com"], "language": "pt",
        "created_at": clock.now(),
    }  # fmt: skip
    await tx.execute(insert(ReportSchedule).values(schedule))
    failed = {
        "id": found["mail_id"], "tenant_id": tx.tenant_id, "schedule_id": found["schedule_id"], "slot_at": clock.now(),
        "recipient": "bia@example.com", "state": "failed", "created_at": clock.now(),
    }  # fmt: skip
    await tx.execute(insert(ReportDelivery).values(failed))
    return found


def _delivery(tx: Tx, inbox_id: UUID) -> list[Any]:
    """One that brought nothing."""
    return [[new_id()], [tx.tenant_id], [inbox_id], [b"0"], [b"[]"], ["[]"], clock.now()]


async def _bot(world: World) -> UUID:
    """With a version that is published."""
    async with world.tx() as tx:
        files = bundles.bundle([bundles.file(CONFIG, b"name,value\n")])
        bot_id = await bots.create(tx, VAULT, "Bot", files)
        await publishing.publish(tx, VAULT, bot_id)
    return bot_id


async def _execution(tx: Tx, bot_id: UUID, conversation_id: UUID) -> UUID:
    execution_id, now = new_id(), clock.now()
    values = {
        "id": execution_id, "bot_id": bot_id, "version": 1, "conversation_id": conversation_id, "kind": "dialogue",
        "script": "start.bas", "script_now": "start.bas", "status": "finished", "started_at": now, "updated_at": now,
    }  # fmt: skip
    await store.add(tx, values)
    return execution_id


async def _move(world: World, owner_id: UUID, conversation_id: UUID) -> UUID:
    """The owner dragged its card, and somebody else did so afterwards."""
    move_id = new_id()
    async with world.tx(actor=Actor("attendant", owner_id, "Ana")) as tx:
        tx.publish(
            CardMoved(
                conversation_id=conversation_id, move_id=move_id, status_before="waiting", assigned_to_before=None,
                queue_id_before=None, status_after="pending", assigned_to_after=owner_id, queue_id_after=None,
            )
        )  # fmt: skip
    return move_id


async def _file(tx: Tx, conversation_id: UUID, uploaded_by: UUID, key: str) -> UUID:
    """One that was uploaded and not sent yet."""
    values = {
        "kind": "audio", "mime_type": "audio/ogg", "size_bytes": len(_CONTENT), "state": "stored", "storage_key": key,
        "preview_key": key, "playable_key": key, "playable_type": "audio/mp4", "playable_bytes": len(_CONTENT),
    }  # fmt: skip
    await note_loose(tx, [key])
    return await files.add_uploaded(
        tx, Kept(values, (key,)), conversation_id=conversation_id, inbox_id=None, uploaded_by=uploaded_by
    )


async def _tickets(tx: Tx, conversation_id: UUID, owner_id: UUID) -> dict[str, UUID]:
    """Two of them, one with a comment and with a change that can be undone; and a list that was saved."""
    about = await opening.matter(tx, conversation_id)
    ticket_id, other_id = [
        await tickets.create(tx, about.origin, tickets.Draft(subject), by="person")
        for subject in ("Um", "Dois")
    ]
    comment = Comment("Oi", new_id().hex, Author("attendant", owner_id, "Ana"))
    comment_id, _ = await commenting.comment(tx, await tickets.lock(tx, ticket_id), comment)
    change = Change({"priority": "high"})
    done = await bulk.apply(tx, Viewer(owner_id, "all"), [ticket_id], change, user_id=owner_id)
    view = ticket_schemas.NewTicketView(name="Meus", wanted=ticket_schemas.TicketFilter())
    view_id = await ticket_views.create(tx, owner_id, view)
    assert done.bulk_id is not None
    return {
        "ticket_id": ticket_id, "other_ticket_id": other_id, "comment_id": comment_id, "bulk_id": done.bulk_id,
        "view_id": view_id,
    }  # fmt: skip


async def _contacts(tx: Tx, contact_id: UUID, owner_id: UUID) -> dict[str, UUID]:
    """A second one, a third one that was merged into the first, a company, and a filter that was saved."""
    other_id, gone_id = [
        await crm.create(tx, crm_schemas.NewContact(name=name)) for name in ("Ana Lima", "Rui Sá")
    ]
    merge_id = await merging.merge(tx, contact_id, crm_schemas.MergeOrder(other_id=gone_id))
    company_id = await companies.create(tx, crm_schemas.NewCustomerCompany(name="Padaria São João"))
    segment = crm_schemas.NewSegment(name="Ouro", filter=crm_schemas.ContactFilter(tier="gold"))
    segment_id = await contact_segments.create(tx, owner_id, segment)
    await contact_fields.replace(tx, [ContactField("tamanho", "Tamanho", "text")])
    await duplicates.tell_apart(tx, contact_id, other_id)
    import_id = await importing.upload(tx, "contatos.csv", b"nome\nBia\n")
    return {
        "other_contact_id": other_id,
        "merge_id": merge_id,
        "company_id": company_id,
        "segment_id": segment_id,
        "import_id": import_id,
    }


async def _only(tx: Tx, query: str) -> UUID:
    [row] = await tx.fetch(query)
    found: UUID = row["id"]
    return found


async def _login(tx: Tx, user_id: UUID) -> UUID:
    browser = Browser("127.0.0.1", "test")
    return (await logins.open_login(tx, user_id, browser, by="link", lifetime=LINK_LIFETIME)).id
