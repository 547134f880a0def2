"""From what stands under `publish_at` to an instant, or to what is wrong with it and the line that would be right."""

import re
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo
from zoneinfo import available_timezones

import msgspec

from contentsync.content.finding import EXCERPT
from contentsync.content.finding import excerpt

ON_MERGE = "on-merge"
EXAMPLE = "publish_at: 2027-03-01 09:00"
_FORMAT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?P<offset>\s?(?:Z|[+-]\d\d:?\d\d))?")
_YEAR_FIRST = re.compile(r"\d{4}")


class Trouble(msgspec.Struct, frozen=True):
    """Why there is no instant. `fix` has the corrected line wherever it can be known."""

    code: str
    message: str
    fix: str


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo | Trouble:
    """The time zone of an IANA name, or CS206."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        pass
    known = sorted(available_timezones())
    by_city = [other for other in known if other.rpartition("/")[2].casefold() == name.casefold().replace(" ", "_")]
    close = by_city or get_close_matches(name, known, n=1)
    fix = f"Write: timezone: {close[0]}" if close else "Write an IANA name, such as timezone: Europe/Madrid"
    return Trouble("CS206", f"{excerpt(name)} is not a time zone", fix)


def moment(text: str, zone_name: str) -> datetime | Trouble:
    """The UTC instant. An offset in the text wins over the zone; without one there has to be a zone.

    CS204 not a date, CS205 no zone, CS206 unknown zone, CS207 and CS208 where daylight saving begins and ends.
    """
    match = _FORMAT.fullmatch(text)
    if match is None:
        return _not_a_date(text)
    try:
        written = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
        if match["offset"]:
            return written.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        return Trouble("CS204", f"{excerpt(text)} is no date: {error}", f"Write it like {EXAMPLE}")
    if not zone_name:
        fix = "Write timezone: Europe/Madrid in the post, in `_defaults.yaml` or in contentsync.yaml."
        return Trouble("CS205", f"{text} is a local time, and no time zone is given", fix)
    there = zone(zone_name)
    return there if isinstance(there, Trouble) else _in_zone(written, there)


def _in_zone(written: datetime, there: ZoneInfo) -> datetime | Trouble:
    first = written.replace(tzinfo=there)
    second = first.replace(fold=1)
    try:
        before, after = first.utcoffset() or timedelta(0), second.utcoffset() or timedelta(0)
        if before == after:
            return first.astimezone(UTC)
    except OverflowError:
        return Trouble("CS204", f"the year {written.year} is out of reach", f"Write it like {EXAMPLE}")
    if before < after:
        later = written + (after - before)
        return Trouble(
            "CS207",
            f"{_shown(written)} does not exist in {there.key}: clocks are put forward then",
            f"Write: publish_at: {_shown(later)}",
        )
    return Trouble(
        "CS208",
        f"{_shown(written)} exists twice in {there.key}: clocks are put back then",
        f"Write: publish_at: {first.isoformat(' ', _precision(written))} for the first, "
        f"or publish_at: {second.isoformat(' ', _precision(written))} for the second",
    )


def _not_a_date(text: str) -> Trouble:
    right, message = _corrected(text), f"{excerpt(text)} is no date that can be read"
    if not right:
        right, message = _corrected(f"{text} 09:00"), f"{excerpt(text)} has no time"
    if not right:
        message = f"{excerpt(text)} is no date that can be read"
        return Trouble("CS204", message, f"Write year, month, day and time: {EXAMPLE}")
    return Trouble("CS204", message, "Write: " + " or ".join(f"publish_at: {line}" for line in right))


def _corrected(text: str) -> list[str]:
    """What may have been meant, written right; two readings where day and month could be either, none if unknown."""
    from dateutil import parser

    found: list[str] = []
    if len(text) > EXCERPT:
        return found
    for is_day_first in (True, False):
        is_first = is_day_first and not _YEAR_FIRST.match(text)
        try:
            # Whatever the text leaves open differs between the two: then it is not known what was meant.
            one, two = (
                parser.parse(text, default=default, dayfirst=is_first, tzinfos=_offset)
                for default in (datetime(2000, 1, 1, 0, 7), datetime(2001, 2, 2, 1, 8))  # noqa: DTZ001
            )
            one, two = _on_the_hour(one, 7), _on_the_hour(two, 8)
            # An offset of more than a day shows only when it is used.
            line = one.isoformat(" ", _precision(one))
        except (ValueError, ArithmeticError, TypeError, AttributeError, IndexError):
            continue
        if one == two and one.year >= 1970 and line not in found:
            found.append(line)
    return found


def _offset(name: str | None, seconds: int | None) -> int | None:
    """The zone that a text names, in seconds, if it names one: what CET or EST may mean is not guessed."""
    if seconds is None and name is not None:
        raise ValueError(name)
    return seconds


def _on_the_hour(found: datetime, left_open: int) -> datetime:
    return found.replace(minute=0) if found.minute == left_open and found.second == 0 else found


def _precision(at: datetime) -> str:
    return "seconds" if at.second else "minutes"


def _shown(at: datetime) -> str:
    return at.isoformat(" ", _precision(at))
