"""The fake Twilio refuses what Twilio refuses, and its answers have the fields of Twilio's OpenAPI."""

import httpx
import pytest

from tests.fakes.twilio import FakeTwilio, TwilioFailure, problems_of_answer, sid, signature

GOOD = {"To": "+5511987654321", "From": "+551140001000", "Body": "Oi"}


async def post(fake: FakeTwilio, form: dict[str, str], *, token: str = "fake-token") -> httpx.Response:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(fake.app), base_url="http://twilio.test")
    path = f"/2010-04-01/Accounts/{fake.account_sid}/Messages.json"
    return await http.post(path, data=form, auth=(fake.account_sid, token))


async def test_a_message_is_accepted_and_shown_as_documented() -> None:
    answer = await post(FakeTwilio(), GOOD)

    assert answer.status_code == 201
    assert problems_of_answer(answer.json()) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": "ana"}, 21211),
        ({"From": "+15550000000"}, 21606),
        ({"From": None}, 21603),
        ({"To": None}, 21604),
        ({"Text": "Oi"}, 21604),
        ({"MessagingServiceSid": "MG1"}, 21604),
        ({"Body": " "}, 21602),
        ({"Body": "a" * 1601}, 21617),
        ({"StatusCallback": "http://127.0.0.1/x"}, 21609),
    ],
)
async def test_wrong_requests_are_refused_as_twilio_does(change: dict[str, str | None], code: int) -> None:
    form = {name: value for name, value in {**GOOD, **change}.items() if value is not None}

    answer = await post(FakeTwilio(), form)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_another_token_is_refused() -> None:
    assert (await post(FakeTwilio(), GOOD, token="old")).json()["code"] == 20003


async def test_failures_are_given_as_often_as_told() -> None:
    fake = FakeTwilio()
    fake.fail_next(TwilioFailure(20429, 429, retry_after="7"))

    first, second = await post(fake, GOOD), await post(fake, GOOD)

    assert (first.headers["retry-after"], second.status_code) == ("7", 201)


def test_the_signature_is_the_one_of_twilios_documentation() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+12349013030",
        "Digits": "1234",
        "From": "+12349013030",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"

    assert signature("12345", url, fields) == "0/KCTR6DLpKmkAf8muzZqo1nDgQ="


def test_sids_have_their_form() -> None:
    assert len(sid()) == 34
