"""`attendance channel parse`: a delivery, read as the product reads it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendance.cli import command_line
from tests.channels.golden import FIXTURES, HERE, channel_of
from tests.fakes import telegram_bodies as telegram


def run(channel: str, file: Path | str, *, stdin: bytes = b"", code: int = 0) -> str:
    words = ["channel", "parse", channel, str(file)]
    result = CliRunner().invoke(command_line(["channel"]), words, input=stdin)
    assert result.exit_code == code, result.output
    return result.output


def events(channel: str, fixture: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(channel, HERE / channel / "fixtures" / fixture))
    return found


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{channel_of(path)}-{path.stem}")
def test_every_sample_of_every_channel_is_printed(fixture: Path) -> None:
    printed = json.loads(run(channel_of(fixture), fixture))

    assert printed
    assert all(event["kind"] for event in printed)


def test_a_message_has_its_sender_its_words_and_its_files() -> None:
    [event] = events("telegram", "photo.json")

    assert (event["kind"], event["external_id"], event["text"]) == ("image", "55110001:4821", "Chegou assim")
    assert (event["sender"]["external_id"], event["sender"]["name"]) == ("55110001", "Ana Lima")
    [attachment] = event["attachments"]
    assert (attachment["kind"], attachment["id"], attachment["size_bytes"]) == (
        "image",
        "AgACAgEAAx2",
        181234,
    )


def test_states_of_our_messages_are_statuses() -> None:
    [sms] = events("sms", "status_undelivered_landline.txt")
    *_, watermark = events("messenger", "delivered.json")

    assert (sms["kind"], sms["status"], sms["reason_code"]) == ("status", "failed", "undeliverable")
    assert (watermark["kind"], watermark["status"], watermark["recipient"]) == (
        "status",
        "delivered",
        "7001200300",
    )


def test_changes_and_what_is_not_read_can_be_found_at_the_vendor() -> None:
    [reaction] = events("whatsapp", "reaction.json")
    [edit] = events("telegram", "edited.json")
    [unknown] = events("telegram", "new_kind_of_update.json")

    assert (reaction["kind"], reaction["external_id"]) == ("reaction", "wamid.IN-REACTION")
    assert (edit["kind"], edit["external_id"]) == ("edit", "810009026")
    assert unknown["external_id"] == "810009043"


def test_unknown_kinds_keep_their_raw_part() -> None:
    [update] = events("telegram", "new_kind_of_update.json")
    [message] = events("telegram", "new_kind_of_message.json")

    assert (update["kind"], update["raw"]) == ("unsupported", {"id": 1})
    assert (message["kind"], message["raw"]) == ("unsupported", {"hologram": {"file_id": "x"}})


def test_what_cannot_be_read_loses_no_neighbour() -> None:
    kinds = [event["kind"] for event in events("messenger", "batch_with_bad_events.json")]

    assert kinds == ["text", "unsupported", "unsupported", "unsupported", "unsupported", "text"]


@pytest.mark.parametrize("capture", ["fields", "form", "raw_body"])
def test_a_form_may_be_captured_as_json(tmp_path: Path, capture: str) -> None:
    fields = {"MessageSid": "SM1", "From": "+5511987654321", "Body": "Oi, tudo bem & você?"}
    raw = "MessageSid=SM1&From=%2B5511987654321&Body=Oi%2C+tudo+bem+%26+voc%C3%AA%3F"
    captured: Any = {"fields": fields, "form": {"form": fields}, "raw_body": {"raw_body": raw}}[capture]
    (tmp_path / "capture.json").write_text(json.dumps(captured))

    [event] = json.loads(run("sms", tmp_path / "capture.json"))

    assert (event["kind"], event["text"]) == ("text", "Oi, tudo bem & você?")


def test_it_reads_the_standard_input() -> None:
    [event] = json.loads(run("telegram", "-", stdin=telegram.update(message=telegram.message(7))))

    assert event["text"] == "Oi"


def test_what_makes_no_sense_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")

    assert "not JSON" in run("telegram", tmp_path / "x.json", code=1)
    assert "known are" in run("pigeon", tmp_path / "x.json", code=1)
    assert "No such file" in run("telegram", tmp_path / "y.json", code=1)
