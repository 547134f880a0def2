"""Instants as people read them: local first, then UTC, then how far away."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError

_MINUTE = 60
_HOUR = 3600
_DAY = 86400


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC where there is no such zone, since a screen must not fail over it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def day(at: datetime, now: datetime) -> str:
    """`Tue 1 Dec`, with the year where it is not the year of `now`. Both are local times of one zone."""
    year = f" {at.year}" if at.year != now.year else ""
    return f"{at:%a} {at.day} {at:%b}{year}"


def moment(at: datetime, zone: str, now: datetime) -> str:
    """`Mon 1 Mar 2027 09:00 CET (08:00 UTC, in 97 days)`: local time in the post's zone, UTC, distance."""
    here, utc = _both(at, zone, now)
    return f"{here} ({f'{utc}, ' if utc else ''}{distance(at, now)})"


def standing_moment(at: datetime, zone: str, now: datetime) -> str:
    """`Mon 1 Mar 2027 09:00 CET (08:00 UTC)`: for what is read at any time, and may not say how far away it is."""
    here, utc = _both(at, zone, now)
    return f"{here} ({utc})" if utc else here


def _both(at: datetime, zone: str, now: datetime) -> tuple[str, str]:
    """The local time with its zone, and UTC, which is empty where the zone is UTC itself."""
    tz = zone_of(zone)
    local, utc = at.astimezone(tz), at.astimezone(UTC)
    if not local.utcoffset():
        return f"{day(utc, now)} {utc:%H:%M} UTC", ""
    other = f"{utc:%H:%M} UTC" if utc.date() == local.date() else f"{utc:%a %H:%M} UTC"
    return f"{day(local, now.astimezone(tz))} {local:%H:%M} {local.tzname()}", other


def short_moment(at: datetime, zone: str, now: datetime) -> str:
    """`Tue 1 Dec 10:00`, local, as a before and after needs it."""
    tz = zone_of(zone)
    local = at.astimezone(tz)
    return f"{day(local, now.astimezone(tz))} {local:%H:%M}"


def now_line(now: datetime, zone: str) -> str:
    """`Mon 23 Nov 2026 17:20 Europe/Madrid`."""
    tz = zone_of(zone)
    local = now.astimezone(tz)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M} {tz.key}"


def distance(at: datetime, now: datetime) -> str:
    """`in 97 days`, `in 5 h`, `20 min ago`, `now`; whole units, rounded down."""
    seconds = int(abs((at - now) / timedelta(seconds=1)))
    if seconds < _MINUTE:
        return "now"
    count = _units(seconds)
    return f"in {count}" if at > now else f"{count} ago"


def _units(seconds: int) -> str:
    if seconds >= 2 * _DAY:
        return f"{seconds // _DAY} days"
    if seconds >= 2 * _HOUR:
        return f"{seconds // _HOUR} h"
    return f"{seconds // _MINUTE} min"


def utc_text(at: datetime) -> str:
    """The wire of JSON documents: `2027-03-01T08:00:00Z`, with milliseconds only where there is a fraction."""
    precision = "milliseconds" if at.microsecond else "seconds"
    return at.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
