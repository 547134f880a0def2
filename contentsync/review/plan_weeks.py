"""The weeks of a plan that a branch touches, as tables of seven days; what it changes stands out."""

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from itertools import groupby

from contentsync.review.counting import counted
from contentsync.review.markdown import inline
from contentsync.review.markdown import table
from contentsync.review.material import Material
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.plan_details import folded
from contentsync.review.sections import Section
from contentsync.review.when import zone_of
from contentsync.review.words import excerpt

_RANK = 4
MOST_OF_A_DAY = 6
MOST_WEEKS = 8
_ADDRESS = 30

MARKS: dict[Kind, str] = {
    Kind.NEW: "➕",
    Kind.EDITED: "✏️",
    Kind.MOVED: "➡️",
    Kind.CANCELLED: "❌",
    Kind.WAITING: "⚠️",
    Kind.DRAFT: "📝",
}
"""What is as it was has none."""

_AS_THEY_WERE = frozenset({Kind.UNCHANGED, Kind.PUBLISHED, Kind.UNMANAGED})


def weeks(material: Material) -> Iterator[Section]:
    """The weeks in which something is changed, soonest first."""
    zone = zone_of(material.rows.header.zone)
    dated = [(each.at.astimezone(zone).date(), each) for each in occasions(material) if each.at]
    found = [
        (monday, list(group)) for monday, group in groupby(dated, lambda each: each[0] - timedelta(each[0].weekday()))
    ]
    touched = [(monday, here) for monday, here in found if any(_is_changed(each) for _, each in here)]
    for monday, here in touched[:MOST_WEEKS]:
        yield Section((_week(monday, here, material),), (_RANK, monday.toordinal()), ("week", "weeks"))


def _is_changed(occasion: Occasion) -> bool:
    return occasion.is_from_branch and occasion.kind not in _AS_THEY_WERE


def _week(monday: date, here: list[tuple[date, Occasion]], material: Material) -> str:
    days = [monday + timedelta(number) for number in range(7)]
    head = [f"{day:%a} {day.day}" for day in days]
    cells = [_day([each for at, each in here if at == day], material) for day in days]
    changed = sum(1 for _, each in here if _is_changed(each))
    title = f"🗓 Week of {monday.day} {monday:%b %Y}: {counted(len(here), 'post')}, {changed:,} changed here"
    return folded(title, [table(head, [cells])])


def _day(here: list[Occasion], material: Material) -> str:
    shown = sorted(here, key=lambda each: not _is_changed(each))[:MOST_OF_A_DAY]
    lines = [_occasion(each, material) for each in sorted(shown, key=lambda each: (each.at is None, each.at))]
    more = len(here) - len(shown)
    return "<br>".join([*lines, *([f"and {more:,} more"] if more else [])])


def _occasion(occasion: Occasion, material: Material) -> str:
    zone = zone_of(material.rows.header.zone)
    clock = f"{occasion.at.astimezone(zone):%H:%M}" if occasion.at else ""
    text = f"{clock} {inline(excerpt(occasion.address, _ADDRESS))}"
    mark = MARKS.get(occasion.kind, "")
    return f"{mark} **{text}**" if _is_changed(occasion) else f"{mark} {text}".strip()
