"""Rules 1 and 2: what an earlier run began and did not finish comes first."""

from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.reconcile.calls import asks_for
from contentsync.engine.reconcile.calls import can_wait
from contentsync.engine.reconcile.compare import wanted
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import hold_twin
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.missing import PERSON
from contentsync.engine.reconcile.missing import restore_hint
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Tombstone

KEY_LIFE = timedelta(hours=23)
"""How long an idempotency key is used again: the service keeps keys 24 h (Upload-Post docs, schedule-posts)."""


def replace_under_way(facts: Facts) -> Decision | Facts | None:
    """1: a replace whose parked job state knows. Old and parked are never live at one time for long, never both due.

    Facts are what the rules go on with, once the parked job is out of the way.
    """
    s = facts.s
    if s is None or s.parked is None:
        return None
    has_begun = bool(facts.leaves.here or facts.leaves.failed or facts.leaves.running)
    if has_begun or facts.phase in (Phase.PROCESSING, Phase.COMPLETED):
        return _old_went_out(facts)
    if _old(facts) is not None or facts.phase is Phase.QUEUED:
        return _old_is_live(facts)
    return _old_is_gone(facts)


def _old(facts: Facts) -> Job | None:
    return next((job for job in facts.jobs if job.job_id == facts.owns), None)


def _old_went_out(facts: Facts) -> Decision:
    return nothing(
        facts, "1a", "published as it was", step=Step.DROP_PARKED, job_ids=_parked(facts), code="CS602",
        hint="the edit came too late; to publish it again, give it a new id and `repost_of:`",
    )  # fmt: skip


def _old_is_live(facts: Facts) -> Decision | Facts:
    s, old, windows = facts.s, _old(facts), facts.windows
    assert s is not None
    assert s.parked is not None
    old_at = old.scheduled_at if old else facts.moment
    assert old_at is not None
    if facts.want is Want.BAD:
        return nothing(facts, "1b", "blocked by a problem in its file", is_waiting=True)
    if facts.want is Want.OFF:
        if facts.now >= old_at - windows.freeze:
            return hold(
                facts, "1b", "too late to cancel", "it goes out as it was", step=Step.DROP_PARKED,
                job_ids=_parked(facts), is_risk=True,
            )  # fmt: skip
        ids = (facts.owns, *_parked(facts))
        return decide(
            facts, Action.DELETE, "1b", "no longer wanted", step=Step.DROP_BOTH, job_ids=ids, tombstone="cancelled"
        )
    if old is None:
        return nothing(facts, "1b", "waits until the old job is listed again", is_waiting=True)
    if facts.parked_job is None and (facts.now < s.parked.sent_at + windows.settle or _may_be_listed(facts)):
        return nothing(facts, "1b", "waits until the new job is listed", is_waiting=True)
    if facts.parked_job is None:
        return replace(facts, s=replace(s, parked=None))
    if _is_same_body(facts, s) and _is_in_reach(facts) and facts.now < old_at - facts.lead:
        if can_wait(s.parked, facts.now, windows, old_at):
            return nothing(facts, "1b", "waits for the outcome of a cancelling", is_waiting=True)
        if twin := facts.twin(None):
            return hold_twin(facts, "1b", twin)
        return decide(
            facts, Action.REPLACE, "1b", "finishes its re-creation", step=Step.REPLACE_GO_ON,
            job_ids=(facts.owns, *_parked(facts)),
        )  # fmt: skip
    return nothing(
        facts, "1b", "clears an unfinished re-creation", step=Step.DROP_PARKED, job_ids=_parked(facts), is_waiting=True
    )


def _may_be_listed(facts: Facts) -> bool:
    """Whether the new job may be there all the same. Given up and made again, it would publish in a year."""
    return facts.parked_phase in (Phase.QUEUED, Phase.PROCESSING, Phase.UNREACHABLE)


def _is_in_reach(facts: Facts) -> bool:
    """Whether the new job can be given its time once the old one is gone; else the old one had better stay."""
    return facts.d_at is not None and facts.now + facts.lead <= facts.d_at <= facts.now + facts.windows.horizon


def _old_is_gone(facts: Facts) -> Decision | Facts:
    s, now = facts.s, facts.now
    assert s is not None
    assert s.parked is not None
    parked = _parked(facts)
    if facts.owns and facts.phase in (Phase.UNREACHABLE, None):
        return nothing(facts, "1c", "waits: status cannot be reached", is_waiting=True)
    if facts.want is Want.OFF:
        return decide(
            facts, Action.DELETE, "1c", "no longer wanted", step=Step.DROP_PARKED, job_ids=parked, tombstone="cancelled"
        )
    if facts.want is Want.BAD:
        return hold(facts, "1c", "blocked by a problem in its file", "mend the file, then apply", is_risk=True)
    if facts.jobs:
        others = ", ".join(job.job_id for job in facts.jobs)
        return hold(facts, "1c", "copy", f"cancel job {others} in Upload-Post, then apply", is_risk=True)
    if s.job is not None and s.job.is_listed and (s.job.call is None or s.job.call.patch is not None):
        return nothing(
            facts, "1c", "cancelled by a person", step=Step.DROP_PARKED, job_ids=parked, tombstone=PERSON, code="CS606",
            hint=restore_hint(facts),
        )  # fmt: skip
    if facts.parked_job is None and now < s.parked.sent_at + facts.windows.settle:
        return nothing(facts, "1c", "waits until the new job is listed", is_waiting=True)
    if facts.parked_job is None:
        gone = replace(s, parked=None, job=s.parked, tombstone=None)
        return nothing(facts, "1c", "looks for its parked job", entry=gone, is_waiting=True)
    return _unparked(facts, s, s.parked, facts.parked_job)


