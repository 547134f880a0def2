from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from contentsync.review.when import distance
from contentsync.review.when import moment
from contentsync.review.when import now_line
from contentsync.review.when import short_moment
from contentsync.review.when import utc_text

NOW = datetime(2026, 11, 23, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "text"),
    [
        (datetime(2027, 3, 1, 8, tzinfo=UTC), "Europe/Madrid", "Mon 1 Mar 2027 09:00 CET (08:00 UTC, in 97 days)"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "Europe/Madrid", "Tue 1 Dec 10:00 CET (09:00 UTC, in 7 days)"),
        (datetime(2026, 12, 1, 20, tzinfo=UTC), "Asia/Tokyo", "Wed 2 Dec 05:00 JST (Tue 20:00 UTC, in 8 days)"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "UTC", "Tue 1 Dec 09:00 UTC (in 7 days)"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "Europe/London", "Tue 1 Dec 09:00 UTC (in 7 days)"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "No/Where", "Tue 1 Dec 09:00 UTC (in 7 days)"),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "../etc", "Tue 1 Dec 09:00 UTC (in 7 days)"),
    ],
)
def test_local_first_then_utc_then_how_far(at: datetime, zone: str, text: str) -> None:
    assert moment(at, zone, NOW) == text


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-59), "now"),
        (timedelta(minutes=1), "in 1 min"),
        (timedelta(minutes=119), "in 119 min"),
        (timedelta(hours=2), "in 2 h"),
        (timedelta(hours=47), "in 47 h"),
        (timedelta(hours=48), "in 2 days"),
        (timedelta(minutes=-20), "20 min ago"),
        (timedelta(days=-400), "400 days ago"),
    ],
)
def test_distance(ahead: timedelta, text: str) -> None:
    assert distance(NOW + ahead, NOW) == text


def test_the_year_stands_where_it_is_not_this_one() -> None:
    assert short_moment(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Madrid", NOW) == "Fri 1 Jan 2027 00:30"


def test_now() -> None:
    assert now_line(NOW, "Europe/Madrid") == "Mon 23 Nov 2026 17:20 Europe/Madrid"


def test_the_wire_is_utc_with_z() -> None:
    assert utc_text(NOW) == "2026-11-23T16:20:00Z"
    assert utc_text(NOW.replace(microsecond=1500)) == "2026-11-23T16:20:00.001Z"
