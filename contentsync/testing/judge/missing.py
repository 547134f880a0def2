"""Of a leaf that never went out: nobody wanted it, its time is still to come, or somebody was told why."""

from collections.abc import Iterator
from datetime import datetime

from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.testing.happenings import Ran
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import Leaf
from contentsync.testing.judge.told import BY_A_PERSON
from contentsync.testing.judge.told import by_address
from contentsync.testing.judge.told import is_told
from contentsync.testing.judge.told import not_done


def not_published(evidence: Evidence, leaf: Leaf) -> Iterator[str]:
    """LOST."""
    wanted = evidence.versions[leaf][-1].delivery
    last = evidence.last
    if wanted is None or leaf in evidence.copied or last.error:
        return
    if not _is_read(evidence, len(evidence.world.editions) - 1, wanted):
        return
    change = by_address(last.changes).get(wanted.address)
    # An `on-merge` has the moment of its job, and a person may have moved that while state was lost.
    moment = wanted.publish_at or (change.at if change is not None and change.rule == "16" else None)
    if moment is not None and moment > evidence.world.now:
        return
    if wanted.address in not_done(last) or (change is not None and _is_explained(evidence, change, leaf)):
        return
    word = f"{change.action} {change.rule} {change.reason}" if change else "nothing"
    yield f"LOST: {leaf} never went out, and the plan says: {word}"


def _is_explained(evidence: Evidence, change: Change, leaf: Leaf) -> bool:
    if is_told(change) or change.reason in BY_A_PERSON:
        return True
    return change.reason == "archive" and not _was_in_time(evidence, leaf)


def _was_in_time(evidence: Evidence, leaf: Leaf) -> bool:
    """Whether its file stood there at its moment, and a run had ended well before that with memory kept since."""
    last = evidence.versions[leaf][-1].delivery
    at = last.publish_at if last is not None else None
    if at is None:
        return False
    runs = [run for run in evidence.world.runs[evidence.world.runs_before_loss :] if run.applied and run.ended_at < at]
    had_runs = any(
        _is_finished(run) or _is_of(evidence, run, leaf, version.delivery)
        for version in evidence.versions[leaf]
        if version.delivery is not None
        and version.delivery.publish_at == at
        and _is_read(evidence, version.edition, version.delivery)
        for run in runs
    )
    return had_runs and _is_wanted_at(evidence, leaf, at)


def _is_wanted_at(evidence: Evidence, leaf: Leaf, at: datetime) -> bool:
    """Whether its file asked for it when its moment came."""
    stood = [version for version in evidence.versions[leaf] if version.since_at <= at][-1]
    delivery = stood.delivery
    return delivery is not None and delivery.publish_at == at and _is_read(evidence, stood.edition, delivery)


def _is_of(evidence: Evidence, run: Ran, leaf: Leaf, delivery: Delivery) -> bool:
    """Whether a run was of an edition that has the leaf in that form."""
    is_same = evidence.versions[leaf][run.edition].delivery == delivery
    return is_same and _is_read(evidence, run.edition, delivery)


def _is_read(evidence: Evidence, edition: int, delivery: Delivery) -> bool:
    """Whether the file of it could be read in an edition; one that is broken may have another name by then."""
    post = evidence.world.editions[edition].posts.get(delivery.post_id)
    return post is not None and not post.is_broken


def _is_finished(run: Ran) -> bool:
    """Whether it left nothing to write: only then it counts as the last apply."""
    return not any(change.writes for change in run.changes)
