"""A PATCH or DELETE that may still arrive: its answer was lost, or its run died. Late, it would undo a newer one."""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import same
from contentsync.model.change import Patch
from contentsync.model.remote import Job
from contentsync.model.windows import Windows
from contentsync.state.document import Call
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent


def may_arrive(record: JobRecord, now: datetime, windows: Windows) -> bool:
    """Whether what was last asked of the job may still take effect."""
    return record.call is not None and now < record.call.not_after + windows.settle


def can_wait(record: JobRecord, now: datetime, windows: Windows, before: datetime) -> bool:
    """Whether something may still arrive, and there is time to wait for it and then to write before that moment."""
    if record.call is None or not may_arrive(record, now, windows):
        return False
    return record.call.not_after + windows.settle < before - windows.freeze


def asks_for(call: Call, want: Sent) -> bool:
    """Whether it makes of the job only what is wanted anyway."""
    return call.patch is not None and patched(want, call.patch) == want


def asked(record: JobRecord, patch: Patch | None, now: datetime, window: timedelta, windows: Windows) -> JobRecord:
    """The record once a PATCH, or without one a DELETE, may be sent at any moment of the window."""
    is_second = may_arrive(record, now, windows)
    return replace(record, call=Call(not_after=now + window, patch=patch, is_second=is_second))


def answered(record: JobRecord) -> JobRecord:
    """The record once it is known what came of its call. Of one before it nothing is known by that."""
    return record if record.call is None or record.call.is_second else replace(record, call=None)


def patched(sent: Sent, patch: Patch) -> Sent:
    """What counts as sent after a PATCH."""
    return replace(
        sent,
        at=patch.scheduled_at or sent.at,
        title=sent.title if patch.title is None else patch.title,
        caption=sent.caption if patch.caption is None else patch.caption,
    )


def settled(record: JobRecord, jobs: Iterable[Job], now: datetime, windows: Windows) -> JobRecord:
    """The record once an open call has met what the schedule shows.

    What it asked for and the job shows has arrived, and counts as sent. What is not there when its time is over never
    will be; of a text that the schedule does not show nobody can say so.
    """
    call, job = record.call, next((job for job in jobs if job.in_list and job.job_id == record.job_id), None)
    if call is None or job is None:
        return record
    is_over = not may_arrive(record, now, windows)
    if call.patch is None:
        return replace(record, call=None) if is_over else record
    arrived = _shown_of(call.patch, job)
    if is_over:
        hidden = _hidden_of(call.patch, job)
        left = None if hidden == Patch() else replace(call, patch=hidden)
    elif arrived == call.patch and not call.is_second:
        left = None
    else:
        return record
    observed = record.observed if arrived == Patch() else None
    return replace(record, sent=patched(record.sent, arrived), observed=observed, call=left)


def _shown_of(patch: Patch, job: Job) -> Patch:
    """The fields that the job shows as the patch has them."""
    return Patch(
        scheduled_at=patch.scheduled_at if patch.scheduled_at == job.scheduled_at else None,
        title=patch.title if same(patch.title or "", job.title or "") and job.title is not None else None,
        caption=patch.caption if same(patch.caption or "", job.caption or "") and job.caption is not None else None,
    )


def _hidden_of(patch: Patch, job: Job) -> Patch:
    """The texts of the patch that the schedule does not show at all."""
    return Patch(
        title=patch.title if job.title is None else None, caption=patch.caption if job.caption is None else None
    )
