"""Calls of scripts to other systems: over the guarded transport, to a server that the test plays."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from attendance.botfiles.bundle import Bundle, file
from attendance.bots import drafts, publishing
from attendance.bots.scripts import outside, posts
from attendance.bots.scripts.posts import Post
from attendance.kernel.errors import Temporary
from attendance.kernel.http import GuardedTransport, client
from attendance.kernel.jobs import Job
from tests.bots.stage import Stage, open_stage
from tests.factories.world import VAULT, World

Answer = Callable[[httpx.Request], httpx.Response]
ADDRESSES = {"inside.example": "10.0.0.7", "metadata.example": "169.254.169.254"}


@dataclass
class Server:
    """Answers under every public name; remembers what it was asked, by the name in the request."""

    answer: Answer
    asked: list[httpx.Request] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        guard = GuardedTransport(httpx.MockTransport(self._take), resolve=_resolve)
        return client("scripts", transport=guard)

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answer(request)

    def hosts(self) -> list[str]:
        return [request.headers["host"] for request in self.asked]


async def _resolve(host: str, port: int) -> list[str]:
    return [ADDRESSES.get(host, "93.184.216.34")]


def says(body: Any, status: int = 200, **headers: str) -> Answer:
    if isinstance(body, str | bytes):
        return lambda request: httpx.Response(status, content=body, headers=headers)
    return lambda request: httpx.Response(status, json=body, headers=headers)


async def stage_with(world: World, script: str, answer: Answer, *, config: str = "") -> tuple[Stage, Server]:
    stage, server = await open_stage(world, script, config=config), Server(answer)
    stage.services.outside = server.client()
    return stage, server


async def said(world: World, script: str, answer: Answer, *, config: str = "") -> list[str]:
    stage, _ = await stage_with(world, script, answer, config=config)
    return await stage.says("oi")


@pytest.mark.parametrize(
    ("answer", "expression", "text"),
    [
        (says('{"total": 1234.10, "itens": [{"n": 0.1}]}'), "r.total + r.itens[0].n", "1234.2"),
        (says([{"a": 1}, {"a": 2}]), 'r.length + " " + r[1].a + " " + r.status', "2 2 200"),
        (says([1], 201), 'r.data[0] + " " + r.ok', "1 true"),
        (says("tudo bem"), 'r + " " + LEN(r) + " " + r.status', "tudo bem 8 200"),
        (says({"status": "pago"}, 404), 'r.status + " " + r.ok + " " + http.status', "pago false 404"),
        (says({"a": 1}, 500), 'r.status + " " + r.a + " " + JSON(r)', '500 1 {"a":1}'),
        (says("", 204), 'r.status + " " + (r = "")', "204 true"),
        (says("x", 200, **{"X-Rate": "7"}), 'r.headers["x-rate"] + http.headers["x-rate"]', "77"),
        (says("não é {json"), "r", "não é {json"),
        (says("ol\xe1".encode("latin-1"), 200, **{"content-type": "text/plain; charset=iso-8859-1"}), "r", "olá"),
        (says("a\x00b"), "LEN(r)", "2"),
    ],
)  # fmt: skip
async def test_what_a_call_gives(world: World, answer: Answer, expression: str, text: str) -> None:
    assert await said(world, f'r = GET "https://api.example/x"\nTALK {expression}', answer) == [text]


async def test_a_response_is_still_known_after_a_question(world: World) -> None:
    stage, server = await stage_with(
        world, 'r = GET "https://api.example/x"\nHEAR y\nTALK r.a + " " + r.status', says({"a": 1}, 201)
    )
    await stage.says("oi")

    assert await stage.says("y") == ["1 201"]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("statement", "method", "body", "kind"),
    [
        ('POST "https://a.example/x", { b: 1.50, c: [TRUE] }', "POST", '{"b":1.5,"c":[true]}', "application/json"),
        ('POST "https://a.example/x"', "POST", "", None),
        ('PUT "https://a.example/x", "olá"', "PUT", "olá", "text/plain; charset=utf-8"),
        ('PATCH "https://a.example/x", [1]', "PATCH", "[1]", "application/json"),
        ('DELETE HTTP "https://a.example/x"', "DELETE", "", None),
        ('SET HEADER "content-type" = "text/xml"\nPOST "https://a.example/x", "<a/>"', "POST", "<a/>", "text/xml"),
    ],
)  # fmt: skip
async def test_what_is_sent(world: World, statement: str, method: str, body: str, kind: str | None) -> None:
    stage, server = await stage_with(world, statement, says("ok"))
    await stage.says("oi")

    [request] = server.asked
    assert (request.method, request.content.decode()) == (method, body)
    assert request.headers.get("content-type") == kind
    assert request.url.host == "93.184.216.34" and request.headers["host"] == "a.example"


async def test_headers_last_for_the_execution_and_never_follow_to_another_host(world: World) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/go":
            return httpx.Response(302, headers={"location": "https://other.example/end"})
        return httpx.Response(200, text=request.headers.get("x-key", "-"))

    script = """
