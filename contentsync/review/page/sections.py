"""The page by profiles: each with its calendar, its agenda and its posts."""

from datetime import date
from datetime import datetime
from itertools import groupby

import msgspec

from contentsync.review.months import Day
from contentsync.review.months import Month
from contentsync.review.months import Slot
from contentsync.review.months import months
from contentsync.review.page.posts import KEYS
from contentsync.review.page.posts import Post
from contentsync.review.when import zone_of


class Entry(msgspec.Struct, frozen=True):
    """A post on its day of the calendar, or the slot that it leaves."""

    post: Post
    clock: str
    iso: str
    is_old: bool

    @property
    def key(self) -> str:
        return "ghost" if self.is_old else self.post.key


class Cell(msgspec.Struct, frozen=True):
    """A day of the calendar."""

    date: date
    entries: tuple[Entry, ...]
    is_outside: bool
    is_today: bool


class Sheet(msgspec.Struct, frozen=True):
    """A month of the calendar."""

    name: str
    weeks: tuple[tuple[Cell, ...], ...]


class AgendaDay(msgspec.Struct, frozen=True):
    """A day of the agenda; `date` is None for what has no moment yet."""

    date: date | None
    name: str
    posts: tuple[Post, ...]


class Section(msgspec.Struct, frozen=True):
    """One profile. `id` is its anchor."""

    id: str
    profile: str
    sheets: tuple[Sheet, ...]
    days: tuple[AgendaDay, ...]
    posts: tuple[Post, ...]

    @property
    def loud(self) -> int:
        """How many posts something happens to."""
        return sum(1 for post in self.posts if post.is_loud)


def sections_of(posts: list[Post], zone: str, now: datetime) -> tuple[Section, ...]:
    """One for each profile, by name."""
    profiles = sorted({post.occasion.profile for post in posts})
    return tuple(
        _section(f"s{number}", profile, [post for post in posts if post.occasion.profile == profile], zone, now)
        for number, profile in enumerate(profiles, 1)
    )


def _section(anchor: str, profile: str, posts: list[Post], zone: str, now: datetime) -> Section:
    # Not by address: a post that has become a draft is there twice, once as what is cancelled.
    by_occasion = {id(post.occasion): post for post in posts}
    today = now.astimezone(zone_of(zone)).date()
    found = months((post.occasion for post in posts), zone)
    return Section(
        id=anchor,
        profile=profile,
        sheets=tuple(_sheet(month, by_occasion, today) for month in found),
        days=_days(posts, zone, today.year),
        posts=tuple(posts),
    )


def _sheet(month: Month, posts: dict[int, Post], today: date) -> Sheet:
    return Sheet(month.name, tuple(tuple(_cell(day, posts, today) for day in week) for week in month.weeks))


def _cell(day: Day, posts: dict[int, Post], today: date) -> Cell:
    return Cell(
        date=day.date,
        entries=tuple(_entry(slot, posts[id(slot.occasion)]) for slot in day.slots),
        is_outside=day.is_outside,
        is_today=day.date == today,
    )


def _entry(slot: Slot, post: Post) -> Entry:
    moment = post.was if slot.is_old else post.moment
    assert moment is not None
    return Entry(post, moment.clock, moment.iso, slot.is_old)


def _days(posts: list[Post], zone: str, year: int) -> tuple[AgendaDay, ...]:
    tz = zone_of(zone)
    grouped = groupby(posts, lambda post: post.occasion.at.astimezone(tz).date() if post.occasion.at else None)
    return tuple(AgendaDay(day, _name(day, year), tuple(group)) for day, group in grouped)


def _name(day: date | None, year: int) -> str:
    if day is None:
        return "When first applied"
    return f"{day:%A} {day.day} {day:%B}{'' if day.year == year else f' {day.year}'}"


def kinds_of(posts: list[Post]) -> list[tuple[str, str, str, int]]:
    """The kinds that there are, as (key, sign, words, how many), in the order of the signs."""
    counts = {kind: sum(1 for post in posts if post.kind is kind) for kind in KEYS}
    signs = {post.kind: post.sign for post in posts}
    return [(KEYS[kind], signs[kind], str(kind), count) for kind, count in counts.items() if count]
