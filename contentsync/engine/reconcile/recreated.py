"""Rule 19: what PATCH cannot carry takes a new job in place of the old one."""

from contentsync.engine.reconcile.compare import Differences
from contentsync.engine.reconcile.compare import after_of
from contentsync.engine.reconcile.compare import before_of
from contentsync.engine.reconcile.compare import wanted
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import hold_twin
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.waiting import waited_for
from contentsync.engine.reconcile.waiting import waits
from contentsync.model.change import Action
from contentsync.model.change import Patch
from contentsync.model.change import Step
from contentsync.model.identity import body_parts

PUTS_BACK = "puts back what was changed in Upload-Post"


def replaced(facts: Facts, found: Differences) -> Decision:
    """19: what PATCH cannot carry. The new job is made parked, the old one stays until the new one is safe."""
    assert facts.d is not None
    job, at, windows = facts.job, wanted(facts).at, facts.windows
    before, after = before_of(facts), after_of(facts, found)
    if facts.d.keeps_media:
        return hold(
            facts, "19", "needs its media", "put the media file beside the post, and remove `media: kept`", at=at
        )
    if at > facts.now + windows.horizon:
        return hold(facts, "19", "too far ahead", "Upload-Post takes dates within a year", at=at)
    if busy := facts.leaves.scheduled_elsewhere:
        return nothing(facts, "19", f"waits until {min(busy.values())} has let go of it", at=at, is_waiting=True)
    if facts.now < job.scheduled_at - max(windows.replace_lead, facts.lead) and at >= facts.now + facts.lead:
        if facts.unusable is not None:
            return hold(facts, "19", facts.unusable.reason, facts.unusable.hint, code=facts.unusable.code, at=at)
        if twin := facts.twin(None):
            return hold_twin(facts, "19", twin)
        assert facts.s is not None
        assert facts.s.job is not None
        is_drift = facts.s.job.sent.body == facts.d.body and not found.by_author
        return decide(
            facts, Action.REPLACE, "19", PUTS_BACK if is_drift else _changed_parts(facts), step=Step.REPLACE,
            entry=facts.s, job_ids=(job.job_id,), n=facts.s.n, before=before, after=after, at=at, is_drift=is_drift,
            code="CS604" if is_drift else "",
        )  # fmt: skip
    if at > job.scheduled_at and at >= facts.now + windows.freeze:
        patch = Patch(scheduled_at=at)
        assert facts.s is not None
        assert facts.s.job is not None
        if call := waited_for(facts, facts.s.job, patch):
            return waits(facts, "19", call)
        return decide(
            facts, Action.UPDATE, "19", "moved out of the way first, then re-created", step=Step.PATCH, entry=facts.s,
            job_ids=(job.job_id,), patch=patch, before=before, after=after, at=at,
        )  # fmt: skip
    return hold(
        facts, "19", "too late to re-create", "it goes out as it is; move its date to have time", at=at, is_risk=True
    )


def _changed_parts(facts: Facts) -> str:
    """Why PATCH is not enough: which parts of the body are not as they were sent."""
    assert facts.d is not None
    assert facts.s is not None
    record = facts.s.job
    sent = record.parts if record is not None else {}
    now = body_parts(facts.d) if sent else {}
    names = sorted(name for name in sent.keys() | now.keys() if sent.get(name) != now.get(name))
    return f"cannot be edited in place: {', '.join(names)}" if names else "cannot be edited in place"
