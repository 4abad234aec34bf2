"""The channel against real servers: sign-in, protection of the connection, refusals in words."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from attendance.channels.base import InboxConfig, MessageKind, Outgoing
from attendance.kernel import clock
from attendance.kernel.errors import Misconfigured, Rejected, Temporary, VendorFailure
from attendance.kernel.ids import new_id
from attendance.vendors.imap import ImapClient
from attendance.vendors.mail_oauth import OAuthTokens, Refresh
from attendance.vendors.mail_server import Login, Server
from attendance.vendors.smtp import SmtpClient
from tests.channels.email.servers import channel, inbox, new_address
from tests.fakes.certificates import self_signed
from tests.fakes.mail_servers import PASSWORD, Dovecot, SmtpServer, free_port

MESSAGE = Outgoing(new_id(), new_id(), "ana@cliente.example", MessageKind.TEXT, "Olá!", {}, subject="Pedido")


@pytest.fixture
def address() -> str:
    return new_address()


@pytest.fixture
def config(dovecot: Dovecot, smtp: SmtpServer, address: str) -> InboxConfig:
    return inbox(dovecot, smtp, address)


def changed(config: InboxConfig, **credentials: str) -> InboxConfig:
    return replace(config, credentials={**config.credentials, **credentials})


class TestCheck:
    async def test_it_signs_in_to_both_and_tells_the_mailbox(self, config: InboxConfig, address: str) -> None:
        assert await channel().check(config) == f"{address} · INBOX"

    @pytest.mark.parametrize(
        ("change", "settings", "reason"),
        [
            ({"password": "errada"}, {}, "login_refused"),
            ({"password": "errâda"}, {}, "login_refused"),
            ({}, {"mailbox": "Nada"}, "mailbox_missing"),
            ({"imap_security": "tls"}, {}, "tls_failed"),
            ({"imap_security": "starttls"}, {}, "tls_failed"),
            ({"smtp_security": "tls"}, {}, "tls_failed"),
            ({"smtp_security": "starttls"}, {}, "tls_failed"),
        ],
    )
    async def test_what_must_be_corrected_is_told(
        self, config: InboxConfig, change: dict[str, str], settings: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(Misconfigured) as raised:
            await channel().check(replace(changed(config, **change), settings=settings))

        assert raised.value.reason == reason
        assert PASSWORD not in raised.value.detail

    @pytest.mark.parametrize("kind", ["imap", "smtp"])
    async def test_a_server_that_is_down_is_tried_again(self, config: InboxConfig, kind: str) -> None:
        with pytest.raises(Temporary) as raised:
            await channel().check(changed(config, **{f"{kind}_server": f"127.0.0.1:{free_port()}"}))

        assert raised.value.reason == "unreachable"


@pytest.mark.parametrize("client", [ImapClient(), SmtpClient()], ids=["imap", "smtp"])
@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 993), ("10.0.0.5", 25), ("169.254.169.254", 143), ("1.1.1.1", 80)]
)
async def test_servers_inside_the_house_are_refused(client: Any, host: str, port: int) -> None:
    server = Server(host, port, "none")
    with pytest.raises(Misconfigured) as raised:
        if isinstance(client, ImapClient):
            async with client.open(server, Login("a", "b"), "INBOX"):
                pass
        else:
            await client.check(server, Login("a", "b"))

    assert raised.value.reason == "forbidden_address"


class TestSend:
    async def test_the_server_gets_it_with_the_mailbox_as_its_sender(
        self, config: InboxConfig, smtp: SmtpServer, address: str
    ) -> None:
        receipt = await channel().send(config, MESSAGE)

        assert smtp.received[0]["Message-ID"] == f"<{receipt.external_id}>"
        assert receipt.thread == receipt.external_id
        assert (smtp.envelopes[0].mail_from, smtp.envelopes[0].rcpt_tos) == (address, [MESSAGE.recipient])

    @pytest.mark.parametrize(
        ("command", "answer", "kind", "reason"),
        [
            ("RCPT", "550 5.1.1 User unknown", Rejected, "unknown_recipient"),
            ("RCPT", "550 no such user here", Rejected, "unknown_recipient"),
            ("RCPT", "552 5.2.2 Mailbox full", Rejected, "mailbox_full"),
            ("RCPT", "450 4.2.0 Greylisted", Temporary, "vendor_unavailable"),
            ("RCPT", "421 4.7.0 rate limit exceeded", Temporary, "rate_limited"),
            ("MAIL", "553 5.7.1 Sender not owned by user", Misconfigured, "sender_refused"),
            ("DATA", "554 5.7.1 Spam", Rejected, "blocked_by_recipient"),
            ("DATA", "552 5.3.4 Message too big", Rejected, "too_large"),
            ("DATA", "451 4.3.0 Try later", Temporary, "vendor_unavailable"),
            ("DATA", "550 5.4.5 Daily sending quota exceeded", Temporary, "rate_limited"),
        ],
        ids=lambda value: (
            value.split(" ")[0] + value.split(" ")[1] if isinstance(value, str) and " " in value else None
        ),
    )
    async def test_a_refusal_is_told_in_words(
        self,
        config: InboxConfig,
        smtp: SmtpServer,
        command: str,
        answer: str,
        kind: type[VendorFailure],
        reason: str,
    ) -> None:
        smtp.refusals.append((command, answer))

        with pytest.raises(kind) as raised:
            await channel().send(config, MESSAGE)

        assert raised.value.reason == reason
        assert answer[:3] in raised.value.detail

    async def test_a_connection_that_is_refused_in_words_is_tried_again(self, config: InboxConfig) -> None:
        with pytest.raises(Temporary):
            await channel().send(changed(config, smtp_server=f"127.0.0.1:{free_port()}"), MESSAGE)

    async def test_a_wrong_password_needs_an_administrator(self, config: InboxConfig, address: str) -> None:
        strict = SmtpServer(users={address: "outra"})
        strict.start()
        try:
            with pytest.raises(Misconfigured, match="app password"):
                await channel().send(changed(config, smtp_server=f"127.0.0.1:{strict.port}"), MESSAGE)
        finally:
            strict.stop()


class TestProtection:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        return self_signed(tmp_path, "loja.example")

    @pytest.fixture(params=["tls", "starttls"])
    def protected(self, request: pytest.FixtureRequest, certificate: Path) -> Iterator[SmtpServer]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server = SmtpServer(tls=context, starts_tls=request.param == "starttls")
        server.start()
        yield server
        server.stop()

    async def test_a_certificate_that_nobody_vouches_for_is_explained(
        self, config: InboxConfig, protected: SmtpServer
    ) -> None:
        security = "starttls" if protected.starts_tls else "tls"
        with pytest.raises(Misconfigured) as raised:
            await channel().send(
                changed(config, smtp_server=f"127.0.0.1:{protected.port}", smtp_security=security), MESSAGE
            )

        assert raised.value.reason == "certificate_invalid"
        assert protected.received == []

    async def test_of_imap_too(self, config: InboxConfig, certificate: Path, tmp_path: Path) -> None:
        tmp_path.chmod(0o755)
        server = Dovecot(tmp_path / "dovecot", certificate=certificate)
        server.start()
        try:
            for port, security in ((server.tls_port, "tls"), (server.port, "starttls")):
                with pytest.raises(Misconfigured) as raised:
                    await channel().check(
                        changed(config, imap_server=f"127.0.0.1:{port}", imap_security=security)
                    )
                assert raised.value.reason == "certificate_invalid"
        finally:
            server.stop()


class TestOAuth:
    """Access tokens from a refresh token, taken by a Dovecot and an SMTP server; vendors' own need accounts there."""

    def provider(self, asked: list[httpx.Request], *answers: httpx.Response) -> httpx.AsyncClient:
        left = list(answers)

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            return left.pop(0)

        return httpx.AsyncClient(transport=httpx.MockTransport(answer))

    async def test_a_token_is_asked_for_once_until_it_expires(self) -> None:
        asked: list[httpx.Request] = []
        answers = [httpx.Response(200, json={"access_token": f"t{n}", "expires_in": 3600}) for n in range(2)]
        tokens = OAuthTokens(self.provider(asked, *answers))
        refresh = Refresh("microsoft:0f-directory", "id", "secret", "r")

        with clock.frozen(clock.now()) as time:
            assert [await tokens.access_token(refresh) for _ in range(2)] == ["t0", "t0"]
            time.advance(timedelta(minutes=59))
            assert await tokens.access_token(refresh) == "t1"

        assert {str(request.url) for request in asked} == {
            "https://login.microsoftonline.com/0f-directory/oauth2/v2.0/token"
        }

    @pytest.mark.parametrize(
        ("provider", "answer", "kind"),
        [
            ("google", httpx.Response(400, json={"error": "invalid_grant"}), Misconfigured),
            ("google", httpx.Response(503), Temporary),
            ("yahoo", httpx.Response(200), Misconfigured),
            ("microsoft:../x", httpx.Response(200), Misconfigured),
        ],
    )
    async def test_a_refusal_says_whose_turn_it_is(
        self, config: InboxConfig, provider: str, answer: httpx.Response, kind: type[VendorFailure]
    ) -> None:
        with pytest.raises(kind):
            await channel(self.provider([], answer)).check(
                changed(config, oauth_provider=provider, oauth_refresh_token="r")
            )

    async def test_a_server_without_this_sign_in_refuses(self, config: InboxConfig) -> None:
        granted = httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        with pytest.raises(Misconfigured):
            await channel(self.provider([], granted)).check(
                changed(config, oauth_provider="google", oauth_refresh_token="r")
            )

    async def test_both_servers_take_the_token_and_a_revoked_one_is_replaced(
        self, dovecot: Dovecot, smtp: SmtpServer
    ) -> None:
        granted = [
            httpx.Response(200, json={"access_token": token, "expires_in": 3600})
            for token in ("revoked", PASSWORD)
        ]
        asked: list[httpx.Request] = []
        email = channel(self.provider(asked, *granted))
        found = changed(
            inbox(dovecot, smtp, address := new_address()),
            password="", oauth_provider="google", oauth_client_id="id", oauth_refresh_token="r",
        )  # fmt: skip

        with pytest.raises(Misconfigured):
            await email.check(found)
        assert await email.check(found) == f"{address} · INBOX"
        await email.check(found)

        assert smtp.tokens == [PASSWORD, PASSWORD]
        assert [str(request.url) for request in asked] == ["https://oauth2.googleapis.com/token"] * 2
        assert b"grant_type=refresh_token" in asked[0].content
