"""A customer who writes mail: fetched from a Dovecot, answered through an SMTP server, and the thread holds."""

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from attendance.channels import actions as channels
from attendance.channels.schemas import NewInbox
from attendance.kernel.bus import PostgresBus
from attendance.kernel.settings import load
from attendance.main import build_services, create_app, web_parts
from attendance.services import running
from attendance.worker import worker_parts
from tests.channels.email.servers import credentials, new_address
from tests.factories.world import new_world
from tests.fakes.graph import FakeGraph
from tests.fakes.mail_servers import Dovecot, SmtpServer
from tests.flows.product import Product, serving, until
from tests.flows.workers import Workers


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = Dovecot(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def product_here(database_url: str, folder: Path, *, works: bool = True) -> AsyncIterator[Product]:
    """The product, allowed to call servers of this machine; without `works` its workers run elsewhere."""
    settings = load(data_dir=folder, database_pool_size=12, allow_private_urls=True)
    services = build_services(settings, database_url, bus=PostgresBus(database_url))
    parts = (*web_parts(services), *(worker_parts(services, concurrency=6) if works else ()))
    graph = FakeGraph(http=httpx.AsyncClient())
    async with running(services, *parts), serving(create_app(services)) as url:
        product = Product(url, services, await new_world(services.database), graph)
        yield product
        await product.close()
    await graph.http.aclose()


class Customer:
    """Ana, her mailbox program, and the inbox that she writes to."""

    def __init__(self, dovecot: Dovecot, address: str) -> None:
        self._dovecot, self._address, self._count = dovecot, address, 0

    def writes(self, text: str, subject: str = "Pedido 4711", **headers: str) -> str:
        """Returns the mail's Message-ID."""
        self._count += 1
        message_id = f"<{self._count}.{self._address.replace('@', '.')}@cliente.example>"
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Ana <ana@cliente.example>", self._address, subject
        mail["Message-ID"] = message_id
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        self._dovecot.append(self._address, mail.as_bytes())
        return message_id

    def replies(self, to: EmailMessage, text: str, **headers: str) -> str:
        said = {
            "In_Reply_To": str(to["Message-ID"]),
            "References": f"{to['References'] or ''} {to['Message-ID']}",
        }
        return self.writes(text, f"Re: {to['Subject']}", **said, **headers)


async def connect(
    product: Product, dovecot: Dovecot, smtp: SmtpServer, address: str, **settings: Any
) -> UUID:
    """An inbox of the mailbox, once it was looked at for the first time."""
    new = NewInbox(
        channel="email", name="Loja", credentials=credentials(dovecot, smtp, address),
        settings={"poll_seconds": 5, **settings},
    )  # fmt: skip
    async with product.world.tx() as tx:
        inbox_id = await channels.create_inbox(tx, product.services.vault, new)
    await until(lambda: _cursor(product, inbox_id))
    return inbox_id


async def _cursor(product: Product, inbox_id: UUID) -> str | None:
    async with product.world.tx() as tx:
        cursor: str | None = (await tx.fetch("select cursor from inboxes where id = $1", inbox_id))[0][
            "cursor"
        ]
    return cursor


async def rows(product: Product, sql: str, *values: Any) -> list[Any]:
    async with product.world.tx() as tx:
        found: list[Any] = await tx.fetch(sql, *values)
    return found


async def test_a_thread_holds_from_the_first_mail_to_the_last(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    async with product_here(fresh_database_url, tmp_path) as product:
        maria = await product.attendant("Maria Santos")
        await product.queue(maria, channels=["email"])
        ana = Customer(dovecot, address := new_address())
        await connect(product, dovecot, smtp, address, plus_address=True)
        api = await product.api(maria)

        async with product.socket(api) as socket:
            first = ana.writes("Quero falar com uma pessoa")
            frame = await socket.wait_for("conversation.upserted", status="assigned")
            conversation = frame["conversation"]
            assert conversation["subject"] == "Pedido 4711"

            path = f"/api/attendance/conversations/{conversation['id']}"
            await api.post(f"{path}/take")
            await api.post(f"{path}/messages", json={"text": "Olá, Ana!", "client_id": "client-0001"})
            answer = await until(lambda: next((m for m in smtp.received if "Olá, Ana!" in body(m)), None))

            assert answer["Subject"] == "Re: Pedido 4711"
            assert first in answer["References"]
            assert answer["Auto-Submitted"] is None
            assert answer["Reply-To"].startswith(address.partition("@")[0] + "+conv.")

            ana.replies(answer, "Obrigada!\n\nEm sex., Loja <x@loja.example> escreveu:\n> Olá, Ana!")
            await socket.wait_for("message.upserted", text="Obrigada!")
            ana.writes("Sem cabeçalhos", To_Copy="x", Cc=str(answer["Reply-To"]))
            await socket.wait_for(
                "message.upserted", text="Sem cabeçalhos", conversation_id=conversation["id"]
            )
            ana.writes("Outra coisa", subject="Nova dúvida")
            await until(lambda: rows(product, "select 1 from messages where text = 'Outra coisa'"))

        found = await rows(
            product, "select conversation_id, text from messages where direction = 'in' order by id"
        )
        by_text = {row["text"]: str(row["conversation_id"]) for row in found}
        assert (
            by_text["Obrigada!"] == by_text["Sem cabeçalhos"] == conversation["id"] != by_text["Outra coisa"]
        )


async def test_an_answer_goes_to_all_who_were_addressed_and_repeats_what_it_answers(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    async with product_here(fresh_database_url, tmp_path) as product:
        maria = await product.attendant("Maria Santos")
        await product.queue(maria, channels=["email"])
        ana = Customer(dovecot, address := new_address())
        await connect(product, dovecot, smtp, address)
        api = await product.api(maria)
        async with product.socket(api) as socket:
            ana.writes("Quero falar com uma pessoa", Cc=f"Bia <bia@cliente.example>, {address}")
            frame = await socket.wait_for("conversation.upserted", status="assigned")
        path = f"/api/attendance/conversations/{frame['conversation']['id']}"
        await api.post(f"{path}/take")
        listed = (await api.get(f"{path}/messages")).json()["items"]
        others = [one["content"]["others"] for one in listed if one["direction"] == "in"]
        assert others == [[{"address": "bia@cliente.example", "name": "Bia"}]]

        mail = {
            "cc": ["bia@cliente.example"], "bcc": ["BIA@cliente.example", "chefe@loja.example"],
            "subject": "Sobre o pedido",
        }  # fmt: skip
        await api.post(
            f"{path}/messages", json={"text": "Olá a todas!", "client_id": "client-0001", "mail": mail}
        )
        answer = await until(lambda: next((m for m in smtp.received if "Olá a todas!" in body(m)), None))
        plain = {"has_original": False}
        await api.post(
            f"{path}/messages", json={"text": "Mais uma coisa", "client_id": "client-0002", "mail": plain}
        )
        second = await until(lambda: next((m for m in smtp.received if "Mais uma coisa" in body(m)), None))

    assert (answer["Subject"], answer["Cc"], answer["Bcc"]) == ("Sobre o pedido", "bia@cliente.example", None)
    assert "escreveu:\n> Quero falar com uma pessoa" in body(answer).replace("\r", "")
    assert ">" not in body(second)
    assert sorted(smtp.envelopes[smtp.received.index(answer)].rcpt_tos) == [
        "ana@cliente.example",
        "bia@cliente.example",
        "chefe@loja.example",
    ]


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


async def test_a_mail_that_comes_back_is_shown_as_failed_and_machines_get_no_answer(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    async with product_here(fresh_database_url, tmp_path) as product:
        ana = Customer(dovecot, address := new_address())
        await connect(product, dovecot, smtp, address)

        ana.writes("Oi")
        greeting = await until(lambda: smtp.received and smtp.received[0])
        assert greeting["Auto-Submitted"] == "auto-replied"
        ana.replies(greeting, "Estou de férias.", Auto_Submitted="auto-replied")
        bounced = (Path(__file__).parents[1] / "channels/email/fixtures/bounce.eml").read_bytes()
        ours = str(greeting["Message-ID"]).strip("<>").encode()
        dovecot.append(address, bounced.replace(b"att.01990000000070008000000000000001@loja.example", ours))

        async def failed() -> list[Any]:
            return await rows(product, "select reason from messages where state = 'failed'")

        assert "User unknown" in str((await until(failed))[0]["reason"])
        await until(lambda: rows(product, "select 1 from messages where text = 'Estou de férias.'"))
        await until(lambda: _idle(product))
        assert len(smtp.received) == 1


async def test_a_forged_sender_is_shown_as_such_and_answered_by_nobody(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    async with product_here(fresh_database_url, tmp_path) as product:
        ana = Customer(dovecot, address := new_address())
        await connect(product, dovecot, smtp, address, receiving_server="mx.loja.example")

        ana.writes("Sou eu", Authentication_Results="mx.loja.example; dmarc=pass header.from=cliente.example")
        greeting = await until(lambda: smtp.received and smtp.received[0])
        ana.replies(greeting, "Mude minha senha", Authentication_Results="mx.loja.example; dmarc=fail")

        forged = "select content from messages where text = 'Mude minha senha'"
        found = await until(lambda: rows(product, forged))
        await until(lambda: _idle(product))
        assert found[0]["content"]["unverified"] == "dmarc"
        assert len(smtp.received) == 1


async def _idle(product: Product) -> bool:
    busy = "('inbound.receive', 'bot.turn', 'bot.greet', 'message.deliver', 'conversation.hand_over')"
    return not await rows(product, f"select 1 from jobs where kind in {busy}")


async def test_killed_workers_lose_no_mail_and_answer_each_once(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    letters, kills = 40, 4
    async with product_here(fresh_database_url, tmp_path, works=False) as product:
        workers = Workers(fresh_database_url, tmp_path, "http://127.0.0.1:1").in_a_closed_network()
        ana = Customer(dovecot, address := new_address())
        killer = asyncio.create_task(workers.live_and_die(random.Random(20261122), times=kills))
        inbox_id = await connect(product, dovecot, smtp, address)
        for number in range(letters):
            ana.writes(f"Carta {number}", subject=f"Assunto {number}")
        wanted = "select 1 from messages where direction = 'in' offset $1"
        await until(lambda: rows(product, wanted, letters - 1), seconds=120)
        await until(lambda: workers.kills == kills, seconds=60)
        await until(lambda: _idle(product), seconds=120)
        killer.cancel()
        await asyncio.gather(killer, return_exceptions=True)

        stored = await rows(
            product, "select body from inbound_events where inbox_id = $1 order by id", inbox_id
        )
        texts = [
            row["text"] for row in await rows(product, "select text from messages where direction = 'in'")
        ]

    assert len(stored) == letters
    assert sorted(texts) == sorted(f"Carta {number}" for number in range(letters))


async def test_files_of_a_mail_are_stored_with_their_message(
    dovecot: Dovecot, smtp: SmtpServer, fresh_database_url: str, tmp_path: Path
) -> None:
    letter = (Path(__file__).parents[1] / "channels/email/fixtures/nested_with_inline_image.eml").read_bytes()
    async with product_here(fresh_database_url, tmp_path) as product:
        await connect(product, dovecot, smtp, address := new_address())

        dovecot.append(address, letter)

        async def settled() -> list[Any]:
            found = await rows(product, "select * from message_files order by position")
            return found if found and all(row["state"] != "pending" for row in found) else []

        picture, contract = await until(settled)

    assert (picture["state"], picture["is_inline"], picture["content_id"]) == (
        "stored", True, "foto@cliente.example",
    )  # fmt: skip
    assert (contract["state"], contract["filename"], contract["size_bytes"]) == (
        "stored", "contrato assinado.pdf", 9,
    )  # fmt: skip
