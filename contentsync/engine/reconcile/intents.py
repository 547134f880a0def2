"""Rule 2(a): finding what an open create intent made, by external id, or by a fingerprint where that is not echoed."""

from collections.abc import Iterable

from msgspec.structs import replace

from contentsync.model.identity import normal
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord


def candidates(entry: Entry, jobs: Iterable[Job], owned: set[str], echoes: bool) -> tuple[Job, ...]:
    """The jobs that the intent may have made: by its external id; without an echo also by the fingerprint."""
    intent = entry.intent
    assert intent is not None
    free = [job for job in jobs if job.job_id not in owned]
    exact = tuple(job for job in free if job.external_id == intent.external_id)
    if exact or echoes:
        return exact
    return tuple(job for job in free if not job.external_id and _looks_like(entry, intent, job))


def _looks_like(entry: Entry, intent: Intent, job: Job) -> bool:
    same_type = job.post_type in ("unknown", intent.post_type or entry.post_type)
    same_text = job.title is None or _is_title(intent, job.title)
    where = (job.profile, job.platforms, job.scheduled_at)
    return same_type and same_text and where == (entry.profile, _platforms(entry, intent), intent.sent.at)


def _is_title(intent: Intent, shown: str) -> bool:
    return normal(shown) in (normal(intent.sent.title), normal(intent.headline or intent.sent.title))


def _platforms(entry: Entry, intent: Intent) -> tuple[str, ...]:
    """Those of the create; an intent written by an older release does not say."""
    return intent.platforms or entry.platforms


def published_job(entry: Entry, rows: Iterable[HistoryRow], owned: set[str]) -> str:
    """Without an echo: the one free job in the history with the intent's text, profile and platforms, else empty.

    Since the intent, not since its moment: a person may have let it go out at once.
    """
    intent = entry.intent
    assert intent is not None
    platforms = _platforms(entry, intent)
    found = {
        row.job_id
        for row in rows
        if row.job_id and row.job_id not in owned and row.profile == entry.profile and row.platform in platforms
        and not row.external_id and row.at >= intent.first_at and _is_title(intent, row.title)
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ""


def recorded(entry: Entry, job_id: str, *, is_listed: bool) -> Entry:
    """The entry once it is known which job the intent made."""
    intent = entry.intent
    assert intent is not None
    record = JobRecord(
        job_id=job_id,
        sent=intent.sent,
        sent_at=intent.first_at,
        external_id=intent.external_id,
        endpoint=intent.endpoint,
        is_listed=is_listed,
        is_resent=intent.is_resent,
    )
    if intent.is_parked:
        return replace(entry, intent=None, parked=record)
    return replace(entry, intent=None, job=record, failed={})


def settled(
    entry: Entry, found: tuple[Job, ...], rows: list[HistoryRow], owned: set[str], free_rows: tuple[HistoryRow, ...]
) -> Entry:
    """The entry after looking: recorded where exactly one job is meant, unchanged where none or too many were found."""
    intent = entry.intent
    assert intent is not None
    mine = {row.job_id for row in rows if row.external_id == intent.external_id} - {job.job_id for job in found}
    if mine and not intent.is_resent:
        # It was sent once, and that one went out: what still waits under its label is somebody's copy.
        return recorded(entry, min(mine), is_listed=True)
    if len(found) == 1 or (found and intent.is_resent and all(job.external_id == intent.external_id for job in found)):
        job = min(found, key=lambda each: each.job_id)
        return recorded(entry, job.job_id, is_listed=job.in_list)
    if found:
        return entry
    job_id = min(mine) if mine else published_job(entry, free_rows, owned)
    return recorded(entry, job_id, is_listed=True) if job_id else entry
