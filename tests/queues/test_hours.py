"""Opening hours in local time, across midnight, weekends and daylight-saving changes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from attendance.queues.hours import HoursMakeNoSense, check, is_open, opens_at
from attendance.queues.schemas import OpeningHours

SAO_PAULO, BERLIN = ZoneInfo("America/Sao_Paulo"), ZoneInfo("Europe/Berlin")
OFFICE = [OpeningHours(weekday=day, opens="09:00", closes="18:00") for day in range(5)]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "open_now", "next_opening"),
    [
        ("2026-03-02T11:59", False, "2026-03-02T12:00"),
        ("2026-03-02T12:00", True, "2026-03-03T12:00"),
        ("2026-03-02T20:59", True, "2026-03-03T12:00"),
        ("2026-03-02T21:00", False, "2026-03-03T12:00"),
        ("2026-03-06T21:00", False, "2026-03-09T12:00"),
        ("2026-03-08T15:00", False, "2026-03-09T12:00"),
        ("2026-03-03T02:00", False, "2026-03-03T12:00"),
    ],
)
def test_office_hours_in_sao_paulo(now: str, open_now: bool, next_opening: str) -> None:
    assert is_open(OFFICE, SAO_PAULO, utc(now)) is open_now
    assert opens_at(OFFICE, SAO_PAULO, utc(now)) == utc(next_opening)


def test_no_hours_is_always_open() -> None:
    assert is_open([], SAO_PAULO, utc("2026-03-08T03:00"))
    assert opens_at([], SAO_PAULO, utc("2026-03-08T03:00")) is None


def test_one_opening_a_week_is_found_a_week_ahead() -> None:
    monday = [OpeningHours(weekday=0, opens="09:00", closes="10:00")]

    assert opens_at(monday, SAO_PAULO, utc("2026-03-02T12:00")) == utc("2026-03-09T12:00")


def test_a_day_may_have_several_intervals_and_end_at_midnight() -> None:
    hours = [
        OpeningHours(weekday=0, opens="00:00", closes="02:00"),
        OpeningHours(weekday=0, opens="20:00", closes="24:00"),
    ]

    assert is_open(hours, SAO_PAULO, utc("2026-03-03T02:59"))
    assert not is_open(hours, SAO_PAULO, utc("2026-03-03T03:00"))
    assert is_open(hours, SAO_PAULO, utc("2026-03-02T04:59"))


def test_opening_moves_with_daylight_saving() -> None:
    sunday = [OpeningHours(weekday=6, opens="09:00", closes="18:00")]

    assert opens_at(sunday, BERLIN, utc("2026-03-21T12:00")) == utc("2026-03-22T08:00")
    assert opens_at(sunday, BERLIN, utc("2026-03-28T12:00")) == utc("2026-03-29T07:00")


def test_an_interval_over_the_clock_change_lasts_its_real_time() -> None:
    night = [OpeningHours(weekday=6, opens="01:00", closes="04:00")]

    assert is_open(night, BERLIN, utc("2026-03-29T01:59"))
    assert not is_open(night, BERLIN, utc("2026-03-29T02:00"))


@pytest.mark.parametrize(
    "times", [("18:00", "09:00"), ("09:00", "09:00"), ("25:00", "26:00"), ("10:60", "11:00")]
)
def test_senseless_hours_are_refused(times: tuple[str, str]) -> None:
    with pytest.raises(HoursMakeNoSense):
        check([OpeningHours(weekday=0, opens=times[0], closes=times[1])])
