"""`contentsync ci auto`: which of the others it is."""

from collections.abc import Callable

from contentsync.ci.event import Mode
from contentsync.ci.event import mode_of
from contentsync.cli.ci_run import Step


def by_event(step: Step) -> int:
    """Do what the event asks for; nothing for one that is not about posts."""
    mode = mode_of(step.event)
    if mode is Mode.NOTHING:
        where = f" on {step.event.branch}" if step.event.branch else ""
        step.tell(f"nothing to do for the event {step.event.name or '(none)'}{where}")
        return 0
    return _works()[mode](step)


def _works() -> dict[Mode, Callable[[Step], int]]:
    from contentsync.cli.ci_apply import apply_tip
    from contentsync.cli.ci_drift import check_drift
    from contentsync.cli.ci_plan import plan_for_reviewers

    return {Mode.PLAN: plan_for_reviewers, Mode.APPLY: apply_tip, Mode.DRIFT: check_drift}
