"""The page behind a link in a mail: a score and a comment in one form, in the company's language.

Looking changes nothing: mail programs and scanners open every link. Only the form's POST answers, once. No script.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Protocol, cast
from urllib.parse import parse_qs
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from attendance.identity import company
from attendance.kernel.crypto import Vault
from attendance.kernel.database import Database, Tx
from attendance.kernel.errors import NotFound
from attendance.kernel.settings import Settings
from attendance.ratings import answering, queries
from attendance.ratings.links import PREFIX, RatingLinks
from attendance.ratings.phrases import filled, language_of, say
from attendance.ratings.queries import Asked
from attendance.ratings.rules import HIGHEST, LONGEST_COMMENT, LOWEST, Scored

_HEADERS: Final = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
_LANGUAGES: Final = {"pt": "pt-BR", "en": "en", "es": "es"}


class Services(Protocol):
    @property
    def database(self) -> Database: ...
    @property
    def vault(self) -> Vault: ...
    @property
    def settings(self) -> Settings: ...


def rating_routes() -> list[BaseRoute]:
    return [
        Route(PREFIX + "{token}", _show, methods=["GET"]),
        Route(PREFIX + "{token}", _answer, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Opened:
    rating_id: UUID
    locale: str
    company: str
    asked: Asked


async def _show(request: Request) -> Response:
    services = cast(Services, request.app.state.services)
    try:
        tenant_id, rating_id = _links(services).read(request.path_params["token"])
        async with services.database.transaction(tenant_id) as tx:
            opened = await _open(tx, rating_id)
    except NotFound:
        return _page("pt", "", _notice(say("pt", "page_gone")), status=404)
    return _shown(opened)


async def _answer(request: Request) -> Response:
    """Of two that are sent at once one counts; the other sees what was given."""
    services = cast(Services, request.app.state.services)
    form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    try:
        tenant_id, rating_id = _links(services).read(request.path_params["token"])
        async with services.database.transaction(tenant_id) as tx:
            opened = await _open(tx, rating_id)
            given = _given(form)
            if opened.asked.is_open and given is not None:
                await answering.score(tx, rating_id, given, reply=None)
                opened = await _open(tx, rating_id)
    except (NotFound, ValueError):
        return _page("pt", "", _notice(say("pt", "page_gone")), status=404)
    return _shown(opened, is_missing=opened.asked.is_open)


def _links(services: Services) -> RatingLinks:
    return RatingLinks(services.vault.signing_key, services.settings.public_url)


async def _open(tx: Tx, rating_id: UUID) -> _Opened:
    """Raises NotFound."""
    asked = await queries.asked(tx, rating_id)
    ours = await company.read(tx)
    return _Opened(rating_id, ours.locale, ours.name, asked)


def _given(form: Mapping[str, list[str]]) -> Scored | None:
    written = form.get("score", [""])[0]
    if not written.isascii() or not written.isdigit() or not LOWEST <= int(written[:3]) <= HIGHEST:
        return None
    comment = form.get("comment", [""])[0].replace("\x00", "").strip()[:LONGEST_COMMENT]
    return Scored(int(written), comment or None)


def _shown(opened: _Opened, *, is_missing: bool = False) -> Response:
    asked, locale = opened.asked, opened.locale
    if asked.score is not None:
        done = f"<p>{escape(say(locale, 'page_score', score=asked.score))}</p>"
        return _page(locale, opened.company, _notice(say(locale, "page_done")) + done)
    if not asked.is_open:
        return _page(locale, opened.company, _notice(say(locale, "page_gone")), status=410)
    return _page(
        locale, opened.company, _form(opened, is_missing=is_missing), status=422 if is_missing else 200
    )


def _notice(text: str) -> str:
    return f'<p role="status" class="notice">{escape(text)}</p>'


def _form(opened: _Opened, *, is_missing: bool) -> str:
    locale = opened.locale
    values = {
        "company": opened.company,
        "customer_name": "",
        "attendant_name": opened.asked.attendant_name,
        "link": "",
    }
    question = filled(opened.asked.question or say(locale, "question"), values)
    scores = "".join(
        f'<label><input type="radio" name="score" value="{score}" required><span>{score}</span></label>'
        for score in range(LOWEST, HIGHEST + 1)
    )
    missing = (
        f'<p role="alert" class="missing">{escape(say(locale, "page_missing"))}</p>' if is_missing else ""
    )
    return (
        f'<form method="post"><fieldset><legend>{escape(question)}</legend>{missing}<div class="scale">{scores}</div>'
        f'<p class="ends"><span>{escape(say(locale, "page_worst"))}</span>'
        f"<span>{escape(say(locale, 'page_best'))}</span></p></fieldset>"
        f'<label class="comment">{escape(say(locale, "page_comment"))}'
        f'<textarea name="comment" rows="4" maxlength="{LONGEST_COMMENT}"></textarea></label>'
        f"<button>{escape(say(locale, 'page_send'))}</button></form>"
    )


def _page(locale: str, company_name: str, content: str, *, status: int = 200) -> Response:
    title = escape(say(locale, "page_title"))
    heading = f'<p class="company">{escape(company_name)}</p>' if company_name else ""
    html = (
        f'<!doctype html><html lang="{_LANGUAGES[language_of(locale)]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main>{heading}<h1>{title}</h1>{content}</main></body></html>"
    )
    return HTMLResponse(html, status_code=status, headers=_HEADERS)


_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#c9d0da;--ground:#f4f6f9;--card:#fff;--main:#1f5fd6}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf5;--soft:#a3afc0;--line:#475467;--ground:#11161f;--card:#1a212d;
--main:#7ba7ff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:38rem;margin:6vh auto;padding:1.75rem;background:var(--card);border:1px solid var(--line);
border-radius:14px}@media(max-width:40rem){main{margin:0;min-height:100vh;border:0;border-radius:0}}
.company{margin:0;color:var(--soft)}h1{margin:.2rem 0 1.2rem;font-size:1.4rem}fieldset{border:0;margin:0;padding:0}
legend{padding:0;margin-bottom:.9rem;font-weight:600}.scale{display:grid;grid-template-columns:repeat(11,1fr);gap:.3rem}
@media(max-width:34rem){.scale{grid-template-columns:repeat(6,1fr)}}
.scale input{position:absolute;opacity:0}.scale span{display:grid;place-items:center;height:2.9rem;border:1px solid
var(--line);border-radius:9px;cursor:pointer;font-variant-numeric:tabular-nums}
.scale span:hover{border-color:var(--main)}
.scale input:checked+span{background:var(--main);border-color:var(--main);color:var(--card);font-weight:700}
.scale input:focus-visible+span{outline:3px solid var(--main);outline-offset:2px}
.ends{display:flex;justify-content:space-between;margin:.4rem 0 1.4rem;color:var(--soft);font-size:.875rem}
.comment{display:block;font-weight:600}textarea{display:block;width:100%;margin-top:.4rem;padding:.6rem;font:inherit;
color:inherit;background:transparent;border:1px solid var(--line);border-radius:9px;resize:vertical}
button{margin-top:1.2rem;padding:.7rem 1.4rem;font:inherit;font-weight:600;border:0;border-radius:9px;cursor:pointer;
background:var(--main);color:var(--card)}button:focus-visible,textarea:focus-visible{outline:3px solid var(--main);
outline-offset:2px}.notice{font-size:1.1rem;font-weight:600}.missing{color:#c3262e;font-weight:600}
@media(prefers-color-scheme:dark){.missing{color:#ff9a9f}}
"""
