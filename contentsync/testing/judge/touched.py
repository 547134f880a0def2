"""What is not ours stays as people left it: posts of their own, and the copies that they made of ours."""

from collections.abc import Iterator
from typing import Any

from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import label_of


def touched(evidence: Evidence) -> Iterator[str]:
    """TOUCHED."""
    now = {job["job_id"]: job for job in evidence.world.sandbox.jobs()}
    world = evidence.world
    for job_id, before in world.strangers.items():
        for name in ("fields", "due_at"):
            if now[job_id][name] != before[name]:
                yield f"TOUCHED: {job_id} is not ours, and its {name} changed"
    cancelled = {deed.job_id for deed in world.deeds if deed.kind == "cancel"}
    # A copy whose original is gone cannot be told from it: it carries the same label.
    alone = {copy for copy, of in world.copies.items() if _is_gone(evidence, now[of])}
    for job_id in (world.strangers.keys() | world.copies.keys()) - cancelled - alone:
        if now[job_id]["state"] == "cancelled":
            yield f"TOUCHED: {job_id} is not ours, and was cancelled"


def _is_gone(evidence: Evidence, job: dict[str, Any]) -> bool:
    label = label_of(job)
    is_blind = label is not None and evidence.owners[label.a][0] in evidence.blind
    return job["state"] == "cancelled" or is_blind
