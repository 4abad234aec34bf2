"""REST of executions, and of the keywords that an editor offers."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Path, Request

from attendance.basic.catalogue import PHRASES
from attendance.basic.language_keywords import LANGUAGE_KEYWORDS
from attendance.bots import queries as bots
from attendance.bots.endpoints import Manager, Reader
from attendance.bots.keywords import KEYWORDS
from attendance.bots.running import actions, queries, schemas
from attendance.bots.scripts import happenings, webhooks
from attendance.bots.scripts.exact import exactly
from attendance.identity.guards import Allowed, InTransaction, Who
from attendance.identity.idempotency import api_router
from attendance.kernel.errors import NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.web import services_of
from attendance.kernel.wire import Page

router = api_router("bots")

Examiner = Annotated[Who, Allowed("executions.read")]
FormName = Annotated[str, Path(min_length=1, max_length=100)]
Asked = Annotated[Slice, Depends(asked_slice)]


@router.get("/api/bots/{bot_id}/executions", responses=documented(NotFound))
async def list_executions(
    who: Examiner,
    tx: InTransaction,
    bot_id: UUID,
    asked: Asked,
    status: schemas.ExecutionStatus | None = None,
    conversation_id: UUID | None = None,
) -> Page[schemas.Execution]:
    """Runs of the bot's scripts, in progress and past, the newest first."""
    return await queries.page(tx, bot_id, asked, status=status, conversation_id=conversation_id)


@router.get("/api/bots/{bot_id}/executions/{execution_id}", responses=documented(NotFound))
async def read_execution(
    who: Examiner, tx: InTransaction, bot_id: UUID, execution_id: UUID
) -> schemas.ExecutionDetail:
    """One run step by step: what set each turn off, the lines that it ran, the variables after it."""
    return await queries.one(tx, bot_id, execution_id)


@router.post("/api/bots/{bot_id}/executions/{execution_id}/cancel", responses=documented(NotFound))
async def cancel_execution(
    who: Manager, tx: InTransaction, bot_id: UUID, execution_id: UUID
) -> schemas.Execution:
    """End a run that waits: the customer's next message begins anew. One that is over stays as it is."""
    await actions.cancel(tx, bot_id, execution_id)
    return await queries.one(tx, bot_id, execution_id)


@router.get("/api/bots/{bot_id}/webhooks", responses=documented(NotFound))
async def list_webhooks(
    who: Manager, tx: InTransaction, request: Request, bot_id: UUID
) -> list[schemas.BotWebhook]:
    """The addresses under which others call the published scripts, with their secrets."""
    services = services_of(request)
    bot = await bots.one(tx, services.vault, bot_id)
    base = f"{services.settings.public_url.rstrip('/')}/api/{bot.id}/webhook"
    return [
        schemas.BotWebhook(slug=slug, script=script, secret=secret, url=f"{base}/{quote(slug, safe='')}")
        for slug, script, secret in await webhooks.of_bot(tx, services.vault, bot_id)
    ]


@router.post("/api/bots/{bot_id}/forms/{form}", status_code=202, responses=documented(NotFound))
async def submit_form(
    who: Manager, tx: InTransaction, bot_id: UUID, form: FormName, sent: schemas.NewFormSubmission
) -> schemas.FormSubmission:
    """A form of your site was sent: the scripts with `ON FORM SUBMIT` for it begin, each on its own."""
    await bots.facts(tx, bot_id)
    fields, metadata = exactly(sent.fields), exactly(sent.metadata)
    return schemas.FormSubmission(handlers=await happenings.submit_form(tx, bot_id, form, fields, metadata))


@router.get("/api/basic/keywords")
async def list_keywords(who: Reader) -> list[schemas.KeywordHelp]:
    """Every keyword of the language with its help, by name."""
    return _HELP


def _help(phrase: str) -> schemas.KeywordHelp:
    row, known = PHRASES[phrase], KEYWORDS.get(phrase)
    return schemas.KeywordHelp(
        phrase=phrase,
        mark=row.mark,
        form=row.form,
        syntax=list(known.syntax) if known else [phrase],
        example=known.example if known else "",
        effects=known.effects if known else "",
        result=known.result if known else "",
        errors=list(known.errors) if known else [],
        is_available=row.mark != "out" and (known is not None or phrase in LANGUAGE_KEYWORDS),
    )


_HELP = [_help(phrase) for phrase in sorted(PHRASES)]
