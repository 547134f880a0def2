"""Scheduled jobs that are not from this repository."""

from typing import Any

from contentsync.model.remote import Job
from contentsync.review.counting import counted
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.escape import escaped
from contentsync.review.rows import Header
from contentsync.review.when import moment
from contentsync.review.when import utc_text
from contentsync.review.words import excerpt

_EXCERPT = 60
_LABEL = "cs1:"


def owner_of(job: Job) -> str:
    """The namespace of the other repository that made it; "" where a person or another program did."""
    return job.external_id.split(":")[1] if job.external_id.startswith(_LABEL) else ""


def strangers_screen(jobs: list[Job], header: Header) -> str:
    """Each job with what it is known by: when, under which profile, where, and how its text begins."""
    if not jobs:
        return "Every scheduled job is from this repository.\n"
    width = max(len(escaped(job.job_id)) for job in jobs)
    is_one = len(jobs) == 1
    lines = [f"{counted(len(jobs), 'scheduled job')} {'is' if is_one else 'are'} not from this repository:", ""]
    for job in jobs:
        lines.append(f"  {escaped(job.job_id):<{width}}  {moment(job.scheduled_at, header.zone, header.now)}")
        parts = [job.profile, " ".join(job.platforms), job.post_type, excerpt(job.title or job.caption or "", _EXCERPT)]
        lines.append(" " * (width + 4) + "  ".join(escaped(part) for part in parts if part))
        if owner := owner_of(job):
            lines.append(" " * (width + 4) + f"made by the repository of {escaped(owner)}")
    flag = f" {header.flag}" if header.flag else ""
    lines += ["", f"Take over: contentsync import{flag} {escaped(jobs[0].job_id)}, or --all"]
    return "\n".join(lines) + "\n"


def strangers_document(jobs: list[Job]) -> dict[str, Any]:
    """`{"format_version", "jobs"}`, dates in UTC with `Z`."""
    return {
        "format_version": FORMAT_VERSION,
        "jobs": [
            {
                "job_id": job.job_id,
                "scheduled_at": utc_text(job.scheduled_at),
                "profile": job.profile,
                "platforms": list(job.platforms),
                "post_type": job.post_type,
                "title": job.title,
                "text": job.caption,
                "namespace": owner_of(job) or None,
            }
            for job in jobs
        ],
    }
