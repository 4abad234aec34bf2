"""A bot's folder and its ZIP: what may be in it, and what strangers may not do with it."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from attendance.botfiles import bundle as bundles
from attendance.botfiles import templates, zips
from attendance.botfiles.bundle import BundleRefused
from attendance.botfiles.paths import PathRefused, place
from attendance.kernel.errors import TooLarge

PDF = b"%PDF-1.7\n" + bytes(64)


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("path", "kind"), [
    ("config.csv", "config"), ("attendant.csv", "attendants"), ("start.bas", "script"),
    ("preço médio.bas", "script"), ("vendas/lead.bas", "script"), ("start.test.bas", "test"),
    ("kb/faq.md", "knowledge"), ("kb/manuais/tv.PDF", "knowledge"), ("README.md", "about"),
])  # fmt: skip
def test_files_of_a_bot(path: str, kind: str) -> None:
    assert place(path).kind == kind


@pytest.mark.parametrize("path", [
    "", "/config.csv", "../config.csv", "kb/../start.bas", "kb//faq.md", "./start.bas", "kb\\faq.md",
    "C:/start.bas", "start.exe", "outro.csv", "kb/faq.exe", "kb", ".bas", ".env.bas", "a\0.bas", "a\n.bas", " a.bas",
    "a/b/c/d/e/f.bas", f"{'a' * 120}.bas", "con fig.csv", "start.bas/",
])  # fmt: skip
def test_what_is_no_file_of_a_bot(path: str) -> None:
    with pytest.raises(PathRefused):
        place(path)


def test_text_is_cleaned_and_content_checked() -> None:
    assert bundles.file("start.bas", b"\xef\xbb\xbfTALK 1\r\nTALK 2\r").text == "TALK 1\nTALK 2\n"
    assert bundles.file("kb/tv.pdf", PDF).text is None
    for path, content in (("start.bas", b"caf\xe9"), ("start.bas", b"a\0b"), ("kb/tv.pdf", b"MZ\x90\0\x03")):
        with pytest.raises(BundleRefused):
            bundles.file(path, content)
    with pytest.raises(TooLarge):
        bundles.file("start.bas", b"a" * (512 * 1024 + 1))


def test_a_folder_is_the_zip_of_it_and_the_same_bytes_again(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / ".git").mkdir()
    for name, content in (
        ("start.bas", b"TALK 1"),
        ("kb/tv.pdf", PDF),
        (".git/config", b"x"),
        (".DS_Store", b"x"),
    ):
        (tmp_path / name).write_bytes(content)

    made = bundles.from_folder(tmp_path)

    assert list(made.files) == ["kb/tv.pdf", "start.bas"]
    assert zips.from_zip(bundles.to_zip(made)) == made
    assert bundles.to_zip(made) == bundles.to_zip(zips.from_zip(bundles.to_zip(made)))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "start.bas").symlink_to("/etc/passwd")

    with pytest.raises(BundleRefused):
        bundles.from_folder(tmp_path)


def test_a_folder_around_everything_is_left_away() -> None:
    inside = packed(
        ("loja/config.csv", b"name,value\n"), ("loja/kb/faq.md", b"x"), ("__MACOSX/loja/._x", b"\0")
    )

    assert list(zips.from_zip(inside).files) == ["config.csv", "kb/faq.md"]
    assert list(zips.from_zip(packed(("kb/faq.md", b"x"))).files) == ["kb/faq.md"]
    assert list(zips.from_zip(packed(("kb\\faq.md", b"x"))).files) == ["kb/faq.md"]


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("start.bas")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize("content", [
    packed(("../start.bas", b"x")),
    packed(("/start.bas", b"x")),
    packed(("a/../../start.bas", b"x")),
    packed(("..\\start.bas", b"x")),
    packed((link(), b"/etc/passwd")),
    packed(("start.exe", b"x")),
    packed(("start.bas", b"x"), ("Start.bas", b"x")),
    packed(*((f"a{n}.bas", b"x") for n in range(501))),
    b"PK no zip",
    b"",
    packed(("start.bas", b"x" * 1000))[:-60],
], ids=range(11))  # fmt: skip
def test_a_zip_that_means_harm_is_refused(content: bytes) -> None:
    with pytest.raises((PathRefused, BundleRefused)):
        zips.from_zip(content)


def test_a_zip_that_swells_is_stopped() -> None:
    with pytest.raises(TooLarge):
        zips.from_zip(packed(("start.bas", bytes(50_000_000))))
    many = [(f"kb/a{n}.pdf", PDF + bytes(9_000_000)) for n in range(5)]
    with pytest.raises(TooLarge):
        zips.from_zip(packed(*many))


@pytest.mark.parametrize("name", ["default", "starter"])
def test_the_templates_are_bots(name: templates.Name) -> None:
    assert {"config.csv", "start.bas"} <= templates.load(name).files.keys()
