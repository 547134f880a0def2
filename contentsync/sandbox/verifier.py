"""Limits and likenesses: credits, daily caps, and the check for duplicate texts.

Source of the numbers: API page, daily hard caps, monthly quota and duplicate content.
"""

import re
import unicodedata
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from contentsync.sandbox import moments
from contentsync.sandbox.job import Job
from contentsync.sandbox.service import Service
from contentsync.sandbox.words import words

CAPS = {
    "instagram": 50,
    "tiktok": 15,
    "linkedin": 150,
    "youtube": 10,
    "facebook": 25,
    "threads": 50,
    "pinterest": 20,
}
MINUTE_CAPS = {"tiktok": 6}
X_CAPS = {"free": 10, "basic": 10, "professional": 20, "advanced": 30, "business": 30}
BLUESKY_VIDEOS = 25
BLUESKY_IMAGES = 4
DAY = timedelta(days=1) // timedelta(microseconds=1)
MINUTE = timedelta(minutes=1) // timedelta(microseconds=1)
DUPLICATE_WINDOW = 2 * DAY
NEAR = 0.9


def cap(service: Service, job: Job, platform: str) -> int | None:
    """How many posts that account may publish in 24 hours, or None."""
    if platform == "x":
        return X_CAPS[service.settings["plan"]]
    if platform == "bluesky":
        return BLUESKY_VIDEOS if job.post_type == "video" else None
    return CAPS.get(platform)


def full_caps(service: Service, job: Job, at: int) -> list[dict[str, Any]]:
    """The `hard_cap` violations of publishing this job at that instant."""
    if not service.settings["daily_caps"]:
        return []
    return [found for platform in job.platforms for found in _cap_violation(service, job, platform, at)]


def _cap_violation(service: Service, job: Job, platform: str, at: int) -> list[dict[str, Any]]:
    limits = {DAY: cap(service, job, platform), MINUTE: MINUTE_CAPS.get(platform)}
    earlier = [row.published_at for row in service.results.succeeded_between(job.profile, platform, at - DAY, at)]
    for window, limit in limits.items():
        used = sum(moment > at - window for moment in earlier)
        if limit is not None and used >= limit:
            name, span = ("Daily cap", "24h") if window == DAY else ("Rate", "minute")
            text = f"{name} reached for {platform}: {used}/{limit} in last {span}"
            found = {"platform": platform, "type": "hard_cap", "message": text}
            return [found | {"used_last_24h": len(earlier), "cap": limit}]
    return []


def violations(service: Service, job: Job, platform: str, at: int) -> list[dict[str, Any]]:
    """What stands against publishing this one platform at that instant."""
    found = _cap_violation(service, job, platform, at) if service.settings["daily_caps"] else []
    if service.settings["duplicate_verifier"] == "run":
        found += _published_twin(service, job, platform, at)
    return found


def duplicates(service: Service, job: Job) -> list[dict[str, Any]]:
    """For the verifier at creation: likenesses with what is published, and with what is scheduled near it."""
    found = [v for platform in job.platforms for v in _published_twin(service, job, platform, job.due_at)]
    for other in service.jobs.scheduled():
        if other.profile == job.profile and abs(other.due_at - job.due_at) < DUPLICATE_WINDOW:
            shared = [p for p in job.platforms if p in other.platforms]
            found += [_duplicate(p) for p in shared if near(_text(job, p), _text(other, p))]
    return found


def _published_twin(service: Service, job: Job, platform: str, at: int) -> list[dict[str, Any]]:
    text = _text(job, platform)
    earlier = service.results.succeeded_between(job.profile, platform, at - DUPLICATE_WINDOW, at)
    return [_duplicate(platform)] if any(near(text, row.data["caption"]) for row in earlier) else []


def _duplicate(platform: str) -> dict[str, Any]:
    text = f"Duplicate content for {platform}: same or too similar text in the last 48h"
    return {"platform": platform, "type": "duplicate_content", "message": text}


def _text(job: Job, platform: str) -> str:
    return words(job, platform, x_links=True).text


def near(one: str, other: str) -> bool:
    """Same text, or too similar: at least nine tenths alike after case, accents and spaces are levelled."""
    a, b = _level(one), _level(other)
    return a == b or (bool(a) and bool(b) and SequenceMatcher(None, a, b).ratio() >= NEAR)


def _level(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def is_metered(service: Service) -> bool:
    return str(service.settings["plan"]) == "free"


def usage(service: Service) -> dict[str, Any]:
    """Credits of this month: one for each platform that is reserved or was published; failures cost nothing."""
    start_at = service.now_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    count = service.jobs.credits_since(moments.micros(start_at))
    limit = service.settings["monthly_uploads"] if is_metered(service) else None
    return {"count": count, "limit": limit, "last_reset": moments.spell(start_at, "Z")}


def full_day(service: Service, job: Job, at: int) -> str | None:
    """Why a job cannot move to that instant: what is published and scheduled in the 24 hours before fills a cap."""
    others = [o for o in service.jobs.scheduled() if o.profile == job.profile and at - DAY < o.due_at <= at]
    for platform in job.platforms:
        limit = cap(service, job, platform)
        planned = sum(platform in other.platforms for other in others if other.job_id != job.job_id)
        used = planned + len(service.results.succeeded_between(job.profile, platform, at - DAY, at))
        if limit is not None and used >= limit:
            return f"Daily limit reached for {platform}: {used}/{limit} on that day"
    return None


def warnings(job: Job, platform: str) -> list[str]:
    """The strings that a successful publish carries beside its ids."""
    is_cut = job.post_type == "photo" and job.text("bluesky_gallery") != "true" and len(job.media) > BLUESKY_IMAGES
    if platform == "bluesky" and is_cut:
        return [f"Bluesky takes {BLUESKY_IMAGES} images; the first {BLUESKY_IMAGES} were kept"]
    return job.warnings
