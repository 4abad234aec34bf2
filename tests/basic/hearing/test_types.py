"""What HEAR makes of the answers that people give."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.basic import hearing
from attendance.basic.hearing import TYPES, NotUnderstood, Understood
from attendance.basic.host import Answer, Value
from attendance.basic.values import File
from tests.basic.host import SAO_PAULO, FakeHost

BR, US, AR = FakeHost(), FakeHost(language="en", country="US"), FakeHost(language="es", country="AR")
TUESDAY = date(2026, 3, 10)

UNDERSTOOD: list[tuple[str, FakeHost, str, Value]] = [
    ("TEXT", BR, "  oi, tudo bem? ", "oi, tudo bem?"),
    ("ANY", BR, "", ""),
    ("INTEGER", BR, "1.234", 1234),
    ("INT", BR, "1,234", 1234),
    ("NUMBER", US, "1.234", 1234),
    ("INTEGER", US, "1,234", 1234),
    ("INTEGER", BR, "-5", -5),
    ("INTEGER", BR, "dez", 10),
    ("INTEGER", BR, "Vinte", 20),
    ("INTEGER", US, "twelve", 12),
    ("INTEGER", AR, "quince", 15),
    ("FLOAT", BR, "3,5", Decimal("3.5")),
    ("DECIMAL", BR, "3.5", Decimal("3.5")),
    ("DOUBLE", BR, "1.234,56", Decimal("1234.56")),
    ("FLOAT", US, "1,234.56", Decimal("1234.56")),
    ("MONEY", BR, "R$ 1.234,56", Decimal("1234.56")),
    ("CURRENCY", BR, "r$50", 50),
    ("AMOUNT", BR, "150 reais", 150),
    ("MONEY", BR, "10 reais e 50 centavos", Decimal("10.50")),
    ("MONEY", US, "$100", 100),
    ("BOOLEAN", BR, "Sim!", True),
    ("BOOL", BR, "não", False),
    ("YESNO", BR, "s", True),
    ("BOOLEAN", BR, "N", False),
    ("BOOLEAN", BR, "claro", True),
    ("BOOLEAN", BR, "sim, por favor", True),
    ("BOOLEAN", BR, "Não, obrigada.", False),
    ("BOOLEAN", BR, "👍🏽", True),
    ("BOOLEAN", BR, "1", True),
    ("BOOLEAN", BR, "2", False),
    ("BOOLEAN", US, "ok", True),
    ("BOOLEAN", US, "no way", False),
    ("BOOLEAN", AR, "Sí", True),
    ("DATE", BR, "25/12/2026", date(2026, 12, 25)),
    ("DATE", BR, "25/12", date(2026, 12, 25)),
    ("DATE", BR, "01/02", date(2027, 2, 1)),
    ("DATE", US, "12/25/2026", date(2026, 12, 25)),
    ("DATE", BR, "2026-12-25", date(2026, 12, 25)),
    ("DATE", BR, "hoje", TUESDAY),
    ("DATE", BR, "Amanhã", date(2026, 3, 11)),
    ("DATE", BR, "segunda", date(2026, 3, 16)),
    ("DATE", US, "tomorrow", date(2026, 3, 11)),
    ("DATE", AR, "mañana", date(2026, 3, 11)),
    ("DATE", AR, "viernes", date(2026, 3, 13)),
    ("TIME", BR, "14:30", time(14, 30)),
    ("HOUR", BR, "14h30", time(14, 30)),
    ("TIME", BR, "2 da tarde", time(14)),
    ("TIME", US, "2:30 PM", time(14, 30)),
    ("DATETIME", BR, "25/12/2026 14:30", datetime(2026, 12, 25, 14, 30, tzinfo=SAO_PAULO)),
    ("DATETIME", BR, "amanhã às 9h", datetime(2026, 3, 11, 9, tzinfo=SAO_PAULO)),
    ("EMAIL", BR, " Ana@Exemplo.com.br ", "ana@exemplo.com.br"),
    ("EMAIL", BR, "é ana@exemplo.com.", "ana@exemplo.com"),
    ("NAME", BR, "MARIA da silva", "Maria da Silva"),
    ("NAME", BR, "meu nome é josé d'ávila", "José D'Ávila"),
    ("NAME", BR, "ana-clara dos santos e souza", "Ana-Clara dos Santos e Souza"),
    ("NAME", US, "my name is Ian McGregor", "Ian McGregor"),
    ("PHONE", BR, "(11) 98765-4321", "+5511987654321"),
    ("MOBILE", BR, "+1 202 555 0123", "+12025550123"),
    ("TELEPHONE", BR, "11 3456 7890", "+551134567890"),
    ("CPF", BR, "529.982.247-25", "52998224725"),
    ("CPF", BR, "52998224725", "52998224725"),
    ("CNPJ", BR, "11.222.333/0001-81", "11222333000181"),
    ("CNPJ", BR, "12.abc.345/01de-35", "12ABC34501DE35"),
    ("CEP", BR, "01310-100", "01310100"),
    ("ZIP", BR, "cep: 01310100", "01310100"),
    ("ZIPCODE", US, "sw1a 1aa", "SW1A 1AA"),
    ("URL", BR, "Exemplo.com.br/Loja?x=1", "https://exemplo.com.br/Loja?x=1"),
    ("URL", BR, "http://exemplo.com:8080", "http://exemplo.com:8080"),
    ("UUID", BR, "123E4567E89B12D3A456426614174000", "123e4567-e89b-12d3-a456-426614174000"),
    ("LANGUAGE", BR, "Inglês", "en"),
    ("LANGUAGE", US, "Portuguese", "pt-BR"),
    ("LANGUAGE", BR, "nl-be", "nl-BE"),
    ("COLOR", BR, "Azul", "#0000ff"),
    ("COLOR", BR, "#F0a", "#ff00aa"),
    ("COLOR", BR, "rgb(1, 2, 255)", "#0102ff"),
    ("PASSWORD", BR, "Segredo 1", "Segredo 1"),
    ("AUDIO", BR, "quero falar com alguém", "quero falar com alguém"),
    ("QRCODE", BR, "00020126...", "00020126..."),
    ("LOCATION", BR, "-23.55, -46.63", {"lat": Decimal("-23.55"), "lon": Decimal("-46.63"), "address": None}),
    (
        "LOCATION",
        BR,
        "https://maps.google.com/?q=-23.5,-46.6",
        {"lat": Decimal("-23.5"), "lon": Decimal("-46.6"), "address": None},
    ),
    ("LOCATION", BR, "Av. Paulista, 1000", {"lat": None, "lon": None, "address": "Av. Paulista, 1000"}),
    ("CONTACT", BR, "ana souza (11) 98765-4321", {"name": "Ana Souza", "phone": "+5511987654321"}),
    (
        "CONTACT",
        BR,
        "BEGIN:VCARD\nFN:Ana Souza\nTEL;TYPE=CELL:+55 11 98765-4321\nEND:VCARD",
        {"name": "Ana Souza", "phone": "+5511987654321"},
    ),
]


@pytest.mark.parametrize(("type", "host", "text", "value"), UNDERSTOOD)
def test_an_answer_becomes_a_value_of_its_type(type: str, host: FakeHost, text: str, value: Value) -> None:
    assert hearing.understand(type, Answer(text), host) == Understood(value)


@pytest.mark.parametrize(
    ("type", "host", "text"),
    [
        ("INTEGER", BR, "1.5"),
        ("INTEGER", BR, "doze ou treze"),
        ("INTEGER", BR, ""),
        ("INTEGER", BR, "12abc"),
        ("FLOAT", BR, "muito"),
        ("MONEY", BR, "-5"),
        ("MONEY", BR, "barato"),
        ("BOOLEAN", BR, "não sei"),
        ("BOOLEAN", BR, "talvez"),
        ("BOOLEAN", BR, "sim não"),
        ("BOOLEAN", BR, "3"),
        ("DATE", BR, "31/02/2026"),
        ("DATE", BR, "14:30"),
        ("DATE", BR, "um dia"),
        ("TIME", BR, "25:00"),
        ("TIME", BR, "amanhã"),
        ("DATETIME", BR, "amanhã"),
        ("EMAIL", BR, "ana@exemplo"),
        ("EMAIL", BR, "a@b.com ou c@d.com"),
        ("NAME", BR, "R2D2"),
        ("NAME", BR, "x"),
        ("NAME", BR, "a" * 101),
        ("PHONE", BR, "12345"),
        ("PHONE", BR, "ligue 11 98765-4321 ou 11 3456-7890"),
        ("CPF", BR, "529.982.247-26"),
        ("CPF", BR, "111.111.111-11"),
        ("CNPJ", BR, "11.222.333/0001-82"),
        ("CEP", BR, "0131"),
        ("ZIP", US, "somewhere"),
        ("URL", BR, "não tenho"),
        ("URL", BR, "ftp://exemplo.com"),
        ("URL", BR, "javascript://exemplo.com/%0aalert(1)"),
        ("URL", BR, "https://a@exemplo.com"),
        ("UUID", BR, "123"),
        ("LANGUAGE", BR, "klingonês"),
        ("COLOR", BR, "rgb(1,2,256)"),
        ("PASSWORD", BR, "curta"),
        ("AUDIO", BR, " "),
        ("FILE", BR, "não tenho"),
        ("IMAGE", BR, "foto"),
        ("LOCATION", BR, "aqui"),
        ("LOCATION", BR, "91.5, 200"),
        ("CONTACT", BR, "Ana"),
    ],
)
def test_other_answers_are_not_understood(type: str, host: FakeHost, text: str) -> None:
    assert hearing.understand(type, Answer(text), host) == NotUnderstood(TYPES[type].lower())


PDF = File("https://files/1", "nota.pdf", "application/pdf", 10)
PHOTO = File("https://files/2", "foto.jpg", "image/jpeg", 10)
UNNAMED = File("https://files/clip.mp4?x=1")


@pytest.mark.parametrize(
    ("type", "attachments", "value"),
    [
        ("FILE", (PDF, PHOTO), PDF),
        ("DOCUMENT", (PHOTO,), PHOTO),
        ("IMAGE", (PDF, PHOTO), PHOTO),
        ("PHOTO", (PDF,), None),
        ("VIDEO", (UNNAMED,), UNNAMED),
        ("VOICE", (PDF,), None),
    ],
)
def test_files_are_taken_by_their_class(type: str, attachments: tuple[File, ...], value: Value) -> None:
    understood = hearing.understand(type, Answer("", attachments), BR)

    assert understood == (NotUnderstood(TYPES[type].lower()) if value is None else Understood(value))


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=80), st.sampled_from([BR, US, AR]))
def test_no_answer_breaks_a_type(type: str, text: str, host: FakeHost) -> None:
    assert isinstance(hearing.understand(type, Answer(text), host), Understood | NotUnderstood)


@pytest.mark.parametrize("name", ["TEXT", "CPF", "MONEY"])
def test_only_passwords_are_secret(name: str) -> None:
    assert not hearing.is_secret(name)
    assert hearing.is_secret("password")
    assert hearing.is_secret("SECRET")
