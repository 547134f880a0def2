"""Rules 21 to 23: a job that is gone, a post that was never sent, and the rule that must never be reached."""

from datetime import datetime
from datetime import timedelta

from msgspec.structs import replace

from contentsync.engine.reconcile.compare import fields_of
from contentsync.engine.reconcile.compare import wanted
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.decision import hold
from contentsync.engine.reconcile.decision import hold_twin
from contentsync.engine.reconcile.decision import new_entry
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.facts import soon
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.model.remote import Phase
from contentsync.state.document import Entry
from contentsync.state.document import Tombstone

PERSON = "person"
"""The tombstone of a job that somebody cancelled in Upload-Post: a decision, which is not undone by itself."""


FORGOTTEN = "forgotten"
"""The tombstone of `resolve --forget`: nothing more is done for it until its file is edited."""


def left_alone(facts: Facts) -> Decision | None:
    """21, where a person said to leave it as it is and its jobs are still listed: they are nobody's to touch until the
    file is edited, or until another job comes to them.
    """
    s = facts.s
    if s is None or s.tombstone is None or s.tombstone.reason != FORGOTTEN or s.job or s.parked or s.intent:
        return None
    if not facts.jobs or not {job.job_id for job in facts.jobs} <= set(s.tombstone.left):
        return None
    if facts.want is Want.OFF:
        return nothing(facts, "8", "left as it is")
    is_same = facts.d is not None and s.wanted == wanted_digest(facts.d)
    return nothing(facts, "21", "left as it is") if is_same else None


def left_by_person(facts: Facts) -> Decision | None:
    """21, where a person's word is remembered: it outlives the moment and the failures that it was about."""
    s = facts.s
    if s is None or s.tombstone is None or s.restore or facts.jobs or s.job is not None or s.intent is not None:
        return None
    if s.tombstone.reason == FORGOTTEN:
        assert facts.d is not None
        return nothing(facts, "21", "left as it is") if s.wanted == wanted_digest(facts.d) else None
    if s.tombstone.reason != PERSON:
        return None
    if facts.d_at is not None and facts.d_at <= facts.now:
        return nothing(facts, "21", "cancelled by a person")
    return _cancelled(facts)


def vanished(facts: Facts) -> Decision | None:
    """21: state has a job, and neither the schedule nor the history knows it."""
    s = facts.s
    if s is None or s.job is None:
        return None
    moment = facts.moment
    assert moment is not None
    if facts.phase is Phase.QUEUED and facts.now < moment + facts.windows.gap:
        return nothing(facts, "21", "listed late", is_waiting=True)
    if facts.phase in (Phase.UNREACHABLE, None):
        if facts.now >= moment - facts.lead:
            return hold(facts, "21", "status cannot be reached", "apply again", is_risk=True)
        return nothing(facts, "21", "waits: status cannot be reached", is_waiting=True)
    if facts.now >= moment + facts.windows.gap:
        hint = f"look for it on the network; then contentsync resolve {facts.address} --forget, or --restore"
        return hold(facts, "21", "vanished", hint, is_risk=True)
    if facts.now >= moment or (facts.phase is Phase.FAILED and facts.x_failed):
        return nothing(facts, "21", "publishing", is_waiting=True)
    if not s.job.is_listed and facts.now < s.job.sent_at + facts.windows.settle:
        return nothing(facts, "21", "listed late", is_waiting=True)
    if s.restore or (not s.job.is_listed and s.n <= 1):
        return create(facts, "21")
    if s.job.call is not None and s.job.call.patch is None:
        # A run was killed, or its answer lost, after a DELETE; since then the file has come back.
        stone = Tombstone(at=facts.now, job_id=s.job.job_id, reason="cancelled")
        return create(replace(facts, s=replace(s, job=None, tombstone=stone)), "21")
    stone = Tombstone(at=facts.now, job_id=s.job.job_id, reason=PERSON)
    return _cancelled(facts, entry=replace(s, job=None, tombstone=stone, held=""))


def _cancelled(facts: Facts, entry: Entry | None = None) -> Decision:
    return nothing(
        facts, "21", "cancelled by a person", entry=entry, code="CS606",
        hint=restore_hint(facts),
    )  # fmt: skip


