"""Warnings about what a plan would use."""

from datetime import timedelta

import pytest

from contentsync.model.problem import Severity
from contentsync.model.remote import Job
from contentsync.rules.quota import quota_problems
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import post


def jobs(count: int, platform: str, step: timedelta = HOUR) -> list[Job]:
    return [Job(f"j{number}", START_AT + number * step, "acme", (platform,)) for number in range(count)]


@pytest.mark.parametrize(
    ("tariff", "platforms", "words"),
    [
        ("Free", ["x"], "uses 1 of the 10 uploads"),
        ("free", ["bluesky", "linkedin", "x"], "uses 3 of the 10 uploads"),
        ("Professional", ["x"], ""),
        ("", ["x"], ""),
    ],
)
def test_free_uploads(tariff: str, platforms: list[str], words: str) -> None:
    found = quota_problems([(post(platforms=platforms), START_AT)], [], tariff)
    assert [problem.code for problem in found] == (["CS503"] if words else [])
    assert all(words in problem.message and problem.severity is Severity.WARNING for problem in found)


def test_more_than_the_free_plan_has() -> None:
    news = [(post(f"p{number}", text=f"{number}"), START_AT + number * 2 * DAY) for number in range(11)]
    (found,) = quota_problems(news, [], "free")
    assert "uses 11 of the 10" in found.message
    assert "refused" in found.message


def test_nothing_new_uses_nothing() -> None:
    assert quota_problems([], jobs(100, "x"), "free") == ()


@pytest.mark.parametrize(("tariff", "cap"), [("basic", 10), ("Professional", 20), ("business", 30), ("unheard of", 10)])
def test_cap_of_x_depends_on_the_plan(tariff: str, cap: int) -> None:
    at = START_AT + 23 * HOUR
    short = timedelta(minutes=30)
    assert quota_problems([(post(at=at), at)], jobs(cap - 1, "x", short), tariff) == ()
    (found,) = quota_problems([(post(at=at), at)], jobs(cap, "x", short), tariff)
    assert (found.code, found.post) == ("CS504", "launch")
    assert f"number {cap + 1} on x" in found.message


def test_cap_counts_24_hours_and_one_account() -> None:
    at = START_AT + 24 * HOUR
    tiktok = post(platforms=["tiktok"], at=at)
    many = jobs(15, "tiktok", timedelta(0))
    assert len(quota_problems([(tiktok, at)], many, "business")) == 1
    assert quota_problems([(tiktok, at + timedelta(seconds=1))], many, "business") == ()
    assert quota_problems([(post(platforms=["tiktok"], profile="beta"), at)], many, "business") == ()


def test_networks_without_a_cap() -> None:
    at = START_AT + HOUR
    assert quota_problems([(post(platforms=["bluesky"]), at)], jobs(500, "bluesky", timedelta(0)), "business") == ()
