"""What stands beside the posts that are still ahead: jobs of other people, and what went out lately."""

from collections.abc import Collection
from collections.abc import Iterator

from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile.decision import TWIN
from contentsync.engine.reconcile.twins import shown_text
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Action
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.houserules import Rulebook
from contentsync.model.identity import normal
from contentsync.model.problem import Problem
from contentsync.rules.across import across_posts
from contentsync.rules.postings import Posting
from contentsync.rules.repeats import WINDOW


def across_problems(
    reconciled: Reconciled, desired: Desired, snapshot: Snapshot, rulebook: Rulebook
) -> tuple[Problem, ...]:
    """What is wrong between posts that are ahead, and between them and what nobody can change here."""
    changes = [decision.change for decision in reconciled.decisions]
    ahead = [
        (change.delivery, change.at)
        for change in changes
        if change.delivery is not None and change.at is not None and change.at > snapshot.now and change.rule != "9"
    ]
    if not ahead:
        return ()
    files = {delivery.address: delivery for delivery in desired.deliveries}
    seen = {delivery.address for delivery, _ in ahead}
    going = {job_id for change in changes if change.action is Action.DELETE for job_id in change.job_ids}
    others = [*_jobs(reconciled, snapshot, files, seen, going), *_rows(reconciled, snapshot, files, seen)]
    held = {change.address for change in changes if change.reason == TWIN}
    return across_posts(ahead, rulebook, others, held)


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
