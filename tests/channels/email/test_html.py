"""HTML of strangers."""

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
