"""What an HTTP call gives: its body, which also knows the response."""

from typing import Any

import pytest

from attendance.basic import access, operators, values
from attendance.basic.responses import About, response
from attendance.basic.state import Reader, Writer
from tests.basic.host import FakeHost

ABOUT = About(404, {"x-id": "7"})
BODIES: list[Any] = [{"status": "novo", "Nome": "Ana"}, [1, {"a": 2}], "não há", ""]


@pytest.mark.parametrize("body", BODIES)
def test_the_body_is_an_ordinary_value(body: Any) -> None:
    host = FakeHost()
    given = response(body, ABOUT)

    assert values.type_name(given) == values.type_name(body)
    assert values.text(given, host) == values.text(body, host)
    assert operators.equal(given, body, host)
    assert values.truthy(given) == values.truthy(body)


@pytest.mark.parametrize("body", BODIES)
def test_names_that_the_body_has_not_are_those_of_the_response(body: Any) -> None:
    given = response(body, ABOUT)

    assert access.member(given, "status") == ("novo" if isinstance(body, dict) else 404)
    assert access.member(given, "OK") is False
    assert access.member(access.member(given, "headers"), "X-Id") == "7"
    assert access.member(given, "data") == body
    assert access.member(given, "nada") is None


@pytest.mark.parametrize("body", BODIES)
def test_a_stored_response_still_knows_its_status(body: Any) -> None:
    writer = Writer()
    written = writer.write({"r": response(body, ABOUT)})

    read = Reader(writer.finish()).read(written)["r"]

    assert (read, access.member(read, "ok"), type(read)) == (body, False, type(response(body, ABOUT)))
