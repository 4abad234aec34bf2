"""Calling out: never in a transaction, and to users' addresses only where everybody may go."""

import asyncio
import datetime
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from attendance.kernel import clock
from attendance.kernel.database import Database
from attendance.kernel.http import (
    CalledOutInTransaction,
    ForbiddenAddress,
    GuardedTransport,
    client,
    guarded_client,
    is_public,
    system_resolver,
)
from attendance.kernel.ids import new_id

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "200.160.2.3",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::",
]
NOT_PUBLIC = {
    "loopback": ["127.0.0.1", "127.255.0.1", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"],
    "link-local": ["169.254.1.1", "fe80::1", "fec0::1"],
    "metadata": ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"],
    "carrier-grade": ["100.64.0.1", "100.127.255.254"],
    "multicast and broadcast": ["224.0.0.1", "239.1.1.1", "255.255.255.255", "ff02::1"],
    "reserved": [
        "240.0.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "203.0.113.9",
        "192.88.99.1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
    ],
    "IPv4 in IPv6": ["::ffff:127.0.0.1", "::ffff:a00:1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"],
    "tunnels": [
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("kind", "address"), [(kind, address) for kind, addresses in NOT_PUBLIC.items() for address in addresses]
)
def test_addresses_that_are_not_public(kind: str, address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


class Names:
    """A resolver that tells what it is told; a list of lists is one answer after the other."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): rounds for name, rounds in answers.items()}

    async def __call__(self, host: str, port: int) -> list[str]:
        rounds = self.answers.get(host)
        if host == "localhost":
            return await system_resolver(host, port)
        if rounds is None:  # numbers in old clothes, as the system's resolver reads them
            return [socket.inet_ntoa(socket.inet_aton(host))]
        return rounds.pop(0) if len(rounds) > 1 else rounds[0]


Answer = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]


async def say_ok(request: httpx.Request) -> httpx.Response:
    return httpx.Response(
        200, text=f"{request.url} {request.headers['host']} {request.extensions['sni_hostname']}"
    )


@asynccontextmanager
async def calling(
    names: Names, answer: Answer = say_ok, *, allow_private: bool = False
) -> AsyncIterator[httpx.AsyncClient]:
    transport = GuardedTransport(httpx.MockTransport(answer), resolve=names, allow_private=allow_private)
    async with client("test", transport=transport, follow_redirects=True) as guarded:
        yield guarded


@pytest.mark.parametrize(
    ("address", "written"), [("8.8.8.8", "8.8.8.8"), ("2606:4700::1111", "[2606:4700::1111]")]
)
async def test_the_checked_address_is_called_under_the_asked_name(address: str, written: str) -> None:
    async with calling(Names(hook_example=[[address]])) as guarded:
        answer = await guarded.get("https://hook.example:8443/a?b=1")

    assert answer.text == f"https://{written}:8443/a?b=1 hook.example:8443 hook.example"
    assert answer.url.host == "hook.example"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://[::ffff:169.254.169.254]/latest/meta-data/",
        "https://inside.example/",
        "https://mixed.example/",
    ],
)
async def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    names = Names(inside_example=[["10.1.2.3"]], mixed_example=[["8.8.8.8", "192.168.0.1"]])
    async with calling(names) as guarded:
        with pytest.raises(ForbiddenAddress, match="private network"):
            await guarded.get(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://hook.example/", "only http and https"),
        ("https://hook.example:22/", "port 22 is not one of 80, 443, 8080, 8443"),
        ("http://hook.example:5432/", "port 5432"),
    ],
)
async def test_other_protocols_and_ports_are_refused(url: str, reason: str) -> None:
    async with calling(Names(hook_example=[["8.8.8.8"]])) as guarded:
        with pytest.raises(ForbiddenAddress, match=reason) as refused:
            await guarded.get(url)

    assert refused.value.status == 400


async def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    names = Names(hook_example=[["8.8.8.8"], ["127.0.0.1"]])
    async with calling(names) as guarded:
        first = await guarded.get("http://hook.example/")
        with pytest.raises(ForbiddenAddress):
            await guarded.get("http://hook.example/")

    assert first.text.startswith("http://8.8.8.8/")


async def test_every_redirect_is_checked_again() -> None:
    async def send_inside(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "http://169.254.169.254/latest/"})

    async with calling(Names(hook_example=[["8.8.8.8"]]), send_inside) as guarded:
        with pytest.raises(ForbiddenAddress, match=r"169\.254\.169\.254"):
            await guarded.get("http://hook.example/")


async def test_the_sentence_tells_no_secret_of_the_address() -> None:
    async with calling(Names(hook_example=[["10.0.0.1"]])) as guarded:
        with pytest.raises(ForbiddenAddress) as refused:
            await guarded.get("https://user:pass@hook.example/path?token=s3cret")

    assert "hook.example/path" in refused.value.detail
    assert "s3cret" not in refused.value.detail and "pass" not in refused.value.detail


async def test_an_unknown_name_is_a_connection_error() -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    transport = GuardedTransport(httpx.MockTransport(say_ok), resolve=nobody)
    async with client("test", transport=transport) as guarded:
        with pytest.raises(httpx.ConnectError, match=r"hook\.example is not known"):
            await guarded.get("https://hook.example/")


async def test_closed_networks_may_allow_their_own_addresses() -> None:
    async with calling(Names(hook_example=[["10.0.0.1"]]), allow_private=True) as guarded:
        assert (await guarded.get("http://hook.example:5000/")).status_code == 200
        with pytest.raises(ForbiddenAddress):
            await guarded.get("ftp://hook.example/")


async def test_tls_verifies_the_name_and_not_the_address(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path, "hook.example")
    trust = ssl.create_default_context(cafile=str(certificate))
    async with serving_tls(certificate) as port:
        transport = GuardedTransport(
            httpx.AsyncHTTPTransport(verify=trust),
            allow_private=True,
            resolve=Names(hook_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]]),
        )
        async with client("test", transport=transport) as guarded:
            assert (await guarded.get(f"https://hook.example:{port}/")).text == "ok"
            with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await guarded.get(f"https://other.example:{port}/")


async def test_the_real_thing_refuses_the_machine_itself() -> None:
    async with guarded_client("webhooks") as guarded:
        with pytest.raises(ForbiddenAddress):
            await guarded.get("http://localhost:8080/")
        assert guarded.headers["user-agent"] == "attendance-suite (webhooks)"


async def test_nobody_calls_out_while_a_transaction_is_open(database_url: str) -> None:
    database = Database(database_url)
    async with client("graph", transport=httpx.MockTransport(lambda _: httpx.Response(200))) as vendor:
        async with database.transaction(new_id()):
            with pytest.raises(CalledOutInTransaction, match=r"GET graph\.example"):
                await vendor.get("https://graph.example/")
        assert (await vendor.get("https://graph.example/")).status_code == 200
    await database.close()


def make_certificate(folder: Path, name: str) -> Path:
    """A certificate and its key, signed by itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime.timedelta(days=1)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(clock.now() - day).not_valid_after(clock.now() + day)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    signed = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@asynccontextmanager
async def serving_tls(certificate: Path) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]
