"""House rules over the calendar: a case that breaks each, and one that almost does."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import QuietHours
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Severity
from contentsync.rules.across import across_files
from contentsync.rules.across import across_posts
from contentsync.rules.postings import Posting
from contentsync.rules.postings import gap
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import post

MADRID = ZoneInfo("Europe/Madrid")
NIGHT = QuietHours(time(22), time(7), "22:00-07:00")
LUNCH = QuietHours(time(12), time(14, 30), "12:00-14:30 Europe/Madrid", "Europe/Madrid")
CHRISTMAS = Blackout(date(2026, 12, 24), date(2026, 12, 26), "Christmas")


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> Delivery:
    moment = datetime(2026, month, day, hour, minute, tzinfo=MADRID)
    return replace(post(at=moment, text=f"{moment}"), timezone="Europe/Madrid")


def found(rules: HouseRules, *deliveries: Delivery) -> list[str]:
    return [f"{each.code} {each.message}" for each in across_files(deliveries, Rulebook(rules))]


@pytest.mark.parametrize(
    ("quiet", "hour", "minute", "is_quiet"),
    [
        (NIGHT, 21, 59, False),
        (NIGHT, 22, 0, True),
        (NIGHT, 0, 0, True),
        (NIGHT, 6, 59, True),
        (NIGHT, 7, 0, False),
        (LUNCH, 11, 59, False),
        (LUNCH, 12, 0, True),
        (LUNCH, 14, 29, True),
        (LUNCH, 14, 30, False),
    ],
)
def test_quiet_hours(quiet: QuietHours, hour: int, minute: int, is_quiet: bool) -> None:
    messages = found(HouseRules(quiet_hours=quiet), at(1, hour, minute))
    shown = f"CS333 goes out at {hour:02}:{minute:02} Europe/Madrid, in the quiet hours {quiet.text}"
    assert messages == ([shown] if is_quiet else [])


def test_quiet_hours_of_another_zone() -> None:
    in_tokyo = replace(at(1, 19, 30), timezone="Asia/Tokyo")
    assert found(HouseRules(quiet_hours=LUNCH), in_tokyo) == []
    (message,) = found(HouseRules(quiet_hours=NIGHT), in_tokyo)
    assert "03:30 Asia/Tokyo" in message


@pytest.mark.parametrize(
    ("day", "hour", "is_out"), [(23, 23, False), (24, 0, True), (25, 12, True), (26, 23, True), (27, 0, False)]
)
def test_blackout(day: int, hour: int, is_out: bool) -> None:
    messages = found(HouseRules(blackout=(CHRISTMAS,)), at(day, hour))
    assert messages == ([f"CS334 goes out on {day} Dec 2026, a day without posts: Christmas"] if is_out else [])


def test_a_day_without_a_reason_and_once_each() -> None:
    alone = Blackout(date(2026, 12, 24), date(2026, 12, 24))
    (message,) = found(HouseRules(blackout=(alone, CHRISTMAS)), at(24, 9))
    assert message.endswith("a day without posts")


@pytest.mark.parametrize(("minutes", "is_close"), [(29, True), (30, False), (0, True)])
def test_spacing(minutes: int, is_close: bool) -> None:
    one = post("one", START_AT, "One")
    two = post("two", START_AT + minutes * MINUTE, "Two")
    messages = found(HouseRules(spacing=30 * MINUTE), one, two)
    when = f"{minutes} minutes earlier" if minutes else "at the same time"
    shown = f"CS332 too close to content/one.yaml:1, which goes out {when}, on x of acme: `spacing` is 30m"
    assert messages == ([shown] if is_close else [])


def test_spacing_is_kept_by_account() -> None:
    rules = HouseRules(spacing=timedelta(days=1, hours=1))
    one = post("one", START_AT, "One", platforms=["linkedin", "x"])
    assert found(rules, one, post("two", START_AT + HOUR, "Two", platforms=["bluesky"])) == []
    assert found(rules, one, post("two", START_AT + HOUR, "Two", profile="beta")) == []
    (message,) = found(rules, one, post("two", START_AT + HOUR, "Two", platforms=["bluesky", "linkedin", "x"]))
    assert "on linkedin, x of acme: `spacing` is 1d1h" in message


def test_a_post_is_not_too_close_to_itself() -> None:
    rules = HouseRules(spacing=DAY)
    assert found(rules, post("one", START_AT, platforms=["linkedin", "x"], texts={"x": "Shorter"})) == []


def test_spacing_beside_what_others_scheduled() -> None:
    book = Rulebook(HouseRules(spacing=HOUR))
    job = Posting("acme", frozenset({"x"}), START_AT, "", "job 77")
    early = post("early", START_AT - 10 * MINUTE)
    (problem,) = across_posts([(early, START_AT - 10 * MINUTE)], book, [job])
    assert problem.file == "content/early.yaml"
    assert "job 77, which goes out 10 minutes later" in problem.message
    assert across_posts([], book, [job, replace(job, where="job 78")]) == ()


def test_a_problem_stands_at_the_moment() -> None:
    delivery = replace(at(24, 9), source=Source("content/a.yaml", 3, 5, 13))
    (problem,) = across_files([delivery], Rulebook(HouseRules(blackout=(CHRISTMAS,))))
    assert (problem.where, problem.severity) == ("content/a.yaml:5:13", Severity.WARNING)
    inherited = replace(delivery, source=Source("content/a.yaml", 3))
    (problem,) = across_files([inherited], Rulebook(HouseRules(blackout=(CHRISTMAS,))))
    assert problem.where == "content/a.yaml:3"


def test_each_profile_has_its_own() -> None:
    book = Rulebook(HouseRules(), {"acme": HouseRules(quiet_hours=NIGHT)})
    late = at(1, 23)
    assert len(across_files([late], book)) == 1
    assert across_files([replace(late, profile="beta")], book) == ()


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "at the same time"),
        (timedelta(seconds=59), "at the same time"),
        (MINUTE, "1 minute later"),
        (59 * MINUTE, "59 minutes later"),
        (HOUR, "1 hour later"),
        (47 * HOUR, "47 hours later"),
        (2 * DAY, "2 days later"),
        (-90 * MINUTE, "1 hour earlier"),
    ],
)
def test_how_far_apart(span: timedelta, words: str) -> None:
    assert gap(START_AT, START_AT + span) == words
