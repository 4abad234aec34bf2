"""The customers as a table: `customers`, `contacts`, `crm_contacts`. Other properties are in `custom_fields`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from attendance.basic.filters.columns import ColumnType, as_type
from attendance.basic.host import KeywordError, Value
from attendance.basic.json_text import read_container
from attendance.basic.values import text
from attendance.bots.scripts import customers
from attendance.bots.scripts.scene import Scene
from attendance.bots.tables import stored
from attendance.bots.tables.table import Source
from attendance.crm import events
from attendance.kernel import clock, phones
from attendance.kernel.ids import new_id

NAMES: Final = ("customers", "contacts", "crm_contacts")

_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "uuid", "customer_id": "text", "name": "text", "first_name": "text", "last_name": "text", "email": "text",
    "phone": "text", "tier": "text", "ltv": "decimal", "last_purchase": "datetime", "tags": "json",
    "status": "text", "source": "text", "attendant_id": "text", "last_contact": "datetime", "company_id": "uuid",
    "owner_id": "uuid", "custom_fields": "json", "created_at": "datetime", "updated_at": "datetime",
}  # fmt: skip
_OURS: Final = frozenset({"id", "created_at", "updated_at"})
_SOURCE: Final = """(
  select c.id as "$row", c.id as "id", c.customer_id as "customer_id", c.name as "name", c.first_name as "first_name",
    c.last_name as "last_name", c.email as "email", c.phone as "phone", c.tier as "tier", c.ltv as "ltv",
    c.last_purchase as "last_purchase", c.tags as "tags", c.status as "status", c.source as "source",
    c.attendant_id as "attendant_id", c.last_contact as "last_contact", c.company_id as "company_id",
    c.owner_id as "owner_id",
    c.custom_fields as "custom_fields", c.created_at as "created_at", c.updated_at as "updated_at"
  from crm_contacts c where c.tenant_id = $1 and c.erased_at is null
) t"""


@dataclass(frozen=True, slots=True)
class ContactTable:
    name: str = "customers"
    columns: Mapping[str, ColumnType] = field(default_factory=lambda: _COLUMNS)
    rest: str | None = "custom_fields"
    keys: tuple[str, ...] = ("id", "customer_id")
    positional: tuple[str, ...] | None = ("name", "phone", "email", "tier", "ltv", "last_purchase", "tags")

    @property
    def shown(self) -> str:
        plain = [f'"{name}"' for name, kind in _COLUMNS.items() if kind != "json"]
        return ", ".join([*plain, '"tags"::text as tags', '"custom_fields"::text as custom_fields'])

    def source(self, scene: Scene) -> Source:
        return Source(_SOURCE, (scene.tx.tenant_id,))

    def row(self, scene: Scene, record: Mapping[str, Any]) -> dict[str, Value]:
        """With its custom fields, in `custom_fields` and beside the columns."""
        custom: dict[str, Value] = stored.from_json(record["custom_fields"])
        found = custom | {name: _shown(scene, record[name]) for name in _COLUMNS if name in record}
        return found | {"tags": stored.from_json(record["tags"]), "custom_fields": custom}

    async def insert(self, scene: Scene, values: Mapping[str, Value]) -> UUID:
        columns, custom = _split(scene, values)
        name = (
            columns.pop("name", None) or _full_name(columns) or columns.get("phone") or columns.get("email")
        )
        if not name:
            raise KeywordError("E346", column="name")
        now, contact_id = clock.now(), new_id()
        columns |= {
            "id": contact_id, "tenant_id": scene.tx.tenant_id, "bot_id": scene.bot.id, "name": name,
            "custom_fields": stored.row_json(custom, scene.host), "created_at": now, "updated_at": now,
        }  # fmt: skip
        places = ", ".join(f"${at}{_CASTS.get(name, '')}" for at, name in enumerate(columns, 1))
        sql = f"insert into crm_contacts ({', '.join(columns)}) values ({places})"
        await stored.fetch(scene.tx, sql, tuple(columns.values()))
        _tell(scene, [contact_id], values)
        return contact_id

    async def update(self, scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
        columns, custom = _split(scene, values)
        if "name" in columns and not columns["name"]:
            raise KeywordError("E346", column="name")
        columns |= {"custom_fields": stored.row_json(custom, scene.host), "updated_at": clock.now()}
        sets = [_set(name, at) for at, name in enumerate(columns, 2)]
        if "name" not in columns and columns.keys() & {"first_name", "last_name"}:
            sets.append(_name_of_given(list(columns)))
        sql = (
            f"update crm_contacts set {', '.join(sets)} where id = any($1) "
            "returning octet_length(custom_fields::text) as size"
        )
        changed = await stored.fetch(scene.tx, sql, (list(rows), *columns.values()))
        stored.check_sizes(changed)
        _tell(scene, rows, values)
        await customers.show_again(scene.tx, scene.context, rows, scene.host.zone)

    async def delete(self, scene: Scene, rows: Sequence[UUID]) -> None:
        """Customers with conversations stay: E403."""
        await stored.fetch(scene.tx, "delete from crm_contacts where id = any($1)", (list(rows),))


_CASTS: Final = {"tags": "::jsonb", "custom_fields": "::jsonb"}


def _set(name: str, at: int) -> str:
    if name == "custom_fields":
        return f"custom_fields = custom_fields || ${at}::jsonb"
    return f"{name} = ${at}{_CASTS.get(name, '')}"


def _name_of_given(columns: list[str]) -> str:
    """The shown name follows the given names, as when people change them."""
    parts = [
        f"${columns.index(part) + 2}::text" if part in columns else part
        for part in ("first_name", "last_name")
    ]
    return f"name = coalesce(nullif(btrim(concat_ws(' ', {', '.join(parts)})), ''), name)"


def _full_name(columns: Mapping[str, Any]) -> str:
    given = (columns.get("first_name"), columns.get("last_name"))
    return " ".join(part.strip() for part in given if part and part.strip())


def _split(scene: Scene, values: Mapping[str, Value]) -> tuple[dict[str, Any], dict[str, Value]]:
    """Values of the columns, and the other ones. What only we write is left out: rows that were found are saved as
    they are."""
    columns: dict[str, Any] = {}
    custom: dict[str, Value] = {}
    for said, value in values.items():
        name = said.casefold()
        if name in _OURS:
            continue
        if name == "custom_fields":
            custom = (read_container(value) if isinstance(value, str) else value) or {}
            if not isinstance(custom, dict):
                raise KeywordError("E344", column="custom_fields", type="json")
            custom = dict(custom)
        elif name in _COLUMNS:
            columns[name] = _written(scene, name, value)
        else:
            custom[said] = value
    return columns, custom


def _written(scene: Scene, name: str, value: Value) -> Any:
    """Raises: KeywordError E344."""
    if name == "tags":
        return stored.as_json(_tags(scene, value), scene.host)
    if value is None or (value == "" and name != "name"):
        return None
    kept = _WRITERS[name](scene, value) if name in _WRITERS else _plain(scene, name, value)
    if kept is None:
        raise KeywordError("E344", column=name, type=_COLUMNS[name])
    return kept


def _plain(scene: Scene, name: str, value: Value) -> Any:
    kind = _COLUMNS[name]
    return stored.as_text(text(value, scene.host)) if kind == "text" else as_type(value, kind, scene.host)


_WRITERS: Final[Mapping[str, Callable[[Scene, Value], Any]]] = {
    "phone": lambda scene, value: phones.normalise(text(value, scene.host), scene.company.country),
}


def _tags(scene: Scene, value: Value) -> list[str]:
    """A list, or a text with commas."""
    if isinstance(value, str):
        value = read_container(value) or value.split(",")
    if value is None:
        return []
    if not isinstance(value, list):
        raise KeywordError("E344", column="tags", type="array")
    return list(dict.fromkeys(tag for one in value if (tag := text(one, scene.host).strip())))


def _shown(scene: Scene, value: Any) -> Value:
    if isinstance(value, UUID):
        return str(value)
    return value.astimezone(scene.host.zone) if hasattr(value, "astimezone") else value


def _tell(scene: Scene, rows: Sequence[UUID], values: Mapping[str, Value]) -> None:
    fields = sorted(name.casefold() for name in values if name.casefold() not in _OURS)
    for contact_id in rows:
        scene.tx.publish(events.ContactChanged(contact_id=contact_id, fields=fields))
