"""What an answer looks like as a mail."""

import re
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from attendance.channels.base import InboxConfig, MessageKind, Original, Outgoing
from attendance.channels.email import quotes
from attendance.channels.email.account import account_of, style_of
from attendance.channels.email.addresses import answered_message, message_id
from attendance.channels.email.outbound import File, Letter, as_html, write
from attendance.kernel.errors import Misconfigured, Rejected
from attendance.kernel.ids import new_id

KEY = b"chave"
CREDENTIALS = {
    "address": "Suporte@Loja.example",
    "password": "segredo",
    "imap_server": "imap.loja.example",
    "smtp_server": "smtp.loja.example:465",
}
MESSAGE = Outgoing(
    new_id(), new_id(), "ana@cliente.example", MessageKind.TEXT, "Seu pedido *saiu* hoje.\nVeja https://loja.example/1.",
    {}, author_name="Maria", thread="root@cliente.example", subject="Pedido 4711",
    references=("root@cliente.example", "mail:abc", "2@cliente.example#f00"), recipient_name="Ana",
)  # fmt: skip


def inbox(**settings: Any) -> InboxConfig:
    return InboxConfig(new_id(), new_id(), "email", "Loja", CREDENTIALS, settings)


def letter(message: Outgoing = MESSAGE, *files: File, **settings: Any) -> Letter:
    config = inbox(**settings)
    return write(message, account_of(config), style_of(config), files=files, key=KEY)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


class TestHeaders:
    def test_it_is_in_its_thread(self) -> None:
        mail = letter().mail

        assert mail["Subject"] == "Re: Pedido 4711"
        assert mail["In-Reply-To"] == "<2@cliente.example>"
        assert mail["References"] == "<root@cliente.example> <2@cliente.example>"

    def test_its_id_is_the_same_at_each_attempt(self) -> None:
        first, again = letter(), letter(replace(MESSAGE, attempt=2))

        assert first.external_id == again.external_id == message_id(MESSAGE.message_id, "loja.example")
        assert first.mail["Message-ID"] == f"<{first.external_id}>"

    def test_a_person_writes_as_a_person_and_a_bot_as_a_machine(self) -> None:
        assert letter().mail["Auto-Submitted"] is None
        for kind in ("bot", "system"):
            assert letter(replace(MESSAGE, author_kind=kind)).mail["Auto-Submitted"] == "auto-replied"

    def test_answers_can_go_to_an_address_that_names_the_message(self) -> None:
        assert letter().mail["Reply-To"] is None
        address = letter(plus_address=True).mail["Reply-To"].addresses[0].addr_spec

        assert answered_message(address, "suporte@loja.example", KEY) == letter().external_id

    def test_the_sender_is_named_as_the_inbox_wants(self) -> None:
        assert letter().mail["From"] == "Loja <suporte@loja.example>"
        named = letter(from_name="{attendant_name} · {company}", company="Loja & Filhos").mail
        assert named["From"].addresses[0].display_name == "Maria · Loja & Filhos"

    def test_copies_are_asked_for_by_the_message_and_the_inbox(self) -> None:
        asked = replace(MESSAGE, content={"cc": ["Bia@cliente.example", "x", 7, MESSAGE.recipient]})
        sent = letter(asked, bcc="chefe@loja.example, nada")

        assert sent.mail["Cc"] == "bia@cliente.example"
        assert sent.mail["Bcc"] is None
        assert sent.to == ["ana@cliente.example", "bia@cliente.example", "chefe@loja.example"]

    @pytest.mark.parametrize(
        ("change", "subject"),
        [
            ({"subject": "RE: Re: Pedido"}, "Re: Pedido"),
            ({"subject": None}, "Re: Loja"),
            ({"subject": "Aviso", "references": ()}, "Aviso"),
            ({"subject": "Resposta: Pedido"}, "Re: Pedido"),
            ({"content": {"subject": "Outro\r\nBcc: x@x.example"}}, "Outro Bcc: x@x.example"),
        ],
    )
    def test_the_subject(self, change: dict[str, Any], subject: str) -> None:
        mail = letter(replace(MESSAGE, **change)).mail

        assert mail["Subject"] == subject
        assert mail["Bcc"] is None

    def test_the_inbox_words_the_subject_of_answers(self) -> None:
        assert letter(reply_subject="Resposta: {original_subject}").mail["Subject"] == "Resposta: Pedido 4711"
        new = replace(MESSAGE, references=())
        assert letter(new, reply_subject="Resposta: {subject}").mail["Subject"] == "Pedido 4711"


