"""Who is told of what by mail: once per occurrence, in the company's words, unless they don't want it."""

from datetime import timedelta
from typing import Any

import pytest

from attendance.conversations import actions
from attendance.kernel.errors import Rejected, Temporary
from attendance.kernel.ids import new_id
from attendance.kernel.settings import Settings
from attendance.notifications import settings
from attendance.notifications.rules import NAMES, SAMPLE, VARIABLES, Template, in_words, render, usual
from attendance.notifications.sending import system_mailbox
from tests.notifications.office import Office

MINUTE = timedelta(minutes=1)


async def test_nobody_is_told_unless_it_is_wanted(office: Office) -> None:
    id = await office.asks_for_a_person()
    await office.assigns(id, office.maria)
    await office.passes(timedelta(hours=1))
    await office.resolves(id)

    assert office.mails == []


async def test_an_assignment_to_the_attendant(office: Office) -> None:
    await office.wants("new_assignment")
    id = await office.asks_for_a_person(text="Quero um atendente, meu pedido sumiu")

    await office.assigns(id, office.maria)

    [mail] = office.mailbox.sent
    assert mail.recipient == office.email(office.maria)
    assert mail.content["subject"] == "Nova conversa para você: Cliente 5511988887777"
    assert "Quero um atendente, meu pedido sumiu" in mail.text
    assert f"http://127.0.0.1:8080/conversas/{id}" in mail.text
    assert mail.author_kind == "system"


async def test_news_of_yesterday_is_told_nobody(office: Office) -> None:
    await office.wants("new_assignment")
    id = await office.asks_for_a_person()
    async with office.desk.world.tx() as tx:
        await actions.assign(tx, await actions.lock(tx, id), office.maria, how="assigned")

    await office.passes(timedelta(hours=2))  # no worker ran meanwhile

    assert office.mails == []


async def test_who_takes_it_themselves_knows(office: Office) -> None:
    await office.wants("new_assignment")
    id = await office.asks_for_a_person()

    async with office.desk.world.tx() as tx:
        await actions.accept(tx, await actions.lock(tx, id), office.maria)
    await office.desk.work()

    assert office.mails == []


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [("attendant", "maria"), ("supervisor", "sofia"), ("chefe@empresa.com", "chefe@empresa.com")],
)
async def test_the_bot_s_settings_say_whom_in_which_words(
    office: Office, recipient: str, expected: str
) -> None:
    config = {"notify": True, "template": "aviso", "recipient": recipient, "bcc": "copia@empresa.com"}
    await office.bot_wants(**{f"attendance-email-{key}": value for key, value in config.items()})
    async with office.desk.world.tx() as tx:
        await settings.keep_template(tx, "aviso", Template("Atenda {customer_name}", "{message}"))
    id = await office.asks_for_a_person()

    await office.assigns(id, office.maria)

    [mail] = office.mailbox.sent
    assert mail.recipient == (office.email(getattr(office, expected)) if "@" not in expected else expected)
    assert mail.content == {"subject": "Atenda Cliente 5511988887777", "bcc": ["copia@empresa.com"]}
    assert mail.text == "Quero um atendente"


async def test_a_long_queue_once_until_it_is_short_again(office: Office) -> None:
    await office.wants("queue_alert", threshold=2)
    waiting = [await office.asks_for_a_person(f"55119000000{number}") for number in range(3)]

    for _ in range(3):
        await office.passes(MINUTE)
    assert office.mails == [(office.email(office.sofia), "3 clientes esperam na fila Suporte")]

    await office.resolves(waiting[0])
    await office.passes(MINUTE)
    await office.asks_for_a_person("5511900000009")
    await office.passes(MINUTE)
    assert len(office.mails) == 2


async def test_a_customer_who_waits_once_per_wait(office: Office) -> None:
    await office.wants("customer_waiting")
    id = await office.asks_for_a_person()
    await office.assigns(id, office.maria)

    await office.passes(timedelta(minutes=5))
    assert office.mails == []
    for _ in range(3):
        await office.passes(MINUTE)
    assert office.mails == [(office.email(office.maria), "Cliente 5511988887777 espera há 6 min")]


async def test_who_waits_for_nobody_in_particular_is_told_to_leaders(office: Office) -> None:
    await office.wants("customer_waiting", threshold=60)
    await office.asks_for_a_person()

    await office.passes(timedelta(minutes=2))

    assert [to for to, _ in office.mails] == [office.email(office.sofia)]


