"""What a person cancelled in the service's calendar stays cancelled."""

from datetime import datetime
from datetime import timedelta
from typing import Any

from contentsync.testing.happenings import Deed
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import Leaf
from contentsync.testing.judge.evidence import Seen
from contentsync.testing.judge.evidence import label_of


def was_cancelled(evidence: Evidence, leaf: Leaf, seen: Seen) -> bool:
    """Whether a person cancelled a job that a run had shown, and its file stayed where it was ever since."""
    jobs = {job["job_id"]: job for job in evidence.world.sandbox.jobs()}
    deeds = [deed for deed in evidence.world.deeds if deed.kind == "cancel" and deed.at < seen.at]
    return any(_is_known(evidence, leaf, deed, jobs[deed.job_id]) for deed in deeds)


def _is_known(evidence: Evidence, leaf: Leaf, deed: Deed, job: dict[str, Any]) -> bool:
    """Whether the next run could tell whose job it had been, and that a person meant this very leaf."""
    label = label_of(job)
    is_somebodys = deed.is_late or deed.job_id in evidence.world.copies or evidence.world.lost_at is not None
    if label is None or label.is_parked or is_somebodys:
        return False
    is_of_leaf = evidence.owners[label.a] == (leaf.post, leaf.profile) and leaf.platform in job["platforms"]
    made_at = datetime.fromisoformat(job["created_at"])
    listed_at = made_at + timedelta(seconds=evidence.world.sandbox.settings["list_lag"])
    return is_of_leaf and _was_listed(evidence, listed_at, deed.at) and _is_kept(evidence, leaf, made_at, deed.at)


def _was_listed(evidence: Evidence, listed_at: datetime, before: datetime) -> bool:
    runs = [run for run in evidence.world.runs if run.applied is not None]
    return any(listed_at < run.started_at and run.ended_at < before for run in runs)


def _is_kept(evidence: Evidence, leaf: Leaf, made_at: datetime, cancelled_at: datetime) -> bool:
    """Whether it was wanted by then and since the job was made, under one address."""
    versions = evidence.versions[leaf]
    before = [version for version in versions if version.since_at < cancelled_at] or versions[:1]
    stood = [before[-1].delivery, *(version.delivery for version in versions if version.since_at > made_at)]
    return None not in stood and len({each.address for each in stood if each}) < 2
