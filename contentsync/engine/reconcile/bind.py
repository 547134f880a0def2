"""Binding: to each address its delivery, its memory, its jobs and its evidence. Pure, and linear in its input."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from contentsync.engine.reconcile import calls
from contentsync.engine.reconcile import evidence
from contentsync.engine.reconcile import intents
from contentsync.engine.reconcile.compare import as_sent
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Leaves
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.facts import old_address
from contentsync.engine.reconcile.facts import soon
from contentsync.engine.reconcile.renaming import renamed
from contentsync.engine.reconcile.sorting import sort_jobs
from contentsync.engine.reconcile.twin_guard import TwinGuard
from contentsync.engine.snapshot import Snapshot
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.windows import Windows
from contentsync.rules.accounts import Unusable
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import State

NO_LEAVES = Leaves()

STRAY = "job:"
"""How the address of a job begins that carries our namespace and whose own address nobody knows."""

DOCUMENTS = "upload_document"
"""The endpoint whose echo is never relied on, seen or not (API page, idempotency and labels)."""


class Terms(msgspec.Struct, frozen=True):
    """What the settings say about deciding, and which addresses their accounts cannot take at present."""

    windows: Windows = Windows()
    drift: Drift = Drift.REVERT
    unusable: dict[str, Unusable] = {}


class Bound(msgspec.Struct, frozen=True):
    """The facts of every address, how many jobs are not from this repository, and whose the others are."""

    facts: tuple[Facts, ...]
    unmanaged: int
    owners: Mapping[str, str]


def bind(desired: Desired, state: State, snapshot: Snapshot, terms: Terms) -> Bound:
    """All facts. Jobs and rows go to the address that state ties them to, else to the one whose `a` they carry."""
    return _Binding(desired, state, snapshot, terms).bound()


class _Settled(NamedTuple):
    """`found` are the jobs that an open intent may have made, `echoes` whether its endpoint echoes `external_id`."""

    entry: Entry | None
    jobs: list[Job]
    rows: list[HistoryRow]
    found: tuple[Job, ...] = ()
    echoes: bool = False


class _Binding:
    """The indexes that binding needs, each built once."""

    def __init__(self, desired: Desired, state: State, snapshot: Snapshot, terms: Terms) -> None:
        self.desired, self.state, self.snapshot, self.terms = desired, state, snapshot, terms
        self.posts = renamed(desired, state)
        self.wanted = {delivery.address: delivery for delivery in desired.deliveries}
        self.drafts = {delivery.address: delivery for delivery in desired.drafts}
        found = sort_jobs(desired, self.posts, snapshot, state.namespace)
        self.by_job, self.jobs, self.strays = found.by_job, found.jobs, found.strays
        self.unmanaged = len(found.unmanaged)
        history = snapshot.history
        self.rows = evidence.sort_rows(history.rows, history.running, found.by_job, found.by_a, state.namespace)
        self.shown = {job.job_id for job in snapshot.jobs} | {row.job_id for row in snapshot.history.rows}
        self.seen, self.scheduled = self._leaves_by_post()
        self.moments = {address: self._moment(d, self.posts.get(address)) for address, d in self.wanted.items()}
        self.twins = TwinGuard(
            desired, self.moments, snapshot, self.posts, self.jobs, self.by_job, self._gone(), self._want
        )
        self.blocks_moves = self._has_unknown_bad_file()

    def bound(self) -> Bound:
        facts = [self._facts(address) for address in self._addresses()]
        facts.extend(self._stray(job) for job in self.strays)
        return Bound(tuple(facts), self.unmanaged, self._owners(facts))

    def _owners(self, facts: Iterable[Facts]) -> dict[str, str]:
        found = {job.job_id: each.address for each in facts for job in each.jobs}
        return {**self.by_job, **{job_id: each.address for each in facts for job_id in each.leaves.jobs}, **found}

    def _addresses(self) -> Iterator[str]:
        yield from self.wanted
        for address in self.posts:
            # A stray job that was left to itself is remembered for as long as it is listed.
            if address not in self.wanted and (address in self.jobs or not address.startswith(STRAY)):
                yield address
        # Drafts that state has lost, and whose job still stands.
        yield from (address for address in self.jobs if address not in self.wanted and address not in self.posts)

    def _unlisted(self, entry: Entry) -> tuple[str, ...]:
        """The platforms of a job that state knows, and that neither schedule nor history shows, yet or any more."""
        record = entry.job
        if record is None or record.job_id in self.shown or (record.is_listed and record.job_id in self._gone()):
            return ()
        return entry.platforms

    def _gone(self) -> set[str]:
        """The jobs that status calls ended."""
        ended = (Phase.CANCELLED, Phase.NOT_FOUND, Phase.FAILED)
        return {job_id for job_id, status in self.snapshot.statuses.items() if status.phase in ended}

    def _leaves_by_post(
        self,
    ) -> tuple[dict[tuple[str, str], dict[str, tuple[str, str]]], dict[tuple[str, str], dict[str, str]]]:
        """Per (post, profile): which platforms were published, and which are scheduled, with the address."""
        seen: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
        scheduled: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        renames = [d for d in self.desired.deliveries if d.renamed_from and old_address(d) not in self.wanted]
        new_id = {d.renamed_from: d.post_id for d in renames}
        lost = (self.rows.results.keys() | self.jobs.keys()) - self.posts.keys()
        owners: dict[str, Entry | Delivery | None] = {a: self.wanted.get(a) or self.drafts.get(a) for a in sorted(lost)}
        for address, owner in (self.posts | owners).items():
            if owner is None:
                continue
            key = (new_id.get(owner.post_id, owner.post_id), owner.profile)
            remembered = owner.published if isinstance(owner, Entry) else {}
            past = {**remembered, **evidence.published_in(self.rows.results.get(address, ()))}
            for platform, published in past.items():
                seen[key][platform] = (address, published.job_id)
            if isinstance(owner, Entry):
                scheduled[key].update(dict.fromkeys(self._unlisted(owner), address))
            for job in self.jobs.get(address, ()):
                scheduled[key].update(dict.fromkeys(job.platforms, address))
        return seen, scheduled

    def _moment(self, delivery: Delivery, entry: Entry | None) -> datetime:
        """The wanted moment. `on-merge`, and a past date that is sent late, stand still once something was sent."""
        if (
            entry is not None
            and entry.fixed_at is not None
            and entry.fixed_for == delivery.publish_at
            and _began(entry)
        ):
            return entry.fixed_at
        if delivery.publish_at is not None:
            return delivery.publish_at
        if found := self.jobs.get(delivery.address):
            return found[0].scheduled_at
        return soon(self.snapshot.now, self.terms.windows, delivery)

    def _has_unknown_bad_file(self) -> bool:
        known = {entry.file for entry in self.posts.values()}
        return any(file not in known for file in self.desired.bad_files)

    def _want(self, address: str, entry: Entry | None) -> Want:
        if address in self.wanted:
            return Want.WANT
        if entry is None or address in self.drafts:
            return Want.OFF
        if entry.file in self.desired.bad_files or entry.post_id in self.desired.bad_posts:
            return Want.BAD
        # A file that cannot be read may be this post under a new name: not read is not deleted.
        may_have_moved = self.blocks_moves and entry.file not in self.desired.files
        return Want.BAD if may_have_moved else Want.OFF

    def _facts(self, address: str) -> Facts:
        delivery = self.wanted.get(address)
        settled = self._settled(address)
        entry, jobs = settled.entry, settled.jobs
        if entry is not None:
            entry = self._with_calls(entry, jobs)
        parked_id = entry.parked.job_id if entry and entry.parked else ""
        status = self.snapshot.statuses.get(entry.job.job_id) if entry and entry.job else None
        parked_status = self.snapshot.statuses.get(parked_id) if parked_id else None
        leaves = self._leaves(address, delivery, entry, settled.rows)
        if entry is not None and leaves is not NO_LEAVES:
            entry = _with_evidence(entry, leaves)
        if entry is not None and entry.job is not None and not entry.job.is_listed:
            entry = _with_sighting(entry, entry.job, jobs)
        return Facts(
            address=address,
            want=self._want(address, entry),
            now=self.snapshot.now,
            windows=self.terms.windows,
            d=delivery,
            d_at=self.moments.get(address),
            s=entry,
            jobs=tuple(as_sent(job, delivery) for job in jobs if job.job_id != parked_id),
            parked_job=next((job for job in jobs if job.job_id == parked_id), None) if parked_id else None,
            parked_phase=parked_status.phase if parked_status else None,
            leaves=leaves,
            phase=status.phase if status else None,
            x_failed=status.failed if status else 0,
            x_total=status.total if status else 0,
            intent_jobs=settled.found if entry is not None and entry.intent is not None else (),
            intent_echoes=settled.echoes,
            drift=self.terms.drift,
            unusable=self.terms.unusable.get(address),
            applied_at=self.state.applied_at,
            file_gone=address not in self.drafts,
            twin=lambda stood_at: self.twins.twin(address, stood_at),
        )

    def _settled(self, address: str) -> _Settled:
        """What is known of an address once an open intent has met what the remote shows of it."""
        entry, jobs, rows = self.posts.get(address), self.jobs.get(address, []), self.rows.results.get(address, [])
        if entry is None or entry.intent is None:
            return _Settled(entry, jobs, rows)
        echoes = entry.intent.endpoint != DOCUMENTS and self.state.echoes.get(entry.intent.endpoint, False)
        free = tuple(row for row in self.snapshot.history.rows if row.job_id not in self.by_job)
        found = intents.candidates(entry, self.snapshot.jobs, set(self.by_job), echoes)
        entry = intents.settled(entry, found, rows, set(self.by_job), free)
        if entry.intent is None:
            self.unmanaged -= sum(job not in jobs for job in found)
            jobs = list({job.job_id: job for job in (*jobs, *found)}.values())
            if not rows and entry.job is not None:
                rows = [row for row in free if row.job_id == entry.job.job_id]
        return _Settled(entry, jobs, rows, found, echoes)

    def _with_calls(self, entry: Entry, jobs: list[Job]) -> Entry:
        now, windows = self.snapshot.now, self.terms.windows
        old, parked = (record and calls.settled(record, jobs, now, windows) for record in (entry.job, entry.parked))
        return entry if (old, parked) == (entry.job, entry.parked) else replace(entry, job=old, parked=parked)

    def _leaves(self, address: str, delivery: Delivery | None, entry: Entry | None, rows: list[HistoryRow]) -> Leaves:
        key = (
            (delivery.post_id, delivery.profile) if delivery else (entry.post_id, entry.profile) if entry else ("", "")
        )
        seen = {name: (where, job) for name, (where, job) in self.seen.get(key, {}).items() if where != address}
        scheduled = {name: where for name, where in self.scheduled.get(key, {}).items() if where != address}
        running = self.rows.running.get(address, [])
        past = entry is not None and (entry.published or entry.failed)
        if not (rows or running or seen or scheduled or past):
            return NO_LEAVES
        platforms = delivery.platforms if delivery else entry.platforms if entry else ()
        return evidence.leaves(platforms, entry, rows, running, seen, scheduled)

    def _stray(self, job: Job) -> Facts:
        """A job that carries our namespace and an address that nobody knows any more."""
        return Facts(
            address=f"{STRAY}{job.job_id}", want=Want.OFF, now=self.snapshot.now, windows=self.terms.windows,
            jobs=(job,), leaves=NO_LEAVES, drift=self.terms.drift, applied_at=self.state.applied_at,
        )  # fmt: skip


def _with_evidence(entry: Entry, leaves: Leaves) -> Entry:
    """Success is remembered as soon as it is seen; so is failure, once the job it belongs to has ended."""
    failed = leaves.failed if leaves.is_complete else entry.failed
    if leaves.here == entry.published and failed == entry.failed:
        return entry
    return replace(entry, published=leaves.here, failed=failed)


def _with_sighting(entry: Entry, record: JobRecord, jobs: list[Job]) -> Entry:
    """A job that the list has shown once can only go by itself, or by somebody's hand."""
    if any(job.in_list and job.job_id == record.job_id for job in jobs):
        return replace(entry, job=replace(record, is_listed=True))
    return entry


def _began(entry: Entry) -> bool:
    """Whether anything was ever sent, or may have been, that still counts."""
    return bool(entry.job or entry.parked or entry.intent or entry.published or entry.failed or entry.tombstone)
