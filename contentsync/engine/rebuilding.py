"""A state that was lost, found again where a server does not echo external ids."""

from collections import defaultdict

from msgspec.structs import replace

from contentsync.engine.planned import Planned
from contentsync.engine.reconcile.decision import entry_of
from contentsync.engine.reconcile.evidence import known_job_ids
from contentsync.model.delivery import Delivery
from contentsync.model.identity import body_parts
from contentsync.model.identity import normal
from contentsync.model.remote import Job
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent

Print = tuple[str, tuple[str, ...], str, str]


def rebuilt(planned: Planned) -> dict[str, Entry]:
    """Entries for deliveries of which nothing is known and that exactly one free job looks like.

    A fingerprint is profile, platforms, instant and text; two deliveries or two jobs with the same one match nothing.
    """
    owned = set(known_job_ids({**planned.state.posts, **planned.reconciled.records}))
    jobs: dict[Print, list[Job]] = defaultdict(list)
    for job in planned.snapshot.jobs:
        if job.job_id not in owned and not job.external_id:
            jobs[job.profile, job.platforms, job.scheduled_at.isoformat(), normal(job.title or "")].append(job)
    wanted: dict[Print, list[Delivery]] = defaultdict(list)
    for delivery in planned.desired.deliveries:
        entry = planned.state.posts.get(delivery.address)
        if delivery.publish_at is not None and (entry is None or (entry.job is None and entry.intent is None)):
            at = delivery.publish_at.isoformat()
            wanted[delivery.profile, delivery.platforms, at, normal(delivery.wire_title)].append(delivery)
    return {
        found[0].address: _entry(found[0], jobs[key][0], planned)
        for key, found in wanted.items()
        if len(found) == 1 and len(jobs.get(key, ())) == 1
    }


def _entry(delivery: Delivery, job: Job, planned: Planned) -> Entry:
    sent = Sent(at=job.scheduled_at, body=delivery.body, title=delivery.wire_title, caption=delivery.wire_caption)
    record = JobRecord(job_id=job.job_id, sent=sent, sent_at=planned.now, is_listed=True, parts=body_parts(delivery))
    known = planned.state.posts.get(delivery.address)
    if known is not None:
        return replace(known, job=record, held="")
    return replace(entry_of(delivery, 1), job=record)
