"""When a post is to go out: reading scheduled_date, timezone and add_to_queue."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

from contentsync.sandbox import moments
from contentsync.sandbox import queue
from contentsync.sandbox.form import Form
from contentsync.sandbox.refusal import message
from contentsync.sandbox.service import Service

HORIZON = timedelta(days=365)
SLOT_POSTS = range(1, 101)


class DateError(ValueError):
    """A date that cannot be scheduled. The message is what the API answers."""


@dataclass(frozen=True, slots=True)
class When:
    due_at: int
    is_scheduled: bool


def requested(here: Service, form: Form) -> When:
    """The moment an upload form asks for. Refusal 400 where it makes no sense."""
    date, queued = form.text("scheduled_date"), form.text("add_to_queue") == "true"
    limit = form.text("max_posts_per_slot")
    if limit and (not limit.isdecimal() or int(limit) not in SLOT_POSTS):
        raise message(400, "max_posts_per_slot must be between 1 and 100")
    if date and queued:
        raise message(400, "scheduled_date and add_to_queue cannot be used together")
    if queued:
        return _slot(here, form)
    if not date:
        return When(here.now_micros, is_scheduled=False)
    try:
        return When(moments.micros(ahead(here, date, form.text("timezone"))), is_scheduled=True)
    except DateError as wrong:
        raise message(400, str(wrong)) from None


def _slot(here: Service, form: Form) -> When:
    profile = here.profile(form.text("user")) or {}
    limit = form.text("max_posts_per_slot")
    slot = queue.next_slot(here, profile, int(limit) if limit else None)
    if slot is None:
        raise message(400, "No available slots found")
    return When(moments.micros(slot), is_scheduled=True)


def ahead(here: Service, date: str, zone: str) -> datetime:
    """An instant from now + min_lead to a year ahead; a naive date is in `zone`, or UTC. DateError otherwise."""
    try:
        ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError):
        raise DateError(f"Invalid timezone: {zone}") from None
    try:
        at = moments.parse(date, zone or "UTC")
    except (ValueError, OverflowError):
        raise DateError("Invalid scheduled_date format. Use ISO 8601") from None
    if at <= here.now_at + timedelta(seconds=here.settings["min_lead"]):
        raise DateError("scheduled_date must be in the future")
    if at > here.now_at + HORIZON:
        raise DateError("scheduled_date must be within 365 days")
    return at
