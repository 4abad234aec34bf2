"""Templates at Meta: the account is found, every page is read, and what is sent names what it fills in."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from attendance.channels.base import InboxConfig
from attendance.channels.templates import Template, fill, header_file_of
from attendance.channels.whatsapp import approved
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.kernel.errors import Misconfigured
from attendance.kernel.ids import new_id
from attendance.vendors.meta_graph import GraphClient
from tests.channels.sending import ANSWER, file
from tests.fakes import graph_bodies as bodies
from tests.fakes.graph import FakeGraph


def listed(name: str, **more: Any) -> dict[str, Any]:
    body = {"type": "BODY", "text": "Oi, {{1}}"}
    return {
        "id": name, "name": name, "language": "pt_BR", "status": "APPROVED", "category": "UTILITY",
        "components": [body], "quality_score": {"score": "GREEN"}, "rejected_reason": "NONE", **more,
    }  # fmt: skip


@pytest.mark.parametrize("entered", [True, False], ids=["waba-entered", "waba-found"])
async def test_all_templates_of_the_account_are_read(entered: bool) -> None:
    graph = FakeGraph(templates=[listed(f"t{n}") for n in range(5)])
    channel = WhatsAppChannel(
        GraphClient(httpx.AsyncClient(transport=httpx.ASGITransport(graph.app)), "http://g.test")
    )
    credentials = {"phone_number_id": bodies.PHONE_NUMBER_ID, "access_token": "fake-token"}
    more = {"waba_id": "100200300400"} if entered else {}
    inbox = InboxConfig(new_id(), new_id(), "whatsapp", "Loja", credentials | more, {})

    found = await channel.templates(inbox)
    facts = await channel.inspect(inbox)

    assert [one.name for one in found] == ["t0", "t1", "t2", "t3", "t4"]
    assert (found[0].status, found[0].category, found[0].quality) == ("approved", "utility", "green")
    assert found[0].rejected_reason is None
    assert facts == {
        "account_id": "100200300400", "quality": "green", "messaging_limit": "TIER_1K", "token_expires_at": None,
    }  # fmt: skip


def filled(*components: Any, **values: str) -> dict[str, Any]:
    template = Template("pedido", "pt_BR", "utility", "approved", components)
    given = {key.removeprefix("_").replace("__", "."): value for key, value in values.items()}
    content = fill(template, given, file_kind=header_file_of(template.components)).content
    return approved.render(
        replace(ANSWER, content={"template": dict(content)}, files=(file(url="https://f.test/1"),))
    )


def test_numbered_named_and_buttons_go_as_meta_wants_them() -> None:
    numbered = filled({"type": "BODY", "text": "{{1}} {{2}}"}, _1="a", _2="b")
    named = filled({"type": "BODY", "text": "{{nome}}"}, nome="Ana")
    buttons = filled({"type": "BUTTONS", "buttons": [
        {"type": "URL", "text": "Ver", "url": "https://l.test/{{1}}"}, {"type": "COPY_CODE", "text": "Copiar"},
    ]}, button__0="9", button__1="DEZ")  # fmt: skip

    assert numbered["template"]["components"] == [
        {"type": "body", "parameters": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    ]
    assert named["template"]["components"][0]["parameters"] == [
        {"type": "text", "parameter_name": "nome", "text": "Ana"}
    ]
    url, code = buttons["template"]["components"]
    assert (url["sub_type"], url["index"], url["parameters"]) == ("url", "0", [{"type": "text", "text": "9"}])
    assert code["parameters"] == [{"type": "coupon_code", "coupon_code": "DEZ"}]


def test_a_header_file_is_an_address_or_the_account_is_misconfigured() -> None:
    wanted = {"type": "HEADER", "format": "IMAGE"}
    content = {
        "template": dict(
            fill(Template("p", "pt_BR", "utility", "approved", [wanted]), {}, file_kind="image").content
        )
    }

    sent = approved.render(replace(ANSWER, content=content, files=(file(url="https://f.test/1"),)))

    assert sent["template"]["components"] == [
        {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://f.test/1"}}]}
    ]
    with pytest.raises(Misconfigured):
        approved.render(replace(ANSWER, content=content, files=(file(),)))
