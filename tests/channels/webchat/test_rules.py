"""Who may use a chat, from where, and as whom."""

import pytest

from attendance.channels.webchat.pages import panel_policy
from attendance.channels.webchat.rules import (
    ChatSettings,
    IdentityRequired,
    SignedIdentity,
    Visitor,
    decide_visitor,
    frame_ancestors,
    is_allowed_origin,
    read_settings,
)
from attendance.kernel.ids import new_id

OWN = ("https://chat.example.com",)
ANA = SignedIdentity("42", "Ana", "ana@loja.test")


@pytest.mark.parametrize(
    ("origin", "allowed", "is_allowed"),
    [
        ("https://chat.example.com", [], True),
        ("https://chat.example.com:443", [], True),
        ("HTTPS://Chat.Example.Com", [], True),
        ("http://chat.example.com", [], False),
        ("https://loja.com.br", [], False),
        ("https://loja.com.br", ["https://loja.com.br"], True),
        ("https://loja.com.br", [" https://loja.com.br/ "], True),
        ("https://loja.com.br:8443", ["https://loja.com.br"], False),
        ("http://localhost:5000", ["http://localhost:5000"], True),
        ("http://localhost:5001", ["http://localhost:5000"], False),
        ("https://a.loja.com.br", ["https://*.loja.com.br"], True),
        ("https://a.b.loja.com.br", ["https://*.loja.com.br"], False),
        ("https://loja.com.br", ["https://*.loja.com.br"], False),
        ("https://evilloja.com.br", ["https://*.loja.com.br"], False),
        ("https://loja.com.br.evil.com", ["https://loja.com.br", "https://*.loja.com.br"], False),
        ("https://evil.com", ["*"], True),
        ("null", ["*"], False),
        ("", ["*"], False),
        ("https://", ["*"], False),
        ("file:///tmp/a.html", ["*"], False),
        ("https://loja.com.br/path", ["https://loja.com.br"], False),
        ("https://user@loja.com.br", ["https://loja.com.br"], False),
        ("https://loja.com.br:port", ["https://loja.com.br"], False),
        ("https://loja.com.br", ["loja.com.br", "nonsense", ""], False),
    ],
)
def test_an_origin_is_ours_or_on_the_list(origin: str, allowed: list[str], is_allowed: bool) -> None:
    assert is_allowed_origin(origin, allowed=allowed, own=OWN) is is_allowed


def test_only_well_formed_origins_enter_the_policy() -> None:
    allowed = [
        "https://loja.com.br",
        "https://*.loja.com.br",
        "https://x.com; script-src *",
        "x",
        "https://a.b 'self'",
    ]

    assert frame_ancestors(allowed) == "'self' https://loja.com.br https://*.loja.com.br"
    assert frame_ancestors(["*"]) == "'self' *"
    assert frame_ancestors([]) == "'self'"


def test_a_strange_host_does_not_enter_the_policy() -> None:
    assert "evil" not in panel_policy(ChatSettings(), host="x; script-src evil.com")
    assert "connect-src 'self' ws://chat.test:8080 wss://chat.test:8080;" in panel_policy(
        ChatSettings(), host="chat.test:8080"
    )


class TestDecideVisitor:
    def decide(
        self, known: Visitor | None, identity: SignedIdentity | None, *, identified_only: bool = False
    ) -> Visitor:
        return decide_visitor(known, identity, identified_only=identified_only, new_id=new_id())

    def test_somebody_new_is_anonymous(self) -> None:
        visitor = self.decide(None, None)

        assert visitor.id.startswith("visitor:")
        assert not visitor.is_identified

    def test_an_anonymous_visitor_comes_back(self) -> None:
        known = Visitor("visitor:1")

        assert self.decide(known, None) == known

    def test_a_signed_identity_is_the_same_visitor_everywhere(self) -> None:
        assert self.decide(None, ANA) == Visitor("user:42", None, "Ana", "ana@loja.test")

    def test_signing_in_adopts_what_was_written_before(self) -> None:
        assert self.decide(Visitor("visitor:1"), ANA).alias == "visitor:1"

    def test_the_adopted_alias_stays(self) -> None:
        assert self.decide(Visitor("user:42", "visitor:1"), ANA).alias == "visitor:1"

    def test_another_user_adopts_nothing_of_the_first(self) -> None:
        assert self.decide(Visitor("user:7", "visitor:1"), ANA) == Visitor(
            "user:42", None, "Ana", "ana@loja.test"
        )

    def test_signing_out_opens_nothing_of_the_signed_in(self) -> None:
        visitor = self.decide(Visitor("user:42", "visitor:1"), None)

        assert visitor.id.startswith("visitor:")
        assert visitor.id != "visitor:1"
        assert visitor.alias is None

    @pytest.mark.parametrize("known", [None, Visitor("visitor:1"), Visitor("user:42")])
    def test_a_chat_for_identified_visitors_refuses_all_others(self, known: Visitor | None) -> None:
        with pytest.raises(IdentityRequired):
            self.decide(known, None, identified_only=True)

    def test_a_site_user_can_not_pose_as_an_anonymous_visitor(self) -> None:
        assert self.decide(None, SignedIdentity("visitor:1")).id == "user:visitor:1"


def test_malformed_settings_are_strict() -> None:
    strange = {"allowed_origins": "https://loja.com.br", "identified_only": "no", "title": 7, "accent": None}

    assert read_settings(strange, inbox_name="Loja") == ChatSettings(title="Loja")
    assert read_settings({"allowed_origins": ["*", 7]}, inbox_name="Loja").allowed_origins == ("*",)
