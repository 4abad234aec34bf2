"""What a file is, what it is called and how a browser gets it: decided by its content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.files.rules import LIMITS, Nature, clean_name, disposition, nature_of, refusal_of, renamed
from attendance.files.schemas import FileKind

NATURES: dict[str, tuple[str, FileKind, str | None, str, str]] = {
    "a photo": ("image/jpeg", "image", None, "image", "image/jpeg"),
    "a photo sent as a document": ("image/jpeg", "document", "foto.jpg", "image", "image/jpeg"),
    "a photo that claims to be sound": ("image/jpeg", "audio", "voz.ogg", "image", "image/jpeg"),
    "a sticker": ("image/webp", "sticker", None, "sticker", "image/webp"),
    "a sticker that moves": ("video/webm", "sticker", None, "sticker", "video/webm"),
    "a zip that is called a photo": ("application/zip", "image", "foto.jpg", "document", "application/zip"),
    "markup that is called a photo": ("text/plain", "image", "foto.svg", "document", "text/plain"),
    "markup": ("text/plain", "document", "pagina.html", "document", "text/plain"),
    "a sheet": (
        "application/zip", "document", "Preços.XLSX", "document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "an old letter": ("application/x-ole-storage", "document", "carta.doc", "document", "application/msword"),
    "rows": ("text/plain", "document", "dados.csv", "document", "text/csv"),
    "a page that is called a sheet": ("text/plain", "document", "x.xlsx", "document", "text/plain"),
    "a drawing of a program for drawings": ("image/vnd.adobe.photoshop", "image", None, "document",
                                            "image/vnd.adobe.photoshop"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "claimed", "name", "kind", "mime"), NATURES.values(), ids=NATURES.keys())
def test_the_content_says_what_it_is(
    content: str, claimed: FileKind, name: str | None, kind: str, mime: str
) -> None:
    assert nature_of(content, claimed=claimed, filename=name) == Nature(kind, mime)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nature", "size", "name", "refusal"),
    [
        (Nature("image", "image/png"), 1, "a.png", None),
        (Nature("image", "image/png"), 0, "a.png", "empty"),
        (Nature("image", "image/png"), LIMITS["image"], "a.png", None),
        (Nature("image", "image/png"), LIMITS["image"] + 1, "a.png", "too_large"),
        (Nature("document", "application/x-msdownload"), 9, "boleto.pdf", "program"),
        (Nature("document", "text/plain"), 9, "boleto.pdf.js", "program"),
        (Nature("document", "text/plain"), 9, "BOLETO.VBS", "program"),
        (Nature("document", "text/plain"), 9, "boleto.vbs.", "program"),
        (Nature("document", "text/plain"), 9, "boleto.js ", "program"),
        (Nature("document", "text/plain"), 9, "boleto.j\u202es", None),
        (Nature("document", "text/plain"), 9, "boleto.bat\u202e", "program"),
        (Nature("document", "application/zip"), 9, "fotos.zip", None),
        (Nature("document", "application/zip"), 9, None, None),
    ],
)
def test_what_is_not_kept(nature: Nature, size: int, name: str | None, refusal: str | None) -> None:
    assert refusal_of(nature, size_bytes=size, filename=name) == refusal


@pytest.mark.parametrize(
    ("name", "mime", "clean"),
    [
        ("nota fiscal.pdf", "application/pdf", "nota fiscal.pdf"),
        ("../../etc/passwd", "text/plain", "etc passwd.txt"),
        ("C:\\fotos\\eu.JPG", "image/jpeg", "C fotos eu.JPG"),
        ("foto.jpg", "application/zip", "foto.jpg.zip"),
        ("foto", "image/jpeg", "foto.jpg"),
        ("foto.jpeg", "image/jpeg", "foto.jpeg"),
        ("voz.opus", "audio/ogg", "voz.opus"),
        ("arquivo.dwg", "application/octet-stream", "arquivo.dwg"),
        ("página.html", "text/plain", "página.html"),
        ("boleto\u202efdp.exe", "application/pdf", "boleto fdp.exe.pdf"),
        ("  .  ", "text/plain", None),
        (None, "image/jpeg", None),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 196 + ".pdf"),
    ],
)
def test_names_are_made_harmless(name: str | None, mime: str, clean: str | None) -> None:
    assert clean_name(name, mime) == clean


@given(st.text(max_size=300), st.sampled_from(["image/jpeg", "text/plain", "application/zip", "x/y"]))
def test_no_name_breaks_a_header_or_a_path(name: str, mime: str) -> None:
    header = disposition(clean_name(name, mime), mime, "document")

    assert header.isascii() and header.isprintable()
    assert not set(clean_name(name, mime) or "") & set('/\\"\r\n\0')


@pytest.mark.parametrize(
    ("mime", "how"),
    [
        ("image/jpeg", "inline"),
        ("video/mp4", "inline"),
        ("audio/ogg", "inline"),
        ("application/pdf", "inline"),
        ("image/tiff", "attachment"),
        ("text/plain", "attachment"),
        ("image/svg+xml", "attachment"),
        ("application/zip", "attachment"),
        ("application/octet-stream", "attachment"),
    ],
)
def test_only_what_is_harmless_is_shown(mime: str, how: str) -> None:
    assert disposition("a", mime, "document").startswith(f"{how};")


def test_a_name_travels_in_both_spellings() -> None:
    assert disposition("Orçamento nº 7.pdf", "application/pdf", "document") == (
        "inline; filename=\"Or_amento n_ 7.pdf\"; filename*=UTF-8''Or%C3%A7amento%20n%C2%BA%207.pdf"
    )


def test_another_form_has_its_own_ending() -> None:
    assert renamed("voz.webm", "audio/ogg") == "voz.ogg"
