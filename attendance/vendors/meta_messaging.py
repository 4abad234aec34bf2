"""Meta's Send API for Messenger and Instagram, over the same Graph client as WhatsApp's: send, show, and who we are.

An account is a page's id, or `me` for whoever the token belongs to. Pace: Messenger 250 calls/s a page, Instagram 100
texts/s an account. Source: developers.facebook.com/docs/messenger-platform/reference/send-api and
developers.facebook.com/docs/instagram-platform, read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from attendance.kernel.errors import Misconfigured, Temporary
from attendance.vendors.calls import segment
from attendance.vendors.meta_graph import GraphClient

ME = "me"


@dataclass(frozen=True, slots=True)
class MessagingClient:
    """Speaks for any account: its id and token come with each call. Raises `VendorFailure`s."""

    graph: GraphClient

    async def send_message(self, *, account: str, token: str, body: Mapping[str, Any]) -> str:
        """Post one message; returns its mid."""
        answer = await self.graph.call("POST", f"{segment(account)}/messages", token=token, json=body)
        match answer:
            case {"message_id": str(mid)}:
                return mid
        raise Temporary("Meta's answer names no message.", reason="unreadable_answer", may_have_arrived=True)

    async def show(
        self, *, account: str, token: str, recipient: str, action: Literal["mark_seen", "typing_on"]
    ) -> None:
        """Show the person that we read, or write (for 20 s, or until the next message of ours)."""
        body = {"recipient": {"id": recipient}, "sender_action": action}
        await self.graph.call("POST", f"{segment(account)}/messages", token=token, json=body)

    async def react(
        self, *, account: str, token: str, recipient: str, mid: str, reaction: str | None
    ) -> None:
        """Put our reaction on a message (Instagram only, by name); None takes it back."""
        payload = {"message_id": mid, **({"reaction": reaction} if reaction else {})}
        body = {
            "recipient": {"id": recipient},
            "sender_action": "react" if reaction else "unreact",
            "payload": payload,
        }
        await self.graph.call("POST", f"{segment(account)}/messages", token=token, json=body)

    async def page_name(self, *, page_id: str, token: str) -> str:
        """What the page is called; the cheapest proof that id and token belong together."""
        answer = await self.graph.call("GET", f"{segment(page_id)}?fields=id,name", token=token)
        return str(answer.get("name", page_id))

    async def instagram_name(self, *, token: str) -> str:
        """The account behind a token of Instagram's own login. (Its `id` isn't the one of webhooks: `user_id` is.)"""
        answer = await self.graph.call("GET", f"{ME}?fields=user_id,username", token=token)
        return _handle(answer)

    async def instagram_of_page(self, *, token: str) -> str:
        """The account that is connected to the page of this token."""
        fields = "name,instagram_business_account{id,username}"
        answer = await self.graph.call("GET", f"{ME}?fields={fields}", token=token)
        account = answer.get("instagram_business_account")
        if not isinstance(account, dict):
            raise Misconfigured("No Instagram account is connected to this page.", reason="account_unknown")
        return _handle(account)


def _handle(account: Mapping[str, Any]) -> str:
    return f"@{account['username']}" if account.get("username") else str(account.get("user_id", ME))
