"""An edit must not be overtaken by the one before it: where its answer was lost, the next one waits."""

from contentsync.engine.reconcile.calls import can_wait
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.decision import nothing
from contentsync.engine.reconcile.facts import Facts
from contentsync.model.change import Patch
from contentsync.state.document import Call
from contentsync.state.document import Entry
from contentsync.state.document import JobRecord


def waits(facts: Facts, rule: str, call: Call, entry: Entry | None = None) -> Decision:
    """Nothing for now, and until when."""
    what = "cancelling" if call.patch is None else "last edit"
    until = call.not_after + facts.windows.settle
    at = facts.job.scheduled_at
    return nothing(
        facts, rule, f"waits for the outcome of its {what}", at=at, entry=entry, hint=f"{until:%H:%M:%SZ}",
        is_waiting=True, again_at=until if until < at - facts.windows.freeze else None,
    )  # fmt: skip


def waited_for(facts: Facts, record: JobRecord, patch: Patch) -> Call | None:
    """The call that may still arrive and asks for something else, while there is time to wait for it."""
    is_the_same = record.call is not None and record.call.patch == patch
    can = can_wait(record, facts.now, facts.windows, facts.job.scheduled_at)
    return record.call if can and not is_the_same else None
