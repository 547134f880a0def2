"""Figures about posts and accounts, made up from what was published here: the shapes are what matters."""

from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import moments
from contentsync.sandbox import networks
from contentsync.sandbox.refusal import message
from contentsync.sandbox.results import Result
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import connected_account
from contentsync.sandbox.web import profile_or_refusal
from contentsync.sandbox.web import service

routes = Blueprint("analytics", __name__)

PERIODS = ("last_day", "last_week", "last_month", "last_3months", "last_year")
METRICS = ("impressions", "reach", "likes", "comments", "shares")
CACHED, MOST_CACHED = 50, 200
MEDIA, MOST_MEDIA = 25, 100


@routes.get("/analytics/<username>")
def account_figures(username: str) -> Answer:
    profile = profile_or_refusal(username, message(404, "Profile not found"))
    asked = [name for name in request.args.get("platforms", "").split(",") if name]
    unknown = [name for name in asked if name not in networks.EVERY]
    if unknown:
        raise message(400, f"Invalid platforms: {unknown}", error_code="platform_not_supported")
    connected = [name for name, account in profile["social_accounts"].items() if account]
    figures = {name: {"followers": 1000, **_figures(_count(username, name))} for name in asked or connected}
    return {"success": True, "profile": username, **figures}, 200


def _count(profile: str, platform: str) -> int:
    return service().results.count("profile = ? AND platform = ? AND success", [profile, platform])


def _figures(posts: int) -> dict[str, int]:
    return {metric: posts * 100 // place for place, metric in enumerate(METRICS, start=1)}


@routes.get("/uploadposts/total-impressions/<username>")
def total_impressions(username: str) -> Answer:
    profile_or_refusal(username, message(404, "Profile not found"))
    period = request.args.get("period", "last_week")
    if period not in PERIODS:
        raise message(400, f"Invalid period: {period}", error_code="invalid_parameter")
    asked = [name for name in request.args.get("platform", "").split(",") if name] or networks.EVERY
    by_platform = {name: _figures(_count(username, name)) for name in asked}
    total = sum(figures["impressions"] for figures in by_platform.values())
    body: dict[str, Any] = {"success": True, "profile": username, "period": period, "total_impressions": total}
    return body | ({"breakdown": by_platform} if request.args.get("breakdown") == "true" else {}), 200


@routes.get("/uploadposts/post-analytics/<request_id>")
def of_request(request_id: str) -> Answer:
    rows = service().results.find("request_id = ? AND success", [request_id], 100, 0)
    if not rows:
        raise message(404, "No post found for this request_id")
    return {"success": True, "request_id": request_id, "platforms": {r.platform: _post(r) for r in rows}}, 200


@routes.get("/uploadposts/post-analytics")
def of_post() -> Answer:
    post_id, platform, user = (request.args.get(name, "") for name in ("platform_post_id", "platform", "user"))
    connected_account(user, platform)
    found = [row for row in _published(user, platform) if row.data["platform_post_id"] == post_id]
    if not found:
        raise message(404, "Post not found")
    return {"success": True, "platform": platform, "user": user, **_post(found[0])}, 200


def _published(user: str, platform: str | None) -> list[Result]:
    where, values = "profile = ? AND success", [user]
    if platform:
        where, values = f"{where} AND platform = ?", [user, platform]
    return service().results.find(where, values, -1, 0)


def _post(row: Result) -> dict[str, Any]:
    return {
        "platform_post_id": row.data["platform_post_id"],
        "post_url": row.data["url"],
        "metrics": _figures(1),
        "published_at": moments.spell(moments.from_micros(row.published_at), "Z"),
    }


def _page(rows: list[Result], default: int, most: int) -> tuple[list[Result], dict[str, Any]]:
    """One page of rows by `limit` and `cursor`, and the two keys that lead to the next."""
    texts = request.args.get("limit", str(default)), request.args.get("cursor", "0")
    if not all(text.isdecimal() for text in texts):
        raise message(400, "Invalid limit or cursor", error_code="invalid_parameter")
    limit, start = min(int(texts[0]), most), int(texts[1])
    end = start + limit
    more = end < len(rows)
    return rows[start:end], {"next_cursor": str(end) if more else None, "has_more": more}


@routes.get("/uploadposts/post-analytics/cached")
def cached() -> Answer:
    user = request.args.get("user", "")
    profile_or_refusal(user, message(404, "Profile not found"))
    rows, paging = _page(_published(user, request.args.get("platform")), CACHED, MOST_CACHED)
    posts = [{"platform": row.platform, **_post(row)} for row in rows]
    return {"success": True, "source": "snapshot_cache", "posts": posts, **paging}, 200


@routes.get("/uploadposts/media")
def media() -> Answer:
    user, platform = request.args.get("user", ""), request.args.get("platform", "")
    connected_account(user, platform)
    rows, paging = _page(_published(user, platform), MEDIA, MOST_MEDIA)
    found = [{"id": r.data["platform_post_id"], "caption": r.data["caption"], "permalink": r.data["url"]} for r in rows]
    return {"success": True, "platform": platform, "media": found, **paging}, 200


@routes.get("/uploadposts/audience")
def audience() -> Answer:
    platform = request.args.get("platform", "")
    if platform != "tiktok":
        raise message(400, f"Audience is not available for {platform}", error_code="platform_not_supported")
    if connected_account(request.args.get("user", ""), platform).get("reauth_required"):
        raise message(409, "The account needs to be reconnected", reauth_required=True)
    return {"success": True, "platform": platform, "audience": {"countries": [{"country": "ES", "share": 1.0}]}}, 200


@routes.get("/uploadposts/suggestions")
def suggestions() -> Answer:
    user, platform, kind = (request.args.get(name, "") for name in ("user", "platform", "type"))
    connected_account(user, platform)
    if not kind:
        raise message(400, "type is required")
    word = request.args.get("q") or "spring"
    return {"success": True, "platform": platform, "type": kind, "suggestions": [{"name": word, "views": 1000}]}, 200


@routes.get("/uploadposts/platform-metrics")
def platform_metrics() -> Answer:
    return {"success": True, "platforms": {name: {"metrics": list(METRICS)} for name in networks.EVERY}}, 200
