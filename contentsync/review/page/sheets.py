"""Months as sheets of a calendar: what each day has room for, and what is the matter with the day."""

from collections.abc import Collection
from collections.abc import Iterable
from datetime import date

import msgspec

from contentsync.model.houserules import Blackout
from contentsync.review.months import Day
from contentsync.review.months import Slot
from contentsync.review.months import months
from contentsync.review.page.posts import Post
from contentsync.review.page.troubles import Grade
from contentsync.review.page.troubles import Trouble

MOST_OF_A_DAY = 5
"""So many entries a day shows; of more, one less, and the others unfold."""


class Entry(msgspec.Struct, frozen=True):
    """A post on its day of the calendar, or the slot that it leaves."""

    post: Post
    clock: str
    iso: str
    is_old: bool

    @property
    def key(self) -> str:
        return "ghost" if self.is_old else self.post.key

    @property
    def trouble(self) -> Trouble | None:
        return None if self.is_old else self.post.trouble


class Cell(msgspec.Struct, frozen=True):
    """A day of the calendar. `folded` are the entries that it has no room for; `closed` says that posts are not to go
    out on it, and why.
    """

    date: date
    entries: tuple[Entry, ...]
    folded: tuple[Entry, ...]
    is_outside: bool
    is_today: bool
    closed: str

    @property
    def crowd(self) -> int:
        """How many posts there are, where they are more than it shows; else 0."""
        here = (*self.entries, *self.folded)
        return sum(1 for entry in here if not entry.is_old) if self.folded else 0

    @property
    def folded_grade(self) -> Grade | None:
        """The worst that is said against what is folded."""
        there = {entry.trouble.grade for entry in self.folded if entry.trouble}
        return next((grade for grade in Grade if grade in there), None)


class Sheet(msgspec.Struct, frozen=True):
    """A month of the calendar."""

    name: str
    weeks: tuple[tuple[Cell, ...], ...]


def sheets_of(posts: Iterable[Post], zone: str, today: date, blackout: Collection[Blackout]) -> tuple[Sheet, ...]:
    """The months that have something of these posts, in that zone."""
    # Not by address: a post that has become a draft is there twice, once as what is cancelled.
    by_occasion = {id(post.occasion): post for post in posts}
    found = months((post.occasion for post in by_occasion.values()), zone)
    return tuple(
        Sheet(
            month.name, tuple(tuple(_cell(day, by_occasion, today, blackout) for day in week) for week in month.weeks)
        )
        for month in found
    )


def _cell(day: Day, posts: dict[int, Post], today: date, blackout: Collection[Blackout]) -> Cell:
    here = [_entry(slot, posts[id(slot.occasion)]) for slot in day.slots]
    kept = here if len(here) <= MOST_OF_A_DAY else sorted(here, key=_weight)[: MOST_OF_A_DAY - 1]
    return Cell(
        date=day.date,
        entries=tuple(entry for entry in here if entry in kept),
        folded=tuple(entry for entry in here if entry not in kept),
        is_outside=day.is_outside,
        is_today=day.date == today,
        closed=next((_closed(each) for each in blackout if each.first <= day.date <= each.last), ""),
    )


def _weight(entry: Entry) -> tuple[bool, bool, int, bool]:
    """What a reviewer must not miss comes first."""
    grades = list(Grade)
    rank = grades.index(entry.trouble.grade) if entry.trouble else len(grades)
    is_loud = entry.post.is_loud and not entry.is_old
    return rank > 0, not is_loud, rank, not entry.is_old


def _closed(blackout: Blackout) -> str:
    return f"no posts: {blackout.reason}" if blackout.reason else "no posts"


def _entry(slot: Slot, post: Post) -> Entry:
    moment = post.was if slot.is_old else post.moment
    assert moment is not None
    return Entry(post, moment.clock, moment.iso, slot.is_old)
