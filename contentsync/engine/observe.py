"""Reading the remote: as much as deciding needs, and no more, whatever the number of files."""

from datetime import datetime
from datetime import timedelta

from contentsync.engine.server import Reader
from contentsync.engine.snapshot import Snapshot
from contentsync.engine.snapshot import with_waiting
from contentsync.model.clock import Clock
from contentsync.model.remote import Phase
from contentsync.model.remote import Status
from contentsync.model.windows import Windows
from contentsync.state.document import Entry
from contentsync.state.document import State

TWIN_WINDOW = timedelta(hours=48)


def observe(reader: Reader, clock: Clock, state: State, windows: Windows) -> Snapshot:
    """The schedule, then the history, then the status of what neither explains.

    In that order, so that a job which is published between the two calls is in the history at least; whatever falls
    between is found by its status.
    """
    now = clock.now()
    jobs = reader.schedule()
    listed = {job.job_id for job in jobs}
    history = reader.history(history_since(state, listed, windows, now))
    jobs = with_waiting(jobs, history.running)
    explained = {job.job_id for job in jobs} | {row.job_id for row in history.rows}
    owned = [record.job_id for _, entry in sorted(state.posts.items()) for record in entry.records]
    statuses = _statuses(reader, [job_id for job_id in owned if job_id not in explained])
    return Snapshot(now=now, jobs=jobs, history=history, statuses=statuses)


def _statuses(reader: Reader, job_ids: list[str]) -> dict[str, Status]:
    """The status of each. A server that cannot be reached is not asked again for the others: each try takes seconds."""
    found: dict[str, Status] = {}
    for job_id in job_ids:
        found[job_id] = reader.status(job_id)
        if found[job_id].phase is Phase.UNREACHABLE:
            return {each: found.get(each, Status(each, Phase.UNREACHABLE)) for each in job_ids}
    return found


def history_since(state: State, listed: set[str], windows: Windows, now: datetime) -> datetime | None:
    """How far back the history is read: to what may have gone out since it was last seen, and two days for twins.

    Where past posts are still sent, at least as long as that: what went out under a state that is lost is found there.

    A state that was never written knows nothing of what went out: then the whole history is read (None).
    """
    if not state.lineage:
        return None
    opened = [_unseen_since(entry, listed, state.applied_at) for entry in state.posts.values()]
    oldest = min((at for at in opened if at is not None), default=now)
    return min(oldest, now - max(TWIN_WINDOW, windows.late)) - windows.gap


def _unseen_since(entry: Entry, listed: set[str], applied_at: datetime | None) -> datetime | None:
    """From when on something of an entry may have been published without our knowing; None where it is still listed."""
    if entry.intent is not None:
        return entry.intent.first_at
    record = entry.job
    if record is None or record.job_id in listed:
        return None
    return applied_at if record.is_listed and applied_at is not None else record.sent_at
