"""List, edit and cancel scheduled jobs."""

from typing import Any

from flask import Blueprint
from flask import request

from contentsync.sandbox import moments
from contentsync.sandbox.access import caller
from contentsync.sandbox.dates import DateError
from contentsync.sandbox.dates import ahead
from contentsync.sandbox.form import MEDIA_FIELDS
from contentsync.sandbox.job import CANCELLED
from contentsync.sandbox.job import PUBLISHED
from contentsync.sandbox.job import SCHEDULED
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.refusal import error
from contentsync.sandbox.service import Service
from contentsync.sandbox.verifier import full_day
from contentsync.sandbox.web import Answer
from contentsync.sandbox.web import service
from contentsync.sandbox.words import levelled
from contentsync.sandbox.words import words

routes = Blueprint("schedule", __name__, url_prefix="/uploadposts/schedule")

OPTIONAL_KEYS = (
    *("caption", "description", "has_cover", "cover_preview_url", "thumbnail_url"),
    *("original_timezone", "original_scheduled_str"),
)


@routes.get("")
def listed() -> Answer:
    here = service()
    found = _asked_for([job for job in here.jobs.scheduled() if job.listed_at <= here.now_micros])
    limit, offset = _count("limit"), _count("offset") or 0
    cap = here.settings["list_limit"] or None
    most = limit if limit is not None else cap
    page = found[offset : None if most is None else offset + most]
    return _enveloped(here, [_shown(here, job) for job in page], len(found), limit, offset), 200


def _asked_for(jobs: list[Job]) -> list[Job]:
    """Malformed filters are ignored, not refused."""
    only = caller().profile or request.args.get("profile_username")
    from_at, to_at = _instant("from", float("-inf")), _instant("to", float("inf"))
    return [job for job in jobs if (not only or job.profile == only) and from_at <= job.due_at < to_at]


def _instant(name: str, otherwise: float) -> float:
    """Microseconds. A `+` in an address may have become a space."""
    try:
        return moments.micros(moments.parse(request.args.get(name, "").replace(" ", "+")))
    except ValueError:
        return otherwise


