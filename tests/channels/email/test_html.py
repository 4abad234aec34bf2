"""HTML of strangers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.email.html import harmless, has_remote_images, words


@pytest.mark.parametrize(
    ("evil", "forbidden"),
    [
        ("<script>alert(1)</script>", "alert"),
        ("<p onclick='x()'>a</p>", "onclick"),
        ("<a href='javascript:x()'>a</a>", "javascript"),
        ("<iframe src='https://x.example'></iframe>", "iframe"),
        ("<form action='https://x.example'><input name=senha></form>", "input"),
        ("<link rel=stylesheet href=https://x.example>", "link"),
        ("<style>@import 'https://x.example'</style>", "import"),
        ("<p style='background:url(https://x.example)'>a</p>", "x.example"),
        ("<p style='position:fixed;top:0'>a</p>", "fixed"),
        ("<svg><image href='https://x.example'/></svg>", "x.example"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ("<img srcset='https://x.example/a 1x'>", "srcset"),
        ("<table background='https://x.example/a'><tr><td>a</table>", "x.example"),
        ("<meta http-equiv=refresh content='0;url=https://x.example'>", "refresh"),
        ("<base href='https://x.example'>", "base"),
        ("<math><mi xlink:href='data:x'></mi></math>", "math"),
        ("<img src='data:text/html,x'>", "data:"),
    ],
)
def test_nothing_runs_and_nothing_loads(evil: str, forbidden: str) -> None:
    assert forbidden not in harmless(f"<p>Olá</p>{evil}")


def test_remote_pictures_wait_and_those_of_the_mail_stay() -> None:
    page = harmless("<img src='https://x.example/a.gif?b=1&amp;c=2' alt='a'><img src='cid:foto'>")

    assert ' src="https' not in page
    assert 'data-remote-src="https://x.example/a.gif?b=1&amp;c=2"' in page
    assert 'src="cid:foto"' in page
    assert has_remote_images(page)


@given(st.text(alphabet="<>\"'=/ aimgsrcdt:hp&;!-", max_size=200))
def test_no_markup_brings_a_picture_to_load(markup: str) -> None:
    page = harmless(f"{markup}<img src=https://x.example/a.gif>")

    assert ' src="http' not in page


def test_the_words_of_a_page() -> None:
    page = "<div>Olá<br>Ana &amp; Bia</div><blockquote>antes</blockquote><ul><li>um<li>dois</ul><a href='https://x.example/y'>aqui</a>"

    assert words(page) == "Olá\nAna & Bia\n\n> antes\n\n• um\n• dois\n\naqui (https://x.example/y)"


_FONTS = "".join(f"<font color={number}>" for number in range(3_000))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 60_000,
        "<div><table></div></table>" * 10_000,
        "<b><div></b>" * 20_000,
        f"<p>{_FONTS}</p>" + "<p>x" * 20_000,
        f"<div>{_FONTS.replace('>', '><table></font></table>')}</div>" + "<div>x</div>" * 10_000,
        "<div title='></div>'>" * 10_000,
        "<div><!-- </div> -->" * 10_000,
        "<" * 300_000,
        "<a '\"" * 60_000,
        "<p " + "a" * 200_000,
        "<style>" * 40_000,
    ],
    ids=[
        "deep", "scoped", "adopted", "repeated", "blocked", "quoted", "commented", "signs", "quotes", "name", "styles",
    ],
)  # fmt: skip
def test_no_page_grows_beyond_measure(page: str) -> None:
    """Without clean nesting these take minutes, or gigabytes."""
    assert len(harmless(page)) < 8 * len(page)
    assert len(words(page)) < 8 * len(page)


def test_a_long_page_is_shown_as_a_short_one_is() -> None:
    row = "<tr><td align=center><b>Item</b> &amp; <a href='https://x.example/?a=1&amp;b=2'>mais</a><br>fim<td>2 > 1"
    short, long = f"<table>{row}</table>", f"<style>td{{}}</style><!-- <b> --><table>{row * 300}</table>"

    assert (
        harmless(long).count(harmless(short).removeprefix("<table><tbody>").removesuffix("</tbody></table>"))
        == 300
    )


_MARKS = (
    "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<!--", "-->", "<a href='", "x", "<td>", "<table>", "</table>",
    "<script>", "</script>", '"', ">", "<img src=https://x.example/a onerror=x>",
)  # fmt: skip


@given(st.lists(st.sampled_from(_MARKS)))
def test_long_pages_run_and_load_nothing_either(parts: list[str]) -> None:
    page = harmless("".join(parts) + "<br>" * 1_501)

    assert re.search(r"<[a-z]+ [^<>]*(?:onerror| src=\"http)", page) is None
    assert "<script" not in page
