"""What a mail has beyond its words, as the message keeps it."""

import pytest
from pydantic import ValidationError

from attendance.channels.base import Capabilities
from attendance.conversations.mail import mail_content
from attendance.conversations.schemas import NewMail
from attendance.kernel.errors import InvalidInput

ABLE = Capabilities(max_text_chars=1, has_copies=True)


def test_a_person_gets_one_copy_and_it_is_the_visible_one() -> None:
    mail = NewMail(
        cc=["Ana@x.example", "ana@x.example"],
        bcc=["ANA@x.example", "bia@x.example"],
        subject=" Nova\r\n data ",
    )

    assert mail_content(mail, ABLE) == {
        "cc": ["ana@x.example"], "bcc": ["bia@x.example"], "subject": "Nova data", "has_original": True,
    }  # fmt: skip


def test_what_is_not_said_is_not_kept() -> None:
    assert mail_content(NewMail(has_original=False), ABLE) == {"has_original": False}


def test_a_channel_without_copies_takes_none() -> None:
    with pytest.raises(InvalidInput):
        mail_content(NewMail(), Capabilities(max_text_chars=1))


@pytest.mark.parametrize(
    "wrong", ["ana", "ana@", "@x.example", "a b@x.example", "a@x", "a@x.example\nBcc: b@y.z"]
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        NewMail(cc=[wrong])
