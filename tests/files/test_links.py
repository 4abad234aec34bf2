"""Signed addresses: what they name, who can make them, and when they end."""

from datetime import timedelta

import pytest

from attendance.files.links import LIFETIME, PREFIX, Form, Linked, Links, is_public
from attendance.kernel import clock
from attendance.kernel.errors import NotFound
from attendance.kernel.ids import new_id

LINKS = Links(b"k" * 32, "https://ours.test/")
TENANT, FILE = new_id(), new_id()


def token(links: Links = LINKS, form: Form = Form.ITSELF) -> str:
    return links.path(TENANT, FILE, form).removeprefix(PREFIX)


@pytest.mark.parametrize("form", list(Form))
def test_an_address_names_one_form_of_one_file(form: Form) -> None:
    assert LINKS.read(token(form=form)) == Linked(TENANT, FILE, form)


def test_it_is_the_same_for_hours_and_then_ends() -> None:
    with clock.frozen(clock.now()) as time:
        made = token()
        time.advance(LIFETIME - timedelta(seconds=1))
        assert LINKS.read(made).file_id == FILE
        time.advance(LIFETIME + timedelta(seconds=1))
        with pytest.raises(NotFound):
            LINKS.read(made)


@pytest.mark.parametrize("at", range(0, 72, 5))
def test_a_changed_letter_leads_nowhere(at: int) -> None:
    made = token()
    changed = made[:at] + ("A" if made[at] != "A" else "B") + made[at + 1 :]

    with pytest.raises(NotFound):
        LINKS.read(changed)


@pytest.mark.parametrize("made", ["", "x", "ç", "A" * 72, "A" * 500, "../../etc", "="])
def test_anything_else_leads_nowhere(made: str) -> None:
    with pytest.raises(NotFound):
        LINKS.read(made)


def test_another_key_makes_other_addresses() -> None:
    with pytest.raises(NotFound):
        LINKS.read(token(Links(b"other" * 8, LINKS.public_url)))


@pytest.mark.parametrize(
    ("url", "others_reach_it"),
    [
        ("https://ours.test", True),
        ("https://atendimento.loja.com.br:8443/x", True),
        ("https://8.8.8.8", True),
        ("http://127.0.0.1:8080", False),
        ("http://localhost:8080", False),
        ("http://10.1.2.3", False),
        ("http://[::1]:8080", False),
        ("http://servidor", False),
        ("http://servidor.local", False),
        ("", False),
    ],
)
def test_vendors_get_only_addresses_that_they_reach(url: str, others_reach_it: bool) -> None:
    made = Links(b"k" * 32, url).url(TENANT, FILE)

    assert is_public(url) is others_reach_it
    assert (made is not None) is others_reach_it


def test_the_address_stands_below_the_public_one() -> None:
    assert str(LINKS.url(TENANT, FILE)).startswith("https://ours.test/files/")
