"""What people do in the service's own calendar, behind the back of every client of the API."""

from dataclasses import replace

from contentsync.sandbox import moments
from contentsync.sandbox import networks
from contentsync.sandbox import publishing
from contentsync.sandbox.dates import DateError
from contentsync.sandbox.dates import ahead
from contentsync.sandbox.job import CANCELLED
from contentsync.sandbox.job import SCHEDULED
from contentsync.sandbox.job import Job
from contentsync.sandbox.service import Service


class PeopleError(ValueError):
    """Something that the calendar would not let a person do."""


def _waiting(here: Service, job_id: str) -> Job:
    job = here.jobs.find(job_id)
    if job is None or job.state != SCHEDULED:
        raise PeopleError(f"no job {job_id!r} is waiting")
    return job


def _due(here: Service, scheduled_date: str) -> int:
    try:
        return moments.micros(ahead(here, scheduled_date, ""))
    except DateError as wrong:
        raise PeopleError(str(wrong)) from None


def edit(
    here: Service,
    job_id: str,
    *,
    title: str | None = None,
    caption: str | None = None,
    scheduled_date: str | None = None,
) -> None:
    job = _waiting(here, job_id)
    if scheduled_date is not None:
        job.due_at = _due(here, scheduled_date)
    for name, value in (("title", title), ("description", caption)):
        if value is not None:
            job.fields[name] = [value]
    here.jobs.save(job)


def cancel(here: Service, job_id: str) -> None:
    job = _waiting(here, job_id)
    job.state = CANCELLED
    here.jobs.save(job)


def publish_now(here: Service, job_id: str) -> None:
    job = _waiting(here, job_id)
    job.due_at = here.now_micros
    publishing.publish_due(here, job)


def copy(here: Service, job_id: str, *, scheduled_date: str | None = None) -> str:
    """Without a date the copy goes out when the original does. Jobs that are gone can be copied too."""
    job = here.jobs.find(job_id)
    if job is None:
        raise PeopleError(f"no job {job_id!r} is known")
    due_at = job.due_at if scheduled_date is None else _due(here, scheduled_date)
    if due_at <= here.now_micros:
        raise PeopleError("a copy needs a scheduled_date ahead")
    made = replace(
        job,
        job_id=here.new_id(),
        request_id=here.new_id(),
        state=SCHEDULED,
        is_scheduled=True,
        due_at=due_at,
        settled_at=None,
        created_at=here.now_micros,
        listed_at=here.now_micros,
        dashboard=True,
    )
    here.jobs.save(made)
    return made.job_id


def create(here: Service, profile: str, platforms: list[str], title: str, scheduled_date: str) -> str:
    unknown = [name for name in platforms if name not in networks.PLATFORMS["text"]]
    if here.profile(profile) is None or unknown or not platforms:
        raise PeopleError(f"no text post for {platforms} on profile {profile!r}")
    job = Job(
        job_id=here.new_id(),
        request_id=here.new_id(),
        post_type="text",
        endpoint="upload_text",
        profile=profile,
        platforms=platforms,
        fields={"user": [profile], "platform": platforms, "title": [title]},
        media=[],
        external_id=None,
        created_at=here.now_micros,
        due_at=_due(here, scheduled_date),
        fingerprint="",
        listed_at=here.now_micros,
        dashboard=True,
    )
    here.jobs.save(job)
    return job.job_id
