"""Rules 1 and 2: what an earlier run began and did not finish comes first."""

from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import wanted
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Want
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.model.remote import Phase
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone

KEY_LIFE = timedelta(hours=23)
"""How long an idempotency key is used again: the service keeps keys 24 h (Upload-Post docs, schedule-posts)."""


def replace_under_way(facts: Facts) -> Decision | None:
    """1: a replace whose parked job state knows. Old and parked are never live at one time for long, never both due."""
    s = facts.s
    if s is None or s.parked is None:
        return None
    if facts.leaves.here or facts.leaves.failed or facts.phase in (Phase.PROCESSING, Phase.COMPLETED):
        return _old_went_out(facts)
    if facts.jobs:
        return _old_is_live(facts)
    return _old_is_gone(facts)


def _old_went_out(facts: Facts) -> Decision:
    return nothing(
        facts, "1a", "published as it was", step=Step.DROP_PARKED, job_ids=_parked(facts), code="CS602",
        hint="the edit came too late; to publish it again, give it a new id and `repost_of:`",
    )  # fmt: skip


def _old_is_live(facts: Facts) -> Decision:
    s, windows, old_at = facts.s, facts.windows, facts.job.scheduled_at
    assert s is not None
    assert s.parked is not None
    if facts.want is Want.BAD:
        return nothing(facts, "1b", "blocked by a problem in its file", is_waiting=True)
    if facts.want is Want.OFF:
        if facts.now >= old_at - windows.freeze:
            return hold(
                facts, "1b", "too late to cancel", "it goes out as it was", step=Step.DROP_PARKED,
                job_ids=_parked(facts), is_risk=True,
            )  # fmt: skip
        ids = (facts.job.job_id, *_parked(facts))
        return decide(
            facts, Action.DELETE, "1b", "no longer wanted", step=Step.DROP_BOTH, job_ids=ids, tombstone="cancelled"
        )
    if facts.parked_job is None and facts.now < s.parked.sent_at + windows.settle:
        return nothing(facts, "1b", "waits until the new job is listed", is_waiting=True)
    if facts.parked_job is None:
        return nothing(facts, "1b", "starts its re-creation again", entry=replace(s, parked=None), is_waiting=True)
    if _is_same_body(facts, s) and facts.now < old_at - facts.lead:
        return decide(
            facts, Action.REPLACE, "1b", "finishes its re-creation", step=Step.REPLACE_GO_ON,
            job_ids=(facts.job.job_id, *_parked(facts)),
        )  # fmt: skip
    return nothing(
        facts, "1b", "clears an unfinished re-creation", step=Step.DROP_PARKED, job_ids=_parked(facts), is_waiting=True
    )


def _old_is_gone(facts: Facts) -> Decision:
    s, now = facts.s, facts.now
    assert s is not None
    assert s.parked is not None
    parked = _parked(facts)
    if facts.phase is Phase.UNREACHABLE:
        return nothing(facts, "1c", "waits: status cannot be reached", is_waiting=True)
    if facts.want is Want.OFF:
        return decide(
            facts, Action.DELETE, "1c", "no longer wanted", step=Step.DROP_PARKED, job_ids=parked, tombstone="cancelled"
        )
    if facts.want is Want.BAD:
        return hold(facts, "1c", "blocked by a problem in its file", "mend the file, then apply", is_risk=True)
    if facts.parked_job is None and now < s.parked.sent_at + facts.windows.settle:
        return nothing(facts, "1c", "waits until the new job is listed", is_waiting=True)
    if facts.parked_job is None:
        gone = replace(s, parked=None, job=s.parked, tombstone=None)
        return nothing(facts, "1c", "looks for its parked job", entry=gone, is_waiting=True)
    at = facts.d_at
    assert at is not None
    if _is_same_body(facts, s) and at >= now + facts.windows.freeze:
        return decide(facts, Action.REPLACE, "1c", "finishes its re-creation", step=Step.UNPARK, job_ids=parked)
    if at < now + facts.windows.freeze:
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


def open_intent(facts: Facts) -> Decision | None:
    """2: a create that may have happened. (a), what was found, is bound before the rules are asked: see `bind`."""
    s = facts.s
    if s is None or s.intent is None:
        return None
    intent, now = s.intent, facts.now
    if len(facts.intent_jobs) > 1:
        return hold(
            facts, "2b", "several jobs look like it", f"contentsync resolve {facts.address} --take remote", is_risk=True
        )
    if now < intent.not_after + facts.windows.settle:
        until = intent.not_after + facts.windows.settle
        return nothing(
            facts,
            "2b",
            "waits for the outcome of its create",
            at=facts.d_at,
            hint=f"{until:%H:%M:%SZ}",
            is_waiting=True,
        )
    if intent.is_parked:
        return nothing(
            facts,
            "2c",
            "starts its re-creation again",
            entry=replace(s, intent=None),
            is_waiting=facts.want is Want.WANT,
        )
    if facts.want is Want.OFF:
        stone = Tombstone(at=now, job_id="", reason="gone")
        return nothing(
            facts, "2c", "never arrived and is no longer wanted", entry=replace(s, intent=None, tombstone=stone)
        )
    if facts.want is Want.BAD:
        return hold(
            facts, "2d", "outcome unknown, and its file has a problem", "mend the file, then apply", is_risk=True
        )
    assert facts.d_at is not None
    if now >= facts.d_at - facts.lead:
        return hold(facts, "2f", "missed", _missed_hint(facts), is_risk=True)
    want = wanted(facts)
    is_same = want == intent.sent and now < intent.first_at + KEY_LIFE
    return decide(
        facts, Action.CREATE, "2e", "sends it again: the first try never arrived",
        step=Step.RESEND if is_same else Step.CREATE, n=intent.n if is_same else s.n,
    )  # fmt: skip
