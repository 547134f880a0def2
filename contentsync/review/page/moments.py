"""Moments as a page shows them: in the post's own zone, with UTC beside it, and for scripts to show in another."""

from datetime import datetime

import msgspec

from contentsync.review.when import distance
from contentsync.review.when import short_moment
from contentsync.review.when import standing_moment
from contentsync.review.when import utc_text
from contentsync.review.when import zone_of


class Moment(msgspec.Struct, frozen=True):
    """`clock` is the time of day in the page's zone, `short` and `whole` are in the post's own."""

    iso: str
    clock: str
    short: str
    whole: str
    distance: str


def moment_of(at: datetime, zone: str, page_zone: str, now: datetime) -> Moment:
    """One moment. `zone` is the post's own, `page_zone` that of the calendar."""
    return Moment(
        iso=utc_text(at),
        clock=f"{at.astimezone(zone_of(page_zone)):%H:%M}",
        short=short_moment(at, zone, now),
        whole=standing_moment(at, zone, now),
        distance=distance(at, now),
    )
