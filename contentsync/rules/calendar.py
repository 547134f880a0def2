"""House rules over the calendar: posts too close to each other, at quiet hours, on days without posts."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from contentsync.model.delivery import Delivery
from contentsync.model.houserules import Blackout
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.rules.postings import DAY
from contentsync.rules.postings import HOUR
from contentsync.rules.postings import MINUTE
from contentsync.rules.postings import Posting
from contentsync.rules.postings import gap
from contentsync.rules.postings import names

Planned = tuple[Delivery, datetime]


def calendar_problems(planned: Iterable[Planned], postings: Iterable[Posting], rulebook: Rulebook) -> Iterator[Problem]:
    """CS332 to CS334. `postings` are all that goes out on the accounts, those of `planned` included."""
    if rulebook.asks_nothing:
        return
    for delivery, at in planned:
        yield from _hours_and_days(delivery, at, rulebook)
    yield from _too_close(postings, rulebook)


def _hours_and_days(delivery: Delivery, at: datetime, rulebook: Rulebook) -> Iterator[Problem]:
    rules = rulebook.of(delivery.profile)
    quiet = rules.quiet_hours
    if quiet is not None:
        zone = quiet.zone or delivery.timezone
        local = at.astimezone(ZoneInfo(zone))
        if quiet.covers(local.time()):
            message = f"goes out at {local:%H:%M} {zone}, in the quiet hours {quiet.text}"
            yield _problem(delivery, "CS333", message, "Give it another hour, or change `quiet_hours` in the settings.")
    day = at.astimezone(ZoneInfo(delivery.timezone)).date() if rules.blackout else None
    for blackout in rules.blackout:
        if day is not None and blackout.first <= day <= blackout.last:
            message = f"goes out on {day:%d %b %Y}, a day without posts{_why(blackout)}"
            yield _problem(delivery, "CS334", message, "Give it another day, or change `blackout` in the settings.")
            break


def _why(blackout: Blackout) -> str:
    return f": {blackout.reason}" if blackout.reason else ""


def _too_close(postings: Iterable[Posting], rulebook: Rulebook) -> Iterator[Problem]:
    by_account: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in postings:
        if rulebook.of(posting.profile).spacing:
            for platform in posting.platforms:
                by_account[posting.profile, platform].append(posting)
    close: dict[tuple[str, str], tuple[Posting, Posting, set[str]]] = {}
    for (profile, platform), found in by_account.items():
        found.sort(key=lambda posting: (posting.at, posting.where))
        for earlier, later in pairwise(found):
            if later.at - earlier.at < rulebook.of(profile).spacing and (earlier.delivery or later.delivery):
                _, _, platforms = close.setdefault(_pair(earlier, later), (earlier, later, set()))
                platforms.add(platform)
    for earlier, later, platforms in close.values():
        yield _too_close_problem(earlier, later, platforms, rulebook.of(later.profile).spacing)


def _pair(earlier: Posting, later: Posting) -> tuple[str, str]:
    return _name(earlier), _name(later)


def _name(posting: Posting) -> str:
    return posting.delivery.address if posting.delivery else posting.where


def _too_close_problem(earlier: Posting, later: Posting, platforms: set[str], spacing: timedelta) -> Problem:
    mine, other = (later, earlier) if later.delivery is not None else (earlier, later)
    assert mine.delivery is not None
    which = f"{other.where}, which goes out {gap(mine.at, other.at)}"
    message = f"too close to {which}, on {names(platforms)} of {mine.profile}: `spacing` is {_shown(spacing)}"
    return _problem(mine.delivery, "CS332", message, "Move one of the two, or change `spacing` in the settings.")


def _shown(span: timedelta) -> str:
    """As settings have it: 1d12h, 30m."""
    parts = []
    for unit, sign in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m"), (timedelta(seconds=1), "s")):
        count, span = divmod(span, unit)
        parts += [f"{count}{sign}"] if count else []
    return "".join(parts)


def _problem(delivery: Delivery, code: str, message: str, fix: str) -> Problem:
    """At the moment that the post gives, else at the post."""
    source = delivery.source
    line, column = (source.moment_line, source.moment_column) if source.moment_line else (source.line, 0)
    about = (delivery.post_id, delivery.address)
    return Problem(source.file, line, column, code, message, fix, Severity.WARNING, *about)
