"""Where state and remote are not the same, and the last run did not say so."""

from collections.abc import Iterator
from typing import Any

from contentsync.state.codec import decode
from contentsync.state.document import Entry
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import label_of
from contentsync.testing.judge.told import is_told
from contentsync.testing.world import NAMESPACE


def forgotten(evidence: Evidence) -> Iterator[str]:
    """FORGOTTEN: a job that waits and that nobody knows of. GHOST: a job that state knows, and that is not there."""
    entries = _entries(evidence)
    owned = {job.job_id for entry in entries.values() for job in (entry.job, entry.parked) if job}
    live = {job["job_id"]: job for job in evidence.world.sandbox.jobs() if job["state"] == "scheduled"}
    changes = evidence.last.changes
    told = " ".join(f"{c.address} {c.hint} {c.job_ids}" for c in changes if is_told(c) or c.is_waiting)
    for job_id, job in live.items():
        if job_id not in owned and job_id not in told:
            yield from _unknown(evidence, job)
    for address, entry in entries.items():
        if entry.job is not None and entry.job.job_id not in live and address not in told:
            yield f"GHOST: state says that {address} has job {entry.job.job_id[:6]}"


def _entries(evidence: Evidence) -> dict[str, Entry]:
    data = evidence.world.store.data
    return decode(data, "").posts if data else {}


def _unknown(evidence: Evidence, job: dict[str, Any]) -> Iterator[str]:
    label = label_of(job)
    if label is None or label.namespace != NAMESPACE or job["job_id"] in evidence.world.copies:
        return
    post = evidence.owners[label.a][0]
    told = [change for change in evidence.last.changes if is_told(change)]
    # A parked job must be named, by its id or its moment: nobody finds it months later.
    is_named = job["due_at"][:19] in {change.at.isoformat()[:19] for change in told if change.at}
    is_told_of = not label.is_parked and post in {evidence.post_at(change.address) for change in told}
    if post not in evidence.blind and not is_named and not is_told_of:
        yield f"FORGOTTEN: job {job['job_id'][:6]} of {post} waits for {job['due_at']}"
