"""Tokens prove only what they were made for, and only for as long."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from attendance.channels.webchat.rules import SignedIdentity, Visitor
from attendance.channels.webchat.tokens import (
    ACCESS_LIFETIME,
    BadIdentity,
    SessionExpired,
    VisitorTokens,
    cookie_header,
    cookie_name,
    verify_identity,
)
from attendance.kernel import clock
from attendance.kernel.clock import FrozenClock
from attendance.kernel.ids import new_id

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
INBOX = new_id()
TOKENS = VisitorTokens(b"k" * 32)
ANA = Visitor("user:42", "visitor:1", "Ana", "ana@loja.test", "+5511987654321")
SECRET = "segredo-do-site-com-32-caracteres!"


@pytest.fixture(autouse=True)
def time() -> Iterator[FrozenClock]:
    with clock.frozen(NOON) as frozen:
        yield frozen


def test_a_token_gives_its_visitor_back() -> None:
    access = TOKENS.read_access(INBOX, TOKENS.access(INBOX, ANA))

    assert (access.visitor, access.expires_at) == (ANA, NOON + ACCESS_LIFETIME)
    assert TOKENS.read_refresh(INBOX, TOKENS.refresh(INBOX, ANA)) == ANA


def test_an_access_token_ends_after_ten_minutes(time: FrozenClock) -> None:
    token = TOKENS.access(INBOX, ANA)
    time.advance(timedelta(minutes=10))

    with pytest.raises(SessionExpired):
        TOKENS.read_access(INBOX, token)


def test_no_token_serves_another_use_inbox_or_key() -> None:
    refused = [
        TOKENS.refresh(INBOX, ANA),
        TOKENS.access(new_id(), ANA),
        VisitorTokens(b"x" * 32).access(INBOX, ANA),
        TOKENS.access(INBOX, ANA)[:-2],
        jwt.encode(
            {"sub": "user:42", "aud": f"webchat:{INBOX}", "exp": 9e9, "use": "access"}, "", algorithm="none"
        ),
        "",
        "a.b.c",
    ]
    for token in refused:
        with pytest.raises(SessionExpired):
            TOKENS.read_access(INBOX, token)
    assert TOKENS.read_refresh(INBOX, TOKENS.access(INBOX, ANA)) is None
    assert TOKENS.read_refresh(INBOX, None) is None


class TestIdentity:
    def sign(self, secret: str = SECRET, **claims: Any) -> str:
        whole = {"sub": "42", "aud": "loja", "exp": int(NOON.timestamp()) + 3600, **claims}
        return jwt.encode({k: v for k, v in whole.items() if v is not None}, secret, algorithm="HS256")

    def verify(self, token: str, secrets: str = SECRET) -> SignedIdentity:
        return verify_identity(token, secrets=secrets, inbox_key="loja")

    def test_the_site_vouches_for_its_user(self) -> None:
        token = self.sign(name=" Ana ", email="ana@loja.test", phone="+5511987654321", role="admin")

        assert self.verify(token) == SignedIdentity("42", "Ana", "ana@loja.test", "+5511987654321")

    def test_either_secret_holds_while_rotating(self) -> None:
        assert self.verify(self.sign(), f"{'n' * 32}, {SECRET}").user_id == "42"

    @pytest.mark.parametrize(
        "claims",
        [
            {"aud": "outra"},
            {"aud": None},
            {"sub": None},
            {"sub": ""},
            {"sub": "x" * 201},
            {"exp": None},
            {"exp": "soon"},
            {"exp": float("nan")},
            {"exp": float("inf")},
            {"exp": True},
            {"exp": int(NOON.timestamp()) - 61},
            {"exp": int(NOON.timestamp()) + 3 * 3600},
        ],
    )
    def test_what_is_missing_late_or_too_long_is_refused(self, claims: dict[str, Any]) -> None:
        with pytest.raises(BadIdentity):
            self.verify(self.sign(**claims))

    def test_another_key_or_none_is_refused(self) -> None:
        with pytest.raises(BadIdentity):
            self.verify(self.sign("o" * 40))
        with pytest.raises(BadIdentity):
            self.verify(jwt.encode({"sub": "42", "aud": "loja", "exp": 9e9}, "", algorithm="none"))

    @pytest.mark.parametrize("secrets", ["", ",", "short"])
    def test_an_inbox_without_a_good_secret_vouches_for_nobody(self, secrets: str) -> None:
        with pytest.raises(BadIdentity, match="identity secret"):
            self.verify(self.sign(), secrets)

    def test_the_algorithm_is_ours_to_choose(self) -> None:
        claims = {"sub": "42", "aud": "loja", "exp": int(NOON.timestamp()) + 60}

        with pytest.raises(BadIdentity):
            self.verify(jwt.encode(claims, SECRET * 2, algorithm="HS512"), SECRET * 2)


def test_the_cookie_is_host_bound_and_partitioned_over_https() -> None:
    header = cookie_header(INBOX, "token", is_secure=True)

    assert header.startswith(f"{cookie_name(INBOX, is_secure=True)}=token; ")
    assert header.startswith("__Host-")
    for attribute in ("Path=/", "HttpOnly", "Secure", "SameSite=None", "Partitioned"):
        assert attribute in header.split("; ")
    assert "Domain" not in header


def test_over_plain_http_a_lax_cookie_stands_in() -> None:
    header = cookie_header(INBOX, "token", is_secure=False)

    assert not header.startswith("__Host-")
    assert "Secure" not in header
    assert "SameSite=Lax" in header


def test_an_empty_token_deletes_the_cookie() -> None:
    assert "Max-Age=0" in cookie_header(INBOX, "", is_secure=True)
