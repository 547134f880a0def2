"""Occasions laid out by months, weeks and days: what every calendar is drawn from."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from itertools import groupby

import msgspec

from contentsync.review.occasions import SIGNS
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.when import zone_of

OLD_SLOT = ("<", "dim")
"""The sign and style of a slot that a moved post leaves."""
_QUIET = frozenset({Kind.UNCHANGED, Kind.PUBLISHED, Kind.DRAFT, Kind.UNMANAGED})


class Slot(msgspec.Struct, frozen=True):
    """One occasion on one day, `at` in the calendar's zone. `is_old` says that it is moved away from there."""

    at: datetime
    occasion: Occasion
    is_old: bool = False

    @property
    def sign(self) -> tuple[str, str]:
        """Its sign and style."""
        return OLD_SLOT if self.is_old else SIGNS[self.occasion.kind]

    @property
    def is_quiet(self) -> bool:
        """Whether a plan changes nothing there."""
        return self.occasion.kind in _QUIET


class Day(msgspec.Struct, frozen=True):
    """One cell of a calendar; `is_outside` where it fills up a week of the month before or after."""

    date: date
    slots: tuple[Slot, ...]
    is_outside: bool = False


class Month(msgspec.Struct, frozen=True):
    """Weeks of seven days from Monday on. `first` is its first day."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def name(self) -> str:
        """`March 2027`."""
        return f"{self.first:%B} {self.first.year}"


def current(found: Iterable[Occasion], zone: str, now: datetime) -> tuple[Occasion, ...]:
    """Those that are on people's minds: of this month and later, and from before it only what a plan changes."""
    began = now.astimezone(zone_of(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return tuple(each for each in found if each.at is None or each.at >= began or each.kind not in _QUIET)


def months(found: Iterable[Occasion], zone: str) -> tuple[Month, ...]:
    """The months that have something, in order, with every moment on its day in that zone."""
    slots = sorted(_slots(found, zone), key=lambda slot: (slot.at, slot.occasion.address))
    return tuple(
        _month(year, month, list(group)) for (year, month), group in groupby(slots, lambda s: (s.at.year, s.at.month))
    )


def kinds(found: Iterable[Slot]) -> list[tuple[str, str, str]]:
    """What the signs of these slots mean, as (sign, style, words), each once."""
    slots = list(found)
    there = {slot.occasion.kind for slot in slots if not slot.is_old}
    meant = [(*sign, str(kind)) for kind, sign in SIGNS.items() if kind in there]
    return meant + ([(*OLD_SLOT, "moved away")] if any(slot.is_old for slot in slots) else [])


def slots_of(month: Month) -> list[Slot]:
    """All slots of a month."""
    return [slot for week in month.weeks for day in week for slot in day.slots]


def _slots(found: Iterable[Occasion], zone: str) -> Iterable[Slot]:
    tz = zone_of(zone)
    for each in found:
        if each.at is not None:
            yield Slot(each.at.astimezone(tz), each)
        if each.was_at is not None:
            yield Slot(each.was_at.astimezone(tz), each, is_old=True)


def _month(year: int, month: int, slots: list[Slot]) -> Month:
    by_day = {day: tuple(group) for day, group in groupby(slots, lambda slot: slot.at.date())}
    weeks = Calendar().monthdatescalendar(year, month)
    return Month(
        date(year, month, 1),
        tuple(tuple(Day(day, by_day.get(day, ()), day.month != month) for day in week) for week in weeks),
    )
