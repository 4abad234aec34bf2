"""HTTP of people: oneself, one's browsers and tokens, the users of the tenant. Signing in is in `doors`."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from attendance.identity import actions, company, doors, logins, passwords, queries, rules, schemas
from attendance.identity.guards import Allowed, InTransaction, SignedIn, Who
from attendance.identity.idempotency import IdempotencyMismatch, api_router
from attendance.kernel import clock
from attendance.kernel.errors import InvalidInput, NotFound
from attendance.kernel.pages import Slice, asked_slice
from attendance.kernel.problems import documented
from attendance.kernel.web import services_of
from attendance.kernel.wire import Page

people = api_router("identity", prefix="/api")
routers = (doors.router, people)

OneselfOnly = Annotated[Who, Allowed("account.manage")]
CompanyReader = Annotated[Who, Allowed("company.read")]
CompanyManager = Annotated[Who, Allowed("company.manage")]
UserReader = Annotated[Who, Allowed("users.read")]
UserManager = Annotated[Who, Allowed("users.manage")]


@people.get("/me")
async def me(who: SignedIn, tx: InTransaction) -> schemas.Me:
    """The signed-in user, with the permissions and the CSRF token."""
    return await doors.describe(tx, who)


@people.patch("/me")
async def change_me(body: schemas.MePatch, who: OneselfOnly, tx: InTransaction) -> schemas.Me:
    """Change one's own name or language."""
    await actions.change_me(tx, who.user_id, body)
    return await doors.describe(tx, who)


@people.get("/company")
async def read_company(_: CompanyReader, tx: InTransaction) -> schemas.Company:
    """The company's name, language, time zone, and when conversations end by themselves."""
    return await company.read(tx)


@people.patch("/company")
async def change_company(body: schemas.CompanyPatch, _: CompanyManager, tx: InTransaction) -> schemas.Company:
    """Change what the body names; null makes a time follow the product's default again."""
    return await company.change(tx, body)


@people.get("/me/sessions")
async def sessions(who: OneselfOnly, tx: InTransaction) -> list[schemas.LoginSession]:
    """One's browsers that are signed in, the last used first."""
    return await queries.logins(tx, who.user_id, current=who.login_id)


@people.delete("/me/sessions/{login_id}", status_code=204, responses=documented(NotFound))
async def end_session(login_id: UUID, who: OneselfOnly, tx: InTransaction) -> None:
    """Sign one of one's browsers out."""
    await logins.close_login(tx, who.user_id, login_id)


@people.get("/me/tokens")
async def tokens(who: OneselfOnly, tx: InTransaction) -> list[schemas.ApiToken]:
    """One's API tokens, the newest first, without their secrets."""
    return await queries.tokens(tx, who.user_id)


@people.post("/me/tokens", status_code=201, responses=documented(InvalidInput, IdempotencyMismatch))
async def create_token(
    body: schemas.NewApiToken, who: OneselfOnly, tx: InTransaction
) -> schemas.CreatedApiToken:
    """Make an API token; its secret is shown only here."""
    if body.expires_at and body.expires_at <= clock.now():
        raise InvalidInput(
            "The token would have expired already.", fields={"expires_at": "must be in the future"}
        )
    token_id, secret = await logins.create_token(
        tx, who.user_id, name=body.name, scopes=list(body.scopes), expires_at=body.expires_at
    )
    return schemas.CreatedApiToken(token=await queries.token(tx, token_id), secret=secret)


@people.delete("/me/tokens/{token_id}", status_code=204, responses=documented(NotFound))
async def revoke_token(token_id: UUID, who: OneselfOnly, tx: InTransaction) -> None:
    """End an API token."""
    await logins.revoke_token(tx, who.user_id, token_id)


@people.get("/users", responses=documented(InvalidInput))
async def users(
    _: UserReader, tx: InTransaction, asked: Annotated[Slice, Depends(asked_slice)]
) -> Page[schemas.User]:
    """The tenant's users, in the order in which they were made."""
    return await queries.users(tx, asked)


@people.post(
    "/users",
    status_code=201,
    responses=documented(
        InvalidInput, rules.CantGrant, actions.EmailTaken, actions.UsernameTaken, IdempotencyMismatch
    ),
)
async def create_user(
    body: schemas.NewUser, who: UserManager, tx: InTransaction, request: Request
) -> schemas.CreatedUser:
    """Make a user, with a password or with a one-time link to pass on."""
    rules.check_may_manage(who.role, body.role)
    password_hash = await passwords.hashed(body.password) if body.password else None
    user = await actions.create_user(tx, body, password_hash=password_hash)
    link = None if password_hash else await _link(tx, user.id, request)
    return schemas.CreatedUser(user=user, sign_in_link=link)


@people.patch("/users/{user_id}", responses=documented(NotFound, rules.CantGrant, rules.LastOwner))
async def change_user(
    user_id: UUID, body: schemas.UserPatch, who: UserManager, tx: InTransaction
) -> schemas.User:
    """Change name, role or visibility; deactivate and reactivate."""
    target = await queries.user(tx, user_id)
    rules.check_may_manage(who.role, target.role, body.role or target.role)
    return await actions.change_user(tx, user_id, body)


@people.post(
    "/users/{user_id}/link",
    status_code=201,
    responses=documented(NotFound, rules.CantGrant, IdempotencyMismatch),
)
async def create_link(
    user_id: UUID, who: UserManager, tx: InTransaction, request: Request
) -> schemas.CreatedLink:
    """Make a one-time link for a user who has no password, or forgot it."""
    target = await queries.user(tx, user_id)
    rules.check_may_manage(who.role, target.role)
    return schemas.CreatedLink(sign_in_link=await _link(tx, user_id, request))


async def _link(tx: InTransaction, user_id: UUID, request: Request) -> str:
    token = await logins.create_link(tx, user_id)
    return logins.sign_in_link(token, services_of(request).settings.public_url)
