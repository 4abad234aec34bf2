"""Reading mail: who is answered, which thread it is in, what a machine wrote; and that nothing breaks the reader."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import Ignored, IncomingMessage, IncomingStatus
from attendance.channels.email import inbound
from attendance.channels.email.addresses import message_id, reply_address
from attendance.kernel.ids import new_id
from attendance.kernel.json_text import storable

OWN = "suporte@loja.example"
KEY = b"chave"
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.eml"))


def mail(text: str = "Oi", **headers: str) -> bytes:
    """A mail from Ana with these headers, `in_reply_to` for In-Reply-To; an empty one is left out."""
    given = {"from": "Ana <ana@cliente.example>", "to": OWN, "message-id": "<1@cliente.example>", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
    return "\r\n".join([*lines, "", text, ""]).encode()


def read(raw: bytes, own: str = OWN) -> IncomingMessage:
    [entry] = inbound.parse(inbound.stored(raw, mailbox=own), KEY)
    assert isinstance(entry, IncomingMessage), entry
    return entry


class TestSender:
    @pytest.mark.parametrize(
        ("headers", "address", "name"),
        [
            ({"from": "Ana <ANA@Cliente.Example>"}, "ana@cliente.example", "Ana"),
            ({"from": '"Souza, Ana" <ana@cliente.example>'}, "ana@cliente.example", "Souza, Ana"),
            ({"from": "=?utf-8?B?Sm/Do28=?= <joao@cliente.example>"}, "joao@cliente.example", "João"),
            ({"from": "ana@cliente.example (Ana)"}, "ana@cliente.example", "Ana"),
            ({"from": "Ana ana@cliente.example sem sinais"}, "ana@cliente.example", None),
            ({"from": "", "sender": "bia@cliente.example"}, "bia@cliente.example", None),
            ({"reply_to": "outra@cliente.example"}, "outra@cliente.example", "Ana"),
            ({"reply_to": OWN}, "ana@cliente.example", "Ana"),
            ({"reply_to": "a@x.example, b@x.example"}, "ana@cliente.example", "Ana"),
            ({"from": OWN, "reply_to": "Carlos <carlos@x.example>"}, "carlos@x.example", "Carlos"),
        ],
        ids=lambda value: (
            value.get("from", "") + value.get("reply_to", "") if isinstance(value, dict) else None
        ),
    )
    def test_who_is_answered(self, headers: dict[str, str], address: str, name: str | None) -> None:
        sender = read(mail(**headers)).sender

        assert (sender.external_id, sender.name) == (address, name)

    def test_what_the_mailbox_wrote_itself_is_nobodys_message(self) -> None:
        [entry] = inbound.parse(inbound.stored(mail(**{"from": OWN}), mailbox=OWN), KEY)

        assert isinstance(entry, Ignored)
        assert entry.kind == "from_this_mailbox"


class TestThread:
    def test_a_mail_without_references_begins_one(self) -> None:
        assert read(mail()).thread == "1@cliente.example"

    def test_a_reply_is_in_the_thread_of_the_first_mail_that_it_names(self) -> None:
        reply = read(mail(references="<a@x.example> <b@x.example>", in_reply_to="<b@x.example>"))

        assert (reply.thread, reply.references) == ("a@x.example", ("a@x.example", "b@x.example"))

    def test_the_address_that_was_answered_is_a_reference_without_any_headers(self) -> None:
        ours = new_id()

        reply = read(mail(to=f"Loja <{reply_address(OWN, ours, KEY)}>"))

        assert reply.references == (message_id(ours, "loja.example"),)

    def test_an_address_that_we_did_not_make_is_none(self) -> None:
        ours = new_id()
        forged = reply_address(OWN, ours, b"other key")
        of_another_mailbox = reply_address("vendas@loja.example", ours, KEY)

        assert read(mail(to=forged)).references == ()
        assert read(mail(to=of_another_mailbox)).references == ()
        assert read(mail(to="suporte+conv.x@loja.example")).references == ()

    def test_the_subject_has_no_re(self) -> None:
        assert read(mail(subject="RES: Re[2]: Enc: Pedido")).subject == "Pedido"


class TestIdentity:
    def test_a_mail_without_an_id_gets_the_same_one_each_time(self) -> None:
        first, again = (read(mail(message_id="", **{"message-id": ""})) for _ in range(2))

        assert first.external_id == again.external_id
        assert first.external_id.startswith("mail:")

    def test_copies_by_two_ways_are_the_same_mail(self) -> None:
        first = read(mail(received="by mx1.loja.example"))
        second = read(mail(received="by mx2.loja.example", delivered_to=OWN))

        assert (first.external_id, first.fingerprint) == (second.external_id, second.fingerprint)

    def test_different_words_under_the_same_id_are_told_apart(self) -> None:
        assert read(mail("um")).fingerprint != read(mail("dois")).fingerprint


class TestMachines:
    @pytest.mark.parametrize(
        ("header", "value", "sign"),
        [
            ("auto_submitted", "auto-replied; owner-email=x", "auto_submitted"),
            ("auto_submitted", "auto-generated", "auto_submitted"),
            ("auto_submitted", "no", None),
            ("list_id", "<lista.example>", "list"),
            ("list_unsubscribe", "<mailto:sair@x.example>", "list"),
            ("precedence", "bulk", "bulk"),
            ("precedence", "first-class", None),
            ("x_auto_response_suppress", "DR, OOF, AutoReply", "suppressed"),
            ("x_auto_response_suppress", "None", None),
            ("return_path", "<>", "null_sender"),
            ("return_path", "<ana@cliente.example>", None),
            ("from", "No-Reply <no-reply@x.example>", "machine_address"),
            ("from", "MAILER-DAEMON@x.example", "machine_address"),
        ],
    )
    def test_the_signs_of_a_machine(self, header: str, value: str, sign: str | None) -> None:
        message = read(mail(**{header: value}))

        assert message.is_automatic is (sign is not None)
        assert message.content.get("automatic") == sign

    def test_a_report_about_a_mail_that_it_does_not_name_is_shown(self) -> None:
        raw = (Path(__file__).parent / "fixtures" / "bounce.eml").read_bytes()

        message = read(raw.replace(b"Message-ID: <att.", b"X-Other: <att."))

        assert message.is_automatic
        assert "inform you" in message.text

    def test_a_report_names_our_message_by_our_own_id_too(self) -> None:
        ours = new_id()
        raw = (Path(__file__).parent / "fixtures" / "bounce.eml").read_bytes()
        about = raw.replace(b"att.01990000000070008000000000000001", f"att.{ours.hex}".encode())

        [status] = inbound.parse(about, KEY)

        assert isinstance(status, IncomingStatus)
        assert (status.external_id, status.message_id) == (message_id(ours, "loja.example"), ours)


class TestShapes:
    def test_of_a_mail_that_is_too_large_the_headers_are_shown(self) -> None:
        head = b"From: ana@cliente.example\r\nSubject: Fotos\r\n\r\n"
        [entry] = inbound.parse(inbound.stored(head, mailbox=OWN, too_large_bytes=80_000_000), KEY)

        assert isinstance(entry, IncomingMessage)
        assert (entry.text, entry.content["too_large_bytes"]) == ("Fotos", 80_000_000)

    def test_a_sender_can_not_claim_that_a_mail_was_too_large(self) -> None:
        assert "too_large_bytes" not in read(mail(x_attendance_too_large="5")).content

    def test_a_header_of_200_kilobytes_is_cut(self) -> None:
        message = read(mail(subject="x" * 200_000, references="<a@x.example> " * 20_000))

        assert len(message.subject or "") == 500
        assert message.references == ("a@x.example",)

    def test_parts_nested_beyond_reason_are_kept_as_a_file(self) -> None:
        depth = 3_000
        opening = "".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
        )
        raw = b"From: ana@cliente.example\r\nSubject: Fundo\r\n" + opening.encode() + b"\r\nOi\r\n"

        message = read(raw)

        assert message.text == "Fundo"
        assert [file.id for file in message.attachments] in (["mail"], [])

    def test_a_mail_without_any_header_is_not_lost_when_a_mailbox_held_it(self) -> None:
        [entry] = inbound.parse(inbound.stored(b"\x00\xff nada", mailbox=OWN), KEY)

        assert isinstance(entry, Ignored)

    def test_each_file_is_found_again_in_the_stored_mail(self) -> None:
        raw = (Path(__file__).parent / "fixtures" / "nested_with_inline_image.eml").read_bytes()
        body = inbound.stored(raw, mailbox=OWN)
        contents = [inbound.file_content(body, file.id or "") for file in read(raw).attachments]

        assert [content and content[:4] for content in contents] == [b"\x89PNG", b"%PDF"]
        assert inbound.file_content(body, "part:99") is None

    @given(
        raw=st.sampled_from(FIXTURES).map(Path.read_bytes),
        cuts=st.lists(
            st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=12)), max_size=5
        ),
    )
    def test_no_damage_breaks_the_reader(self, raw: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
        for start, length, filling in cuts:
            raw = raw[:start] + filling + raw[start + length :]
        body = inbound.stored(raw, mailbox=OWN)

        entries = inbound.parse(body, KEY)

        assert [entry.lane for entry in entries] == inbound.lanes(body, KEY)
        assert storable(entries) == msgspec.json.encode(entries).decode()

    @given(st.binary(max_size=400))
    def test_any_bytes_in_a_mailbox_are_read_or_kept(self, raw: bytes) -> None:
        [entry] = inbound.parse(inbound.stored(b"From: a@b.example\r\n" + raw, mailbox=OWN), KEY)

        assert storable(entry) == msgspec.json.encode(entry).decode()


@pytest.mark.parametrize("depth", [150, 250, 500, 900, 3_000])
def test_mails_in_mails_in_mails_are_read(depth: int) -> None:
    raw = (
        b"From: ana@x.example\r\nMessage-ID: <a@x>\r\n"
        + b"Content-Type: message/rfc822\r\n\r\n" * depth
        + b"fim\r\n"
    )

    [message] = inbound.parse(raw, b"key")

    assert isinstance(message, IncomingMessage)
    assert len(message.attachments) == 1
