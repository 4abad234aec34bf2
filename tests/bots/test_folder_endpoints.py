"""A bot's folder over REST: written, checked, uploaded, published, and brought back."""

import io
import zipfile
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select

from attendance.botfiles.config_csv import MASK
from attendance.bots import endpoints, folder_endpoints
from attendance.bots.models import BotFile, BotSource, BotVersion
from attendance.identity.schemas import Role
from tests.factories.people import make_person
from tests.factories.world import World
from tests.web import TestServices, client_of, make_app


@pytest.fixture
async def api(world: World) -> AsyncIterator[httpx.AsyncClient]:
    owner = await make_person(world.database, world.tenant_id, role=Role.OWNER)
    app = make_app(TestServices(world.database), [endpoints.router, folder_endpoints.router])
    async with client_of(app) as client:
        client.headers.update(await owner.headers("read", "admin"))
        yield client


@pytest.fixture
async def bot(api: httpx.AsyncClient) -> str:
    """The address of a new bot."""
    made = await api.post("/api/bots", json={"name": "Lia"})
    assert made.status_code == 201, made.text
    return f"/api/bots/{made.json()['id']}"


async def save(api: httpx.AsyncClient, bot: str, path: str, text: str) -> httpx.Response:
    known = {file["path"]: file["revision"] for file in (await api.get(f"{bot}/files")).json()}
    return await api.put(f"{bot}/files/{path}", json={"text": text, "revision": known.get(path)})


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"loja/{name}.bas" if "." not in name else f"loja/{name}", text)
    return out.getvalue()


async def test_a_new_bot_has_a_draft_and_nothing_published(api: httpx.AsyncClient, bot: str) -> None:
    files = (await api.get(f"{bot}/files")).json()
    changes = (await api.get(f"{bot}/changes")).json()

    assert [file["path"] for file in files] == ["README.md", "config.csv", "conversa.test.bas", "start.bas"]
    assert changes == {
        "version": None,
        "files": [
            {"path": path, "change": "added"}
            for path in ("README.md", "config.csv", "conversa.test.bas", "start.bas")
        ],
    }
    assert (await api.get(bot)).json()["version"] is None
    assert (await api.post("/api/bots", json={"name": "LIA"})).json()["code"] == "bot_name_taken"


async def test_a_script_is_written_published_and_brought_back(api: httpx.AsyncClient, bot: str) -> None:
    first = (await api.post(f"{bot}/publish", json={"note": "primeira"})).json()
    saved = (await save(api, bot, "start.bas", 'TALK "Oi"\n')).json()
    changes = (await api.get(f"{bot}/changes")).json()
    second = (await api.post(f"{bot}/publish")).json()
    restored = (await api.post(f"{bot}/versions/1/restore")).json()
    versions = (await api.get(f"{bot}/versions")).json()["items"]
    was = (await api.get(f"{bot}/versions/2/files/start.bas")).json()

    assert (first["version"]["number"], first["version"]["note"], first["is_new"]) == (1, "primeira", True)
    assert saved["text"] == 'TALK "Oi"\n'
    assert changes["files"] == second["files"] == [{"path": "start.bas", "change": "changed"}]
    assert restored["version"]["restored_from"] == 1
    assert [(one["number"], one["is_published"]) for one in versions] == [(3, True), (2, False), (1, False)]
    assert versions[0]["published_by_name"]
    assert was["text"] == 'TALK "Oi"\n'
    assert (await api.get(bot)).json()["version"] == 3
    assert (await api.get(f"{bot}/files/start.bas")).json()["text"] != 'TALK "Oi"\n'


