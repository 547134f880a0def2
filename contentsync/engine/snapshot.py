"""Everything the remote said, at one moment, in the form that reconcile reads."""

from datetime import datetime

import msgspec

from contentsync.model.remote import History
from contentsync.model.remote import Job
from contentsync.model.remote import Running
from contentsync.model.remote import Status


class Snapshot(msgspec.Struct, frozen=True):
    """`jobs` are those of the schedule plus what `in_progress` shows as waiting; `statuses` only of the unexplained."""

    now: datetime
    jobs: tuple[Job, ...] = ()
    history: History = History()
    statuses: dict[str, Status] = {}


def with_waiting(jobs: tuple[Job, ...], running: tuple[Running, ...]) -> tuple[Job, ...]:
    """The listed jobs, and those that only the history shows as scheduled (API page §5.2), without their texts."""
    listed = {job.job_id for job in jobs}
    rows: dict[str, list[Running]] = {}
    for row in running:
        if row.is_waiting and row.job_id and row.run_at and row.job_id not in listed:
            rows.setdefault(row.job_id, []).append(row)
    return jobs + tuple(_job(job_id, found) for job_id, found in sorted(rows.items()))


def _job(job_id: str, rows: list[Running]) -> Job:
    first = rows[0]
    assert first.run_at is not None
    return Job(
        job_id=job_id,
        scheduled_at=first.run_at,
        profile=first.profile,
        platforms=tuple(sorted({row.platform for row in rows})),
        external_id=first.external_id,
        in_list=False,
    )
