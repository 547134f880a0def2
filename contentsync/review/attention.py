"""What of a plan a person has to see: which changes have a row, which wait, what is only counted."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.addresses import parse_address

_AS_WANTED = "as wanted"
SAYS_NOTHING = frozenset({"new", "edited", _AS_WANTED})
"""Reasons that a screen leaves out: the word of the row says as much."""


def plan_summary(plan: Plan) -> dict[str, int]:
    """How many changes of each action, and the jobs that are not from this repository."""
    return {**{str(action): plan.count(action) for action in Action}, "unmanaged": plan.unmanaged}


def is_shown(change: Change) -> bool:
    """True for whatever has a row of its own: all but the no-ops that nobody has to know of."""
    return change.action is not Action.NONE or change.step is not Step.NOTHING or bool(change.code or change.hint)


def needs_person(change: Change) -> bool:
    """True where only a person's doing ends it: a hold, or a no-op whose hint is a command."""
    return change.action is Action.HOLD or (change.action is Action.NONE and "contentsync resolve" in change.hint)


def local_hint(hint: str, address: str, printed: str, flag: str) -> str:
    """A hint with the address as it is printed, and commands that mean the same place."""
    hint = hint.replace(address, printed)
    return re.sub(r"\bcontentsync (resolve|apply|plan)\b", rf"contentsync \1 {flag}", hint) if flag else hint


def post_id_of(change: Change) -> str:
    """The id of the post that the change is about, known where its file is gone too."""
    return parse_address(change.address).post_id


def warnings_of(plan: Plan) -> list[Problem]:
    """Those of the files. What a change raises is said in its own row."""
    raised = {
        (
            change.code,
            change.source.file if change.source else change.address,
            change.source.line if change.source else 0,
        )
        for change in plan.changes
        if change.code
    }
    return [
        problem
        for problem in plan.problems
        if problem.severity is Severity.WARNING and (problem.code, problem.file, problem.line) not in raised
    ]


def quiet_counts(changes: Iterable[Change], drafts: int) -> list[tuple[int, str]]:
    """How many changes have no row, by reason, those that are as wanted first, then the drafts."""
    reasons = Counter(change.reason for change in changes if not is_shown(change))
    counts = [(reasons.pop(_AS_WANTED, 0), "unchanged"), (drafts, "draft")]
    counts += [(count, reason) for reason, count in sorted(reasons.items())]
    return [(count, reason) for count, reason in counts if count]


def next_out(plan: Plan, names: dict[str, str]) -> tuple[tuple[str, datetime], ...]:
    """The post that followers will see soonest, as printed address and moment; nothing where none is ahead."""
    gone = (Action.DELETE, Action.HOLD, Action.FORGET)
    ahead = [
        (change.at, names[change.address])
        for change in plan.changes
        if change.at and change.at > plan.now and change.action not in gone and not needs_person(change)
    ]
    return tuple((address, at) for at, address in sorted(ahead)[:1])
