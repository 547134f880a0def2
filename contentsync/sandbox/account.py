"""The account itself: who is asking, preferences, notifications, and what its networks still allow."""

from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import accounts
from contentsync.sandbox import verifier
from contentsync.sandbox.refusal import message
from contentsync.sandbox.service import EMAIL
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import connected_account
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import service

routes = Blueprint("account", __name__, url_prefix="/uploadposts")

EVENTS = (
    *("upload_completed", "social_account_connected"),
    *("social_account_disconnected", "social_account_reauth_required"),
)
WEEK_START = {"weekStartDay": 1}
TRACKS = (("7101", "Spring Tide", "The Harbour"), ("7102", "Paper Boats", "Ink & Oar"))


@routes.get("/me")
def me() -> Answer:
    here = service()
    preferences = here.store.document("preferences") or WEEK_START
    plan = here.settings["plan"]
    body = {"success": True, "message": "Token is valid", "email": EMAIL, "plan": plan, "preferences": preferences}
    return body, 200


@routes.get("/users/preferences")
def preferences() -> Answer:
    return {"success": True, "preferences": service().store.document("preferences") or WEEK_START}, 200


@routes.post("/users/preferences")
def change_preferences() -> Answer:
    """The docs and the SDKs spell the one preference differently; both are taken."""
    body = json_body()
    day = body.get("weekStartDay", body.get("week_start_day"))
    if day not in range(7):
        raise message(400, "weekStartDay must be between 0 and 6")
    service().store.put_document("preferences", {"weekStartDay": day})
    return {"success": True, "preferences": {"weekStartDay": day}}, 200


@routes.get("/users/notifications")
@routes.get("/notification-config")
def notifications() -> Answer:
    return {"success": True, **(service().store.document("notifications") or _webhook(None, []))}, 200


@routes.post("/users/notifications")
@routes.post("/notification-config")
def change_notifications() -> Answer:
    """Events come as an object of booleans, or as a list of names."""
    here, body = service(), json_body()
    before = here.store.document("notifications") or _webhook(None, [])
    given = body.get("webhook_events", before["webhook_events"])
    names = [name for name, wanted in given.items() if wanted] if isinstance(given, dict) else given
    if not isinstance(names, list) or any(name not in EVENTS for name in names):
        raise message(400, "Invalid webhook_events")
    after = _webhook(body.get("webhook_url", before["webhook_url"]), names)
    here.store.put_document("notifications", after)
    return {"success": True, **after}, 200


@routes.delete("/users/notifications")
@routes.delete("/notification-config")
def drop_notifications() -> Answer:
    service().store.put_document("notifications", _webhook(None, []))
    return {"success": True}, 200


@routes.post("/users/notifications/test")
def test_notifications() -> Answer:
    if not (service().store.document("notifications") or {}).get("webhook_url"):
        raise message(400, "No webhook_url is configured")
    return {"success": True, "message": "Test notification sent"}, 200


def _webhook(address: Any, names: list[str]) -> dict[str, Any]:
    return {"webhook_url": address, "webhook_events": {event: event in names for event in EVENTS}}


@routes.get("/instagram/publishing_limit", defaults={"platform": "instagram", "parameter": "profile"})
@routes.get("/threads/publishing_limit", defaults={"platform": "threads", "parameter": "user"})
def publishing_limit(platform: str, parameter: str) -> Answer:
    here, profile = service(), request.args.get(parameter, "")
    connected_account(profile, platform)
    used = len(here.results.succeeded_between(profile, platform, here.now_micros - verifier.DAY, here.now_micros))
    total = verifier.CAPS[platform]
    return {"success": True, "quota_usage": used, "quota_total": total, "quota_remaining": total - used}, 200


@routes.get("/tiktok/settings")
def tiktok_settings() -> Answer:
    account = connected_account(request.args.get("profile", ""), "tiktok")
    return {
        "success": True,
        "privacy_level_options": accounts.privacy_levels(account),
        "max_video_post_duration_sec": 600,
        "comment_disabled": False,
        "duet_disabled": False,
        "stitch_disabled": False,
    }, 200


@routes.get("/tiktok/music/trending")
@routes.get("/tiktok/music/search")
def tiktok_music() -> Answer:
    connected_account(request.args.get("profile", ""), "tiktok")
    words = request.args.get("q", "").casefold().split()
    tracks = [
        {"id": number, "title": title, "artist": artist, "duration": 30}
        for number, title, artist in TRACKS
        if all(word in f"{title} {artist}".casefold() for word in words)
    ]
    return {"success": True, "tracks": tracks, "catalog": {"tracks_searched": len(TRACKS)}}, 200


@routes.get("/tiktok/locations")
def tiktok_locations() -> Answer:
    connected_account(request.args.get("profile", ""), "tiktok")
    wanted = request.args.get("q", "").strip()
    if not wanted:
        raise message(400, "q is required")
    return {"success": True, "locations": [{"location_id": "4201", "location_name": wanted.title()}]}, 200