def _unparked(facts: Facts, s: Entry, record: JobRecord, job: Job) -> Decision | Facts:
    """The old one is gone and the new one is there: give it its time, or clear it."""
    at, parked = facts.d_at, (record.job_id,)
    assert at is not None
    if _is_same_body(facts, s) and job.scheduled_at == at:
        # The PATCH took effect and its answer was lost.
        record = replace(record, sent=replace(record.sent, at=at), is_listed=True)
        return replace(facts, s=replace(s, job=record, parked=None), jobs=(job,), parked_job=None, phase=None)
    if _is_same_body(facts, s) and at >= facts.now + facts.windows.freeze:
        is_other = record.call is not None and not asks_for(record.call, wanted(facts))
        if is_other and can_wait(record, facts.now, facts.windows, at):
            return nothing(facts, "1c", "waits for the outcome of its last edit", is_waiting=True)
        if twin := facts.twin(None):
            return hold_twin(facts, "1c", twin)
        return decide(facts, Action.REPLACE, "1c", "finishes its re-creation", step=Step.UNPARK, job_ids=parked)
    if at < facts.now + facts.windows.freeze:
        return hold(
            facts, "1c", "missed", _missed_hint(facts), step=Step.DROP_PARKED, job_ids=parked, is_risk=True,
            tombstone="replaced",
        )  # fmt: skip
    return nothing(
        facts, "1c", "clears an unfinished re-creation", step=Step.DROP_PARKED, job_ids=parked, tombstone="replaced",
        is_waiting=True,
    )  # fmt: skip


def _is_same_body(facts: Facts, s: Entry) -> bool:
    return facts.d is not None and s.parked is not None and facts.d.body == s.parked.sent.body


def _parked(facts: Facts) -> tuple[str, ...]:
    assert facts.s is not None
    assert facts.s.parked is not None
    return (facts.s.parked.job_id,)


def _missed_hint(facts: Facts) -> str:
    return f"give it a new date, or contentsync resolve {facts.address} --forget"


def open_intent(facts: Facts) -> Decision | Facts | None:
    """2: a create that may have happened. (a), what was found, is bound before the rules are asked: see `bind`.

    Facts are what the rules go on with, once it is known that the create never arrived.
    """
    s = facts.s
    if s is None or s.intent is None:
        return None
    intent, now = s.intent, facts.now
    if len(facts.intent_jobs) > 1:
        hint = "cancel all but one of them in Upload-Post, then apply"
        return hold(facts, "2b", "several jobs look like it", hint, is_risk=True)
    until = intent.not_after + facts.windows.settle
    if now < until:
        return nothing(
            facts, "2b", "waits for the outcome of its create", at=facts.d_at, hint=f"{until:%H:%M:%SZ}",
            is_waiting=True, again_at=until if facts.d_at and until < facts.d_at - facts.lead else None,
        )  # fmt: skip
    if intent.is_parked or facts.jobs or (facts.want is Want.OFF and facts.owns):
        # A job that still stands was to be cancelled before the create went out.
        return replace(facts, s=replace(s, intent=None))
    if facts.want is Want.OFF:
        stone = Tombstone(at=now, job_id="", reason="gone")
        return nothing(
            facts, "2c", "never arrived and is no longer wanted", entry=replace(s, intent=None, tombstone=stone)
        )
    if facts.want is Want.BAD:
        return hold(
            facts, "2d", "outcome unknown, and its file has a problem", "mend the file, then apply", is_risk=True
        )
    leaves = facts.leaves
    if leaves.here or leaves.elsewhere or leaves.running or leaves.scheduled_elsewhere:
        return replace(facts, s=replace(s, intent=None))
    return _again(facts, s, intent)


def _again(facts: Facts, s: Entry, intent: Intent) -> Decision | Facts:
    """2(e), (f): send it once more, where nothing stands in the way that would stop a first create.

    What may still be sent after its moment is a new create once history would show it.
    """
    assert facts.d_at is not None
    if facts.now >= facts.d_at - facts.lead:
        if facts.late and facts.now <= facts.d_at + facts.late:
            if facts.now < intent.sent.at + facts.windows.gap:
                return nothing(facts, "2f", "waits: history may still show it", is_waiting=True)
            return replace(facts, s=replace(s, intent=None))
        return hold(facts, "2f", "missed", _missed_hint(facts), is_risk=True)
    if facts.owns and facts.phase not in (Phase.CANCELLED, Phase.NOT_FOUND, Phase.FAILED):
        return nothing(facts, "2e", "waits: its old job is not explained yet", is_waiting=True)
    if facts.unusable is not None:
        return hold(facts, "2e", facts.unusable.reason, facts.unusable.hint, code=facts.unusable.code, is_risk=True)
    if twin := facts.twin(None):
        return hold_twin(facts, "2e", twin)
    is_same = wanted(facts) == intent.sent and facts.now < intent.first_at + KEY_LIFE
    return decide(
        facts, Action.CREATE, "2e", "sends it again: the first try never arrived",
        step=Step.RESEND if is_same else Step.CREATE, n=intent.n if is_same else s.n,
    )  # fmt: skip
