"""Calls to other systems (10.9), and the bot's files."""

import re
from typing import Any, ClassVar, Final

from attendance.basic import values
from attendance.basic.host import Invocation, KeywordError, Value
from attendance.basic.json_text import NotJson, read_container
from attendance.basic.language_keywords.arguments import argument, clause
from attendance.basic.responses import About, response
from attendance.basic.sizes import in_use
from attendance.basic.values import File
from attendance.bots import secrets
from attendance.bots.keywords.base import Keyword, Limited, OutsideKeyword, failure
from attendance.bots.scripts import files, outside, posts, request_headers
from attendance.bots.scripts.outside import CallFailed, Request
from attendance.bots.scripts.scene import OutsideServices, Scene

_RESULT: Final = (
    "the body: JSON as object or array, text otherwise; `.status`, `.ok`, `.headers`, `.data` beside it"
)
_ERRORS: Final = (
    (
        "E602",
        "no connection, no answer in 15 s, more than 1 MB, a private address, a host that is not allowed",
    ),
    ("E505", "more than 20 calls in one turn"),
)
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE: Final = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]{0,4000}")
_NEVER: Final = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"}
)


class Call(OutsideKeyword):
    """One of the methods of HTTP."""

    limited: ClassVar[Limited] = "http"
    method: ClassVar[str]
    result = _RESULT
    errors: ClassVar[tuple[tuple[str, str], ...]] = _ERRORS

    async def prepare(self, scene: Scene, call: Invocation) -> Request:
        url = _url(scene, call)
        headers = await request_headers.of_execution(scene)
        body = _body(scene, argument(call, 1), headers)
        return Request(self.method, url, headers, body, scene.bot.config.http_allowed_hosts)

    async def perform(self, services: OutsideServices, prepared: Any) -> Value:
        try:
            return outside.as_value(await outside.call(services.outside, prepared))
        except CallFailed as failed:
            return failure("E602", reason=str(failed)[:200])

    async def finish(self, scene: Scene, call: Invocation, value: Value) -> Value:
        if "__error__" in value:
            scene.context["http"] = {"status": None, "headers": {}, "ok": False}
            return await super().finish(scene, call, value)
        about = About(value["status"], value["headers"])
        scene.context["http"] = {"status": about.status, "headers": about.headers, "ok": about.ok}
        return response(_parsed(value["text"]), about)


class Get(Call):
    phrase = "GET"
    method = "GET"
    syntax = ("GET url", "GET path", 'GET "config", key')
    example = (
        'r = GET "https://api.example.com/pedidos/" + session.pedido\n'
        'IF r.ok THEN TALK "Seu pedido está " + r.situacao ELSE TALK "Não encontrei o pedido."\n'
        'precos = GET "kb/precos.csv"\nTALK precos[0].nome'
    )
    effects = (
        "Calls an address; reads what a path names in the context; or else a text of the bot's `kb/` folder."
    )
    result = f"{_RESULT}; of a file its text, of a CSV its rows, NULL when there is none"
    errors = (
        *_ERRORS,
        ("E404", "a path out of the bot's folder"),
        ("E401", "a path that begins with `/api/`"),
    )

    async def run(self, scene: Scene, call: Invocation) -> Value:
        said = scene.text(argument(call, 0)).strip()
        if _URL.match(said):
            return await super().run(scene, call)
        if said.startswith("/api/"):
            raise KeywordError("E401", w=f"GET {said[:40]}")
        return await files.read(scene, said) if said else None


class Post(Call):
    phrase = "POST"
    method = "POST"
    may_repeat = False
    syntax = ("POST url [, body]",)
    example = (
        'r = POST "https://api.example.com/pedidos", { "produto": "A1", "quantidade": 2 }\nTALK r.numero'
    )
    effects = "Sends an object or array as JSON, a text as it is."


class Put(Call):
    phrase = "PUT"
    method = "PUT"
    syntax = ("PUT url, body",)
    example = 'PUT "https://api.example.com/pedidos/7", { "quantidade": 3 }'
    effects = "Sends an object or array as JSON, a text as it is."


class Patch(Call):
    phrase = "PATCH"
    method = "PATCH"
    may_repeat = False
    syntax = ("PATCH url, body",)
    example = 'PATCH "https://api.example.com/pedidos/7", { "quantidade": 3 }'
    effects = "Sends an object or array as JSON, a text as it is."


