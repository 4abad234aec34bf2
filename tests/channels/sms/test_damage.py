"""Forms as damaged as can be: the one piece of news is read or kept."""

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import IncomingMessage
from attendance.channels.sms import inbound

NAMES = st.sampled_from(
    [
        "MessageSid",
        "SmsSid",
        "MessageStatus",
        "SmsStatus",
        "From",
        "To",
        "Body",
        "NumMedia",
        "MediaUrl0",
        "MediaUrl1",
        "MediaContentType0",
        "ErrorCode",
        "ErrorMessage",
        "OptOutType",
    ]
)
VALUES = st.text() | st.sampled_from(
    ["received", "failed", "delivered", "30003", "+5511987654321", "image/png"]
)


@given(st.dictionaries(NAMES, VALUES), st.binary(max_size=20))
def test_each_form_of_twilio_is_one_piece_of_news(fields: dict[str, str], rubbish: bytes) -> None:
    body = urlencode({"AccountSid": "AC1", **fields}, errors="replace").encode() + b"&x=" + rubbish

    [entry] = inbound.parse(body)

    assert inbound.lanes(body) == [entry.lane]
    assert 0 < len(entry.lane) < 1000
    if isinstance(entry, IncomingMessage):
        assert "\x00" not in entry.text
        assert entry.lane == entry.sender.external_id
