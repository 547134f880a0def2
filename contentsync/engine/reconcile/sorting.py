"""Which of the listed jobs belongs to which address."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping

import msgspec

from contentsync.engine.reconcile.evidence import known_job_ids
from contentsync.engine.reconcile.facts import old_address
from contentsync.engine.snapshot import Snapshot
from contentsync.model.delivery import Desired
from contentsync.model.identity import address_digest
from contentsync.model.identity import parse_external_id
from contentsync.model.remote import Job
from contentsync.state.document import Entry


class Sorted(msgspec.Struct, frozen=True):
    """`by_job` is what state and files say of job ids, `by_a` maps the digest of an address to it, where one is needed.

    `jobs` are the listed ones by address, the one that state owns first; `strays` carry our namespace and an address
    that nobody knows any more; `unmanaged` are all others.
    """

    by_job: Mapping[str, str]
    by_a: Mapping[str, str]
    jobs: Mapping[str, list[Job]]
    strays: tuple[Job, ...]
    unmanaged: tuple[Job, ...]


def sort_jobs(desired: Desired, posts: Mapping[str, Entry], snapshot: Snapshot, namespace: str) -> Sorted:
    """Jobs go to the address that state or a file ties them to, else to the one whose `a` they carry."""
    by_job = {**_imported(desired), **known_job_ids(posts)}
    by_a = _addresses_by_a(desired, posts, snapshot, by_job)
    jobs: dict[str, list[Job]] = defaultdict(list)
    strays: list[Job] = []
    unmanaged: list[Job] = []
    for job in snapshot.jobs:
        address = by_job.get(job.job_id)
        parts = parse_external_id(job.external_id) if address is None and _is_labelled(job.external_id) else None
        is_ours = parts is not None and parts.namespace == namespace
        address = by_a.get(parts.a) if parts is not None and is_ours else address
        if address is not None:
            jobs[address].append(job)
        else:
            (strays if is_ours else unmanaged).append(job)
    for address, found in jobs.items():
        owned = _owned(posts.get(address))
        found.sort(key=lambda job, owned=owned: (job.job_id != owned, job.job_id))  # type: ignore[misc]
    return Sorted(by_job, by_a, jobs, tuple(strays), tuple(unmanaged))


def _is_labelled(external_id: str) -> bool:
    return external_id.startswith("cs1:")


def _owned(entry: Entry | None) -> str:
    return entry.job.job_id if entry is not None and entry.job is not None else ""


def _imported(desired: Desired) -> dict[str, str]:
    """Jobs that people made and that a file says to take over (`imported:`)."""
    return {delivery.imported: delivery.address for delivery in desired.deliveries if delivery.imported}


def _addresses_by_a(
    desired: Desired, posts: Mapping[str, Entry], snapshot: Snapshot, by_job: Mapping[str, str]
) -> dict[str, str]:
    """Only where something carries an external id that state does not explain: hashing has its price."""
    if not any(_is_labelled(label) and job_id not in by_job for label, job_id in _carried(snapshot)):
        return {}
    drafts, wanted = ([each.address for each in found] for found in (desired.drafts, desired.deliveries))
    found = {address_digest(address): address for address in (*posts, *drafts, *wanted)}
    for delivery in desired.deliveries:
        if delivery.renamed_from:
            found.setdefault(address_digest(old_address(delivery)), delivery.address)
    return found


def _carried(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    history = snapshot.history
    for rows in (snapshot.jobs, history.rows, history.running):
        yield from ((row.external_id, row.job_id) for row in rows)
