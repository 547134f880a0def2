"""Moments: the zone data are the judge, and no text is too strange."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.content.moments import zone

ZONES = st.sampled_from(sorted(available_timezones()))
LOCAL = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(lambda at: at.replace(microsecond=0))


def instants(local: datetime, name: str) -> list[datetime]:
    """Every instant at which clocks there show that local time, by trying them all out."""
    around = (local.replace(tzinfo=UTC) + timedelta(minutes=minutes) for minutes in range(-15 * 60, 15 * 60 + 1, 15))
    offsets = {at.astimezone(ZoneInfo(name)).utcoffset() for at in around}
    found = {local.replace(tzinfo=UTC) - offset for offset in offsets if offset is not None}
    return sorted(at for at in found if at.astimezone(ZoneInfo(name)).replace(tzinfo=None) == local)


@given(LOCAL, ZONES)
@example(datetime(2027, 3, 28, 2, 30), "Europe/Madrid")
@example(datetime(2027, 10, 31, 2, 30), "Europe/Madrid")
@example(datetime(2011, 12, 30, 12, 0), "Pacific/Apia")
@example(datetime(2027, 4, 4, 1, 45), "Australia/Lord_Howe")
@settings(deadline=None)
def test_a_local_time_is_the_one_instant_that_shows_it(local: datetime, name: str) -> None:
    found = moment(local.isoformat(" "), name)
    wanted = instants(local, name)
    if isinstance(found, Trouble):
        assert found.code == ("CS208" if wanted else "CS207")
        assert len(wanted) != 1
    else:
        assert wanted == [found]
        assert found.tzinfo is UTC


@given(LOCAL, ZONES)
@example(datetime(2027, 3, 28, 2, 30), "Europe/Madrid")
@example(datetime(2027, 10, 31, 2, 30), "Europe/Madrid")
@settings(deadline=None)
def test_the_line_that_a_fix_shows_is_right(local: datetime, name: str) -> None:
    found = moment(local.isoformat(" "), name)
    if isinstance(found, Trouble):
        for line in found.fix.split("publish_at: ")[1:]:
            text = line.partition(" for ")[0].removesuffix(", or ").strip()
            assert isinstance(moment(text, name), datetime)


@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789-/:. TZ+apmJanuryMach", max_size=30)))
@example("2027-03-01 09:00 EST")
@example("9" * 5000)
@example("1e400-01-01 00:00")
@example("2027-03-28 02:302027-03-28 02:30")
@settings(deadline=None, max_examples=500)
def test_any_text_is_a_moment_or_explained(text: str) -> None:
    found = moment(text, "Europe/Madrid")
    assert isinstance(found, datetime) or (found.code in ("CS204", "CS207", "CS208") and "publish_at: " in found.fix)


NO_ZONES = [
    "",
    "Nowhere",
    "/etc/localtime",
    "../Europe/Madrid",
    "Europe",
    "a\x00b",
    "Europe/Madrid ",
    "x" * 5000,
]
MEANT = {"new york": "America/New_York", "Europe/Berln": "Europe/Berlin", "utc+1": "IANA"}


@pytest.mark.parametrize("name", NO_ZONES)
def test_what_is_no_zone(name: str) -> None:
    found = zone(name)
    assert isinstance(found, Trouble)
    assert found.code == "CS206"


@pytest.mark.parametrize(("name", "meant"), MEANT.items())
def test_the_zone_that_was_meant(name: str, meant: str) -> None:
    found = zone(name)
    assert isinstance(found, Trouble)
    assert meant in found.fix
