"""Instants as this service spells them.

Inside the sandbox an instant is an aware UTC datetime; the store keeps whole microseconds since 1970.
"""

import re
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

EPOCH_AT = datetime(1970, 1, 1, tzinfo=UTC)

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def parse(text: str, zone: str = "UTC") -> datetime:
    """Read an ISO 8601 date; one without an offset is local time in `zone`. ValueError if it is none."""
    at = datetime.fromisoformat(text.strip())
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(zone))
    return at.astimezone(UTC)


def parse_duration(text: str) -> timedelta:
    """Read an ISO 8601 duration of weeks, days, hours, minutes and seconds. ValueError if it is none."""
    found = _DURATION.fullmatch(text.strip())
    given = {unit: float(n) for unit, n in found.groupdict().items() if n} if found else {}
    if not given:
        raise ValueError(f"not an ISO 8601 duration: {text!r}")
    return timedelta(**given)


def spell(at: datetime, form: str) -> str:
    """Write an instant as `naive` (no zone, meaning UTC), `Z` or `offset` (`+00:00`)."""
    text = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds").removesuffix(".000")
    return text + {"naive": "", "Z": "Z", "offset": "+00:00"}[form]


def micros(at: datetime) -> int:
    return (at - EPOCH_AT) // timedelta(microseconds=1)


def from_micros(count: int) -> datetime:
    return EPOCH_AT + timedelta(microseconds=count)