async def test_a_breach_to_managers(office: Office) -> None:
    await office.wants("sla_breach")
    owner = await office.desk.world.user("Olga", role="owner")
    await office.asks_for_a_person()

    await office.passes(timedelta(minutes=11))  # longer than the queue's customers should

    assert office.mails == [(office.email(owner), "Espera além do limite: Cliente 5511988887777")]


async def test_the_customer_when_it_is_resolved(office: Office) -> None:
    await office.wants("resolved")
    id = await office.asks_for_a_person()
    await office.rows("update crm_contacts set email = 'joao@example.com'")

    await office.resolves(id)

    assert office.mails == [("joao@example.com", "Seu atendimento foi concluído")]


@pytest.mark.parametrize(
    "change",
    ["update crm_contacts set blocked_at = now()", "update contact_identities set opted_out_at = now()"],
)
async def test_not_to_customers_who_want_nothing(office: Office, change: str) -> None:
    await office.wants("resolved")
    id = await office.asks_for_a_person()
    await office.rows("update crm_contacts set email = 'joao@example.com'")
    await office.rows(change)

    await office.resolves(id)

    assert office.mails == []


async def test_who_does_not_want_it_is_not_told(office: Office) -> None:
    await office.wants("new_assignment")
    async with office.desk.world.tx() as tx:
        await settings.refuse(tx, office.maria, ["new_assignment"])
    id = await office.asks_for_a_person()

    await office.assigns(id, office.maria)

    assert office.mails == []


async def test_what_the_server_refuses_is_noted_and_not_repeated(office: Office) -> None:
    await office.wants("new_assignment")
    office.mailbox.failures = [Rejected("no such mailbox", reason="unknown_recipient")]
    id = await office.asks_for_a_person()

    await office.assigns(id, office.maria)
    await office.passes(timedelta(hours=1))

    assert office.mails == []
    [noted] = await office.rows("select state, reason from notifications")
    assert noted == {"state": "failed", "reason": "unknown_recipient"}


async def test_a_server_that_is_away_is_tried_again(office: Office) -> None:
    await office.wants("new_assignment")
    office.mailbox.failures = [Temporary("later", reason="unreachable")]
    id = await office.asks_for_a_person()

    await office.assigns(id, office.maria)
    await office.passes(timedelta(hours=1))

    assert len(office.mails) == 1
    assert (await office.rows("select state from notifications"))[0]["state"] == "sent"


async def test_without_a_mailbox_it_is_said(office: Office) -> None:
    await office.wants("new_assignment")
    await office.rows("update inboxes set is_active = false where channel = 'email'")
    id = await office.asks_for_a_person()

    await office.assigns(id, office.maria)

    assert (await office.rows("select state, reason from notifications")) == [
        {"state": "failed", "reason": "no_mailbox"}
    ]


@pytest.mark.parametrize(
    ("url", "server", "security"),
    [
        ("smtp://eu%40x.com:s%3Agredo@mail.x.com", "mail.x.com:587", "starttls"),
        ("smtps://eu%40x.com:s%3Agredo@mail.x.com", "mail.x.com:465", "tls"),
        ("smtp+none://eu%40x.com:s%3Agredo@mail.x.com:2525", "mail.x.com:2525", "none"),
    ],
    ids=["starttls", "tls", "none"],
)
def test_the_installation_s_own_server(url: str, server: str, security: str) -> None:
    mailbox = system_mailbox(Settings(smtp_url=url, smtp_from=None), new_id(), "Loja")

    assert mailbox is not None
    wanted = {"address": "eu@x.com", "username": "eu@x.com", "password": "s:gredo", "smtp_server": server}
    known = dict(mailbox.credentials)
    assert known | wanted | {"smtp_security": security} == known


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", ["pt-BR", "en", "es", "fr"])
def test_the_product_s_words_are_whole(name: str, locale: str) -> None:
    shown = render(usual(name, locale), SAMPLE)

    assert shown.subject
    assert shown.body
    assert "{" not in shown.subject + shown.body


def test_what_is_filled_in_is_no_template() -> None:
    values: dict[str, Any] = dict.fromkeys(VARIABLES, "x") | {
        "customer_name": "{company}\n",
        "message": "{unknown}",
    }

    shown = render(Template("Oi {customer_name} {unknown}", "{message} {customer_name}"), values)

    assert shown == Template("Oi {company} {unknown}", "{unknown} {company}")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 min"), (59, "0 min"), (61, "1 min"), (3600, "1 h 00 min"), (7500, "2 h 05 min")],
)
def test_how_long_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
