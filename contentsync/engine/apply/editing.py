"""Update: one PATCH, and a look at what it did."""

from msgspec.structs import replace

from contentsync.engine.apply.calling import call
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import GONE_OUT
from contentsync.engine.apply.sender import Sender
from contentsync.engine.apply.sender import failure
from contentsync.engine.reconcile.calls import answered
from contentsync.engine.reconcile.calls import patched
from contentsync.engine.reconcile.compare import same
from contentsync.engine.reconcile.compare import shown
from contentsync.model.change import Change
from contentsync.model.outcome import Done
from contentsync.model.outcome import Refused
from contentsync.model.remote import Job
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord


def edit(sender: Sender, change: Change, wanted: str) -> Result:
    """Send the change's PATCH to its job."""
    patch, job_id = change.patch, change.job_ids[0]
    assert patch is not None
    outcome = call(sender, change.address, job_id, patch)
    entry = sender.recorder.entry(change.address)
    assert entry.job is not None
    if isinstance(outcome, Refused) and change.is_drift:
        kept = replace(entry.job, reverted_at=sender.clock.now())
        sender.recorder.put({change.address: replace(entry, job=kept)})
        return Result(change, Ending.REFUSED, job_id, f"{outcome.reason}; it is left as it is in Upload-Post")
    if not isinstance(outcome, Done):
        return failure(change, outcome, job_id)
    record = answered(replace(entry.job, sent=patched(entry.job.sent, patch), observed=None, reverted_at=None))
    if change.is_drift:
        record = _after_revert(sender, record, change)
    sender.recorder.put({change.address: _with(entry, record, change, wanted)})
    if sender.is_soon(change.at) and sender.server.status(job_id).phase in GONE_OUT:
        return Result(change, Ending.REFUSED, job_id, "it went out while it was being edited")
    return Result(change, Ending.DONE, job_id)


def _with(entry: Entry, record: JobRecord, change: Change, wanted: str) -> Entry:
    delivery = change.delivery
    assert delivery is not None
    return replace(
        entry, job=record, wanted=wanted, file=delivery.source.file, is_protected=delivery.protect, held="",
    )  # fmt: skip


def _after_revert(sender: Sender, record: JobRecord, change: Change) -> JobRecord:
    """What a revert did: where the remote shows the very same as before, that is how it shows what was sent."""
    record = replace(record, reverted_at=sender.clock.now())
    job = next((job for job in sender.server.schedule() if job.job_id == record.job_id), None)
    if job is not None and change.before is not None and _is_as_before(job, change):
        return replace(record, observed=shown(job, record.sent), reverted_at=None)
    return record


def _is_as_before(job: Job, change: Change) -> bool:
    before = change.before
    assert before is not None
    return (
        job.scheduled_at == before.scheduled_at
        and same(job.title or "", before.title or "")
        and same(job.caption or "", before.text or "")
    )
