"""How one upload stands."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import moments
from contentsync.sandbox.job import CANCELLED
from contentsync.sandbox.job import SCHEDULED
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.refusal import bare
from contentsync.sandbox.results import Result
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import service

routes = Blueprint("status", __name__)

STALE = "Upload appears to have failed (no activity for over 1 hour)"


@routes.get("/uploadposts/status")
def status() -> Answer:
    here = service()
    request_id, job_id = request.args.get("request_id"), request.args.get("job_id")
    if not request_id and not job_id:
        raise bare(400, "request_id or job_id is required")
    job = here.jobs.find_request(request_id) if request_id else here.jobs.find(job_id or "")
    if job is None or job.state == CANCELLED:
        return _gone(here, job, request_id or job_id or "")
    return _standing(here, job), 200


def _gone(here: Service, job: Job | None, asked: str) -> Answer:
    variant = here.settings["tombstone"]
    if job is None or variant == "not_found":
        text = "No upload request found with this ID"
        raise Refusal(404, {"request_id": asked, "status": "not_found", "message": text})
    body = {**_ids(job), "status": variant, "completed": 0, "total": len(job.platforms), "results": []}
    return body | ({"message": STALE} if variant == "failed" else {}), 200


def _ids(job: Job) -> dict[str, Any]:
    return {"job_id": job.job_id, "request_id": job.request_id, "external_id": job.external_id}


def _standing(here: Service, job: Job) -> dict[str, Any]:
    final = job.settled_at is not None and job.settled_at <= here.now_micros
    latest = {row.platform: row for row in here.results.of_job(job.job_id)} if final else {}
    word = "queued" if job.state == SCHEDULED else "processing"
    results = [_entry(here, job, platform, latest.get(platform), word) for platform in job.platforms]
    done = sum(row.success for row in latest.values())
    skipped = sum(bool(row.data.get("skipped")) for row in latest.values())
    overall = ("completed" if done + skipped else "failed") if final else word
    counts = {"completed": done, "failed": len(latest) - done - skipped, "skipped": skipped, "retryable": 0}
    body = {**_ids(job), "status": overall, **counts, "total": len(job.platforms), "results": results}
    if job.is_scheduled:
        body["scheduler_status"] = {"queued": "pending", "processing": "running"}.get(overall, "done")
    if final:
        body["last_update"] = here.date(job.settled_at or 0)
    return body


def told(here: Service, job: Job) -> dict[str, Any]:
    """Everything about a job, for those who test."""
    waits = job.state in (CANCELLED, SCHEDULED)
    state = job.state if waits else _standing(here, job)["status"]
    due_at, created_at = (moments.spell(moments.from_micros(at), "Z") for at in (job.due_at, job.created_at))
    shown = {**asdict(job), "state": state, "due_at": due_at, "created_at": created_at}
    return {name: value for name, value in shown.items() if name not in ("fingerprint", "settled_at", "listed_at")}


def _entry(here: Service, job: Job, platform: str, row: Result | None, word: str) -> dict[str, Any]:
    if row is None:
        return {"platform": platform, "status": word, "attempts": int(word == "processing"), "success": False}
    entry = {
        "platform": platform,
        "status": "completed" if row.success else "skipped" if row.data.get("skipped") else "failed",
        "attempts": 1,
        "success": row.success,
        "platform_post_id": row.data.get("platform_post_id"),
        "post_url": row.data.get("url"),
        "error_message": row.data.get("error"),
        "media_size_bytes": job.media[0].size if job.media else None,
        "is_async": job.is_async,
        "upload_timestamp": here.date(row.published_at),
    }
    kept = (
        "error_code",
        "failure_stage",
        "skipped",
        "skip_reason",
        "fallback_to_inbox",
        "violations",
        "warnings",
    )
    return entry | {key: row.data[key] for key in kept if key in row.data}
