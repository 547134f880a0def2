"""What stands beside the posts that are still ahead: jobs of other people, what went out lately, what a plan moves."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime

from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile.decision import TWIN
from contentsync.engine.reconcile.twins import shown_text
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.houserules import Rulebook
from contentsync.model.identity import normal
from contentsync.model.problem import Problem
from contentsync.rules.across import Across
from contentsync.rules.postings import Posting
from contentsync.rules.quota import Use
from contentsync.rules.repeats import WINDOW

Ahead = list[tuple[Delivery, datetime]]


def ahead_of(reconciled: Reconciled, snapshot: Snapshot) -> Ahead:
    """The deliveries that have not gone out, at their moments."""
    changes = (decision.change for decision in reconciled.decisions)
    return [
        (change.delivery, change.at)
        for change in changes
        if change.delivery is not None and change.at is not None and change.at > snapshot.now and change.rule != "9"
    ]


def across_problems(
    ahead: Ahead, reconciled: Reconciled, desired: Desired, snapshot: Snapshot, rulebook: Rulebook, across: Across
) -> tuple[Problem, ...]:
    """What is wrong between posts that are ahead, and between them and what nobody can change here."""
    if not ahead:
        return ()
    changes = [decision.change for decision in reconciled.decisions]
    files = {delivery.address: delivery for delivery in desired.deliveries}
    seen = {delivery.address for delivery, _ in ahead}
    going = {job_id for change in changes if change.action is Action.DELETE for job_id in change.job_ids}
    others = [*_jobs(reconciled, snapshot, files, seen, going), *_rows(reconciled, snapshot, files, seen)]
    held = {change.address for change in changes if change.reason == TWIN}
    return across(ahead, rulebook, others, held)


def use_of(reconciled: Reconciled, snapshot: Snapshot) -> Use:
    """What the plan makes of the schedule."""
    changes = {decision.change.address: decision.change for decision in reconciled.decisions}
    gone = {job_id for change in changes.values() if change.action is Action.DELETE for job_id in change.job_ids}
    jobs = [
        (job, changes.get(reconciled.owners.get(job.job_id, ""))) for job in snapshot.jobs if job.job_id not in gone
    ]
    leaving = tuple(job for job, change in jobs if change is not None and _takes_its_place(change))
    left = {job.job_id for job in leaving}
    return Use(
        now=snapshot.now,
        created=_planned(change for change in changes.values() if change.action is Action.CREATE),
        replaced=_planned(change for change in changes.values() if change.action is Action.REPLACE),
        moved=_planned(change for change in changes.values() if change.action is Action.UPDATE and _moves(change)),
        standing=tuple(job for job, _ in jobs if job.job_id not in left),
        leaving=leaving,
        rows=snapshot.history.rows,
    )


def _moves(change: Change) -> bool:
    return change.patch is not None and change.patch.scheduled_at is not None


def _takes_its_place(change: Change) -> bool:
    return change.action in (Action.CREATE, Action.REPLACE) or (change.action is Action.UPDATE and _moves(change))


def _planned(changes: Iterable[Change]) -> tuple[tuple[Delivery, datetime], ...]:
    return tuple((each.delivery, each.at) for each in changes if each.delivery is not None and each.at is not None)


def _jobs(
    reconciled: Reconciled,
    snapshot: Snapshot,
    files: dict[str, Delivery],
    seen: Collection[str],
    going: Collection[str],
) -> Iterator[Posting]:
    for job in snapshot.jobs:
        owner = reconciled.owners.get(job.job_id, "")
        if owner not in seen and job.job_id not in going:
            text = normal(shown_text(job.title or "", job.caption or ""))
            where, post_id = _place(files.get(owner), f"job {job.job_id}")
            yield Posting(job.profile, frozenset(job.platforms), job.scheduled_at, text, where, post_id=post_id)


def _rows(
    reconciled: Reconciled, snapshot: Snapshot, files: dict[str, Delivery], seen: Collection[str]
) -> Iterator[Posting]:
    for row in snapshot.history.rows:
        owner = reconciled.owners.get(row.job_id, "")
        if row.success and snapshot.now - row.at < WINDOW and owner not in seen:
            where, post_id = _place(files.get(owner), row.url or f"job {row.job_id}")
            text = normal(shown_text(row.title, row.caption))
            yield Posting(row.profile, frozenset((row.platform,)), row.at, text, where, post_id=post_id)


def _place(delivery: Delivery | None, otherwise: str) -> tuple[str, str]:
    return (delivery.source.where, delivery.post_id) if delivery is not None else (otherwise, "")
