"""House rules as settings have them, and where the problems of posts that break them stand."""

from datetime import date
from datetime import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from contentsync.content.houserules import days
from contentsync.content.houserules import hours
from contentsync.content.houserules import rulebook
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import HouseRules
from contentsync.model.houserules import QuietHours
from contentsync.model.houserules import Rulebook
from contentsync.rules.across import across_files

from .repository import codes
from .repository import loaded

CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 26))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("22:00-07:00", QuietHours(time(22), time(7), "22:00-07:00")),
        ("09:30 - 10:00", QuietHours(time(9, 30), time(10), "09:30 - 10:00")),
        ("22:00-07:00 UTC", QuietHours(time(22), time(7), "22:00-07:00 UTC", "UTC")),
        ("22:00-22:00", None),
        ("24:00-07:00", None),
        ("22-7", None),
        ("22:00-07:00 Nowhere/At_all", None),
        ("at night", None),
        (2200, None),
    ],
)
def test_hours(written: Any, read: QuietHours | None) -> None:
    assert hours(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-12-24", Blackout(date(2026, 12, 24), date(2026, 12, 24))),
        ("2026-12-24..2026-12-26", Blackout(*CHRISTMAS)),
        ("2026-12-24 .. 2026-12-26  Christmas, Boxing Day ", Blackout(*CHRISTMAS, "Christmas, Boxing Day")),
        ("2026-12-24..2026-12-26 Christmas", Blackout(*CHRISTMAS, "Christmas")),
        ("2026-12-26..2026-12-24", None),
        ("2026-02-30", None),
        ("Christmas", None),
        (20261224, None),
    ],
)
def test_days(written: Any, read: Blackout | None) -> None:
    assert days(written) == read


def test_a_profile_has_its_own_and_the_rest_of_everyone() -> None:
    rules = {"spacing": "30m", "banned_hashtags": ["#Sale", 2026]}
    profiles = {"acme": {"rules": {"spacing": "1h"}}, "beta": {"rules": {"spacing": None}}, "gamma": None, "d": {}}
    book = rulebook(rules, profiles)
    assert book.of("gamma") == book.of("d") == HouseRules(timedelta(minutes=30), banned_hashtags=("sale", "2026"))
    assert book.of("acme").spacing == timedelta(hours=1)
    assert book.of("beta") == HouseRules(banned_hashtags=("sale", "2026"))
    assert book.banned(["acme", "beta"]) == {"sale", "2026"}


def test_nothing_is_asked_for_unless_it_is_said() -> None:
    assert rulebook(None, None) == Rulebook()
    assert Rulebook().asks_nothing
    assert not rulebook({"blackout": "2026-12-24"}, None).asks_nothing
    assert not rulebook(None, {"acme": {"rules": {"quiet_hours": "22:00-07:00"}}}).asks_nothing


POST = """\
# first
text: 'Hello #sale'
profile: acme
timezone: Europe/Madrid
publish_at: 2026-12-24 23:00
platforms:
  linkedin: {}
  x: {publish_at: 2026-12-25 09:00}
"""
MARKDOWN = "---\nprofile: acme\nplatforms: [x]\npublish_at: 2026-12-24 23:00Z\n---\nHello\n"


def test_problems_stand_at_the_moment_of_each_delivery(tmp_path: Path) -> None:
    book = rulebook({"blackout": ["2026-12-24..2026-12-26"], "banned_hashtags": "sale"}, None)
    found = loaded(tmp_path, {"a.yaml": POST, "b.md": MARKDOWN}, rulebook=book)
    assert codes(found) == ["a.yaml:2:14 CS337"]
    assert [each.where for each in across_files(found.deliveries, book)] == [
        "content/a.yaml:5:13",
        "content/a.yaml:8:19",
        "content/b.md:4:13",
    ]


def test_a_moment_that_is_inherited_stands_at_the_post(tmp_path: Path) -> None:
    book = rulebook({"blackout": ["2026-12-24"]}, None)
    files = {"_defaults.yaml": "publish_at: 2026-12-24 10:00Z\n", "a.yaml": "\nprofile: a\nplatforms: x\ntext: b\n"}
    found = loaded(tmp_path, files)
    assert [each.where for each in across_files(found.deliveries, book)] == ["content/a.yaml:2"]


def test_another_list_of_hashtags_is_not_answered_from_the_cache(tmp_path: Path) -> None:
    for tags, wanted in ((["sale"], ["a.yaml:2:14 CS337"]), (["other"], []), (["sale"], ["a.yaml:2:14 CS337"])):
        book = rulebook(None, {"acme": {"rules": {"banned_hashtags": tags}}})
        assert codes(loaded(tmp_path, {"a.yaml": POST}, rulebook=book, cache=tmp_path / "cache")) == wanted
