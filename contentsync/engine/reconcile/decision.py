"""What a rule answers: a change for people, and what state will remember once it is recorded."""

from typing import Any

import msgspec

from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Twin
from contentsync.engine.reconcile.facts import old_address
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Source
from contentsync.state.document import Entry

TWIN = "twin"
"""The reason of a hold because of the same words near by."""


class Decision(msgspec.Struct, frozen=True):
    """`entry` is what state should hold before anything is sent; None leaves it as it is. Recording it calls nobody."""

    change: Change
    entry: Entry | None = None


def decide(
    facts: Facts, action: Action, rule: str, reason: str, *, entry: Entry | None = None, **more: Any
) -> Decision:
    """A decision about that address, with everything that every change carries filled in."""
    d, s = facts.d, facts.s
    job = facts.jobs[0] if facts.jobs else None
    change = Change(
        address=facts.address,
        action=action,
        rule=rule,
        reason=reason,
        delivery=d,
        profile=d.profile if d else s.profile if s else job.profile if job else "",
        platforms=d.platforms if d else s.platforms if s else job.platforms if job else (),
        post_type=d.post_type if d else s.post_type if s else job.post_type if job else "",
        at=more.pop("at", facts.d_at or facts.moment),
        source=d.source if d else Source(s.file, 0) if s and s.file else None,
        **more,
    )
    return Decision(change, entry)


def nothing(facts: Facts, rule: str, reason: str, **more: Any) -> Decision:
    """Nothing is to be done, and why."""
    return decide(facts, Action.NONE, rule, reason, **more)


def hold(facts: Facts, rule: str, reason: str, hint: str, **more: Any) -> Decision:
    """Must not be done now. State remembers the hold, so that a missed moment is told from one that was never due."""
    entry = more.pop("entry", None) or facts.s
    if entry is None and facts.d is not None:
        entry = new_entry(facts)
    if entry is not None and entry.held != reason:
        entry = msgspec.structs.replace(entry, held=reason)
    about = facts.jobs if facts.parked_job is None else (*facts.jobs, facts.parked_job)
    more.setdefault("job_ids", tuple(job.job_id for job in about))
    return decide(facts, Action.HOLD, rule, reason, hint=hint, entry=entry, is_waiting=True, **more)


def hold_twin(facts: Facts, rule: str, twin: Twin) -> Decision:
    """The same words stand near by. A post that goes or is edited in this plan only has to let go of them first."""
    if twin.edited:
        return nothing(facts, rule, f"waits until {twin.edited} says something else", is_waiting=True)
    if twin.leaving:
        hint = f"if it was renamed, `renamed_from: {twin.leaving.partition('@')[0]}` keeps its job"
        return nothing(facts, rule, f"waits until {twin.leaving} is cancelled", hint=hint, is_waiting=True)
    hint = f"the same text stands at {twin.where}: if it was renamed, add `renamed_from:`; if it is meant, `repost_of:`"
    return hold(facts, rule, TWIN, hint, is_risk=True)


def new_entry(facts: Facts) -> Entry:
    """The first entry of an address, before anything was sent."""
    assert facts.d is not None
    d = facts.d
    entry = entry_of(d, facts.leaves.highest_n + 1)
    return msgspec.structs.replace(entry, former=(old_address(d),)) if d.renamed_from else entry


def entry_of(delivery: Delivery, n: int) -> Entry:
    """What is remembered of a delivery of which nothing was sent; its next create carries `n`."""
    return Entry(
        post_id=delivery.post_id,
        profile=delivery.profile,
        platforms=delivery.platforms,
        post_type=delivery.post_type,
        n=n,
        file=delivery.source.file,
        is_protected=delivery.protect,
    )
