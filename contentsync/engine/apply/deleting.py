"""Delete: DELETE, and proof that it did not go out instead."""

from msgspec.structs import replace

from contentsync.engine.apply.calling import call
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import GONE_OUT
from contentsync.engine.apply.sender import Sender
from contentsync.engine.apply.sender import failure
from contentsync.model.change import Change
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.model.remote import Phase
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone


def delete(sender: Sender, change: Change) -> Result:
    """Cancel the change's jobs, one after the other; the first that cannot be cancelled ends it."""
    for job_id in change.job_ids:
        outcome = call(sender, change.address, job_id)
        if not is_gone(outcome):
            assert not isinstance(outcome, Done)
            return failure(change, outcome, job_id)
        entry = sender.recorder.entry(change.address)
        record = next((each for each in entry.records if each.job_id == job_id), None)
        must_ask = isinstance(outcome, Refused) or sender.is_soon(change.at)
        if must_ask and (doubt := doubted(sender, change, job_id, record.external_id if record else "", outcome)):
            return doubt
        sender.recorder.put({change.address: without(sender, entry, job_id, change.tombstone or "cancelled")})
    return Result(change, Ending.DONE, change.job_ids[0])


def is_gone(outcome: Outcome) -> bool:
    """Cancelled, or not there: whether it went out is asked separately."""
    return isinstance(outcome, Done) or (isinstance(outcome, Refused) and outcome.status == 404)


def doubted(sender: Sender, change: Change, job_id: str, external_id: str, outcome: Outcome) -> Result | None:
    """Why a job that was cancelled, or was not there to be cancelled, may go out or have gone out; None: it is gone.

    A server that does not say is no proof, and neither is a history that may be late.
    """
    phase = sender.server.status(job_id).phase
    if phase is Phase.UNREACHABLE:
        return Result(change, Ending.UNKNOWN, job_id, "Upload-Post does not say whether it went out: apply again")
    if phase is Phase.QUEUED and not isinstance(outcome, Done):
        return Result(change, Ending.UNKNOWN, job_id, "it cannot be cancelled and still waits: apply again")
    rows = sender.server.history_of(external_id) if external_id else ()
    if phase in GONE_OUT or any(row.success and row.job_id in (job_id, "") for row in rows):
        return Result(change, Ending.REFUSED, job_id, "it went out before it could be cancelled: apply again")
    return None


def without(sender: Sender, entry: Entry, job_id: str, reason: str) -> Entry:
    """The entry without that job, which is remembered by a tombstone."""
    if entry.parked is not None and entry.parked.job_id == job_id:
        return replace(entry, parked=None)
    if entry.job is not None and entry.job.job_id == job_id:
        due = (entry.job.observed or entry.job.sent).at
        stone = Tombstone(at=sender.clock.now(), job_id=job_id, reason=reason, due=due)
        return replace(entry, job=None, tombstone=stone, held="")
    return entry
