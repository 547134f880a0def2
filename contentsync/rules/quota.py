"""What a plan would use: the free plan's uploads, and the daily caps of each account."""

from bisect import bisect_left
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job

FREE_UPLOADS = 10
"""Uploads a month on the free plan, one per platform (Upload-Post docs, pricing-and-limits)."""

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)

DAILY_CAPS = {
    "instagram": 50,
    "tiktok": 15,
    "linkedin": 150,
    "youtube": 10,
    "facebook": 25,
    "threads": 50,
    "pinterest": 20,
    "bluesky": 25,
}
"""Successful posts per account in any 24 hours (Upload-Post docs, limit-of-uploads). Facebook counts by Page; here all
Pages of a profile are counted together, since the schedule does not say which one a job goes to. Of Bluesky's second
cap, 10 GB of video, 25 videos of its 300 MB fall short."""

OTHER_CAPS = {"youtube": 30, "pinterest": 25}
"""What other pages of the docs say (faq, common-errors)."""

MINUTE_CAPS = {"tiktok": 6}
"""Posts per account in any minute (limit-of-uploads)."""

ONLY_VIDEOS = frozenset({"bluesky"})
"""Where only videos count towards the cap (same page)."""

X_CAPS = {"free": 10, "basic": 10, "professional": 20, "advanced": 30, "business": 30}
"""The cap of X depends on the plan (same page)."""

Planned = tuple[Delivery, datetime]
Account = tuple[str, str]


class Use(msgspec.Struct, frozen=True):
    """What a plan makes of the schedule: posts it would create, make anew, or give another time; `standing` are the
    jobs that stay where they are, `leaving` those that it takes out of the way. `rows` is what the history shows.
    """

    now: datetime
    created: tuple[Planned, ...] = ()
    replaced: tuple[Planned, ...] = ()
    moved: tuple[Planned, ...] = ()
    standing: tuple[Job, ...] = ()
    leaving: tuple[Job, ...] = ()
    rows: tuple[HistoryRow, ...] = ()

    @property
    def news(self) -> list[Planned]:
        """Everything that would go out at a moment which is new to the service, soonest first."""
        return sorted((*self.created, *self.replaced, *self.moved), key=lambda pair: (pair[1], pair[0].address))


def quota_problems(use: Use, tariff: str) -> tuple[Problem, ...]:
    """Warnings about the deliveries that a plan would write, beside what is scheduled and what went out."""
    return (*_free_uploads(use, tariff), *_over_caps(use, tariff))


def _free_uploads(use: Use, tariff: str) -> Iterator[Problem]:
    """Credits are reserved when a job is created, and given back when it is cancelled; a job that is made anew has, for
    a while, those of both (Upload-Post docs, schedule-posts). Failed uploads cost none.
    """
    anew = sorted(use.replaced, key=lambda pair: -len(pair[0].platforms))[:1]
    needed = sum(len(delivery.platforms) for delivery, _ in (*use.created, *anew))
    if tariff.casefold() != "free" or not needed:
        return
    month = use.now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    reserved = sum(len(job.platforms) for job in (*use.standing, *use.leaving))
    spent = sum(row.success and row.at >= month for row in use.rows)
    taken = f", of which up to {reserved + spent} are taken" if reserved + spent else ""
    more = "; the rest will be refused" if needed + reserved + spent > FREE_UPLOADS else ""
    source = next(iter((*use.created, *anew)))[0].source
    message = f"this plan uses {needed} of the {FREE_UPLOADS} uploads that the free plan has a month{taken}{more}"
    fix = "Upload-Post counts one upload per platform, from when it is scheduled; a paid plan has no limit."
    yield Problem(source.file, source.line, 0, "CS503", message, fix, Severity.WARNING)


def _over_caps(use: Use, tariff: str) -> Iterator[Problem]:
    news = use.news
    if not news:
        return
    daily = {**DAILY_CAPS, "x": X_CAPS.get(tariff.casefold(), min(X_CAPS.values()))}
    moments = {account: sorted(found) for account, found in _moments(use, daily).items()}
    yield from _over_window(news, moments, daily, DAY)
    yield from _over_window(news, moments, MINUTE_CAPS, MINUTE)


def _over_window(
    news: Iterable[Planned], moments: Mapping[Account, list[datetime]], caps: Mapping[str, int], window: timedelta
) -> Iterator[Problem]:
    capped = {account: found for account, found in moments.items() if account[1] in caps}
    over = {account: _over(found, caps[account[1]], window) for account, found in capped.items()}
    for delivery, at in news:
        for platform in delivery.platforms:
            found = over.get((delivery.profile, platform), []) if _counts(platform, delivery.post_type) else []
            first = bisect_left(found, (at, 0))
            if first < len(found) and found[first][0] - at < window:
                yield _problem(delivery, platform, at, found[first], caps[platform], window)


def _moments(use: Use, caps: Iterable[str]) -> dict[Account, list[datetime]]:
    taken: dict[Account, list[datetime]] = defaultdict(list)
    for job in use.standing:
        for platform in job.platforms:
            if _counts(platform, job.post_type):
                taken[job.profile, platform].append(job.scheduled_at)
    for delivery, at in use.news:
        for platform in delivery.platforms:
            if _counts(platform, delivery.post_type):
                taken[delivery.profile, platform].append(at)
    for row in use.rows:
        if row.success and row.platform not in ONLY_VIDEOS and use.now - row.at < DAY:
            taken[row.profile, row.platform].append(row.at)
    return {account: moments for account, moments in taken.items() if account[1] in caps}


def _counts(platform: str, post_type: str) -> bool:
    return platform not in ONLY_VIDEOS or post_type == "video"


def _over(moments: list[datetime], cap: int, window: timedelta) -> list[tuple[datetime, int]]:
    """The moments at which more went out in the window before than the cap lets through, and how many."""
    counts = ((at, bisect_right(moments, at) - bisect_left(moments, at - window)) for at in moments)
    return [(at, count) for at, count in counts if count > cap]


def _problem(
    delivery: Delivery, platform: str, at: datetime, over: tuple[datetime, int], cap: int, window: timedelta
) -> Problem:
    when, count = over
    which = "number" if when == at else f"with it, a post {(when - at) // MINUTE} minutes later is number"
    span, other = ("a minute", "hour") if window == MINUTE else ("24 hours", "day")
    note = f" ({OTHER_CAPS[platform]} by another page of its docs)" if platform in OTHER_CAPS else ""
    message = f"{delivery.address}: {which} {count} on {platform} within {span}; Upload-Post lets {cap} through{note}"
    fix = f"Move it to another {other}: what is over the cap is refused or moved when its time comes."
    source, about = delivery.source, (delivery.post_id, delivery.address)
    return Problem(source.file, source.line, 0, "CS504", message, fix, Severity.WARNING, *about)
