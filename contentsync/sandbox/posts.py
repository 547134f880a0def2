"""What can be done to posts that went out, or failed to."""

from typing import Any

from flask import Blueprint

from contentsync.sandbox import publishing
from contentsync.sandbox.job import PUBLISHED
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import message
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import connected_account
from contentsync.sandbox.web import json_body
from contentsync.sandbox.web import service

routes = Blueprint("posts", __name__, url_prefix="/uploadposts/posts")

UNPUBLISHES = (
    *("facebook", "youtube", "x", "linkedin", "pinterest", "bluesky", "google_business", "discord", "telegram"),
    *("mastodon", "wordpress", "threads"),
)


@routes.post("/retry")
def retry() -> Answer:
    """Publishes again to the platforms that failed; a skipped one did not fail."""
    here, body = service(), json_body()
    job = _asked_for(here, body)
    latest = {row.platform: row for row in here.results.of_job(job.job_id)}
    failed = [p for p, row in latest.items() if not row.success and not row.data.get("skipped")]
    if not failed or job.settled_at is None or job.settled_at > here.now_micros:
        raise message(409, "No failed platforms to retry")
    wait = here.settings["processing_seconds"] * publishing.SECOND
    publishing.publish(here, job, failed, at=here.now_micros, settled_at=here.now_micros + wait)
    return {"success": True, "request_id": job.request_id, "message": "Failed platforms re-enqueued for retry"}, 200


def _asked_for(here: Service, body: dict[str, Any]) -> Job:
    request_id, job_id = body.get("request_id"), body.get("job_id")
    if not request_id and not job_id:
        raise message(400, "request_id or job_id is required")
    job = here.jobs.find_request(str(request_id)) if request_id else here.jobs.find(str(job_id))
    if job is None:
        raise message(404, "Upload not found")
    if job.state != PUBLISHED:
        raise message(409, "No failed platforms to retry")
    return job


@routes.post("/unpublish")
def unpublish() -> Answer:
    here, body = service(), json_body()
    platform, user, post_id = (str(body.get(name) or "") for name in ("platform", "user", "post_id"))
    if platform not in UNPUBLISHES:
        text = f"Unpublishing is not supported for {platform}"
        raise message(400, text, error_code="platform_not_supported")
    connected_account(user, platform)
    if not here.results.unpublish(user, platform, post_id):
        raise message(404, "Post not found")
    return {"success": True, "message": f"Post removed from {platform}", "platform": platform, "post_id": post_id}, 200
