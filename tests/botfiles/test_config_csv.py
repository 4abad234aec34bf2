"""config.csv as people and spreadsheets write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.botfiles import messages
from attendance.botfiles.config_csv import MASK, cell, changed, check, mask, read
from attendance.botfiles.kinds import EMAILS, FLAG, HOSTS, Kind, Language, Nonsense, Number, Text, Url, Whole

KNOWN: dict[str, Kind[object]] = {
    "crm-enabled": FLAG,
    "attendance-queue-size": Whole(1, 100),
    "attendant-llm-tips": FLAG,
    "attendance-greeting": Text(),
    "llm-api-key": Text(),
}


def rows(text: str) -> dict[str, str]:
    return {entry.name: entry.value for entry in read(text).entries}


def told(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    found = [one.diagnostic for one in check(read(text), KNOWN)]
    return [(one.code, one.span.line, one.span.column) for one in found]


@pytest.mark.parametrize(("text", "expected"), [
    ("name,value\ncrm-enabled,true\n", {"crm-enabled": "true"}),
    ("\ufeffname,value\r\n\r\ncrm-enabled , true \r\n", {"crm-enabled": "true"}),
    ("name,value\n# === FILA ===\n[fila]\n=== fila ===\na,1\nname,value\nb,2", {"a": "1", "b": "2"}),
    ("name,value\nwords,human,atendente,falar com", {"words": "human,atendente,falar com"}),
    ("name,value\nwords,\"human\",\"falar com\"", {"words": "human,falar com"}),
    ("name,value\nwords,\"human,falar com\"", {"words": "human,falar com"}),
    ('name,value\nsaid,Diga "oi", por favor', {"said": 'Diga "oi", por favor'}),
    ('name,value\nsaid,"Olá!\n""amigo"", bem-vindo"\nb,2', {"said": 'Olá!\n"amigo", bem-vindo', "b": "2"}),
    ("name;value\nwords;human,atendente\nb;2", {"words": "human,atendente", "b": "2"}),
    ("name,value,,\ncrm-enabled,true,,\n,,,\nwords,a,b,", {"crm-enabled": "true", "words": "a,b"}),
    ("Name,Value\nCRM-Enabled,true", {"crm-enabled": "true"}),
    ("name,value\nempty,\n", {"empty": ""}),
    ("", {}),
])  # fmt: skip
def test_rows_are_read_as_they_are_written(text: str, expected: dict[str, str]) -> None:
    assert rows(text) == expected
    assert read(text).findings == ()


@pytest.mark.parametrize(("text", "expected"), [
    ("crm-enabled,true", [("W701", 1, 1)]),
    ("name,value\ncrm-enabled\n", [("E701", 2, 1)]),
    ('name,value\n\nattendance-greeting, "Olá', [("E702", 3, 22)]),
    ('name,value\nattendance-greeting,"Olá" amigo', [("E703", 2, 27)]),
    ("name,value\ncrm-enabled,true\ncrm-enabled,false", [("E704", 3, 1)]),
    ("name,value\nattendance-queue-size,5\nattendant-queue-size,6", [("E704", 3, 1)]),
    ("name,value\nattendance-llm-tips,true", []),
    ("name,value\nparam-a b,1", [("E705", 2, 1)]),
    ("name,value\nparam-horas-por-dia,8", []),
    ("name,value\nattendance_queue_size,5", [("W702", 2, 1)]),
    ("name,value\nxyz,5", [("W703", 2, 1)]),
    ("name,value\n  crm-enabled , maybe", [("E710", 2, 17)]),
    ("name,value\nattendance-queue-size,101", [("E710", 2, 23)]),
    ("name,value\ncrm-enabled,", []),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "portuguese", "english"), [
    (
        "name,value\nattendance-que-size,5",
        "Chave desconhecida: `attendance-que-size` (quis dizer `attendance-queue-size`?)",
        "Unknown key: `attendance-que-size` (did you mean `attendance-queue-size`?)",
    ),
    (
        "name,value\nattendance-queue-size,many",
        "`attendance-queue-size` deve ser um número inteiro de 1 a 100",
        "`attendance-queue-size` must be a whole number from 1 to 100",
    ),
])  # fmt: skip
def test_findings_speak_both_languages(text: str, portuguese: str, english: str) -> None:
    [found] = [one.diagnostic for one in check(read(text), KNOWN)]

    assert messages.text(found.code, found.values, "pt-BR") == portuguese
    assert messages.text(found.code, found.values, "en") == english


def test_a_change_touches_only_its_cell() -> None:
    text = "name,value\n# fila\nattendant-queue-size , 5 \ncrm-enabled,true\nx,1\n"

    after = changed(text, {"attendance-queue-size": "7", "crm-enabled": None, "new": "a, b"}, KNOWN)

    assert after == 'name,value\n# fila\nattendant-queue-size , 7 \nx,1\nnew,"a, b"\n'


def test_a_file_that_is_not_there_begins_with_its_header() -> None:
    assert changed("", {"crm-enabled": "false"}, KNOWN) == "name,value\ncrm-enabled,false\n"


@given(st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\",;"), min_size=1, max_size=60),
    max_size=6,
))  # fmt: skip
def test_what_was_written_is_read_again(values: dict[str, str]) -> None:
    wanted = {name: value.strip() for name, value in values.items() if value.strip() and name != "name"}

    text = changed("name,value\nkept,1\n", {"kept": None, **wanted}, {})

    assert rows(text) == wanted
    assert read(text).findings == ()


@given(st.text(st.sampled_from(list('name,value\n"#;= •a1-token')), max_size=200))
def test_nothing_stops_the_reader_and_no_place_lies_outside(text: str) -> None:
    file = read(text)
    for one in check(file, KNOWN):
        span = one.diagnostic.span
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= file.text.count("\n") + 1
    again, _ = mask(text, KNOWN)
    assert mask(again, KNOWN) == (again, {})


@pytest.mark.parametrize(("line", "key"), [
    ("llm-api-key,s3cret", "llm-api-key"),
    ('llm-api-key,"s3cret"', "llm-api-key"),
    ('llm-api-key,"s3cret', "llm-api-key"),
    ('llm-api-key,"a" s3cret', "llm-api-key"),
    ("LLM-API-KEY , s3cret ", "llm-api-key"),
    ("unknown-token,s3cret", "unknown-token"),
    ("param-erp-password,s3cret", "param-erp-password"),
    ("attendance-slack-webhook,https://s3cret", "attendance-slack-webhook"),
    ("# llm-api-key,s3cret", None),
    ("llm-api-key=s3cret", None),
    ("llm-api-key s3cret", None),
])  # fmt: skip
def test_no_secret_stays_in_the_text(line: str, key: str | None) -> None:
    text, secrets = mask(f"name,value\n{line}\ncrm-enabled,true\n", KNOWN)

    assert "s3cret" not in text
    assert MASK in text
    assert "crm-enabled,true" in text
    assert list(secrets) == ([key] if key else [])


def test_no_finding_repeats_a_secret() -> None:
    found = check(read("name,value\nllm-api-key," + "s3cret" * 1000), KNOWN)

    assert [one.diagnostic.code for one in found] == ["E710"]
    assert "s3cret" not in str(found)


@pytest.mark.parametrize(("kind", "said", "value"), [
    (FLAG, "Sim", True), (FLAG, "off", False), (FLAG, "perhaps", None),
    (Whole(1, 5), "5", 5), (Whole(1, 5), "6", None), (Whole(1, 5), "٣", None), (Whole(1, 5), "9" * 5000, None),
    (Number(0, 2), "0,5", "0.5"), (Number(0, 2), "NaN", None), (Number(0, 2), "2.01", None),
    (EMAILS, "a@b.com, c@d.com", ["a@b.com", "c@d.com"]), (EMAILS, "a@b", None),
    (HOSTS, "api.loja.com,*.loja.com", ["api.loja.com", "*.loja.com"]), (HOSTS, "https://loja.com", None),
    (Url(), "https://loja.com/x", "https://loja.com/x"), (Url(), "loja.com", None), (Url(), "https://a b", None),
    (Url(("wss",)), "https://loja.com", None), (Url(), "http://[", None),
    (Language(), "pt-BR", "pt-BR"), (Language(), "Portuguese", None),
])  # fmt: skip
def test_kinds_of_cells(kind: Kind[object], said: str, value: object) -> None:
    if value is None:
        with pytest.raises(Nonsense) as wrong:
            kind.read(said)
        assert messages.expected(wrong.value.kind, wrong.value.values, "pt-BR")
    else:
        assert kind.show(kind.read(said)) == value


def test_cells_are_quoted_only_when_they_must_be() -> None:
    assert [cell("a b"), cell("a,b"), cell(" a"), cell('"')] == ["a b", '"a,b"', '" a"', '""""']
