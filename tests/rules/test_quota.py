"""Warnings about what a plan would use, beside what is scheduled and what went out."""

from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.rules.quota import DAILY_CAPS
from contentsync.rules.quota import Use
from contentsync.rules.quota import quota_problems
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import post

SECOND = timedelta(seconds=1)


def jobs(count: int, platform: str, step: timedelta = HOUR, kind: str = "text") -> tuple[Job, ...]:
    return tuple(
        Job(f"j{number}", START_AT + number * step, "acme", (platform,), post_type=kind) for number in range(count)
    )


def rows(count: int, platform: str, at: datetime = START_AT, success: bool = True) -> tuple[HistoryRow, ...]:
    return (HistoryRow("acme", platform, success, at),) * count


def planned(*deliveries: Delivery) -> tuple[tuple[Delivery, datetime], ...]:
    return tuple((each, each.publish_at) for each in deliveries if each.publish_at)


def found(tariff: str, **use: Any) -> list[Problem]:
    return list(quota_problems(Use(START_AT, **use), tariff))


@pytest.mark.parametrize(
    ("tariff", "platforms", "words"),
    [
        ("Free", ["x"], "uses 1 of the 10 uploads that the free plan has a month"),
        ("free", ["bluesky", "linkedin", "x"], "uses 3 of the 10 uploads"),
        ("Professional", ["x"], ""),
        ("", ["x"], ""),
    ],
)
def test_free_uploads(tariff: str, platforms: list[str], words: str) -> None:
    problems = found(tariff, created=planned(post(platforms=platforms)))
    assert [problem.code for problem in problems] == (["CS503"] if words else [])
    assert all(words in problem.message and problem.severity is Severity.WARNING for problem in problems)
    assert not any("taken" in problem.message for problem in problems)


@pytest.mark.parametrize(("count", "is_over"), [(10, False), (11, True)])
def test_more_than_the_free_plan_has(count: int, is_over: bool) -> None:
    news = planned(*(post(f"p{number}", START_AT + number * 2 * DAY, f"{number}") for number in range(count)))
    (problem,) = found("free", created=news)
    assert f"uses {count} of the 10" in problem.message
    assert ("refused" in problem.message) == is_over


def test_what_is_reserved_and_what_went_out_this_month_counts() -> None:
    last_month = rows(3, "x", START_AT.replace(day=1, hour=0) - SECOND)
    this_month = (*rows(2, "x", START_AT.replace(day=1, hour=0)), *rows(4, "x", success=False))
    taken = {"standing": jobs(4, "x"), "leaving": jobs(1, "linkedin"), "rows": (*last_month, *this_month)}
    (problem,) = found("free", created=planned(post(platforms=["x", "linkedin", "bluesky"])), **taken)
    assert "uses 3 of the 10 uploads that the free plan has a month, of which up to 7 are taken" in problem.message
    assert "refused" not in problem.message
    (problem,) = found("free", created=planned(post(platforms=["x", "linkedin", "bluesky", "threads"])), **taken)
    assert "refused" in problem.message


def test_what_is_made_anew_has_the_credits_of_both_one_after_the_other() -> None:
    anew = planned(post("one", platforms=["x"]), post("two", START_AT + 5 * DAY, platforms=["linkedin", "x"]))
    (problem,) = found("free", replaced=anew)
    assert "uses 2 of the 10" in problem.message
    assert found("free", moved=anew) == []


def test_nothing_new_uses_nothing() -> None:
    assert found("free", standing=jobs(100, "x")) == []


@pytest.mark.parametrize(("tariff", "cap"), [("basic", 10), ("Professional", 20), ("business", 30), ("unheard of", 10)])
@pytest.mark.parametrize("how", ["created", "replaced", "moved"])
def test_cap_of_x_depends_on_the_plan(tariff: str, cap: int, how: str) -> None:
    news = {how: planned(post(at=START_AT + 23 * HOUR))}
    assert found(tariff, standing=jobs(cap - 1, "x", 30 * MINUTE), **news) == []
    (problem,) = found(tariff, standing=jobs(cap, "x", 30 * MINUTE), **news)
    assert (problem.code, problem.post) == ("CS504", "launch")
    assert f"launch@acme: number {cap + 1} on x within 24 hours" in problem.message


