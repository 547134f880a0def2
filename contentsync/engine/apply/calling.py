"""PATCH and DELETE: state says that one may happen before it is sent, and what is still open after it."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.apply.sender import Sender
from contentsync.engine.reconcile import calls
from contentsync.model.change import Change
from contentsync.model.change import Patch
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Unknown
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord

WINDOW = timedelta(minutes=5)
"""How long after state says so a call may still be sent, not counting an upload."""


def open_calls(sender: Sender, changes: Iterable[Change]) -> None:
    """Write in one step that all these calls may be sent from now on, with a lease that outlasts them."""
    entry = sender.recorder.entry
    opened = {each.address: with_call(sender, entry(each.address), each.job_ids, each.patch) for each in changes}
    sender.recorder.put(opened, until=sender.clock.now() + WINDOW)


def close_calls(sender: Sender, changes: Iterable[Change]) -> None:
    """Take back what was not sent: this run knows it."""
    entries = {change.address: sender.recorder.entry(change.address) for change in changes}
    sender.recorder.put({address: _each(entry, calls.answered) for address, entry in entries.items()})


def with_call(sender: Sender, entry: Entry, job_ids: Collection[str], patch: Patch | None = None) -> Entry:
    """The entry once that PATCH, or without one a DELETE, may be sent to those of its jobs."""
    now = sender.clock.now()

    def asked(record: JobRecord) -> JobRecord:
        return calls.asked(record, patch, now, WINDOW, sender.windows) if record.job_id in job_ids else record

    return _each(entry, asked)


def call(sender: Sender, address: str, job_id: str, patch: Patch | None = None) -> Outcome:
    """One PATCH, or without one a DELETE, repeated only while it is proven that it did not arrive.

    State says so before, where it does not yet; what an answer that was lost leaves open is written down.
    """
    entry = sender.recorder.entry(address)
    record = next((each for each in entry.records if each.job_id == job_id), None)
    now = sender.clock.now()
    not_after = now + WINDOW
    if record is not None:
        if record.call is None or record.call.patch != patch or record.call.not_after < now + WINDOW / 2:
            entry = with_call(sender, entry, (job_id,), patch)
            sender.recorder.put({address: entry}, until=not_after)
        else:
            not_after = record.call.not_after
    outcome = sender.until_sent(
        lambda: sender.server.cancel(job_id) if patch is None else sender.server.edit(job_id, patch), not_after
    )
    if record is not None and not isinstance(outcome, Done):
        _note(sender, address, job_id, is_unknown=isinstance(outcome, Unknown))
    return outcome


def _note(sender: Sender, address: str, job_id: str, *, is_unknown: bool) -> None:
    """What is left of a call that was not done: an open one, from now on, or nothing."""
    now, entry = sender.clock.now(), sender.recorder.entry(address)

    def noted(record: JobRecord) -> JobRecord:
        if record.job_id != job_id or record.call is None:
            return record
        return replace(record, call=replace(record.call, not_after=now)) if is_unknown else calls.answered(record)

    sender.recorder.put({address: _each(entry, noted)})


def _each(entry: Entry, change: Callable[[JobRecord], JobRecord]) -> Entry:
    return replace(entry, job=entry.job and change(entry.job), parked=entry.parked and change(entry.parked))
