"""Schedules: what the phrases mean, and when they are due."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st

from attendance.basic import schedules
from attendance.basic.errors import BasicError
from attendance.basic.host import Value
from attendance.basic.schedules import Registration, Schedule
from tests.basic.host import NOON, SAO_PAULO, FakeHost

HOST = FakeHost()
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("said", "cron"),
    [
        ("*/5 * * * *", "*/5 * * * *"),
        ("0  9 * * MON-FRI", "0 9 * * MON-FRI"),
        ("0 */5 * * * *", "*/5 * * * *"),
        ("30 0 9 * * 1", "30 0 9 * * 1"),
        ("0 9 1 jan,jul ?", "0 9 1 jan,jul ?"),
        ("every 5 minutes", "*/5 * * * *"),
        ("Every minute", "* * * * *"),
        ("every hour", "0 * * * *"),
        ("hourly", "0 * * * *"),
        ("every 2 hours", "0 */2 * * *"),
        ("every 60 minutes", "0 * * * *"),
        ("every 45 minutes", "every 2700 seconds"),
        ("every 90 seconds", "every 90 seconds"),
        ("every 3 days", "every 259200 seconds"),
        ("every 2700 seconds", "every 2700 seconds"),
        ("every day at 9am", "0 9 * * *"),
        ("every day at 9:30 pm", "30 21 * * *"),
        ("daily at noon", "0 12 * * *"),
        ("daily", "0 0 * * *"),
        ("at 14:15", "15 14 * * *"),
        ("weekdays at 8:00", "0 8 * * 1-5"),
        ("every weekday at 8", "0 8 * * 1-5"),
        ("weekends at 10am", "0 10 * * 0,6"),
        ("business hours", "0 9-17 * * 1-5"),
        ("every monday at 7h", "0 7 * * 1"),
        ("mondays, wednesdays and fridays at 18:00", "0 18 * * 1,3,5"),
        ("weekly", "0 0 * * 1"),
        ("monthly on the 5th at 9am", "0 9 5 * *"),
        ("every month", "0 0 1 * *"),
        ("a cada 5 minutos", "*/5 * * * *"),
        ("de 10 em 10 minutos", "*/10 * * * *"),
        ("a cada duas horas", "0 */2 * * *"),
        ("toda hora", "0 * * * *"),
        ("todo dia às 9h", "0 9 * * *"),
        ("todos os dias às 9h30", "30 9 * * *"),
        ("todo dia 9h", "0 9 * * *"),
        ("diariamente ao meio-dia", "0 12 * * *"),
        ("todo dia às 2 da tarde", "0 14 * * *"),
        ("dias úteis às 8h", "0 8 * * 1-5"),
        ("fins de semana às 10h", "0 10 * * 0,6"),
        ("toda segunda-feira às 7h", "0 7 * * 1"),
        ("toda terça e quinta às 18:00", "0 18 * * 2,4"),
        ("horário comercial", "0 9-17 * * 1-5"),
        ("todo dia 5 às 9h", "0 9 5 * *"),
        ("todo mês no dia 10 às 8h", "0 8 10 * *"),
    ],
)
def test_a_phrase_is_a_schedule_in_normal_form(said: str, cron: str) -> None:
    schedule = schedules.parse(said, HOST)

    assert schedule == Schedule(cron)
    assert schedules.parse(schedule.text, HOST) == schedule


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("60 * * * *", "minute"),
        ("* 24 * * *", "hour"),
        ("* * 0 * *", "day"),
        ("* * * 13 *", "month"),
        ("* * * foo *", "month"),
        ("* * * * 8", "weekday"),
        ("5-1 * * * *", "minute"),
        ("*/0 * * * *", "minute"),
        ("*-5 * * * *", "minute"),
        ("1,,2 * * * *", "minute"),
        ("0 0 31 2 *", "never"),
        ("*/30 * * * * *", "interval"),
        ("* * * * * *", "interval"),
        ("every 30 seconds", "interval"),
        ("every 0 minutes", "interval"),
        ("a cada 10 segundos", "interval"),
        ("de 10 em 5 minutos", "phrase"),
        ("sometimes", "phrase"),
        ("every blue moon", "phrase"),
        ("todo dia às 25h", "phrase"),
        ("todo dia 32 às 9h", "phrase"),
        ("", "phrase"),
        (None, "phrase"),
        (5, "phrase"),
    ],
)
def test_the_error_says_what_is_wrong(said: Value, reason: str) -> None:
    with pytest.raises(BasicError) as refused:
        schedules.parse(said, HOST)

    assert (refused.value.code, refused.value.values["reason"]) == ("E351", reason)


def test_every_n_units_is_a_schedule() -> None:
    assert schedules.every(15, "minutes") == Schedule("*/15 * * * *")
    assert schedules.every(2, "DIAS") == Schedule("every 172800 seconds")
    with pytest.raises(BasicError):
        schedules.every(10, "seconds")
    with pytest.raises(BasicError):
        schedules.every(1, "moons")


def test_a_moment_is_due_once() -> None:
    schedule = schedules.parse("25/12/2026 09:00", HOST)
    due = datetime(2026, 12, 25, 9, tzinfo=SAO_PAULO)

    assert schedule == schedules.parse(due, HOST)
    assert schedule.is_once
    assert schedules.next_after(schedule, NOON, SAO_PAULO) == due
    assert schedules.next_after(schedule, due, SAO_PAULO) is None
    assert schedules.next_after(schedules.parse(date(2026, 3, 11), HOST), NOON, SAO_PAULO) == datetime(
        2026, 3, 11, tzinfo=SAO_PAULO
    )


@pytest.mark.parametrize(
    ("text", "after", "due"),
    [
        ("*/5 * * * *", "2026-03-10 12:00", "2026-03-10 12:05"),
        ("*/5 * * * *", "2026-03-10 12:04:59", "2026-03-10 12:05"),
        ("30 * * * * *", "2026-03-10 12:00:30", "2026-03-10 12:01:30"),
        ("0 9 * * *", "2026-03-10 12:00", "2026-03-11 09:00"),
        ("0 9 * * 1-5", "2026-03-13 09:00", "2026-03-16 09:00"),
        ("0 9 * * 7", "2026-03-10 12:00", "2026-03-15 09:00"),
        ("0 9 * * 6-0", "2026-03-10 12:00", "2026-03-14 09:00"),
        ("0 9 15 * 5", "2026-03-10 12:00", "2026-03-13 09:00"),
        ("0 9 15 * 5", "2026-03-13 12:00", "2026-03-15 09:00"),
        ("0 9 31 * *", "2026-04-01 00:00", "2026-05-31 09:00"),
        ("0 0 29 2 *", "2026-03-10 12:00", "2028-02-29 00:00"),
        ("10-30/10 9 * * *", "2026-03-10 09:10", "2026-03-10 09:20"),
        ("5/20 * * * *", "2026-03-10 12:26", "2026-03-10 12:45"),
        ("0 0 1 1 *", "2026-12-31 23:59:59", "2027-01-01 00:00"),
        ("every 2700 seconds", "2026-03-10 00:00", "2026-03-10 00:45"),
        ("every 172800 seconds", "2026-03-10 12:00", "2026-03-12 00:00"),
    ],
)
def test_the_next_time_is_after_the_instant(text: str, after: str, due: str) -> None:
    instant, expected = (datetime.fromisoformat(at).replace(tzinfo=SAO_PAULO) for at in (after, due))

    assert schedules.next_after(Schedule(text), instant.astimezone(UTC), SAO_PAULO) == expected


@pytest.mark.parametrize(
    ("text", "after", "due"),
    [
        ("30 2 * * *", "2026-03-08T06:00+00:00", "2026-03-08T07:30+00:00"),
        ("30 2 * * *", "2026-03-08T07:10+00:00", "2026-03-08T07:30+00:00"),
        ("30 1 * * *", "2026-11-01T04:00+00:00", "2026-11-01T05:30+00:00"),
        ("30 1 * * *", "2026-11-01T05:30+00:00", "2026-11-02T06:30+00:00"),
        ("*/30 * * * *", "2026-11-01T05:30+00:00", "2026-11-01T06:00+00:00"),
        ("*/30 * * * *", "2026-11-01T06:00+00:00", "2026-11-01T06:30+00:00"),
        ("*/30 * * * *", "2026-03-08T06:30+00:00", "2026-03-08T07:00+00:00"),
    ],
)
def test_moved_clocks_neither_lose_nor_repeat_a_daily_run(text: str, after: str, due: str) -> None:
    moment = schedules.next_after(Schedule(text), datetime.fromisoformat(after), NEW_YORK)

    assert moment is not None
    assert moment.astimezone(UTC) == datetime.fromisoformat(due)


INSTANTS = st.integers(1_600_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
FIELDS = [
    st.sampled_from(["*", "0", "5,50", "*/7", "10-20/3", "59"]),
    st.sampled_from(["*", "0", "9-17", "*/5", "23"]),
    st.sampled_from(["*", "1", "31", "*/10", "29,30"]),
    st.sampled_from(["*", "1", "2", "jan-jun/2", "12"]),
    st.sampled_from(["*", "0", "7", "mon-fri", "6", "1,3"]),
]


@given(st.tuples(*FIELDS).filter(lambda fields: fields[2:4] != ("31", "2")), INSTANTS)
def test_the_next_time_is_that_of_an_independent_cron(fields: tuple[str, ...], instant: datetime) -> None:
    local = instant.astimezone(SAO_PAULO)
    try:
        expected = next(CronSim(" ".join(fields), local))
    except StopIteration:
        return

    assert schedules.next_after(Schedule(" ".join(fields)), instant, SAO_PAULO) == expected


@given(
    st.sampled_from(["*/7 * * * *", "15 3 * * *", "0 12 1,15 * 3", "20 5 10 * * 1-5", "every 5400 seconds"]),
    INSTANTS,
    st.sampled_from([SAO_PAULO, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]),
)
def test_the_next_time_is_later_and_nothing_lies_between(
    text: str, instant: datetime, zone: ZoneInfo
) -> None:
    due = schedules.next_after(Schedule(text), instant, zone)

    assert due is not None
    assert due.astimezone(UTC) > instant
    assert schedules.next_after(Schedule(text), due.astimezone(UTC) - timedelta(seconds=1), zone) == due


START = datetime(2026, 4, 1, 8, tzinfo=SAO_PAULO)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["every 5 minutes"], Registration(Schedule("*/5 * * * *"))),
        (["0 9 * * *", "relatorio.bas"], Registration(Schedule("0 9 * * *"), script="relatorio.bas")),
        (["daily", "r.bas", 7], Registration(Schedule("0 0 * * *"), script="r.bas", argument=7)),
        (["monitor", "daily"], Registration(Schedule("0 0 * * *"), name="monitor")),
        (["monitor", "daily", "r.bas"], Registration(Schedule("0 0 * * *"), script="r.bas", name="monitor")),
        (["daily", START, "r.bas"], Registration(Schedule("0 0 * * *"), start=START, script="r.bas")),
        ([START, "r.bas"], Registration(Schedule("2026-04-01T11:00:00+00:00"), script="r.bas")),
    ],
)
def test_the_arguments_of_set_schedule_are_told_apart(arguments: list[Value], expected: Registration) -> None:
    assert schedules.registration(arguments, HOST) == expected


@pytest.mark.parametrize("arguments", [[], ["monitor"], ["r.bas"], ["61 * * * *", "r.bas"]])
def test_set_schedule_needs_a_schedule(arguments: list[Value]) -> None:
    with pytest.raises(BasicError) as refused:
        schedules.registration(arguments, HOST)

    assert refused.value.code == "E351"


def test_set_schedule_every() -> None:
    every_hour = schedules.every(1, "hour")

    assert schedules.registration(["r.bas"], HOST, every_hour) == Registration(every_hour, script="r.bas")