def restore_hint(facts: Facts) -> str:
    """What to do about a job that a person cancelled."""
    return f"contentsync resolve {facts.address} --restore, or remove its file"


def unsent(facts: Facts) -> Decision | None:
    """22: nothing live, sent or published."""
    return create(facts, "22")


def create(facts: Facts, rule: str) -> Decision:
    """Schedule it, unless it is too late, too far, too close, or already said."""
    at, now, windows, s = facts.d_at, facts.now, facts.windows, facts.s
    assert at is not None
    assert facts.d is not None
    if facts.d.imported or facts.d.keeps_media:
        return hold(facts, rule, "imported job is gone", "remove its file, or its `imported:` line and give it media")
    if at <= now:
        return _late(facts, rule)
    if now >= at - facts.lead:
        if facts.d.publish_at is None:
            return _sent(replace(facts, d_at=soon(now, windows, facts.d)), rule)
        return hold(
            facts, rule, "too close", f"give it a date at least {_minutes(facts.lead)} minutes ahead", is_risk=True
        )
    if at > now + windows.horizon:
        opens = at - windows.horizon
        return nothing(facts, rule, f"waits until {opens:%d %b %Y}", is_waiting=True, at=at)
    if s is not None and s.retry_at is not None and now < s.retry_at:
        return _folded(facts, rule, s.retry_at)
    return _sent(facts, rule)


def _folded(facts: Facts, rule: str, retry_at: datetime) -> Decision:
    """The service takes it for something it has already: tried again later, while there is time."""
    assert facts.d_at is not None
    reason, hint = "waits: the service answered with another job", f"{retry_at:%d %b %H:%M}Z"
    if retry_at >= facts.d_at - facts.lead:
        return hold(facts, rule, "taken for another post", "change its words, or give it a later date", is_risk=True)
    return nothing(facts, rule, reason, at=facts.d_at, hint=hint, is_waiting=True)


def _sent(facts: Facts, rule: str) -> Decision:
    if busy := facts.leaves.scheduled_elsewhere:
        return nothing(facts, rule, f"waits until {min(busy.values())} has let go of it", is_waiting=True)
    if facts.unusable is not None:
        return hold(facts, rule, facts.unusable.reason, facts.unusable.hint, code=facts.unusable.code, is_risk=True)
    if twin := facts.twin(None):
        return hold_twin(facts, rule, twin)
    entry = facts.s or new_entry(facts)
    if facts.d is not None and facts.d_at != facts.d.publish_at:
        entry = replace(entry, fixed_at=facts.d_at, fixed_for=facts.d.publish_at)
    n = max(entry.n, facts.leaves.highest_n + 1)
    after = fields_of(wanted(facts))
    reason = "new" if n == 0 else "again"
    return decide(facts, Action.CREATE, rule, reason, step=Step.CREATE, entry=replace(entry, n=n), n=n, after=after)


def _late(facts: Facts, rule: str) -> Decision:
    """Its moment is past and nothing of it exists."""
    at, now, windows, s = facts.d_at, facts.now, facts.windows, facts.s
    assert at is not None
    if now <= at + facts.late:
        if now < at + windows.gap:
            # Remembered: the last apply may end after the moment, and it must not pass for an old post's.
            entry = replace(s or new_entry(facts), held="late")
            return nothing(facts, rule, "waits: late, and history may still show it", entry=entry, is_waiting=True)
        assert facts.d is not None
        return _sent(replace(facts, d_at=soon(now, windows, facts.d)), rule)
    # The clock of the last run may have been ahead of the service's, by less than it takes to refuse to write.
    was_due = facts.applied_at is not None and at > facts.applied_at - windows.freeze
    # What state remembers was planned once. Taken back and brought back too late, it is no old post either.
    if was_due or s is not None:
        return hold(
            facts, rule, "missed", f"give it a new date, or contentsync resolve {facts.address} --forget", is_risk=True
        )
    return nothing(facts, rule, "archive")


def _minutes(span: timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)


def no_rule(facts: Facts) -> Decision:
    """23: a bug. Nothing is written."""
    return hold(
        facts, "23", "no rule", "this is a bug in contentsync: please report it with `contentsync show`", is_risk=True
    )
