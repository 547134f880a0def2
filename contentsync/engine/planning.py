"""From decisions to a plan: the problems that changes raise, the digest, the narrowing of what is written."""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from contentsync.engine.reconcile import Reconciled
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Desired
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity


class Scope(msgspec.Struct, frozen=True):
    """What may be written: targets are addresses or post ids, empty is everything. It never changes what is wanted."""

    targets: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()

    def covers(self, change: Change) -> bool:
        """Whether that change is inside."""
        if self.profiles and change.profile not in self.profiles:
            return False
        if not self.targets:
            return True
        post_id = change.delivery.post_id if change.delivery else change.address.partition("@")[0]
        names = {change.address, post_id, post_id + change.address[len(change.address.partition(":")[0]) :]}
        return bool(names & set(self.targets))


def plan_of(reconciled: Reconciled, desired: Desired, now_plan: Plan) -> Plan:
    """The plan that people see. `now_plan` carries the moment."""
    changes = tuple(decision.change for decision in reconciled.decisions)
    problems = (*desired.problems, *(_problem(change) for change in changes if change.code))
    return replace(
        now_plan,
        changes=changes,
        problems=tuple(
            sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column, problem.code))
        ),
        unmanaged=reconciled.unmanaged,
        digest=digest(changes),
    )


def narrowed(plan: Plan, scope: Scope) -> Plan:
    """The plan with everything outside the scope left out."""
    if not scope.targets and not scope.profiles:
        return plan
    changes = tuple(change for change in plan.changes if scope.covers(change))
    return replace(plan, changes=changes, digest=digest(changes))


def _problem(change: Change) -> Problem:
    source = change.source
    return Problem(
        file=source.file if source else change.address,
        line=source.line if source else 0,
        column=0,
        code=change.code,
        message=f"{change.address}: {change.reason}",
        fix=change.hint,
        severity=Severity.WARNING,
        post=change.delivery.post_id if change.delivery else "",
    )


def digest(changes: Iterable[Change]) -> str:
    """SHA-256 over everything that would be written or waited for; the same for the same plan, whenever it was made."""
    seal = hashlib.sha256()
    for change in sorted(changes, key=lambda change: (change.address, change.rule)):
        if change.action is Action.NONE and change.step is Step.NOTHING:
            continue
        body = change.delivery.body if change.delivery else ""
        parts = (change.address, change.action, change.step, change.n, change.job_ids, change.patch, body, change.at)
        seal.update(msgspec.json.encode(parts) + b"\n")
    return seal.hexdigest()
