"""SEND FILE: from the bot's folder, from an address, from what the customer sent; and what becomes of the others."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from attendance.botfiles.bundle import Bundle, file
from attendance.bots import drafts, publishing
from attendance.channels.base import Capabilities, MediaRule, MessageKind
from attendance.channels.echo.channel import EchoChannel
from attendance.files import actions
from attendance.files.links import Links
from attendance.files.storing import Claim, keep
from attendance.kernel.storage import LocalStorage
from tests.bots.keywords.test_http import Answer, Server, says
from tests.bots.stage import Stage, open_stage
from tests.bots.test_files import sends_a_photo
from tests.factories.world import VAULT, World
from tests.files import samples

PHOTO = samples.picture("JPEG")
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer << >>\n%%EOF\n"
TELL = 'TALK r.success + "|" + r.error + "|" + r.fallback'


@dataclass
class Sent:
    """A message of the bot, with its file."""

    text: str
    kind: str
    mime_type: str | None = None
    filename: str | None = None
    content: bytes = field(default=b"", repr=False)


async def sent(stage: Stage) -> list[Sent]:
    """Everything that the bot sent, in order."""
    async with stage.world.tx() as tx:
        rows = await tx.fetch(
            "select m.text, m.kind, f.mime_type, f.filename, f.storage_key from messages m "
            "left join message_files f on f.message_id = m.id "
            "where m.conversation_id = $1 and m.direction = 'out' order by m.seq",
            stage.conversation_id,
        )
    return [
        Sent(row["text"], row["kind"], row["mime_type"], row["filename"], await _content(stage, row["storage_key"]))
        for row in rows
    ]  # fmt: skip


async def _content(stage: Stage, key: str | None) -> bytes:
    if key is None:
        return b""
    async with stage.services.storage.open(stage.world.tenant_id, key) as pieces:
        return b"".join([piece async for piece in pieces])


async def stage_with(
    world: World, folder: Path, script: str, answer: Answer | None = None, **files: bytes
) -> tuple[Stage, Server]:
    """A bot with these files in its `kb/` (`a__b` names `a.b`), and the address that answers its calls."""
    stage = await open_stage(world, script)
    if files:
        added = {f"kb/{name.replace('__', '.')}": content for name, content in files.items()}
        async with world.tx() as tx:
            bundle = Bundle({path: file(path, content) for path, content in added.items()})
            await drafts.upload(tx, VAULT, stage.bot_id, bundle, is_whole=False)
            await publishing.publish(tx, VAULT, stage.bot_id)
    server = Server(answer or says("nothing", 404))
    stage.services.outside = server.client()
    stage.services.storage = LocalStorage(folder)
    return stage, server


def lets_through(stage: Stage, *kinds: MessageKind) -> None:
    """The channel takes these kinds of files, and no others."""
    channel = EchoChannel()
    channel.capabilities = Capabilities(
        max_text_chars=4096, media={kind: MediaRule(1_000_000) for kind in kinds}
    )
    stage.services.channels = {"echo": channel}


async def test_a_file_of_the_folder_goes_with_its_words(world: World, tmp_path: Path) -> None:
    stage, server = await stage_with(
        world, tmp_path, f'r = SEND FILE "kb/Precos.pdf", "Nossos preços"\n{TELL}', precos__pdf=PDF
    )

    await stage.says("oi")

    assert await sent(stage) == [
        Sent("Nossos preços", "document", "application/pdf", "precos.pdf", PDF),
        Sent("true||false", "text"),
    ]
    assert server.asked == []


async def test_a_file_of_an_address_is_what_its_content_says(world: World, tmp_path: Path) -> None:
    stage, server = await stage_with(
        world, tmp_path, 'SEND FILE "https://loja.example/fotos/a%20b.pdf?x=1"', says(PHOTO)
    )

    await stage.says("oi")

    assert await sent(stage) == [Sent("", "image", "image/jpeg", "a b.pdf.jpg", PHOTO)]
    assert [str(request.url.path) for request in server.asked] == ["/fotos/a b.pdf"]


async def test_what_the_customer_sent_is_sent_without_asking_the_network(
    world: World, tmp_path: Path
) -> None:
    """HEAR gives addresses of ours, which nobody outside might reach."""
    stage, server = await stage_with(
        world, tmp_path, 'SEND FILE "kb/a.jpg"\nHEAR url\nSEND FILE url, "De novo"', a__jpg=PHOTO
    )
    await stage.says("oi")
    async with world.tx() as tx:
        [row] = await tx.fetch("select id from message_files")
    links = Links(VAULT.signing_key, stage.services.settings.public_url)

    await stage.says(stage.services.settings.public_url + links.path(world.tenant_id, row["id"]))

    assert [(one.text, one.kind, one.content) for one in await sent(stage)] == [
        ("", "image", PHOTO), ("De novo", "image", PHOTO),
    ]  # fmt: skip
    assert server.asked == []


async def test_a_file_of_another_company_is_not_found(world: World, tmp_path: Path) -> None:
    stage, _ = await stage_with(
        world, tmp_path, f'SEND FILE "kb/a.jpg"\nHEAR url\nr = SEND FILE url\n{TELL}', a__jpg=PHOTO
    )
    await stage.says("oi")
    async with world.tx() as tx:
        [row] = await tx.fetch("select id from message_files")
    links = Links(VAULT.signing_key, stage.services.settings.public_url)
    url = stage.services.settings.public_url + links.path(stage.bot_id, row["id"])

    await stage.says(url)

    assert (await sent(stage))[-1].text == "false|not_found|false"


@pytest.mark.parametrize(
    ("statement", "answer", "error"),
    [
        pytest.param('SEND FILE "kb/none.pdf"', None, "not_found", id="no-such-file"),
        pytest.param('SEND FILE "https://a.example/x"', says("gone", 404), "404 Not Found", id="not-there"),
        pytest.param('SEND FILE "https://inside.example/x"', says(PHOTO), None, id="private-address"),
        pytest.param('SEND FILE "https://a.example/x"', says(""), "empty", id="nothing-in-it"),
        pytest.param('SEND FILE "https://a.example/x.exe"', says("MZ" + "x" * 99), "program", id="program"),
        pytest.param('SEND IMAGE "https://a.example/x.jpg"', says(PDF), "not_image", id="no-image"),
        pytest.param('SEND AUDIO "https://a.example/x.ogg"', says(PHOTO), "not_audio", id="no-sound"),
        pytest.param('SEND VIDEO "https://a.example/x.mp4"', says(PHOTO), "not_video", id="no-film"),
    ],
)
async def test_what_cannot_be_sent_says_why(
    world: World, tmp_path: Path, statement: str, answer: Answer | None, error: str | None
) -> None:
    stage, _ = await stage_with(world, tmp_path, f"r = {statement}\n{TELL}", answer)

    [told] = await stage.says("oi")

    is_sent, why, is_fallback = told.split("|")
    assert (is_sent, is_fallback) == ("false", "false")
    assert why == error or (error is None and why)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        pytest.param('SEND FILE "../start.bas"', "E404", id="leads-out"),
        pytest.param('SEND FILE ""', "E311", id="nothing"),
    ],
)
async def test_a_mistake_of_the_author_is_an_error(
    world: World, tmp_path: Path, statement: str, code: str
) -> None:
    stage, _ = await stage_with(world, tmp_path, f"TRY\n{statement}\nCATCH e\nTALK e.code\nEND TRY")

    assert await stage.says("oi") == [code]


async def test_where_the_channel_takes_no_such_file_its_address_is_sent(world: World, tmp_path: Path) -> None:
    stage, _ = await stage_with(world, tmp_path, f'r = SEND FILE "kb/p.pdf", "Preços"\n{TELL}', p__pdf=PDF)
    lets_through(stage, MessageKind.IMAGE)

    words, told = await stage.says("oi")

    caption, url = words.split("\n")
    assert caption == "Preços" and url.startswith("https://ours.test/files/")
    assert told == "true|file_kind_not_taken|true"


async def test_only_hosts_that_are_allowed_are_asked(world: World, tmp_path: Path) -> None:
    stage = await open_stage(
        world, f'r = SEND FILE "https://b.example/x"\n{TELL}', config="http-allowed-hosts,a.example\n"
    )
    server = Server(says(PHOTO))
    stage.services = replace(stage.services, outside=server.client(), storage=LocalStorage(tmp_path))

    [told] = await stage.says("oi")

    assert told == "false|b.example: http-allowed-hosts|false" and server.asked == []


async def test_a_turn_that_is_run_again_sends_the_file_once(world: World, tmp_path: Path) -> None:
    """The second file's fetch repeats the turn, which finds the first."""
    stage, server = await stage_with(
        world, tmp_path, 'SEND FILE "https://a.example/1"\nSEND FILE "https://a.example/2"', says(PHOTO)
    )

    await stage.says("oi")

    assert len(server.asked) == 2
    assert [one.kind for one in await sent(stage)] == ["image", "image"]


@pytest.mark.parametrize("statement", ["TALK foto", 'SEND FILE foto, "De volta"', "SEND IMAGE foto"])
async def test_a_photo_that_the_customer_sent_goes_back(world: World, tmp_path: Path, statement: str) -> None:
    stage, server = await stage_with(world, tmp_path, f"HEAR foto AS IMAGE\n{statement}")
    await stage.says("oi")
    seq = await sends_a_photo(stage)
    async with world.tx() as tx:
        [row] = await tx.fetch("select id from message_files")
        kept = await keep(stage.services, world.tenant_id, _pieces(PHOTO), Claim("image"), limit_bytes=10**6)
        await actions.settle(tx, row["id"], kept)

    await stage.turn(seq)

    [back] = await sent(stage)
    assert (back.kind, back.filename, back.content) == ("image", "defeito.jpg", PHOTO)
    assert back.text == ("De volta" if "De volta" in statement else "")
    assert server.asked == []


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content
