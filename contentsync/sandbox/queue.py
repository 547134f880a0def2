"""The posting queue: weekly slots of a profile, filled in order."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from contentsync.sandbox import moments
from contentsync.sandbox.job import Job
from contentsync.sandbox.service import Service

LOOK_AHEAD_DAYS = 30


def slots(here: Service, profile: dict[str, Any]) -> list[datetime]:
    """The slots of the next 30 days, in UTC, soonest first."""
    settings = profile["queue"]
    zone = ZoneInfo(settings["timezone"])
    today = here.now_at.astimezone(zone).date()
    days = [today + timedelta(days=n) for n in range(LOOK_AHEAD_DAYS + 1)]
    local = [
        datetime(day.year, day.month, day.day, slot["hour"], slot["minute"], tzinfo=zone)
        for day in days
        if day.weekday() in settings["days_of_week"]
        for slot in settings["slots"]
    ]
    last_at = here.now_at + timedelta(days=LOOK_AHEAD_DAYS)
    return sorted(at for at in (slot.astimezone(UTC) for slot in local) if here.now_at < at <= last_at)


def booked(here: Service, profile: dict[str, Any]) -> dict[int, list[Job]]:
    """The scheduled jobs of a profile by their instant in microseconds."""
    jobs: dict[int, list[Job]] = {}
    for job in here.jobs.scheduled():
        if job.profile == profile["username"]:
            jobs.setdefault(job.due_at, []).append(job)
    return jobs


def next_slot(here: Service, profile: dict[str, Any], limit: int | None = None) -> datetime | None:
    """The first slot with room; `limit` posts fit into one, else what the profile's settings say."""
    most = limit or profile["queue"]["max_posts_per_slot"]
    taken = booked(here, profile)
    full = set(profile["queue"]["full_slots"])
    for slot in slots(here, profile):
        if len(taken.get(moments.micros(slot), [])) < most and moments.spell(slot, "offset") not in full:
            return slot
    return None
