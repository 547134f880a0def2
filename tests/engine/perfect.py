"""A service that does exactly what it is told, as pure values: what a plan would lead to if nothing went wrong."""

from datetime import datetime

from msgspec.structs import replace

from contentsync.engine.reconcile import Decision
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Change
from contentsync.model.change import Step
from contentsync.model.delivery import Delivery
from contentsync.model.identity import external_id
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Status
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.document import Tombstone

NEW = frozenset({Step.CREATE, Step.RESEND, Step.REPLACE})
GONE = frozenset({Step.DELETE, Step.DROP_BOTH, Step.REPLACE})


class Service:
    """`jobs` wait, `rows` are what went out."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.jobs: dict[str, Job] = {}
        self.rows: list[HistoryRow] = []
        self.count = 0

    def snapshot(self, state: State) -> Snapshot:
        owned = [entry.job.job_id for entry in state.posts.values() if entry.job]
        known = self.jobs.keys() | {row.job_id for row in self.rows}
        gone = {job_id: Status(job_id, Phase.NOT_FOUND) for job_id in owned if job_id not in known}
        newest = tuple(sorted(self.rows, key=lambda row: row.at, reverse=True))
        return Snapshot(self.now, tuple(self.jobs.values()), History(newest), gone)

    def advance(self, now: datetime, failing: frozenset[str] = frozenset()) -> None:
        """Everything that is due by then goes out, except on networks that fail."""
        self.now = now
        for job in [job for job in self.jobs.values() if job.scheduled_at <= now]:
            del self.jobs[job.job_id]
            for name in job.platforms:
                self.rows.append(
                    HistoryRow(
                        profile=job.profile, platform=name, success=name not in failing, at=job.scheduled_at,
                        job_id=job.job_id, external_id=job.external_id, title=job.title or "",
                        total_platforms=len(job.platforms),
                    )
                )  # fmt: skip

    def applied(self, state: State, plan: Reconciled) -> State:
        """The state after everything in the plan was done."""
        posts = {address: entry for address, entry in state.posts.items() if address not in plan.dropped}
        posts |= plan.records
        for decision in plan.decisions:
            if decision.change.writes:
                entry = self._done(state.namespace, decision, posts.get(decision.change.address))
                if entry is not None:
                    posts[decision.change.address] = entry
        return replace(state, lineage="lineage", posts=posts, applied_at=self.now)

    def _done(self, namespace: str, decision: Decision, entry: Entry | None) -> Entry | None:
        change, delivery = decision.change, decision.change.delivery
        if change.step in GONE:
            for job_id in change.job_ids:
                self.jobs.pop(job_id, None)
                if entry is not None and entry.job is not None and entry.job.job_id == job_id:
                    stone = Tombstone(self.now, job_id, change.tombstone or "replaced")
                    entry = replace(entry, job=None, tombstone=stone)
        if change.step is Step.PATCH:
            assert entry is not None
            assert delivery is not None
            return self._patched(change, entry, delivery)
        if change.step in NEW:
            assert entry is not None
            assert delivery is not None
            assert change.at is not None
            return self._created(namespace, change, entry, delivery, change.at)
        return entry

    def _created(self, namespace: str, change: Change, entry: Entry, delivery: Delivery, at: datetime) -> Entry:
        self.count += 1
        label = external_id(namespace, delivery, change.n)
        job = Job(
            f"j{self.count:03}", at, delivery.profile, delivery.platforms, delivery.post_type, delivery.wire_title,
            delivery.wire_caption, label,
        )  # fmt: skip
        self.jobs[job.job_id] = job
        sent = Sent(at, delivery.body, delivery.wire_title, delivery.wire_caption)
        record = JobRecord(job.job_id, sent, self.now, label, "upload_text", is_listed=True)
        return replace(
            entry, job=record, tombstone=None, failed={}, held="", n=change.n + 1, wanted=wanted_digest(delivery),
            restore=False, platforms=delivery.platforms,
        )  # fmt: skip

    def _patched(self, change: Change, entry: Entry, delivery: Delivery) -> Entry:
        patch, (job_id,) = change.patch, change.job_ids
        assert patch is not None
        assert entry.job is not None
        job, sent = self.jobs[job_id], entry.job.sent
        changed = {
            "at": patch.scheduled_at,
            "title": patch.title,
            "caption": patch.caption,
        }
        new = replace(sent, **{name: value for name, value in changed.items() if value is not None})
        self.jobs[job_id] = replace(
            job,
            scheduled_at=patch.scheduled_at or job.scheduled_at,
            title=job.title if patch.title is None else patch.title,
            caption=job.caption if patch.caption is None else patch.caption,
        )
        reverted = self.now if change.is_drift else None
        record = replace(entry.job, sent=new, observed=None, reverted_at=reverted)
        return replace(entry, job=record, wanted=wanted_digest(delivery))
