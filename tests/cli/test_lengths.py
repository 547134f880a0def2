"""How long words are, in every place where people look."""

import json
from pathlib import Path

import pytest

from .conftest import LAUNCH
from .conftest import SETTINGS
from .conftest import Contentsync

LONG = LAUNCH.replace("Launch day on Monday", "word " * 60)


def test_a_plan_shows_counts(contentsync: Contentsync, posts: Path) -> None:
    assert "content/launch.yaml:1   x 20/280\n" in contentsync("--sandbox", "plan").out
    (change,) = json.loads(contentsync("--sandbox", "plan", "--json").out)["changes"]
    assert change["counts"] == [{"platform": "x", "field": "text", "count": 20, "limit": 280, "note": ""}]


def test_a_post_is_shown_with_counts(contentsync: Contentsync, posts: Path) -> None:
    assert "\n  x 20/280\n" in contentsync("show", "launch").out
    (shown,) = json.loads(contentsync("show", "launch", "--json").out)["deliveries"]
    assert shown["counts"] == [{"platform": "x", "field": "text", "count": 20, "limit": 280, "note": ""}]


def test_a_post_without_words_has_none(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(LAUNCH.replace("[x]", "[reddit]").replace("text", "title"))
    assert "/" not in contentsync("show", "launch").out.split("POST")[0].split("reddit")[-1]


def test_a_thread_is_said_beforehand(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(LONG)
    ran = contentsync("--sandbox", "plan")
    assert "x 299/280 (2 posts)" in ran.out
    assert "! CS321 line 3: this text becomes 2 posts on X, divided inside a paragraph" in ran.out
    assert ran.code == 0
    assert "warning CS321 content/launch.yaml:3:7 " in contentsync("validate").out


def test_words_that_are_refused_are_an_error_everywhere(contentsync: Contentsync, posts: Path) -> None:
    (posts / "content/launch.yaml").write_text(LONG.replace("[x]", "[linkedin]").replace("word", "w" * 60))
    assert contentsync("validate").code == 1
    ran = contentsync("--sandbox", "plan")
    assert (ran.code, "CS320" in ran.out, "to schedule" in ran.out) == (1, True, False)


@pytest.mark.parametrize(
    ("known", "limit"), [("{x_premium: true}", "25,000"), ("{x_premium: false}", "280"), ("", "280")]
)
def test_premium_is_a_setting_of_the_profile(contentsync: Contentsync, posts: Path, known: str, limit: str) -> None:
    (posts / "contentsync.yaml").write_text(f"{SETTINGS}profiles:\n  acme: {known}\n")
    assert f"x 20/{limit}\n" in contentsync("show", "launch").out
    assert f"x 20/{limit}\n" in contentsync("--sandbox", "plan").out
    (change,) = json.loads(contentsync("--sandbox", "plan", "--json").out)["changes"]
    assert change["counts"][0]["limit"] == int(limit.replace(",", ""))


@pytest.mark.parametrize(
    ("profiles", "message"),
    [
        ("{acme: {x_premum: true}}", "x_premium"),
        ("{acme: {x_premium: perhaps}}", "x_premium"),
        ("{acme: [x_premium]}", "a mapping"),
        ("[acme]", "a mapping of names"),
    ],
)
def test_wrong_settings_of_a_profile(contentsync: Contentsync, posts: Path, profiles: str, message: str) -> None:
    (posts / "contentsync.yaml").write_text(f"{SETTINGS}profiles: {profiles}\n")
    ran = contentsync("validate")
    assert ran.code == 1
    assert message in ran.err
