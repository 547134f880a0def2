"""What a plan would use: the free plan's uploads, and the daily caps of each account."""

from bisect import bisect_left
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Job

FREE_UPLOADS = 10
"""Uploads a month on the free plan, one per platform (Upload-Post docs, pricing-and-limits)."""

DAY = timedelta(hours=24)

DAILY_CAPS = {
    "instagram": 50,
    "tiktok": 15,
    "linkedin": 150,
    "youtube": 10,
    "facebook": 25,
    "threads": 50,
    "pinterest": 20,
}
"""Successful posts per account in any 24 hours (Upload-Post docs, limit-of-uploads)."""

X_CAPS = {"free": 10, "basic": 10, "professional": 20, "advanced": 30, "business": 30}
"""The cap of X depends on the plan (same page)."""

Planned = tuple[Delivery, datetime]


def quota_problems(planned: Iterable[Planned], jobs: Iterable[Job], tariff: str) -> tuple[Problem, ...]:
    """Warnings about the deliveries that a plan would create, beside what is scheduled already."""
    news = sorted(planned, key=lambda pair: (pair[1], pair[0].address))
    return (*_free_uploads(news, tariff), *_over_caps(news, jobs, tariff))


def _free_uploads(news: list[Planned], tariff: str) -> Iterable[Problem]:
    count = sum(len(delivery.platforms) for delivery, _ in news)
    if tariff.casefold() != "free" or not count:
        return
    more = "; the rest will be refused" if count > FREE_UPLOADS else ""
    yield Problem(
        file=news[0][0].source.file, line=news[0][0].source.line, column=0, code="CS503", severity=Severity.WARNING,
        message=f"this plan uses {count} of the {FREE_UPLOADS} uploads that the free plan has a month{more}",
        fix="Upload-Post counts one upload per platform; a paid plan has no limit.",
    )  # fmt: skip


def _over_caps(news: list[Planned], jobs: Iterable[Job], tariff: str) -> Iterable[Problem]:
    caps = {**DAILY_CAPS, "x": X_CAPS.get(tariff.casefold(), min(X_CAPS.values()))}
    if not news:
        return
    taken: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for job in jobs:
        for platform in job.platforms:
            taken[job.profile, platform].append(job.scheduled_at)
    for delivery, at in news:
        for platform in delivery.platforms:
            taken[delivery.profile, platform].append(at)
    for moments in taken.values():
        moments.sort()
    for delivery, at in news:
        for platform in delivery.platforms:
            moments = taken[delivery.profile, platform]
            count = bisect_right(moments, at) - bisect_left(moments, at - DAY)
            if platform in caps and count > caps[platform]:
                yield _over(delivery, platform, count, caps[platform])


def _over(delivery: Delivery, platform: str, count: int, cap: int) -> Problem:
    return Problem(
        file=delivery.source.file, line=delivery.source.line, column=0, code="CS504", severity=Severity.WARNING,
        message=f"{delivery.address}: number {count} on {platform} within 24 hours; Upload-Post lets {cap} through",
        fix="Move it to another day: what is over the cap is refused or moved when its time comes.",
        post=delivery.post_id,
    )  # fmt: skip
