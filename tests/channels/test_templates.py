"""Templates: what they ask for, what is refused before a vendor sees it, and what the transcript shows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.channels.base import MessageKind
from attendance.channels.templates import (
    Template,
    TemplateInvalid,
    TemplateNotApproved,
    fill,
    header_file_of,
    preview_of,
    variables_of,
)

BODY = {
    "type": "BODY",
    "text": "Oi, {{1}}! Seu pedido {{2}} saiu.",
    "example": {"body_text": [["Ana", "4821"]]},
}
NAMED = {
    "type": "BODY",
    "text": "Oi, {{nome}}!",
    "example": {"body_text_named_params": [{"param_name": "nome", "example": "Ana"}]},
}
HEADER = {"type": "HEADER", "format": "TEXT", "text": "Pedido {{1}}", "example": {"header_text": ["4821"]}}
IMAGE = {"type": "HEADER", "format": "IMAGE"}
FOOTER = {"type": "FOOTER", "text": "Loja Teste"}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Falar com alguém"},
        {
            "type": "URL",
            "text": "Rastrear",
            "url": "https://loja.test/{{1}}",
            "example": ["https://loja.test/9"],
        },
        {"type": "URL", "text": "Site", "url": "https://loja.test"},
        {"type": "COPY_CODE", "text": "Copiar", "example": "OFERTA10"},
    ],
}


def template(*components: Any, status: str = "approved", category: str = "utility") -> Template:
    return Template("pedido", "pt_BR", category, status, components)


def test_a_template_asks_for_everything_from_top_to_bottom() -> None:
    found = variables_of([HEADER, BODY, FOOTER, BUTTONS])

    assert [(one.key, one.part, one.label, one.example) for one in found] == [
        ("header.1", "header", "1", "4821"),
        ("1", "body", "1", "Ana"),
        ("2", "body", "2", "4821"),
        ("button.1", "url", "Rastrear", "https://loja.test/9"),
        ("button.3", "copy_code", "Copiar", "OFERTA10"),
    ]


def test_named_variables_keep_their_names() -> None:
    [found] = variables_of([NAMED])
    filled = fill(template(NAMED), {"nome": "Ana"})

    assert (found.key, found.name, found.example) == ("nome", "nome", "Ana")
    assert filled.text == "Oi, Ana!"
    assert filled.content["parameters"] == [{"part": "body", "text": "Ana", "name": "nome"}]


def test_ten_numbered_variables_are_in_the_order_of_numbers() -> None:
    text = " ".join(f"{{{{{number}}}}}" for number in (10, 2, 1, 3, 4, 5, 6, 7, 8, 9))

    assert [one.key for one in variables_of([{"type": "BODY", "text": text}])] == list(map(str, range(1, 11)))


def test_what_is_sent_reads_like_the_template_with_its_values() -> None:
    values = {"header.1": "4821", "1": "Ana", "2": "4821", "button.1": "4821", "button.3": "DEZ"}

    filled = fill(template(HEADER, BODY, FOOTER, BUTTONS, category="marketing"), values)

    assert filled.text == "Pedido 4821\n\nOi, Ana! Seu pedido 4821 saiu.\n\nLoja Teste"
    assert filled.content["category"] == "marketing"
    assert filled.content["buttons"] == ["Falar com alguém", "Rastrear", "Site", "Copiar"]
    assert filled.content["parameters"][-2:] == [
        {"part": "url", "text": "4821", "index": 1},
        {"part": "copy_code", "text": "DEZ", "index": 3},
    ]


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        pytest.param({}, {"1": "missing", "2": "missing"}, id="nothing"),
        pytest.param({"1": " ", "2": "x"}, {"1": "missing"}, id="blank"),
        pytest.param({"1": "a", "2": "b", "3": "c"}, {"3": "unknown"}, id="one-too-many"),
        pytest.param({"1": "a\nb", "2": "c"}, {"1": "line_break"}, id="line-break"),
        pytest.param({"1": "a\tb", "2": "c"}, {"1": "line_break"}, id="tab"),
        pytest.param({"1": "a     b", "2": "c"}, {"1": "line_break"}, id="five-spaces"),
        pytest.param({"1": "a" * 1025, "2": "c"}, {"1": "too_long"}, id="long-value"),
        pytest.param({"1": "a" * 1000, "2": "c" * 20}, {"body": "too_long"}, id="long-text"),
    ],
)
def test_each_wrong_variable_is_named(values: dict[str, str], problems: dict[str, str]) -> None:
    with pytest.raises(TemplateInvalid) as refused:
        fill(template(BODY), values)

    assert refused.value.facts["fields"] == problems


def test_four_spaces_are_fine() -> None:
    assert fill(template(BODY), {"1": "a    b", "2": "c"}).text.startswith("Oi, a    b!")


@pytest.mark.parametrize("status", ["pending", "rejected", "paused", "disabled"])
def test_only_approved_templates_are_sent(status: str) -> None:
    with pytest.raises(TemplateNotApproved):
        fill(template(BODY, status=status), {"1": "a", "2": "b"})


def test_a_header_that_wants_a_file_gets_one() -> None:
    wanted = template(IMAGE, {"type": "BODY", "text": "Veja"})

    with pytest.raises(TemplateInvalid) as refused:
        fill(wanted, {})
    filled = fill(wanted, {}, header_link="https://loja.test/foto.jpg")

    assert header_file_of(wanted.components) is MessageKind.IMAGE
    assert refused.value.facts["fields"] == {"header_file": "missing"}
    assert filled.content["header_file"] == {"kind": "image", "link": "https://loja.test/foto.jpg"}
    assert fill(wanted, {}, file_kind="image").content["header_file"] == {"kind": "image"}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "buttons", "example", "url", "format", "body_text"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["type", "text", "buttons", "example", "format"]),
            JUNK | st.sampled_from(["HEADER", "BODY", "BUTTONS"]),
            max_size=4,
        ),
        max_size=4,
    )
)
def test_whatever_a_vendor_lists_can_be_shown(components: list[dict[str, Any]]) -> None:
    variables_of(components)
    header_file_of(components)
    preview_of(components, {})


@given(st.dictionaries(st.sampled_from(["1", "2"]), st.text(min_size=1, max_size=30), min_size=2))
def test_what_fits_is_in_the_text_and_what_does_not_is_refused(values: dict[str, str]) -> None:
    try:
        filled = fill(template(BODY), values)
    except TemplateInvalid as refused:
        assert refused.facts["fields"]
    else:
        assert all(value in filled.text for value in values.values())