def _count(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() else None


def _enveloped(here: Service, page: list[dict[str, Any]], total: int, limit: int | None, offset: int) -> Any:
    if here.settings["schedule_shape"] == "array":
        return page
    if here.settings["schedule_shape"] == "scheduled":
        return {"success": True, "scheduled": page}
    return {"scheduled_posts": page, "total": total, "limit": limit, "offset": offset}


def _shown(here: Service, job: Job) -> dict[str, Any]:
    single = words(job, job.platforms[0], x_links=True) if len(job.platforms) == 1 else None
    each = {platform: words(job, platform, x_links=True) for platform in job.platforms}
    description = job.text("description")
    medium = next((m for m in job.media if m.field in MEDIA_FIELDS), None)
    shown = {
        "job_id": job.job_id,
        "scheduled_date": here.date(job.due_at),
        "post_type": "unknown" if job.post_type == "document" else job.post_type,
        "profile_username": job.profile,
        "title": single.title if single else job.text("title"),
        "caption": description,
        "description": description,
        "external_id": job.external_id,
        "source_filename": medium.name if medium else None,
        "platforms": job.platforms,
        "platform_content": {p: {"title": w.title, "caption": w.text} for p, w in each.items()},
        "fields": _editable(job),
        "has_cover": False,
        "cover_preview_url": None,
        "has_preview": medium is not None,
        "preview_url": None,
        "thumbnail_url": None,
        "original_timezone": job.zone_sent,
        "original_scheduled_str": job.date_sent,
    }
    if not here.settings["media_fields"]:
        return {key: value for key, value in shown.items() if key not in OPTIONAL_KEYS}
    return shown


# The list spells some options differently from the upload form.
RESPELLED = {"privacyStatus": "youtube_privacy_status"}


def _editable(job: Job) -> dict[str, str]:
    shown = {"external_id": job.external_id} if job.external_id else {}
    for name, values in job.fields.items():
        if name in RESPELLED or name.endswith(("_title", "_description")):
            shown[RESPELLED.get(name, name)] = values[0]
    return shown


def waiting_job(job_id: str) -> Job:
    """The job, if it waits and the caller may change it."""
    job = service().jobs.find(job_id)
    only = caller()
    if job is None or job.state == CANCELLED or only.profile not in (None, job.profile):
        raise error(404, "Job not found")
    if only.is_readonly:
        text = "This calendar is read-only. Ask the account owner to make changes."
        raise Refusal(403, {"success": False, "message": text, "error_code": "READONLY_CALENDAR"})
    return job


@routes.get("/<job_id>/preview")
def preview(job_id: str) -> Answer:
    """The shape is not documented."""
    job = service().jobs.find(job_id)
    if job is None or job.state != SCHEDULED or caller().profile not in (None, job.profile):
        raise error(404, "Job not found")
    names = [medium.name for medium in job.media]
    return {"success": True, "job_id": job_id, "preview_urls": [f"https://media.example/{n}" for n in names]}, 200


@routes.delete("/<job_id>")
def cancel(job_id: str) -> Answer:
    here, job = service(), waiting_job(job_id)
    if job.settled_at is not None and job.settled_at <= here.now_micros:
        raise error(404, "Job not found")
    # One that is being published says the same, refunds nothing, and goes out all the same.
    refunded = job.credits if job.state == SCHEDULED else 0
    if job.state == SCHEDULED:
        job.state = CANCELLED
        here.jobs.save(job)
    text = f"Job {job_id} cancelled and assets deleted."
    return {"success": True, "message": text, "credits_refunded": refunded}, 200


# The n8n node edits with POST.
@routes.patch("/<job_id>")
@routes.post("/<job_id>")
def edit(job_id: str) -> Answer:
    here, job = service(), waiting_job(job_id)
    if job.state == PUBLISHED:
        raise error(400, "Job is not editable")
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not body:
        raise error(400, "Invalid request body")
    changes = Changes(here, job, body)
    return changes.applied(), 200


class Changes:
    """One PATCH: checked as a whole, then written."""

    def __init__(self, here: Service, job: Job, body: dict[str, Any]) -> None:
        self._here = here
        self._job = job
        self._body = body

    def applied(self) -> dict[str, Any]:
        here, job, body = self._here, self._job, self._body
        for name in ("scheduled_date", "timezone", "title", "caption"):
            if name in body and not isinstance(body[name], str):
                raise error(400, f"Invalid {name}")
        if body.get("scheduled_date"):
            self._move()
        answer = {"success": True, "job_id": job.job_id, "scheduled_date": here.date(job.due_at)}
        answer |= self._reword()
        here.jobs.save(job)
        return answer

    def _move(self) -> None:
        job, zone = self._job, self._body.get("timezone", "")
        try:
            at = ahead(self._here, self._body["scheduled_date"], zone)
        except DateError as wrong:
            raise error(400, str(wrong)) from None
        full = full_day(self._here, job, moments.micros(at)) if self._here.settings["edit_daily_limit"] else None
        if full is not None:
            raise error(400, full)
        job.due_at = moments.micros(at)
        job.date_sent, job.zone_sent = self._body["scheduled_date"], zone or None

    def _reword(self) -> dict[str, str]:
        job, body = self._job, self._body
        answer: dict[str, str] = {}
        for name, form_field in (("title", "title"), ("caption", "description")):
            if name in body:
                text = levelled(body[name]) if self._here.settings["level_text"] else body[name]
                job.fields[form_field] = [text]
                answer[name] = text
                if self._here.settings["edit_drops_overrides"]:
                    _drop(job, f"_{form_field}")
        if self._here.settings["edit_platform_titles"]:
            for name, value in body.items():
                if name.removesuffix("_title") in job.platforms:
                    job.fields[name] = [str(value)]
        return answer


def _drop(job: Job, ending: str) -> None:
    for platform in job.platforms:
        job.fields.pop(platform + ending, None)
