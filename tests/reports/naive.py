"""The same numbers, counted one by one in plain Python: what the compiler has to equal."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from attendance.reports.schemas import ReportDefinition, ReportFilter
from tests.reports.shop import Fact, Shop

ZONE = ZoneInfo("America/Sao_Paulo")
Number = float | int | None


def rows(shop: Shop, asked: ReportDefinition, first: date, last: date) -> dict[tuple[Any, ...], list[Number]]:
    """By the values of the dimensions, the measures."""
    groups: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for one in _things(shop, asked, first, last):
        for key in _keys(one, asked):
            groups[key].append(one)
    return {
        key: [_measure(shop, asked.source, name, own) for name in asked.measures]
        for key, own in groups.items()
    }


def totals(shop: Shop, asked: ReportDefinition, first: date, last: date) -> list[Number]:
    own = list(_things(shop, asked, first, last))
    return [_measure(shop, asked.source, name, own) for name in asked.measures]


_DATES = {
    ("conversations", "created"): "created_at", ("conversations", "resolved"): "resolved_at",
    ("messages", "created"): "created_at", ("tickets", "created"): "created_at",
    ("tickets", "resolved"): "resolved_at", ("deals", "created"): "created_at", ("deals", "closed"): "closed_at",
    ("visits", "opened"): "opened_at",
    ("visits", "ended"): "ended_at",
    ("visits", "accepted"): "accepted_at",
    ("visits", "answered"): "answered_at",
    ("ratings", "asked"): "asked_at", ("ratings", "answered"): "answered_at",
}  # fmt: skip
_USUAL = {"ratings": "asked", "visits": "opened"}


def _moment(one: Fact, asked: ReportDefinition) -> datetime | None:
    name = _DATES[asked.source, asked.date or _USUAL.get(asked.source, "created")]
    moment: datetime | None = one[name]
    return moment.astimezone(ZONE) if moment else None


def _things(shop: Shop, asked: ReportDefinition, first: date, last: date) -> Iterator[Fact]:
    of = {one["id"]: one for one in shop.conversations}
    for one in getattr(shop, asked.source):
        moment = _moment(one, asked)
        if moment is None or not first <= moment.date() <= last:
            continue
        if (
            one.get("is_note")
            or one.get("deleted_at")
            or (asked.source == "ratings" and one["asked_at"] is None)
        ):
            continue
        whole = {**one, "moment": moment, "conversation": of.get(one.get("conversation_id"), one)}
        if all(_passes(whole, asked, test) for test in asked.filters):
            yield whole


def _passes(one: Fact, asked: ReportDefinition, test: ReportFilter) -> bool:
    if test.op in ("at_least", "at_most"):
        found, limit = _value(one, asked, test.field), float(test.values[0] or 0)
        if found is None:
            return False
        return float(found) >= limit if test.op == "at_least" else float(found) <= limit
    meant: set[Any] = {None if one is None else _as_known(test.field, one) for one in test.values}
    found_any = set(one["tags"]) or {None} if test.field == "tag" else {_value(one, asked, test.field)}
    return bool(found_any & meant) is (test.op == "in")


def _as_known(field: str, written: str) -> Any:
    return float(written) if field in ("score", "value") else written


def _keys(one: Fact, asked: ReportDefinition) -> Iterator[tuple[Any, ...]]:
    tags = (one["tags"] or [None]) if "tag" in asked.dimensions else [None]
    for tag in tags:
        yield tuple(tag if key == "tag" else _value(one, asked, key) for key in asked.dimensions)


_TIMES: dict[str, Callable[[datetime], Any]] = {
    "day": lambda at: at.date().isoformat(),
    "week": lambda at: date.fromisocalendar(*at.isocalendar()[:2], 1).isoformat(),
    "month": lambda at: at.date().replace(day=1).isoformat(),
    "weekday": lambda at: at.isoweekday(),
    "hour": lambda at: at.hour,
}
_STORED = {
    ("conversations", "attendant"): "last_attendant_id", ("tickets", "attendant"): "assigned_to",
    ("visits", "attendant"): "attendant_id", ("ratings", "attendant"): "attendant_id",
    ("messages", "attendant"): "author_id",
    ("messages", "author"): "author_kind",
}  # fmt: skip
_PLAIN = {"owner": "owner_id", "company": "company_id", "inbox": "inbox_id"}


def _value(one: Fact, asked: ReportDefinition, key: str) -> Any:
    if key in _TIMES:
        return _TIMES[key](one["moment"])
    if key == "outcome":
        return "open" if one["ended_at"] is None else "resolved" if one["is_resolved"] else "abandoned"
    if key == "transferred":
        return "yes" if one["transferred_at"] else "no"
    if key == "answered_by" and asked.source == "visits":
        return "person" if one["answered_at"] else "nobody"
    if key == "answered_by":
        return "person" if one["last_attendant_id"] else "nobody"
    if key == "new_customer":
        return "yes" if one["is_new_customer"] else "no"
    if key in ("queue", "channel") and asked.source == "messages":
        one = one["conversation"]
    if key == "queue":
        key = "queue_id"
    name = _STORED.get((asked.source, key), _PLAIN.get(key, key))
    found = one.get(name)
    if found is None or name in ("score", "value"):
        return None if found is None else float(found)
    return str(found)


def _measure(shop: Shop, source: str, name: str, own: Sequence[Fact]) -> Number:
    return _MEASURES[source, name](shop, own)


def _count(test: Callable[[Fact], object] = lambda one: True) -> Callable[[Shop, Sequence[Fact]], Number]:
    return lambda shop, own: sum(1 for one in own if test(one))


def _distinct(key: str) -> Callable[[Shop, Sequence[Fact]], Number]:
    return lambda shop, own: len({one[key] for one in own if one[key] is not None})


def _rate(
    part: Callable[[Fact], object], whole: Callable[[Fact], object] = lambda one: True
) -> Callable[[Shop, Sequence[Fact]], Number]:
    def rate(shop: Shop, own: Sequence[Fact]) -> Number:
        among = [one for one in own if whole(one)]
        return 100 * sum(1 for one in among if part(one)) / len(among) if among else None

    return rate


def _sum(test: Callable[[Fact], object], value: Callable[[Shop, Fact], float]) -> Callable[..., Number]:
    return lambda shop, own: sum(value(shop, one) for one in own if test(one))


def _mean(values: Sequence[float]) -> Number:
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], part: float) -> Number:
    """Between two values, as far as `part` says."""
    if not values:
        return None
    ordered, place = sorted(values), part * (len(values) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


def _durations(
    source: str, name: str, value: Callable[[Shop, Fact], float | None]
) -> dict[tuple[str, str], Callable[[Shop, Sequence[Fact]], Number]]:
    def known(shop: Shop, own: Sequence[Fact]) -> list[float]:
        return [one for one in (value(shop, each) for each in own) if one is not None]

    return {
        (source, f"{name}_mean"): lambda shop, own: _mean(known(shop, own)),
        (source, f"{name}_median"): lambda shop, own: percentile(known(shop, own), 0.5),
        (source, f"{name}_p90"): lambda shop, own: percentile(known(shop, own), 0.9),
    }


def _between(since: str, until: str) -> Callable[[Shop, Fact], float | None]:
    def seconds(shop: Shop, one: Fact) -> float | None:
        return (one[until] - one[since]).total_seconds() if one[since] and one[until] else None

    return seconds


def _story(shop: Shop, one: Fact, kind: str) -> list[Fact]:
    return [each for each in shop.events if each["conversation_id"] == one["id"] and each["kind"] == kind]


def _wait(shop: Shop, one: Fact) -> float | None:
    accepted = _story(shop, one, "conversation.accepted")
    return accepted[0]["payload"]["waited_seconds"] if accepted else None


def _resolution(shop: Shop, one: Fact) -> float | None:
    resolved = _story(shop, one, "conversation.resolved")
    return resolved[-1]["payload"]["open_seconds"] if resolved else None


def _first_response(shop: Shop, one: Fact) -> float | None:
    assigned: datetime | None = None
    for each in (each for each in shop.events if each["conversation_id"] == one["id"]):
        if each["kind"] == "conversation.assigned":
            assigned = each["at"]
        said = each["payload"]
        if each["kind"] == "message.posted" and said["author_kind"] == "attendant" and not said["is_note"]:
            return (each["at"] - assigned).total_seconds() if assigned else None
    return None


def _is(key: str, *values: str) -> Callable[[Fact], bool]:
    return lambda one: one[key] in values


def _nps(shop: Shop, own: Sequence[Fact]) -> Number:
    scores = [one["score"] for one in own if one["score"] is not None]
    gained = sum((score >= 9) - (score <= 6) for score in scores)
    return 100 * gained / len(scores) if scores else None


def _ended(one: Fact) -> bool:
    return one["ended_at"] is not None and bool(one["was_human"])


def _scored(one: Fact) -> bool:
    return one["score"] is not None


_MEASURES: dict[tuple[str, str], Callable[[Shop, Sequence[Fact]], Number]] = {
    ("conversations", "conversations"): _count(),
    ("conversations", "resolved"): _count(_is("status", "resolved")),
    ("conversations", "abandoned"): _count(_is("status", "abandoned")),
    ("conversations", "customers"): _distinct("contact_id"),
    ("conversations", "resolution_rate"): _rate(
        _is("status", "resolved"), _is("status", "resolved", "abandoned")
    ),
    ("conversations", "messages_mean"): lambda shop, own: _mean([one["last_seq"] for one in own]),
    **_durations("conversations", "wait", _wait),
    **_durations("conversations", "first_response", _first_response),
    **_durations("conversations", "resolution", _resolution),
    ("visits", "visits"): _count(),
    ("visits", "resolved"): _count(lambda one: _ended(one) and one["is_resolved"]),
    ("visits", "abandoned"): _count(lambda one: _ended(one) and not one["is_resolved"]),
    ("visits", "transferred"): _count(lambda one: one["transferred_at"]),
    ("visits", "resolution_rate"): _rate(lambda one: one["is_resolved"], lambda one: _ended(one)),
    **_durations("visits", "wait", lambda shop, one: one["waited_seconds"]),
    **_durations("visits", "first_response", lambda shop, one: one["response_seconds"]),
    **_durations("visits", "length", _between("opened_at", "ended_at")),
    ("messages", "messages"): _count(),
    ("messages", "received"): _count(_is("direction", "in")),
    ("messages", "sent"): _count(_is("direction", "out")),
    ("messages", "failed"): _count(_is("state", "failed")),
    ("messages", "conversations"): _distinct("conversation_id"),
    ("messages", "failure_rate"): _rate(_is("state", "failed"), _is("direction", "out")),
    ("messages", "read_rate"): _rate(_is("state", "read"), _is("direction", "out")),
    **_durations("messages", "delivery", _between("sent_at", "delivered_at")),
    ("tickets", "tickets"): _count(),
    ("tickets", "unsolved"): _count(lambda one: one["resolved_at"] is None),
    ("tickets", "resolved"): _count(lambda one: one["resolved_at"]),
    ("tickets", "customers"): _distinct("customer_id"),
    ("tickets", "resolution_rate"): _rate(lambda one: one["resolved_at"]),
    **_durations("tickets", "resolution", _between("created_at", "resolved_at")),
    ("deals", "deals"): _count(),
    ("deals", "won"): _count(_is("status", "won")),
    ("deals", "lost"): _count(_is("status", "lost")),
    ("deals", "value_sum"): _sum(lambda one: True, lambda shop, one: one["value"]),
    ("deals", "won_value"): _sum(_is("status", "won"), lambda shop, one: one["value"]),
    ("deals", "forecast"): _sum(
        _is("status", "open"), lambda shop, one: one["value"] * shop.probabilities[one["stage"]] / 100
    ),
    ("deals", "value_mean"): lambda shop, own: _mean([one["value"] for one in own]),
    ("deals", "win_rate"): _rate(_is("status", "won"), _is("status", "won", "lost")),
    **_durations("deals", "cycle", _between("created_at", "closed_at")),
    ("ratings", "asked"): _count(),
    ("ratings", "answered"): _count(_scored),
    ("ratings", "comments"): _count(lambda one: one["comment"]),
    ("ratings", "answer_rate"): _rate(_scored),
    ("ratings", "score_mean"): lambda shop, own: _mean([one["score"] for one in own if _scored(one)]),
    ("ratings", "nps"): _nps,
}
