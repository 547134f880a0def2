"""From which edition on a leaf may go out: the newest that a run called in order."""

from datetime import datetime

from contentsync.model.delivery import Delivery
from contentsync.testing.happenings import Ran
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import Leaf
from contentsync.testing.judge.told import by_address


def confirmed(evidence: Evidence, leaf: Leaf, before: datetime) -> tuple[int, datetime]:
    """The newest edition that a run called in order before that instant, and when it did."""
    best = (0, evidence.world.editions[0].since_at)
    for run in evidence.world.runs:
        if run.applied is None or run.ended_at >= before:
            continue
        if _is_in_order(evidence, run, leaf, evidence.versions[leaf][run.edition].delivery):
            best = max(best, (run.edition, run.ended_at))
    return best


def _is_in_order(evidence: Evidence, run: Ran, leaf: Leaf, delivery: Delivery | None) -> bool:
    if delivery is None:
        return not run.error and all(evidence.post_at(change.address) != leaf.post for change in run.changes)
    change = by_address(run.changes).get(delivery.address)
    return change is not None and change.rule == "16"
