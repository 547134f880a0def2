"""Whether what a follower saw is what a delivery says, but for what a person did to the job since."""

from datetime import datetime
from datetime import timedelta

from contentsync.model.delivery import Delivery
from contentsync.model.identity import normal
from contentsync.testing.judge.evidence import Evidence
from contentsync.testing.judge.evidence import Leaf
from contentsync.testing.judge.evidence import Seen


def has_words(evidence: Evidence, leaf: Leaf, said: Delivery, seen: Seen, since_at: datetime) -> bool:
    """Whether it went out with the words of that delivery."""
    if said.body != seen.body:
        return False
    text = said.texts.get(leaf.platform, said.text)
    return normal(text) == normal(seen.text) or _was_changed(evidence, seen, "text", since_at)


def has_moment(evidence: Evidence, timed: Delivery, seen: Seen, since_at: datetime) -> bool:
    """Whether it went out when that delivery says, or where the service put it."""
    at, late = timed.publish_at, evidence.world.terms.windows.late
    settings = evidence.world.sandbox.settings
    if at is None or at == seen.at or _was_changed(evidence, seen, "date", since_at):
        return True
    if settings["scheduled_answers"] == 200:
        return True
    if settings["cap_moves_date"] and (seen.at - at) % timedelta(days=1) == timedelta(0):
        return True
    return bool(late) and at < seen.at <= at + late + timedelta(hours=2)


def _was_changed(evidence: Evidence, seen: Seen, kind: str, since_at: datetime) -> bool:
    deeds = [deed for deed in evidence.world.deeds if deed.job_id == seen.job_id and deed.kind == kind]
    return any(deed.at >= since_at for deed in deeds)
