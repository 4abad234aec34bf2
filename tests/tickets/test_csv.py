"""Tickets as CSV: what is written can be read again, mistakes are told by row, and an import can be taken back."""

import csv
import io

import pytest

from attendance.identity.schemas import Role
from attendance.tickets import csv_format
from attendance.tickets.csv_format import UnreadableFile
from attendance.tickets.rules import Field
from tests.tickets.desk import TICKETS, Desk, Json

PATH = "/api/attendance/tickets-csv"
FIELDS = [
    {"key": "pedido", "label": "Nº do pedido", "kind": "number"},
    {"key": "cor", "label": "Cor", "kind": "choice", "choices": ["azul", "verde"]},
]


async def _export(desk: Desk, query: str = "") -> list[dict[str, str]]:
    answer = await desk.api.get(PATH + query)
    assert answer.status_code == 200, answer.text
    text = answer.text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter="," if "language=en" in query else ";"))


async def _import(desk: Desk, text: str, query: str = "", status: int = 200) -> Json:
    answer = await desk.api.post(PATH + query, content=text.encode(), headers={"content-type": "text/csv"})
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


async def test_a_list_is_written_as_it_is_filtered(desk: Desk) -> None:
    await desk.asks("PUT", "/api/attendance/ticket-settings/fields", {"fields": FIELDS})
    await desk.opens('Troca; com "aspas"', tags=["vip", "troca"], custom_fields={"pedido": 10482})
    await desk.opens("Outro", priority="low")

    [found] = await _export(desk, "?priority=normal")

    assert (found["Número"], found["Assunto"]) == ("TIC-001", 'Troca; com "aspas"')
    assert (found["Status"], found["Prioridade"], found["Etiquetas"]) == ("Aberto", "Normal", "vip, troca")
    assert (found["Nº do pedido"], found["Cor"]) == ("10482", "")
    assert len(await _export(desk, "?language=en&status=open")) == 2


async def test_a_long_list_is_written_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attendance.tickets.csv_endpoints._PAGE", 2)
    for number in range(5):
        await desk.opens(str(number))

    assert [one["Assunto"] for one in await _export(desk, "?sort=created")] == ["4", "3", "2", "1", "0"]


async def test_nobody_exports_what_they_do_not_see(desk: Desk) -> None:
    await desk.opens()
    maria = await desk.person(Role.ATTENDANT)
    async with desk.client(maria) as api:
        assert (await api.get(PATH)).text.count("\r\n") == 1


async def test_what_was_written_is_read_again(desk: Desk) -> None:
    await desk.asks("PUT", "/api/attendance/ticket-settings/fields", {"fields": FIELDS})
    fields = {"pedido": 7, "cor": "azul"}
    await desk.opens(
        "+55 não é fórmula", priority="urgent", tags=["vip"], custom_fields=fields, assigned_to=None
    )
    await desk.opens("=SOMA(A1)", description="linha 1\nlinha 2")
    for language in ("pt-BR", "en", "es"):
        text = (await desk.api.get(f"{PATH}?language={language}")).text

        done = await _import(desk, text)

        assert (done["rows"], done["created"], done["errors"]) == (2, 2, [])
        await desk.asks("POST", f"bulk/{done['bulk_id']}/undo")
    assert len((await desk.asks("GET", TICKETS))["items"]) == 2


async def test_a_dry_run_writes_nothing_and_a_real_one_can_be_undone(desk: Desk) -> None:
    text = "assunto,telefone,prioridade\nUm,+5511988887777,alta\nDois,11 98888-7777,\n"

    tried = await _import(desk, text, "?dry_run=true")
    assert (tried["created"], tried["bulk_id"]) == (2, None)
    assert (await desk.asks("GET", TICKETS))["items"] == []
    done = await _import(desk, text)

    found = (await desk.asks("GET", f"{TICKETS}?sort=created"))["items"]
    assert [(one["subject"], one["priority"], one["session_id"]) for one in found] == [
        ("Dois", "normal", str(desk.session_id)),
        ("Um", "high", str(desk.session_id)),
    ]
    await desk.asks("POST", f"bulk/{done['bulk_id']}/undo")
    assert (await desk.asks("GET", TICKETS))["items"] == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",+5511988887777,,,", "subject_missing"),
        ("Um,+5511000000000,,,", "customer_unknown"),
        ("Um,,,,", "customer_unknown"),
        ("Um,+5511988887777,voando,,", "status_unknown"),
        ("Um,+5511988887777,,ninguem@example.com,", "person_unknown"),
        ("Um,+5511988887777,,,roxo", "ticket_field_invalid"),
        ("U" * 301 + ",+5511988887777,,,", "subject_too_long"),
    ],
    ids=["no subject", "strange phone", "no customer", "status", "person", "field", "long"],
)
async def test_a_row_with_a_mistake_is_told_and_left_out(desk: Desk, row: str, code: str) -> None:
    await desk.asks("PUT", "/api/attendance/ticket-settings/fields", {"fields": FIELDS})
    text = f"Subject,Phone,Status,Assigned to,cor\n{row}\nBom,+5511988887777,Resolvido,,verde\n"

    done = await _import(desk, text)

    assert [(one["line"], one["code"]) for one in done["errors"]] == [(2, code)]
    assert done["created"] == 1
    assert (await desk.asks("GET", f"{TICKETS}?status=resolved"))["items"][0]["subject"] == "Bom"


@pytest.mark.parametrize(
    "content",
    [b"", b"nome;telefone\nAna;1", b"assunto\n" + b"x\n" * 1001],
    ids=["empty", "no subject", "long"],
)
def test_what_is_no_list_of_tickets_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        csv_format.parse(content, [])


def test_a_file_of_an_old_spreadsheet_is_read() -> None:
    content = "Assunto;Descrição;Cor\r\nTroca;não serviu;azul\r\n;;\r\n".encode("cp1252")

    [row] = csv_format.parse(content, [Field("cor", "Cor", "text")])

    assert (row.line, row.texts, row.fields) == (
        2,
        {"subject": "Troca", "description": "não serviu"},
        {"cor": "azul"},
    )


async def test_only_administrators_import(desk: Desk) -> None:
    maria = await desk.person(Role.ATTENDANT)
    async with desk.client(maria) as api:
        assert (await api.post(PATH, content=b"assunto\nx")).status_code == 403