SET HEADER "X-Key", "s3"
TALK GET "https://a.example/end"
HEAR y
TALK GET "https://a.example/end"
TALK GET "https://a.example/go"
CLEAR HEADERS
TALK GET "https://a.example/end"
"""
    stage, _ = await stage_with(world, script, answer)

    assert await stage.says("oi") == ["s3"]
    assert await stage.says("y") == ["s3", "-", "-"]


@pytest.mark.parametrize(
    ("url", "config"),
    [
        ("https://inside.example/", ""),
        ("http://metadata.example/latest", ""),
        ("http://127.0.0.1/", ""),
        ("http://[::1]/", ""),
        ("http://a.example:22/", ""),
        ("https://b.example/", "http-allowed-hosts,a.example\n"),
        ("https://a.example.evil.example/", "http-allowed-hosts,a.example\n"),
        ("https://company.example/", "http-allowed-hosts,*.company.example\n"),
        ("https://a.example/", "http-allowed-hosts,a.example:8443\n"),
        ("https://a.example@b.example/", "http-allowed-hosts,a.example\n"),
        ("https://", ""),
    ],
)
async def test_addresses_that_no_script_reaches(world: World, url: str, config: str) -> None:
    stage, server = await stage_with(
        world,
        f'TRY\nr = GET "{url}"\nCATCH e\nTALK e.code + " " + http.ok\nEND TRY',
        says("secret"),
        config=config,
    )

    assert await stage.says("oi") == ["E602 false"]
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "config"),
    [
        ("https://a.example/", "http-allowed-hosts,a.example\n"),
        ("https://A.Example./", "http-allowed-hosts,a.example\n"),
        ("https://x.company.example/", "http-allowed-hosts,*.company.example\n"),
        ("https://a.example:8443/", "http-allowed-hosts,a.example:8443\n"),
    ],
)
async def test_addresses_that_are_allowed(world: World, url: str, config: str) -> None:
    assert await said(world, f'TALK GET "{url}"', says("ok"), config=config) == ["ok"]


@pytest.mark.parametrize(
    ("target", "config", "answers"),
    [
        ("https://inside.example/", "", "E602"),
        ("https://b.example/", "http-allowed-hosts,a.example\n", "E602"),
        ("/end", "", "end"),
        ("/1", "", "end"),
        ("/0", "", "E602"),
    ],
)
async def test_redirects_are_checked_again_and_counted(
    world: World, target: str, config: str, answers: str
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        step = request.url.path.strip("/")
        if step == "end":
            return httpx.Response(200, text="end")
        following = str(int(step) + 1) if step.isdecimal() and int(step) < 2 else "end"
        return httpx.Response(302, headers={"location": target if step == "go" else f"/{following}"})

    script = 'TRY\nr = GET "https://a.example/go"\nTALK r\nCATCH e\nTALK e.code\nEND TRY'

    assert await said(world, script, answer, config=config) == [answers]


def _fails(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


@pytest.mark.parametrize("answer", [_fails, says("x" * (1024 * 1024 + 1)), says("x" * 300_000)])
async def test_failures_can_be_caught(world: World, answer: Answer) -> None:
    script = 'TRY\nr = GET "https://a.example/"\nCATCH e\nTALK e.code\nEND TRY\nTALK "depois"'

    assert await said(world, script, answer) == ["E602", "depois"]


async def test_a_server_that_never_ends_is_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.05)

    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(5)
        return httpx.Response(200)

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as slow:
        with pytest.raises(outside.CallFailed):
            await outside.call(slow, outside.Request("GET", "https://a.example/"))


async def test_many_calls_in_a_turn_are_too_many(world: World) -> None:
    stage, server = await stage_with(world, 'FOR i = 1 TO 30\nr = GET "https://a.example/"\nNEXT', says("ok"))
    await stage.says("oi")

    [failed] = await stage.executions()
    assert (failed["error"]["code"], len(server.asked)) == ("E505", 20)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('x = GET "/api/session"', "E401"),
        ('x = GET "../config.csv"', "E404"),
        ('x = GET "/etc/passwd"', "E404"),
        ('x = GET "kb/foto.png"', "E311"),
        ('POST "ftp://a.example"', "E311"),
        ('SET HEADER "a b", "x"', "E311"),
        ('SET HEADER "Host", "x"', "E311"),
        ('SET HEADER "X", "a\\nSet-Cookie: b"', "E311"),
        ('WEBHOOK POST "https://a.example/" WITH { a: 1 }', "E402"),
    ],
)
async def test_what_goes_wrong(world: World, statement: str, code: str) -> None:
    stage = await open_stage(world, 'TALK "oi"')
    await publish_with_files(stage, statement)
    await stage.says("oi")

    assert (await stage.executions())[-1]["error"]["code"] == code


FILES = {
    "kb/precos.csv": b"\xef\xbb\xbfnome;preco\nArroz;10,50\nBanana;3\n",
    "kb/regras.md": "# Regras\nSó até às 18h".encode(),
    "kb/foto.png": b"\x89PNG\r\n\x1a\n" + b"0" * 20,
}


async def publish_with_files(stage: Stage, script: str, *, config: str = "") -> None:
    texts = {"config.csv": f"name,value\n{config}".encode(), "start.bas": script.encode(), **FILES}
    files = Bundle({path: file(path, content) for path, content in texts.items()})
    async with stage.world.tx() as tx:
        await drafts.upload(tx, VAULT, stage.bot_id, files, is_whole=True)
        await publishing.publish(tx, VAULT, stage.bot_id)


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ('GET("kb/precos.csv")[1].nome', "Banana"),
        ('GET("precos.csv").length', "2"),
        ('READ("kb/PRECOS.csv")[0].preco', "10,50"),
        ('LEFT(GET("kb/regras.md"), 8)', "# Regras"),
        ('ISNULL(GET("kb/nada.md"))', "true"),
        ('ISNULL(GET("config.csv"))', "true"),
        ('ISNULL(GET("start.bas"))', "true"),
    ],
)
async def test_files_of_the_bot(world: World, expression: str, answer: str) -> None:
    stage = await open_stage(world, 'TALK "oi"')
    await publish_with_files(stage, f"TALK {expression}")

    assert await stage.says("oi") == [answer]


async def posted(stage: Stage) -> list[Job]:
    async with stage.world.tx() as tx:
        rows = await tx.fetch("select id, kind, payload::text as payload from jobs where kind = 'bot.post'")
    return [
        Job(row["id"], stage.world.tenant_id, row["kind"], None, row["payload"].encode(), 1, 12)
        for row in rows
    ]


async def test_a_webhook_is_sent_signed_and_tried_again(world: World) -> None:
    stage, _ = await stage_with(world, 'TALK "oi"', says("?"))
    script = 'r = WEBHOOK POST "https://erp.example/in" WITH { pedido: 7 }\nTALK r.success'
    await publish_with_files(stage, script, config="param-webhook-secret,s3gredo\n")
    assert await stage.says("oi") == ["true"]
    [job] = await posted(stage)
    failing, taking = Server(says("", 503)), Server(says("", 200))

    stage.services.outside = failing.client()
    with pytest.raises(Temporary):
        await posts.deliver(stage.services, job)
    stage.services.outside = taking.client()
    await posts.deliver(stage.services, job)

    [request] = taking.asked
    at = int(request.headers[posts.SIGNATURE].split(",")[0].removeprefix("t="))
    assert json.loads(request.content) == {"pedido": 7}
    assert request.headers[posts.SIGNATURE] == posts.signature("s3gredo", request.content, at)
    assert len(failing.asked) == 1


async def test_a_webhook_without_a_secret_any_more_is_not_sent(world: World) -> None:
    stage, server = await stage_with(world, 'TALK "oi"', says(""))

    await posts.deliver(stage.services, stage.job(Post(stage.bot_id, "https://erp.example/", "{}")))

    assert server.asked == []
