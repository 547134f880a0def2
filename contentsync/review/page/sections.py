"""The page by profiles: each with its calendar, its agenda and its posts."""

import re
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from itertools import groupby

import msgspec

from contentsync.model.houserules import Blackout
from contentsync.model.houserules import Rulebook
from contentsync.review.escape import escaped
from contentsync.review.occasions import Kind
from contentsync.review.page.moments import Moment
from contentsync.review.page.posts import KEYS
from contentsync.review.page.posts import Post
from contentsync.review.page.sheets import Sheet
from contentsync.review.page.sheets import sheets_of
from contentsync.review.page.troubles import GRADES
from contentsync.review.page.troubles import Grade
from contentsync.review.when import zone_of

CountedKind = tuple[str, str, str, int]
_GOING_OUT = frozenset({Kind.NEW, Kind.EDITED, Kind.MOVED, Kind.UNCHANGED, Kind.UNMANAGED})


class AgendaDay(msgspec.Struct, frozen=True):
    """A day of the agenda; `date` is None for what has no moment yet."""

    date: date | None
    name: str
    posts: tuple[Post, ...]


class Section(msgspec.Struct, frozen=True):
    """One profile, which has a page of its own where there are several. `slug` ends its anchors, in words of its name.

    `kinds` are those of `kinds_of`, `next_at` when followers see something next.
    """

    slug: str
    profile: str
    sheets: tuple[Sheet, ...]
    days: tuple[AgendaDay, ...]
    posts: tuple[Post, ...]
    kinds: list[CountedKind]
    next_at: Moment | None

    @property
    def grades(self) -> list[tuple[Grade, str]]:
        """What is said against some of the posts, and what its sign means."""
        there = {post.trouble.grade for post in self.posts if post.trouble}
        return [(grade, words) for grade, words in GRADES.items() if grade in there]

    @property
    def loud(self) -> int:
        """How many posts something happens to."""
        return sum(1 for post in self.posts if post.is_loud)


def sections_of(posts: list[Post], zone: str, now: datetime, rulebook: Rulebook) -> tuple[Section, ...]:
    """One for each profile, by name."""
    by_profile: dict[str, list[Post]] = {}
    for post in posts:
        by_profile.setdefault(post.occasion.profile, []).append(post)
    profiles = sorted(by_profile)
    slugs = _slugs(profiles)
    return tuple(
        _section(slug, profile, by_profile[profile], zone, now, rulebook.of(profile).blackout)
        for slug, profile in zip(slugs, profiles, strict=True)
    )


def _slugs(names: Iterable[str]) -> list[str]:
    """Each name as an address of the page can have it, no two the same."""
    found: list[str] = []
    for name in names:
        slug = re.sub(r"[^\w-]+", "-", escaped(name))
        while slug in found:
            slug += "-"
        found.append(slug)
    return found


def _section(
    slug: str, profile: str, posts: list[Post], zone: str, now: datetime, blackout: tuple[Blackout, ...]
) -> Section:
    return Section(
        slug=slug,
        profile=profile,
        sheets=sheets_of(posts, zone, now.astimezone(zone_of(zone)).date(), blackout),
        days=days_of(posts, zone, now),
        posts=tuple(posts),
        kinds=kinds_of(posts),
        next_at=_next_at(posts, now),
    )


def _next_at(posts: list[Post], now: datetime) -> Moment | None:
    ahead = (post for post in posts if post.kind in _GOING_OUT and post.occasion.at and post.occasion.at > now)
    return next((post.moment for post in ahead), None)


def days_of(posts: list[Post], zone: str, now: datetime) -> tuple[AgendaDay, ...]:
    """The posts day by day, as they are sorted."""
    tz = zone_of(zone)
    year = now.astimezone(tz).year
    grouped = groupby(posts, lambda post: post.occasion.at.astimezone(tz).date() if post.occasion.at else None)
    return tuple(AgendaDay(day, _name(day, year), tuple(group)) for day, group in grouped)


def _name(day: date | None, year: int) -> str:
    if day is None:
        return "When first applied"
    return f"{day:%A} {day.day} {day:%B}{'' if day.year == year else f' {day.year}'}"


def kinds_of(posts: list[Post]) -> list[CountedKind]:
    """The kinds that there are, as (key, sign, words, how many), in the order of the signs."""
    counts = {kind: sum(1 for post in posts if post.kind is kind) for kind in KEYS}
    signs = {post.kind: post.sign for post in posts}
    return [(KEYS[kind], signs[kind], str(kind), count) for kind, count in counts.items() if count]
