"""What was published, one row per platform, and what is under way."""

from datetime import datetime
from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import moments
from contentsync.sandbox.job import SCHEDULED
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import bare
from contentsync.sandbox.results import Result
from contentsync.sandbox.service import EMAIL
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import service

routes = Blueprint("history", __name__)

LIMITS = ("10", "20", "50", "100")
WIDEST = timedelta(days=62)
LONGEST_ID = 200


@routes.get("/uploadposts/history")
def history() -> Answer:
    here = service()
    page, limit = _page(), _limit()
    where, values = _conditions(here)
    last = here.settings["history_pages"]
    beyond = bool(last) and page > last
    rows = [] if beyond else here.results.find(where, values, limit, (page - 1) * limit)
    running = [row for job in _under_way(here) for row in _running(here, job)]
    body = {
        "history": [_shown(here, row) for row in rows],
        "in_progress": _asked_for(running),
        "total": here.results.count(where, values),
        "page": page,
        "limit": limit,
    }
    return body, 200


def _under_way(here: Service) -> list[Job]:
    found = here.jobs.in_progress(here.now_micros, with_scheduled=here.settings["in_progress_scheduled"])
    return [job for job in found if job.listed_at <= here.now_micros]


def _page() -> int:
    text = request.args.get("page", "1")
    if not text.isdecimal() or int(text) < 1:
        raise bare(400, "Invalid page")
    return int(text)


def _limit() -> int:
    text = request.args.get("limit", "10")
    if text not in LIMITS:
        raise bare(400, "Invalid limit")
    return int(text)


def _conditions(here: Service) -> tuple[str, list[Any]]:
    parts: list[str] = ["shown_at <= ?"]
    values: list[Any] = [here.now_micros]
    for column, value in _exact().items():
        parts.append(f"{column} = ?")
        values.append(value)
    bounds = _bounds()
    if bounds:
        parts.append("published_at >= ? AND published_at <= ?")
        values += [moments.micros(at) for at in bounds]
    return " AND ".join(parts), values


def _exact() -> dict[str, Any]:
    """The exact filters, by the column each is about."""
    found: dict[str, Any] = {}
    for name in ("request_id", "job_id", "external_id"):
        value = request.args.get(name)
        if value is not None and not 0 < len(value) <= LONGEST_ID:
            raise bare(400, f"Invalid {name}")
        if value:
            found[name] = value
    if request.args.get("platform"):
        found["platform"] = request.args["platform"]
    profile = request.args.get("profile_username") or request.args.get("profile")
    if profile:
        found["profile"] = profile
    status = request.args.get("status")
    if status:
        if status not in ("success", "failed"):
            raise bare(400, "Invalid status")
        found["success"] = status == "success"
    return found


def _bounds() -> tuple[datetime, datetime] | None:
    start, end = request.args.get("start"), request.args.get("end")
    if not start and not end:
        return None
    try:
        bounds = moments.parse((start or "").replace(" ", "+")), moments.parse((end or "").replace(" ", "+"))
    except ValueError:
        raise bare(400, "Invalid date range") from None
    if not timedelta(0) <= bounds[1] - bounds[0] <= WIDEST:
        raise bare(400, "Invalid date range: at most 2 months")
    return bounds


def _asked_for(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exact filters hold for what is under way too."""
    keys = {"profile": "profile_username"}
    wanted = [(keys.get(name, name), value) for name, value in _exact().items()]
    return [row for row in rows if all(row.get(name) == value for name, value in wanted)]


def _running(here: Service, job: Job) -> list[dict[str, Any]]:
    row = {
        "job_id": job.job_id,
        "request_id": job.request_id,
        "profile_username": job.profile,
        "is_scheduled": job.is_scheduled,
        "upload_status": "queued" if job.state == SCHEDULED else "processing",
        "success": None,
        "post_url": None,
        "run_date": here.date(job.due_at),
    }
    if job.external_id is not None:
        row["external_id"] = job.external_id
    return [{**row, "platform": platform} for platform in job.platforms]


def _shown(here: Service, row: Result) -> dict[str, Any]:
    job = here.jobs.of(row.job_id)
    shown = {
        "user_email": EMAIL,
        "profile_username": row.profile,
        "platform": row.platform,
        "media_type": job.post_type,
        "upload_timestamp": moments.spell(moments.from_micros(row.published_at), "Z"),
        "success": row.success,
        "platform_post_id": row.data.get("platform_post_id"),
        "post_url": row.data.get("url"),
        "error_message": row.data.get("error"),
        "media_size_bytes": job.media[0].size if job.media else None,
        "post_title": row.data["title"],
        "post_caption": row.data["caption"],
        "is_async": job.is_async or job.is_scheduled,
        "job_id": row.job_id,
        "request_id": row.request_id,
        "request_total_platforms": len(job.platforms),
        "dashboard": job.dashboard,
        "fallback_to_inbox": bool(row.data.get("fallback_to_inbox")),
    }
    if job.post_type == "video":
        shown |= {"video_was_transcoded": False, "changes": {}, "prevalidation_metadata": {}}
    return shown | ({} if row.external_id is None else {"external_id": row.external_id})
