"""Scheduled jobs that are not from this repository."""

from contentsync.engine.planned import Planned
from contentsync.engine.reconcile.evidence import known_job_ids
from contentsync.model.remote import Job


def strangers(planned: Planned) -> list[Job]:
    """The listed jobs in the plan's scope that neither state nor a file knows, and that do not carry our label; soonest
    first.
    """
    known = set(known_job_ids({**planned.state.posts, **planned.reconciled.records}))
    known |= {delivery.imported for delivery in (*planned.desired.deliveries, *planned.desired.drafts)}
    ours = f"cs1:{planned.namespace}:"
    jobs = [job for job in planned.snapshot.jobs if job.in_list and planned.scope.has(job.profile, job.job_id)]
    return sorted(
        (job for job in jobs if job.job_id not in known and not job.external_id.startswith(ours)),
        key=lambda job: (job.scheduled_at, job.job_id),
    )
