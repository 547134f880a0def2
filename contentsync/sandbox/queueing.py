"""The queue's endpoints: its settings, what is in it, and slots marked full."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask import request

from contentsync.sandbox import accounts
from contentsync.sandbox import moments
from contentsync.sandbox import queue
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import message
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import profile_or_refusal
from contentsync.sandbox.web import service

routes = Blueprint("queueing", __name__, url_prefix="/uploadposts/queue")

PREVIEWED = 10
MOST_PREVIEWED = 50


def _profile(given: Any) -> dict[str, Any]:
    name = given.get("profile_username")
    if not name:
        raise message(400, "profile_username is required")
    return profile_or_refusal(str(name), message(404, "Profile not found"))


@routes.get("/settings")
def read_settings() -> Answer:
    return {"success": True, "queue_settings": _profile(request.args)["queue"]}, 200


@routes.post("/settings")
def replace_settings() -> Answer:
    """What is not given goes back to its default."""
    body = json_body()
    profile = _profile(body)
    given = {name: body[name] for name in accounts.QUEUE if name in body}
    if not _is_possible({**accounts.QUEUE, **given}):
        raise message(400, "Invalid queue settings")
    profile["queue"] = {**accounts.QUEUE, **given}
    service().save_profile(profile)
    return {"success": True, "queue_settings": profile["queue"]}, 200


def _is_possible(settings: dict[str, Any]) -> bool:
    try:
        ZoneInfo(settings["timezone"])
        slots = all(0 <= slot["hour"] < 24 and 0 <= slot["minute"] < 60 for slot in settings["slots"])
        days = all(day in range(7) for day in settings["days_of_week"])
        return slots and days and settings["max_posts_per_slot"] in range(1, 101)
    except (KeyError, TypeError, ValueError, OSError):
        return False


@routes.get("/preview")
def preview() -> Answer:
    here, profile = service(), _profile(request.args)
    count = request.args.get("count", "")
    most = min(int(count), MOST_PREVIEWED) if count.isdecimal() else PREVIEWED
    booked = queue.booked(here, profile)
    found = queue.slots(here, profile)[:most]
    slots = [_slot(profile, at, booked.get(moments.micros(at), [])) for at in found]
    return {"success": True, "slots": slots, "next_available": _next(profile)}, 200


def _slot(profile: dict[str, Any], at: datetime, jobs: list[Job]) -> dict[str, Any]:
    most = profile["queue"]["max_posts_per_slot"]
    marked = moments.spell(at, "offset") in profile["queue"]["full_slots"]
    posts = [{"job_id": job.job_id, "title": job.text("title"), "platforms": job.platforms} for job in jobs]
    return {
        **_times(profile, at),
        "available": len(jobs) < most and not marked,
        "post_count": len(jobs),
        "max_posts_per_slot": most,
        "is_full": len(jobs) >= most or marked,
        "manually_full": marked,
        "scheduled_posts": posts,
        "scheduled_post": posts[0] if posts else None,
    }


def _times(profile: dict[str, Any], at: datetime) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(profile["queue"]["timezone"]))
    return {"datetime_utc": moments.spell(at, "offset"), "datetime_local": local.isoformat()}


def _next(profile: dict[str, Any]) -> dict[str, str] | None:
    at = queue.next_slot(service(), profile)
    return None if at is None else _times(profile, at)


@routes.get("/next-slot")
def next_slot() -> Answer:
    found = _next(_profile(request.args))
    body: dict[str, Any] = {"success": True, "next_slot": found}
    return body | ({} if found else {"message": "No available slots found"}), 200


@routes.route("/slot-full", methods=["POST", "DELETE"])
def mark_slot() -> Answer:
    """POST marks a slot as full, DELETE opens it again."""
    body = json_body()
    profile = _profile(body)
    try:
        slot = moments.spell(moments.parse(str(body.get("slot_datetime"))), "offset")
    except ValueError:
        raise message(400, "Invalid slot_datetime") from None
    others = [full for full in profile["queue"]["full_slots"] if full != slot]
    profile["queue"]["full_slots"] = [*others, slot] if request.method == "POST" else others
    service().save_profile(profile)
    return {"success": True, "full_slots": profile["queue"]["full_slots"]}, 200
