"""Whether a mail is from whom it says, by the word of the mailbox's own server and nobody else's."""

import pytest

from attendance.channels.base import IncomingMessage
from attendance.channels.email import inbound
from attendance.channels.email.authentication import doubt_of, usual_server
from attendance.channels.email.mime import read

SERVER = "mx.loja.example"
SPF_PASS = "spf=pass smtp.mailfrom=cliente.example"
DKIM_PASS = "dkim=pass header.d=cliente.example"


def doubt(*results: str, sender: str = "ana@cliente.example", answered: str | None = None) -> str | None:
    mail = read("".join(f"Authentication-Results: {one}\r\n" for one in results).encode() + b"\r\n\r\nOi")
    return doubt_of(
        mail, server=SERVER, sender=sender, answered=answered or sender, own="suporte@loja.example"
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dmarc=pass header.from=cliente.example", None),
        ("dmarc=fail (p=REJECT) header.from=cliente.example", "dmarc"),
        (f"dmarc=fail header.from=cliente.example; {SPF_PASS}", "dmarc"),
        (f"dmarc=none header.from=cliente.example; {SPF_PASS}", None),
        ("dmarc=none; spf=fail smtp.mailfrom=cliente.example", "spf"),
        (f"spf=softfail smtp.mailfrom=x.example; {DKIM_PASS}", None),
        ("spf=pass smtp.mailfrom=bad.example; dkim=fail header.d=cliente.example", "dkim"),
        ("spf=pass smtp.mailfrom=bounce.cliente.example", None),
        ("dkim=fail header.i=@cliente.example; spf=none", "dkim"),
        ("spf=none; dkim=none", None),
        ("dkim=fail (spf=pass smtp.mailfrom=cliente.example)", "dkim"),
        ("none", None),
    ],
)
def test_what_the_own_server_says_counts(said: str, expected: str | None) -> None:
    assert doubt(f"{SERVER}; {said}") == expected
    assert doubt(f"{SERVER} 1;\r\n {said}") == expected


def test_what_came_with_the_mail_does_not_count() -> None:
    assert doubt(f"mx.evil.example; {SPF_PASS}; dmarc=fail") is None
    assert doubt(f"{SERVER}; dmarc=fail", f"{SERVER}; dmarc=pass") == "dmarc"
    assert doubt(f"{SERVER}.evil.example; dmarc=fail") is None
    assert doubt() is None


def test_an_answer_to_somebody_else_proves_nothing_of_them() -> None:
    mine = f"{SERVER}; dmarc=pass header.from=cliente.example"
    assert doubt(mine, answered="bia@vitima.example") == "reply_to"
    assert doubt(mine, sender="site@loja.example", answered="bia@cliente.example") is None


def test_providers_whose_servers_are_known_need_no_setting() -> None:
    assert usual_server("imap.gmail.com") == "mx.google.com"
    assert usual_server("imap.example.com") == ""


@pytest.mark.parametrize(
    ("server", "expected"), [(SERVER, (True, "dmarc")), ("", (False, None))], ids=["judged", "nobody judges"]
)
def test_a_doubtful_sender_is_marked(server: str, expected: tuple[bool, str | None]) -> None:
    raw = (
        f"X-Attendance-Receiving-Server: evil\r\nAuthentication-Results: {SERVER}; dmarc=fail\r\n"
        "From: Ana <ana@cliente.example>\r\nMessage-ID: <1@cliente.example>\r\n\r\nOi"
    ).encode()

    [found] = inbound.parse(inbound.stored(raw, mailbox="suporte@loja.example", server=server), b"")

    assert isinstance(found, IncomingMessage)
    assert (found.is_unverified, found.content.get("unverified")) == expected
