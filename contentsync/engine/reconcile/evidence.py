"""What followers saw, found in the history and in state, per leaf of each post."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping

import msgspec

from contentsync.engine.reconcile.facts import Leaves
from contentsync.model.identity import parse_external_id
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Running
from contentsync.state.document import Entry
from contentsync.state.document import Failed
from contentsync.state.document import Published


class Rows(msgspec.Struct):
    """Rows of the history and running uploads, by the address that they belong to."""

    results: dict[str, list[HistoryRow]]
    running: dict[str, list[Running]]


def known_job_ids(posts: Mapping[str, Entry]) -> dict[str, str]:
    """Every job id that state has ever tied to an address."""
    known: dict[str, str] = {}
    for address, entry in posts.items():
        for job_id in _past_job_ids(entry.published, entry.failed):
            known[job_id] = address
        if entry.tombstone is not None:
            known.update(dict.fromkeys({entry.tombstone.job_id, *entry.tombstone.left} - {""}, address))
        if entry.parked is not None:
            known[entry.parked.job_id] = address
        if entry.job is not None:
            known[entry.job.job_id] = address
    return known


def _past_job_ids(published: Mapping[str, Published], failed: Mapping[str, Failed]) -> set[str]:
    ids = {past.job_id for past in published.values()} | {past.job_id for past in failed.values()}
    return ids - {""}


def sort_rows(
    results: Iterable[HistoryRow],
    running: Iterable[Running],
    by_job: Mapping[str, str],
    by_a: Mapping[str, str],
    namespace: str,
) -> Rows:
    """Each row to its address, by job id first, else by our external id."""
    found = Rows(defaultdict(list), defaultdict(list))
    for row in results:
        address = by_job.get(row.job_id) or by_a.get(_a(row.external_id, namespace), "")
        if address:
            found.results[address].append(row)
    for upload in running:
        address = by_job.get(upload.job_id) or by_a.get(_a(upload.external_id, namespace), "")
        if address and not upload.is_waiting:
            found.running[address].append(upload)
    return found


def _a(external_id: str, namespace: str) -> str:
    if not external_id.startswith("cs1:"):
        return ""
    parts = parse_external_id(external_id)
    return parts.a if parts is not None and parts.namespace == namespace else "?"


def published_in(rows: Iterable[HistoryRow]) -> dict[str, Published]:
    """The newest success per platform."""
    found: dict[str, Published] = {}
    for row in rows:
        if row.success and (row.platform not in found or found[row.platform].at < row.at):
            found[row.platform] = Published(at=row.at, job_id=row.job_id, url=row.url, post_id=row.post_id)
    return found


def failed_in(rows: Iterable[HistoryRow], entry: Entry | None) -> dict[str, Failed]:
    """The newest failure per platform of the job that state has now; without one, of the last creation that shows."""
    rows = [row for row in rows if not row.success]
    record = entry.job if entry else None
    if record is not None:
        rows = [
            row
            for row in rows
            if row.job_id == record.job_id
            or (not row.job_id and row.external_id and row.external_id == record.external_id)
        ]
    elif rows:
        last = max(_n(row.external_id) for row in rows)
        rows = [row for row in rows if _n(row.external_id) == last]
    found: dict[str, Failed] = {}
    for row in rows:
        if row.platform not in found or found[row.platform].at < row.at:
            found[row.platform] = Failed(at=row.at, job_id=row.job_id, error=row.error, skipped=row.skipped)
    return found


def _n(external_id: str) -> int:
    parts = parse_external_id(external_id)
    return parts.n if parts else -1


def _is_denied(said: Published, failed: Failed | None) -> bool:
    """Where an answer said that a job is out, and its row in the history says that this platform failed."""
    is_word_only = not said.url and not said.post_id
    return is_word_only and failed is not None and bool(said.job_id) and failed.job_id == said.job_id


def leaves(
    platforms: tuple[str, ...],
    entry: Entry | None,
    rows: list[HistoryRow],
    running: list[Running],
    elsewhere: Mapping[str, tuple[str, str]],
    scheduled_elsewhere: Mapping[str, str],
) -> Leaves:
    """The evidence of one address. `elsewhere` maps platform to (address, job id)."""
    failed = {**(entry.failed if entry else {}), **failed_in(rows, entry)}
    said = {
        name: past
        for name, past in (entry.published if entry else {}).items()
        if not _is_denied(past, failed.get(name))
    }
    here = {**said, **published_in(rows)}
    failed = {name: what for name, what in failed.items() if name not in here}
    total = max((row.total_platforms for row in rows), default=0)
    asked = set(platforms)
    covered = here.keys() | failed.keys() | {name for name in elsewhere if name in asked}
    jobs = _past_job_ids(here, failed) | {upload.job_id for upload in running}
    jobs |= {job_id for _, job_id in elsewhere.values()}
    return Leaves(
        here=here,
        elsewhere={name: where for name, (where, _) in elsewhere.items() if name in asked and name not in here},
        failed=failed,
        scheduled_elsewhere={name: where for name, where in scheduled_elsewhere.items() if name in asked},
        running=frozenset(upload.platform for upload in running),
        is_complete=covered >= asked or (0 < total <= len(here) + len(failed)),
        jobs=frozenset(jobs - {""}),
        highest_n=max((_n(row.external_id) for row in rows), default=-1),
    )