async def test_the_second_of_two_editors_gets_a_conflict(api: httpx.AsyncClient, bot: str) -> None:
    revision = (await api.get(f"{bot}/files/start.bas")).json()["revision"]
    change = {"text": "TALK 1", "revision": revision}

    answers = [await api.put(f"{bot}/files/start.bas", json=change) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "file_changed"
    assert answers[1].json()["facts"]["revision"] == answers[0].json()["revision"]


async def test_files_are_named_and_deleted(api: httpx.AsyncClient, bot: str) -> None:
    made = (await save(api, bot, "vendas/lead.bas", "TALK 1")).json()

    names = {"path": "vendas/lead.bas", "new_path": "lead.bas", "revision": made["revision"]}
    renamed = (await api.post(f"{bot}/rename", json=names)).json()
    gone = await api.delete(f"{bot}/files/lead.bas?revision={renamed['revision']}")

    assert renamed["path"] == "lead.bas"
    assert gone.status_code == 204
    assert (await api.get(f"{bot}/files/lead.bas")).status_code == 404


async def test_a_zip_goes_in_and_comes_out(api: httpx.AsyncClient, bot: str) -> None:
    archive = packed(**{"config.csv": "name,value\n", "start": "TALK 1", "kb/faq.md": "# FAQ"})

    listed = await api.post(f"{bot}/upload?mode=replace", files={"file": ("loja.zip", archive)})
    knowledge = await api.post(
        f"{bot}/upload?folder=kb", files={"file": ("tv.pdf", b"%PDF-1.7\n" + bytes(9))}
    )
    first, second = [await api.get(f"{bot}/download") for _ in range(2)]
    again = await api.post(f"{bot}/upload", files={"file": ("bot.zip", first.content)})

    assert [file["path"] for file in listed.json()] == ["config.csv", "kb/faq.md", "start.bas"]
    assert [file["path"] for file in knowledge.json()] == [
        "config.csv",
        "kb/faq.md",
        "kb/tv.pdf",
        "start.bas",
    ]
    assert (await api.get(f"{bot}/files/kb/tv.pdf")).json()["text"] is None
    assert first.content == second.content
    assert first.headers["content-type"] == "application/zip"
    assert again.json() == knowledge.json()


@pytest.mark.parametrize(("name", "content", "code"), [
    ("x.zip", b"no zip", "bundle_refused"),
    ("x.exe", b"MZ", "path_refused"),
    ("../start.bas", b"TALK 1", "path_refused"),
    ("start.bas", b"\xff\xfe", "bundle_refused"),
])  # fmt: skip
async def test_an_upload_that_cannot_be_taken_changes_nothing(
    api: httpx.AsyncClient, bot: str, name: str, content: bytes, code: str
) -> None:
    before = (await api.get(f"{bot}/files")).json()

    answer = await api.post(f"{bot}/upload?mode=replace", files={"file": (name, content)})

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert (await api.get(f"{bot}/files")).json() == before
    assert (await api.post(f"{bot}/upload", files={"other": ("a.bas", b"")})).status_code == 400


async def test_checking_tells_places_in_the_readers_language_and_writes_nothing(
    api: httpx.AsyncClient, bot: str, world: World
) -> None:
    async def written() -> list[int]:
        async with world.tx() as tx:
            return [
                await tx.scalar(select(func.count()).select_from(t)) for t in (BotFile, BotSource, BotVersion)
            ]

    before = await written()
    text = "name,value\nattendance-queue-size,many\nattendance-que-size,1\nllm-api-key,s3cret"

    unsaved = await api.post(f"{bot}/check", json={"path": "config.csv", "text": text})
    whole = (await api.post(f"{bot}/check")).json()

    found = [(one["file"], one["line"], one["column"], one["severity"]) for one in unsaved.json()["findings"]]
    assert found == [("config.csv", 2, 23, "error"), ("config.csv", 3, 1, "warning")]
    assert "deve ser um número inteiro" in unsaved.json()["findings"][0]["message"]
    assert "s3cret" not in unsaved.text
    assert whole == {"is_publishable": True, "findings": []}
    assert await written() == before


async def test_scripts_are_checked_saved_or_not(api: httpx.AsyncClient, bot: str) -> None:
    broken = 'x = empresa\nIF x = 1 THEN\n  TALK "Oi"\n'

    unsaved = (await api.post(f"{bot}/check", json={"path": "start.bas", "text": broken})).json()
    fine = (await api.post(f"{bot}/check")).json()
    await save(api, bot, "vendas/lead.bas", broken)
    await save(api, bot, "vendas/lead.test.bas", "cliente: oi\nrobô: olá\n")
    refused = (await api.post(f"{bot}/publish")).json()

    [found] = unsaved["findings"]
    assert (found["code"], found["line"], found["column"], found["severity"]) == ("E121", 2, 1, "error")
    assert "IF" in found["message"] and "linha 2" in found["message"]
    assert (unsaved["is_publishable"], fine) == (False, {"is_publishable": True, "findings": []})
    assert [(one["file"], one["code"]) for one in refused["facts"]["findings"]] == [
        ("vendas/lead.bas", "E121"),
        ("vendas/lead.test.bas", "E740"),
    ]


@pytest.mark.parametrize(("text", "code", "line"), [
    ('TALK "Oi"\nGOTO nowhere\n', "E143", 2),
    ('t = "x"\nr = FIND "customers", t + "=1"\n', "E341", 2),
])  # fmt: skip
async def test_what_only_the_program_shows_is_told_too(
    api: httpx.AsyncClient, bot: str, text: str, code: str, line: int
) -> None:
    told = (await api.post(f"{bot}/check", json={"path": "start.bas", "text": text})).json()["findings"]

    assert (code, "error", line) in [(one["code"], one["severity"], one["line"]) for one in told]


async def test_a_parameter_needs_no_assignment(api: httpx.AsyncClient, bot: str) -> None:
    text = "TALK empresa\nTALK outra\n"

    told = (await api.post(f"{bot}/check", json={"path": "start.bas", "text": text})).json()["findings"]

    assert [(one["code"], one["severity"], one["line"]) for one in told] == [("W230", "warning", 2)]


async def test_errors_keep_a_bot_from_being_published(api: httpx.AsyncClient, bot: str) -> None:
    await save(api, bot, "config.csv", "name,value\nattendance-queue-size,many\nparam-empresa,x\n")

    answer = await api.post(f"{bot}/publish")

    assert (answer.status_code, answer.json()["code"]) == (422, "bot_not_publishable")
    assert "config.csv, line 2: `attendance-queue-size`" in answer.json()["detail"]
    assert [one["code"] for one in answer.json()["facts"]["findings"]] == ["E710"]
    assert (await api.get(f"{bot}/versions")).json()["items"] == []


async def test_no_answer_holds_a_secret(api: httpx.AsyncClient, bot: str) -> None:
    saved = await save(api, bot, "config.csv", "name,value\nllm-api-key,s3cret\n")
    published = await api.post(f"{bot}/publish")
    patched = await api.patch(bot, json={"settings": {"teams-app-password": "s3cret"}})
    others = [
        await api.get(f"{bot}{path}")
        for path in ("", "/files/config.csv", "/versions/1", "/versions/1/files/config.csv", "/changes")
    ]
    unpacked = (
        zipfile.ZipFile(io.BytesIO((await api.get(f"{bot}/download")).content)).read("config.csv").decode()
    )

    for answer in (saved, published, patched, *others):
        assert answer.status_code == 200, answer.text
        assert "s3cret" not in answer.text
    assert unpacked == f"name,value\nllm-api-key,{MASK}\nteams-app-password,{MASK}\n"
    assert patched.json()["secrets"] == ["llm-api-key", "teams-app-password"]


async def test_an_unknown_bot_is_not_found(api: httpx.AsyncClient) -> None:
    nowhere = f"/api/bots/{UUID(int=1)}"

    for method, path in (
        ("GET", "/files"), ("GET", "/files/start.bas"), ("GET", "/download"), ("GET", "/versions"), ("POST", "/check"),
        ("GET", "/versions/1"), ("POST", "/versions/1/restore"), ("POST", "/publish"), ("GET", "/changes"),
        ("POST", "/upload"),
    ):  # fmt: skip
        assert (await api.request(method, nowhere + path)).status_code == 404, path