class TestBody:
    def test_what_it_answers_stands_below_where_every_program_folds_it(self) -> None:
        original = Original("Em 22/11/2026 20:11, Ana <3 escreveu:", "Cadê?\n\nObrigada")
        mail = letter(replace(MESSAGE, original=original)).mail

        below = "\n\nEm 22/11/2026 20:11, Ana <3 escreveu:\n> Cadê?\n>\n> Obrigada"
        assert part(mail, "plain").rstrip() == MESSAGE.text + below
        assert quotes.fold(part(mail, "plain").strip()) == (MESSAGE.text, below.strip())
        assert "Ana &lt;3 escreveu:</p><blockquote" in part(mail, "html")
        assert "Cadê?<br><br>Obrigada</blockquote>" in part(mail, "html")

    def test_pictures_are_shown_below_the_words_and_other_files_attached(self) -> None:
        files = [
            File(b"\x89PNG", "image/png", 'a "1".png'), File(b"%PDF", "application/pdf", "b.pdf"),
            File(b"<svg/>", "image/svg+xml", "c.svg"),
        ]  # fmt: skip
        sent = letter(MESSAGE, *files)

        ids = re.findall(r'src="cid:([^"]+)" alt="a &quot;1&quot;.png"', part(sent.mail, "html"))
        inside = [one for one in sent.mail.walk() if one.get_content_disposition() == "inline"]
        assert [one["Content-ID"] for one in inside] == [f"<{ids[0]}>"]
        assert inside[0].get_content() == b"\x89PNG"
        attached = [one.get_filename() for one in sent.mail.iter_attachments()]
        assert attached == ["b.pdf", "c.svg"]
        assert ids[0].endswith("@loja.example")

    def test_a_script_may_write_html_and_nothing_in_it_runs(self) -> None:
        html = '<h1>Oi</h1><p onclick="x()">Veja <a href="https://loja.example">a loja</a></p><script>x()</script>'
        mail = letter(replace(MESSAGE, text="Oi", content={"html": html})).mail

        assert "<h1>Oi</h1><p>Veja <a href" in part(mail, "html")
        assert "x()" not in part(mail, "html")
        assert part(mail, "plain").startswith("Oi")

    def test_text_and_html_say_the_same(self) -> None:
        mail = letter().mail

        assert mail.get_content_type() == "multipart/alternative"
        assert part(mail, "plain").strip() == MESSAGE.text
        assert '<b>saiu</b> hoje.<br>Veja <a href="https://loja.example/1">' in part(mail, "html")

    def test_the_inbox_has_a_template_and_a_signature(self) -> None:
        template = "Olá, {customer_name}!\n\n{message}\n\n{signature}"
        mail = letter(reply_template=template, signature="{attendant_name}\n{company}").mail

        assert part(mail, "plain").strip() == f"Olá, Ana!\n\n{MESSAGE.text}\n\nMaria\nLoja"

    def test_what_people_write_is_no_template_and_no_html(self) -> None:
        mail = letter(replace(MESSAGE, text="{signature} <b>oi</b> {x}"), signature="S").mail

        assert part(mail, "plain").strip() == "{signature} <b>oi</b> {x}\n\nS"
        assert "&lt;b&gt;oi&lt;/b&gt;" in part(mail, "html")

    def test_a_template_without_the_message_is_not_used(self) -> None:
        assert part(letter(reply_template="Olá!").mail, "plain").strip() == MESSAGE.text

    def test_choices_are_numbered(self) -> None:
        choices = {"options": [{"value": "s", "label": "Sim"}, {"value": "n", "label": "Não"}]}

        assert "1. Sim\n2. Não" in part(letter(replace(MESSAGE, content=choices)).mail, "plain")

    def test_files_are_attached_under_their_names(self) -> None:
        mail = letter(MESSAGE, File(b"%PDF", "application/pdf", "orçamento.pdf")).mail
        [attached] = mail.iter_attachments()

        assert (attached.get_filename(), attached.get_content()) == ("orçamento.pdf", b"%PDF")

    def test_it_survives_the_way(self) -> None:
        assert b"\r\n" in letter().mail.as_bytes()
        assert (
            max(map(len, letter(replace(MESSAGE, text="ção " * 3000)).mail.as_bytes().split(b"\r\n"))) <= 998
        )

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("2*3*4 e a_b_c", "<p>2*3*4 e a_b_c</p>"),
            ("*a* _b_ ~c~", "<p><b>a</b> <i>b</i> <s>c</s></p>"),
            ("a\n\n\nb", "<p>a</p><p>b</p>"),
            (
                'https://x.example/?a="b"&c',
                '<p><a href="https://x.example/?a=">https://x.example/?a=</a>&quot;b&quot;&amp;c</p>',
            ),
        ],
    )
    def test_marks_and_links(self, text: str, shown: str) -> None:
        assert as_html(text) == shown


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"recipient": "ana"}, "invalid_recipient"),
        ({"recipient": "ana@x.example\r\nBcc: b@x.example"}, "invalid_recipient"),
        ({"recipient": "joão@cliente.example"}, "invalid_recipient"),
        ({"text": " \n"}, "empty_text"),
        ({"kind": MessageKind.STICKER}, "unsupported_kind"),
    ],
)
def test_what_no_server_would_deliver_is_refused_here(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(Rejected) as raised:
        letter(replace(MESSAGE, **change))

    assert raised.value.reason == reason


def test_files_beyond_what_servers_take_are_refused_here() -> None:
    big = File(bytes(11 * 1024 * 1024), "application/pdf", "a.pdf")

    with pytest.raises(Rejected, match="20 MB"):
        letter(MESSAGE, big, big)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"address": "suporte"}, "address_invalid"),
        ({"imap_server": ""}, "server_invalid"),
        ({"imap_server": "https://imap.loja.example"}, "server_invalid"),
        ({"smtp_server": "smtp.loja.example:99999"}, "server_invalid"),
        ({"smtp_security": "maybe"}, "server_invalid"),
    ],
)
def test_wrong_settings_are_told_before_any_call(change: dict[str, str], reason: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        account_of(replace(inbox(), credentials={**CREDENTIALS, **change}))

    assert raised.value.reason == reason


def test_ports_say_how_the_connection_is_protected() -> None:
    account = account_of(inbox())

    assert (account.imap.port, account.imap.security) == (993, "tls")
    assert (account.smtp.port, account.smtp.security) == (465, "tls")
    assert (
        account_of(replace(inbox(), credentials={**CREDENTIALS, "smtp_server": "s:587"})).smtp.security
        == "starttls"
    )
