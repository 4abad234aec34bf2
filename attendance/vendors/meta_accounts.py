"""What Meta tells about accounts and tokens: a WhatsApp account's templates, a number's standing, a token's end.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management,
…/docs/graph-api/reference/debug_token and …/docs/instagram-platform/reference/refresh_access_token, read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Temporary
from attendance.vendors.calls import segment
from attendance.vendors.meta_graph import GraphClient

_TEMPLATE_FIELDS = "id,name,language,status,category,components,quality_score,rejected_reason"
_MOST_PAGES = 60
_SCOPE = "whatsapp_business_management"


@dataclass(frozen=True, slots=True)
class Token:
    """What Meta says of a token. `expires_at` None: never. `targets`: the accounts that each scope is limited to."""

    is_valid: bool
    expires_at: datetime | None
    targets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a number is: `quality` green, yellow, red or unknown; `limit` like TIER_1K; both in Meta's words."""

    quality: str | None
    limit: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class AccountsClient:
    """Speaks for any account: its id and token come with each call. Raises `VendorFailure`s."""

    graph: GraphClient

    async def templates(self, *, waba_id: str, token: str) -> list[Mapping[str, Any]]:
        """Every template of the account, as Meta writes it, page by page."""
        found: list[Mapping[str, Any]] = []
        path = f"{segment(waba_id)}/message_templates?fields={_TEMPLATE_FIELDS}&limit=100"
        after = ""
        for _ in range(_MOST_PAGES):
            answer = await self.graph.call("GET", path + after, token=token)
            found += [one for one in answer.get("data", ()) if isinstance(one, dict)]
            cursor = _next_cursor(answer)
            if cursor is None:
                return found
            after = f"&after={quote(cursor, safe='')}"
        return found

    async def account_of_number(self, *, phone_number_id: str, token: str) -> str:
        """The WhatsApp business account that the number belongs to, among those that the token may manage."""
        targets = (await self.token(token)).targets.get(_SCOPE, ())
        for waba_id in targets:
            path = f"{segment(waba_id)}/phone_numbers?fields=id&limit=100"
            answer = await self.graph.call("GET", path, token=token)
            if any(one.get("id") == phone_number_id for one in answer.get("data", ())):
                return waba_id
        raise Misconfigured(
            "The account of this number wasn't found. Enter its WhatsApp Business Account ID.",
            reason="account_unknown",
        )

    async def standing(self, *, phone_number_id: str, token: str) -> Standing:
        fields = "quality_rating,messaging_limit_tier,status"
        answer = await self.graph.call("GET", f"{segment(phone_number_id)}?fields={fields}", token=token)
        quality, limit, status = (answer.get(name) for name in fields.split(","))
        return Standing(
            quality.lower() if isinstance(quality, str) and quality != "UNKNOWN" else None,
            limit if isinstance(limit, str) else None,
            status.lower() if isinstance(status, str) else None,
        )

    async def token(self, token: str) -> Token:
        """Until when the token lives. Meta wants it in the query too: no address of this call may reach a log."""
        answer = await self.graph.call("GET", f"debug_token?input_token={quote(token, safe='')}", token=token)
        data = answer.get("data")
        facts: Mapping[str, Any] = data if isinstance(data, dict) else {}
        ends = [facts.get(name) for name in ("expires_at", "data_access_expires_at")]
        known = [end for end in ends if isinstance(end, int) and end > 0]
        return Token(
            is_valid=facts.get("is_valid") is True,
            expires_at=datetime.fromtimestamp(min(known), UTC) if known else None,
            targets={
                str(one.get("scope")): tuple(str(target) for target in one.get("target_ids") or ())
                for one in facts.get("granular_scopes") or ()
                if isinstance(one, dict)
            },
        )

    async def renewed(self, token: str) -> tuple[str, datetime]:
        """A long-lived token of Instagram's login for another 60 days: the new one, and when it expires."""
        path = "refresh_access_token?grant_type=ig_refresh_token"
        match await self.graph.call("GET", path, token=token):
            case {"access_token": str(fresh), "expires_in": int(seconds)}:
                return fresh, clock.now() + timedelta(seconds=seconds)
        raise Temporary("Instagram's answer has no token.", reason="unreadable_answer")


def _next_cursor(answer: Mapping[str, Any]) -> str | None:
    """Where the next page begins; None on the last one."""
    paging = answer.get("paging")
    if not isinstance(paging, dict) or "next" not in paging:
        return None
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return after if isinstance(after, str) and after else None