class DeleteHttp(Call):
    phrase = "DELETE HTTP"
    method = "DELETE"
    syntax = ("DELETE HTTP url",)
    example = (
        'DELETE HTTP "https://api.example.com/pedidos/7"\nIF http.status = 404 THEN TALK "Já não existe."'
    )
    effects = "Calls the address with the method DELETE."


class SetHeader(Keyword):
    phrase = "SET HEADER"
    syntax = ("SET HEADER name, value", "SET HEADER name = value", "SET HEADER name AS value")
    example = 'SET HEADER "Authorization", "Bearer " + chave_da_loja'
    effects = (
        "Adds a header to the calls of this execution from here on. Another host never gets it by a redirect."
    )
    errors = (("E311", "a name or value that a header can't have"),)

    async def run(self, scene: Scene, call: Invocation) -> Value:
        name, value = scene.text(call.arguments[0]).strip(), scene.text(call.arguments[1]).strip()
        if not _NAME.fullmatch(name) or name.lower() in _NEVER or not _VALUE.fullmatch(value):
            raise KeywordError("E311", function=self.phrase, argument=name[:60])
        await request_headers.add(scene, name, value)
        return None


class ClearHeaders(Keyword):
    phrase = "CLEAR HEADERS"
    syntax = ("CLEAR HEADERS",)
    example = "CLEAR HEADERS"
    effects = "Removes what SET HEADER added."

    async def run(self, scene: Scene, call: Invocation) -> Value:
        await request_headers.clear(scene)
        return None


class WebhookPost(Keyword):
    phrase = "WEBHOOK POST"
    syntax = ("WEBHOOK POST url WITH object",)
    example = (
        'WEBHOOK POST "https://erp.example.com/eventos" WITH { "evento": "pedido", "cliente": customer.id }'
    )
    effects = (
        "Sends JSON after this turn, again and again for a day until it is taken. "
        f"`X-Attendance-Signature: t=…,v1=…` is the HMAC-SHA256 of `t.body` with the bot's `{posts.SECRET}`."
    )
    result = "{success}: it will be sent"
    errors = (("E402", f"no `{posts.SECRET}` in config.csv"), ("E602", "a host that is not allowed"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        url = _url(scene, call)
        if not (await secrets.of_bot(scene.tx, scene.services.vault, scene.bot.id)).get(posts.SECRET):
            raise KeywordError("E402", w=posts.SECRET)
        scene.count_call("http")
        given = clause(call, "WITH", argument(call, 1))
        body = values.json({} if given is None else given, scene.host)
        await posts.send_later(scene.tx, scene.bot.id, url, body)
        return {"success": True}


class Read(Keyword):
    phrase = "READ"
    syntax = ("READ path",)
    example = 'precos = READ "kb/precos.csv"\nFOR EACH p IN precos\nTALK p.nome + ": " + p.preco\nNEXT'
    effects = "Reads a text of the bot's `kb/` folder as it was published."
    result = "text; of a CSV an array of objects; NULL when there is none"
    errors = (("E404", "a path out of the bot's folder"), ("E311", "a file that is no text"))

    async def run(self, scene: Scene, call: Invocation) -> Value:
        return await files.read(scene, scene.text(call.arguments[0]))


def _url(scene: Scene, call: Invocation) -> str:
    """Raises: KeywordError E311, E602."""
    url = scene.text(call.arguments[0]).strip()
    if not _URL.match(url):
        raise KeywordError("E311", function=call.phrase, argument=url[:60])
    return url


def _body(scene: Scene, body: Value, headers: dict[str, str]) -> bytes | None:
    """With the header that says what it is, unless the script says it."""
    if body is None:
        return None
    is_json = not isinstance(body, str | File)
    kind = "application/json" if is_json else "text/plain; charset=utf-8"
    if not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = kind
    return (values.json(body, scene.host) if is_json else scene.text(body)).encode("utf-8", "replace")


def _parsed(text: str) -> Value:
    """Raises: KeywordError E602 for a text that is longer than texts may be."""
    try:
        body = read_container(text)
    except NotJson:
        body = None
    if body is None and len(text) > in_use().text:
        raise KeywordError("E602", reason=f"> {in_use().text // 1024} KB")
    return text if body is None else body


KEYWORDS: Final = (
    Get(), Post(), Put(), Patch(), DeleteHttp(), SetHeader(), ClearHeaders(), WebhookPost(), Read(),
)  # fmt: skip
