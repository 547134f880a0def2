"""Delete: DELETE, and proof that it did not go out instead."""

from msgspec.structs import replace

from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import Sender
from contentsync.engine.apply.sender import failure
from contentsync.model.change import Change
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone


def delete(sender: Sender, change: Change) -> Result:
    """Cancel the change's jobs, one after the other; the first that cannot be cancelled ends it."""
    for job_id in change.job_ids:
        outcome = cancel(sender, job_id)
        if not is_gone(outcome):
            assert not isinstance(outcome, Done)
            return failure(change, outcome, job_id)
        entry = sender.recorder.state.posts.get(change.address)
        record = (
            next((each for each in (entry.job, entry.parked) if each and each.job_id == job_id), None)
            if entry
            else None
        )
        must_ask = isinstance(outcome, Refused) or sender.is_soon(change.at)
        if must_ask and sender.has_gone_out(job_id, record.external_id if record else ""):
            return Result(change, Ending.REFUSED, job_id, "it went out before it could be cancelled")
        if entry is not None:
            sender.recorder.put({change.address: without(sender, entry, job_id, change.tombstone or "cancelled")})
    return Result(change, Ending.DONE, change.job_ids[0])


def cancel(sender: Sender, job_id: str) -> Outcome:
    """One DELETE, repeated only while it is proven that it did not arrive."""
    return sender.until_sent(lambda: sender.server.cancel(job_id), sender.clock.now() + sender.windows.settle)


def is_gone(outcome: Outcome) -> bool:
    """Cancelled, or not there: whether it went out is asked separately."""
    return isinstance(outcome, Done) or (isinstance(outcome, Refused) and outcome.status == 404)


def without(sender: Sender, entry: Entry, job_id: str, reason: str) -> Entry:
    """The entry without that job, which is remembered by a tombstone."""
    stone = Tombstone(at=sender.clock.now(), job_id=job_id, reason=reason)
    if entry.parked is not None and entry.parked.job_id == job_id:
        return replace(entry, parked=None)
    if entry.job is not None and entry.job.job_id == job_id:
        return replace(entry, job=None, tombstone=stone, held="")
    return entry