@pytest.mark.parametrize(
    ("platform", "kind", "cap", "other"),
    [
        ("instagram", "photo", 50, ""),
        ("tiktok", "video", 15, ""),
        ("linkedin", "text", 150, ""),
        ("youtube", "video", 10, " (30 by another page of its docs)"),
        ("facebook", "text", 25, ""),
        ("threads", "text", 50, ""),
        ("pinterest", "photo", 20, " (25 by another page of its docs)"),
        ("bluesky", "video", 25, ""),
    ],
)
def test_daily_caps(platform: str, kind: str, cap: int, other: str) -> None:
    news = planned(post(platforms=[platform], post_type=kind, at=START_AT + 23 * HOUR))
    assert found("business", created=news, standing=jobs(cap - 1, platform, 5 * MINUTE, kind)) == []
    (problem,) = found("business", created=news, standing=jobs(cap, platform, 5 * MINUTE, kind))
    assert problem.message.endswith(f"within 24 hours; Upload-Post lets {cap} through{other}")
    assert problem.fix.startswith("Move it to another day")


def test_every_cap_has_its_case() -> None:
    (mark,) = test_daily_caps.pytestmark  # type: ignore[attr-defined]
    assert {platform: cap for platform, _, cap, _ in mark.args[1]} == DAILY_CAPS


def test_tiktok_takes_six_in_a_minute() -> None:
    news = planned(post(platforms=["tiktok"], post_type="video", at=START_AT + MINUTE))
    assert found("business", created=news, standing=jobs(5, "tiktok", timedelta(0))) == []
    (problem,) = found("business", created=news, standing=jobs(6, "tiktok", timedelta(0)))
    assert "number 7 on tiktok within a minute; Upload-Post lets 6 through" in problem.message
    later = planned(post(platforms=["tiktok"], at=START_AT + MINUTE + SECOND))
    assert found("business", created=later, standing=jobs(6, "tiktok", timedelta(0))) == []
    assert found("business", created=planned(post(at=START_AT)), standing=jobs(7, "x", timedelta(0))) == []


def test_cap_counts_24_hours_and_one_account() -> None:
    at, many = START_AT + 24 * HOUR, jobs(15, "tiktok", timedelta(0))
    assert len(found("business", created=planned(post(platforms=["tiktok"], at=at)), standing=many)) == 1
    assert found("business", created=planned(post(platforms=["tiktok"], at=at + SECOND)), standing=many) == []
    beta = planned(post(platforms=["tiktok"], at=at, profile="beta"))
    assert found("business", created=beta, standing=many) == []


def test_one_that_pushes_a_later_one_over() -> None:
    later = tuple(Job(f"j{n}", START_AT + 20 * HOUR, "acme", ("tiktok",)) for n in range(15))
    (problem,) = found("business", created=planned(post(platforms=["tiktok"], at=START_AT + HOUR)), standing=later)
    assert "with it, a post 1140 minutes later is number 16 on tiktok within 24 hours" in problem.message
    early = planned(post(platforms=["tiktok"], at=START_AT - 4 * HOUR - SECOND))
    assert found("business", created=early, standing=later) == []


def test_what_went_out_lately_counts_and_what_failed_does_not() -> None:
    news = planned(post(platforms=["tiktok"], at=START_AT + HOUR))
    out = {"created": news, "standing": jobs(5, "tiktok", timedelta(0))}
    assert len(found("business", **out, rows=rows(10, "tiktok"))) == 1
    assert found("business", **out, rows=rows(9, "tiktok")) == []
    assert found("business", **out, rows=rows(10, "tiktok", success=False)) == []
    assert found("business", **out, rows=rows(10, "tiktok", START_AT - DAY)) == []


def test_bluesky_counts_videos_alone() -> None:
    at = START_AT + HOUR
    many = jobs(25, "bluesky", timedelta(0), "video")
    assert (
        len(found("free", created=planned(post(platforms=["bluesky"], post_type="video", at=at)), standing=many)) == 2
    )
    assert found("business", created=planned(post(platforms=["bluesky"], at=at)), standing=many) == []
    texts = jobs(500, "bluesky", timedelta(0))
    video = planned(post(platforms=["bluesky"], post_type="video", at=at))
    assert found("business", created=video, standing=texts) == []


def test_networks_without_a_cap() -> None:
    at = START_AT + HOUR
    assert found("business", created=planned(post(platforms=["mastodon"], at=at)), standing=jobs(500, "mastodon")) == []
