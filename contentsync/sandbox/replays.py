"""Requests that come twice: idempotency keys, and uploads with identical content."""

import json

from werkzeug.datastructures import Headers

from contentsync.sandbox import moments
from contentsync.sandbox.job import CANCELLED
from contentsync.sandbox.job import Job
from contentsync.sandbox.publishing import SECOND
from contentsync.sandbox.service import Service
from contentsync.sandbox.web import Answer

KEPT = 24 * 3600 * SECOND
HEADERS = ("Idempotency-Key", "X-Idempotency-Key", "X-Request-Id")
# The document endpoint is not among those that are documented to take a key.
ENDPOINTS = ("upload", "upload_photos", "upload_text")


def key_of(headers: Headers, endpoint: str) -> str | None:
    if endpoint not in ENDPOINTS:
        return None
    return next((headers[name] for name in HEADERS if headers.get(name)), None)


def find(here: Service, key: str | None) -> Answer | None:
    """The answer to the first request with this key, while it is kept and its job not cancelled."""
    if key is None or not here.settings["idempotency"]:
        return None
    since = here.now_micros - KEPT
    rows = here.store.rows("SELECT job_id, answer FROM replay WHERE name = ? AND stored_at > ?", key, since)
    if not rows:
        return None
    job_id, answer = rows[0]
    job = here.jobs.find(job_id)
    cancelled = job is None or job.state == CANCELLED
    if cancelled and not here.settings["idempotency_replay_cancelled"]:
        return None
    body, status = json.loads(answer)
    return body, status


def remember(here: Service, key: str | None, job: Job, answer: Answer) -> None:
    """Keep the answer for repeats of the key. With `idempotency_stored: end` a lost answer undoes this."""
    if key is not None:
        here.key_stored = key
        here.store.run(
            "INSERT OR REPLACE INTO replay VALUES (?,?,?,?)",
            key,
            job.job_id,
            here.now_micros,
            json.dumps(answer),
        )


def forget_last(here: Service) -> None:
    """The answer of the request just served does not get out."""
    if here.settings["idempotency_stored"] == "end":
        here.store.run("DELETE FROM replay WHERE name = ?", here.key_stored)


def same_content(here: Service, job: Job) -> Answer | None:
    """The acceptance of an identical upload (profile, platforms, words, files) inside the folding window."""
    window = here.settings["content_hash_folding"]
    other = here.jobs.same_content(job.fingerprint, here.now_micros - window * SECOND) if window else None
    if other is None:
        return None
    if other.is_scheduled:
        return {"success": True, "job_id": other.job_id, "scheduled_date": moments.spell(other.due, "Z")}, 202
    return {"success": True, "job_id": other.job_id, "request_id": other.request_id}, 200
