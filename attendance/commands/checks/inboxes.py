"""Each inbox: do its credentials work, does the vendor call us, do our answers arrive?"""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import asyncpg

from attendance.channels.base import Channel, InboxConfig
from attendance.commands.checks.finding import Finding, ok, problem, since, warning
from attendance.kernel import clock
from attendance.kernel.crypto import SecretUnreadable, Vault
from attendance.kernel.driver import Driver
from attendance.kernel.errors import AttendanceError, Temporary

_VENDOR_PATIENCE_SECONDS = 15
_FAILURES_OF = timedelta(days=1)
_INBOXES = """
select i.*, t.name as tenant from inboxes i join tenants t on t.id = i.tenant_id
where i.is_active order by t.name, i.name
"""
_FAILURES = """
select m.reason ->> 'code' as code, count(*) as messages, min(c.recipient) as example
from messages m join conversations c on c.id = m.conversation_id
where m.inbox_id = $1 and m.state = 'failed' and m.created_at > $2
group by 1 order by 2 desc
"""
_ADVICE: Final[Mapping[str, str]] = {
    "undeliverable": "Check country and number of the contact: with country code, and on WhatsApp at all.",
    "needs_phone_number": "The contact has no phone yet; ask for it, with country code.",
    "recipient_not_allowed": "The WhatsApp account is in test mode: add the recipient there, or go live.",
    "window_closed": "More than 24 hours after the customer's last message this channel takes nothing.",
    "opted_out": "The customer asked for no more messages; only they can take it back.",
    "blocked_by_recipient": "The customer blocked us; only they can take it back.",
    "token_invalid": "Put a new token into the inbox.",
    "sender_invalid": "Enter a number or messaging service of this account in the inbox.",
    "needs_template": "More than 24 hours after the customer's last message only a template may be sent.",
    "token_expired": "Put a new access token into the inbox.",
    "permission_denied": "Give the access token the permission to send messages.",
    "payment_problem": "Set up the payment of the WhatsApp account.",
    "number_not_registered": "Register the phone number with WhatsApp's API.",
}
_NO_ADVICE = "The message shows the vendor's words; the inbox shows its last error."


async def check_inboxes(
    connection: Driver, vault: Vault, channels: Mapping[str, Channel], *, ask_vendors: bool
) -> list[Finding]:
    """With `ask_vendors` the credentials are tried, which goes out to the network."""
    inboxes = await connection.fetch(_INBOXES)
    if not inboxes:
        return [warning("inboxes", "there is none", "Connect a channel: console, Settings, Inboxes.")]
    found = [await _check(connection, row, vault, channels, ask_vendors=ask_vendors) for row in inboxes]
    return [finding for findings in found for finding in findings]


async def _check(
    connection: Driver,
    row: asyncpg.Record,
    vault: Vault,
    channels: Mapping[str, Channel],
    *,
    ask_vendors: bool,
) -> list[Finding]:
    subject = f"inbox {row['name']} ({row['channel']}, {row['tenant']})"
    channel = channels.get(row["channel"])
    if channel is None:
        advice = "Remove the inbox, or run the version that had this channel."
        return [problem(subject, f"this version has no channel {row['channel']}", advice)]
    try:
        config = _config(row, vault)
    except SecretUnreadable as error:
        return [problem(subject, error.detail, "Restore the master key, or enter the credentials again.")]
    findings = [_last_webhook(subject, row), *await _failures(connection, subject, row)]
    return [*findings, await _credentials(subject, channel, config)] if ask_vendors else findings


def _config(row: asyncpg.Record, vault: Vault) -> InboxConfig:
    settings: dict[str, Any] = json.loads(row["settings"])
    credentials = vault.decrypt(row["credentials"], owner=f"inbox:{row['id']}")
    return InboxConfig(
        row["id"], row["tenant_id"], row["channel"], row["name"], credentials, settings, row["key"]
    )


async def _credentials(subject: str, channel: Channel, config: InboxConfig) -> Finding:
    try:
        async with asyncio.timeout(_VENDOR_PATIENCE_SECONDS):
            account = await channel.check(config)
    except (TimeoutError, Temporary) as error:
        return warning(subject, f"the vendor doesn't answer: {error}", "Check the network; try again later.")
    except AttendanceError as error:
        return problem(
            subject, f"the credentials don't work: {error.detail}", "Enter valid ones in the inbox."
        )
    return ok(subject, f"credentials work: {account}")


def _last_webhook(subject: str, row: asyncpg.Record) -> Finding:
    now: datetime = clock.now()
    fact = f"last webhook {since(row['last_webhook_at'], now)}"
    if row["last_webhook_at"] is None and row["channel"] == "whatsapp":
        return warning(subject, fact, "Enter the inbox's webhook address and verify token at the vendor.")
    if row["last_error"] and (row["last_sent_at"] is None or row["last_error_at"] > row["last_sent_at"]):
        return warning(subject, f"{fact}; last error {row['last_error']}", _NO_ADVICE)
    return ok(subject, fact)


async def _failures(connection: Driver, subject: str, row: asyncpg.Record) -> list[Finding]:
    failed = await connection.fetch(_FAILURES, row["id"], clock.now() - _FAILURES_OF)
    return [
        warning(
            subject,
            f"{one['messages']} messages failed in a day: {one['code']} (for example to {one['example']})",
            _ADVICE.get(one["code"] or "", _NO_ADVICE),
        )
        for one in failed
    ]
