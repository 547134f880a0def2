"""Accepting uploads: the four endpoints, their refusals and their answers."""

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import dates
from contentsync.sandbox import form as forms
from contentsync.sandbox import moments
from contentsync.sandbox import publishing
from contentsync.sandbox import replays
from contentsync.sandbox import requirements
from contentsync.sandbox import verifier
from contentsync.sandbox.form import Form
from contentsync.sandbox.job import PUBLISHED
from contentsync.sandbox.job import Job
from contentsync.sandbox.job import Medium
from contentsync.sandbox.publishing import Outcome
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import service
from contentsync.sandbox.words import levelled

routes = Blueprint("uploads", __name__)

NOT_CONTENT = (
    *("platform", "external_id", "request_id", "scheduled_date", "timezone"),
    *("async_upload", "add_to_queue", "max_posts_per_slot"),
)
TITLE_UNITS = 400  # UTF-16 units; API page, document specifics


@routes.post("/upload", defaults={"endpoint": "upload"})
@routes.post("/upload_videos", defaults={"endpoint": "upload"})
@routes.post("/upload_photos", defaults={"endpoint": "upload_photos"})
@routes.post("/upload_text", defaults={"endpoint": "upload_text"})
@routes.post("/upload_document", defaults={"endpoint": "upload_document"})
def upload(endpoint: str) -> Answer:
    here = service()
    requirements.check_route(here, request.path)
    form = forms.read(request)
    key = replays.key_of(request.headers, endpoint)
    replayed = replays.find(here, key)
    if replayed is not None:
        return replayed
    job = _job(here, endpoint, form)
    folded = replays.same_content(here, job)
    if folded is not None:
        return folded
    answer = _accept(here, job)
    replays.remember(here, key, job, answer)
    return answer


def _job(here: Service, endpoint: str, form: Form) -> Job:
    """The job this form asks for, not yet stored. Refused here is whatever the form alone gives reason for."""
    post_type = requirements.POST_TYPES[endpoint]
    unknown = requirements.check(here, post_type, form)
    when = dates.requested(here, form)
    media = forms.media(form)
    external_id = form.text("external_id") or request.headers.get("X-External-Id", "")
    fields = form.fields | ({"external_id": [external_id]} if external_id else {})
    platforms = list(dict.fromkeys(form.fields["platform"]))
    if here.settings["level_text"]:
        fields = {name: [levelled(value) for value in values] for name, values in fields.items()}
    warnings = _trim(fields) if post_type == "document" and here.settings["title_trim"] else []
    job_id, request_id = here.new_id(), here.new_id()
    return Job(
        job_id=job_id,
        request_id=form.text("request_id") or request.headers.get("X-Request-Id", request_id),
        post_type=post_type,
        endpoint=endpoint,
        profile=form.text("user"),
        platforms=platforms,
        fields=fields,
        media=media,
        external_id=external_id if external_id and here.settings["echo_external_id"][endpoint] else None,
        created_at=here.now_micros,
        due_at=when.due_at,
        fingerprint=_fingerprint(form, platforms, media),
        is_scheduled=when.is_scheduled,
        is_async=form.text("async_upload") == "true" or here.settings["sync_turns_async"],
        listed_at=here.now_micros + here.settings["list_lag"] * publishing.SECOND,
        credits=len(platforms) if verifier.is_metered(here) or not when.is_scheduled else 0,
        date_sent=form.text("scheduled_date") or None,
        zone_sent=form.text("timezone") or None,
        unknown_fields=unknown,
        warnings=warnings,
    )


def _trim(fields: dict[str, list[str]]) -> list[str]:
    """Cut a title that is too long for LinkedIn; the warning that comes of it."""
    (title, *_), most = fields["title"], TITLE_UNITS * 2
    if len(title.encode("utf-16-le")) <= most:
        return []
    fields["title"] = [title.encode("utf-16-le")[:most].decode("utf-16-le", "ignore")]
    return [f"Title was trimmed to {TITLE_UNITS} characters"]


def _fingerprint(form: Form, platforms: list[str], media: list[Medium]) -> str:
    """The same for uploads of the same content, whenever they are to go out and whatever they are called."""
    words = {name: v for name, v in form.fields.items() if name not in NOT_CONTENT}
    content = [sorted(platforms), words, [medium.digest for medium in media]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _accept(here: Service, job: Job) -> Answer:
    requirements.check_account(here, job)
    if not job.is_scheduled:
        return publish_now(here, job)
    if here.settings["scheduled_answers"] == 200:
        job.due_at, job.is_scheduled = here.now_micros, False
        return publish_now(here, job)
    here.jobs.save(job)
    when = moments.spell(job.due, "offset" if job.text("add_to_queue") == "true" else "Z")
    body: dict[str, Any] = {"success": True, "job_id": job.job_id, "scheduled_date": when}
    if job.text("add_to_queue") == "true":
        body |= {"queue_slot": when, "message": "Post added to queue"}
    return body, 202


def publish_now(here: Service, job: Job) -> Answer:
    wait = here.settings["processing_seconds"] * publishing.SECOND if job.is_async else 0
    job.state = PUBLISHED
    outcomes = publishing.publish(here, job, job.platforms, at=here.now_micros, settled_at=here.now_micros + wait)
    ids = {"request_id": job.request_id, "job_id": job.job_id}
    if job.is_async:
        text = "Upload queued successfully in the durable worker."
        return {"success": True, "message": text, **ids, "total_platforms": len(job.platforms)}, 200
    results = {
        platform: {"success": o.success, **o.extra, **_sync_extra(job, platform, o)} for platform, o in outcomes.items()
    }
    if job.post_type == "document":
        return {"success": True, "message": "Document uploaded successfully", **ids, "results": results}, 200
    return {"success": True, **ids, "results": results, "usage": verifier.usage(here)}, 200


def _sync_extra(job: Job, platform: str, outcome: Outcome) -> dict[str, Any]:
    if job.post_type == "photo":
        return {"photos_were_processed": False, "changes_per_image": []}
    if job.post_type == "video":
        return {"video_was_transcoded": False, "changes": {}, "prevalidation_metadata": {}}
    if job.post_type == "document":
        medium = next(m for m in job.media if m.field == "document")
        content_type = requirements.DOCUMENT_TYPES[PurePosixPath(medium.name).suffix.lower()]
        file = {"content_type": content_type, "file_size": medium.size, "filename": medium.name}
        return {"platform": platform, **file}
    return {"status": outcome.status, "attempts": 1}
