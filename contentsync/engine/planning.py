"""From decisions to a plan: the problems that changes raise, the digest, the narrowing of what is written."""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from contentsync.engine.neighbours import across_problems
from contentsync.engine.neighbours import ahead_of
from contentsync.engine.neighbours import use_of
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Account
from contentsync.model.remote import Profile
from contentsync.rules.across import Across
from contentsync.rules.across import across_posts
from contentsync.rules.connected import account_problems
from contentsync.rules.quota import quota_problems


class Scope(msgspec.Struct, frozen=True):
    """What may be written: targets are addresses or post ids, empty is everything. It never changes what is wanted."""

    targets: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()

    def covers(self, change: Change) -> bool:
        """Whether that change is inside."""
        return self.has(change.profile, change.address, change.delivery)

    def has(self, profile: str, address: str, delivery: Delivery | None = None) -> bool:
        """Whether what has that profile and that address is inside; `delivery` where there still is one."""
        if self.profiles and profile not in self.profiles:
            return False
        if not self.targets:
            return True
        if delivery is None:
            return bool({address, address.partition("@")[0]} & set(self.targets))
        return any(target == address or named(delivery, target) for target in self.targets)


def named(delivery: Delivery, text: str) -> bool:
    """Whether a person means this delivery by `launch`, `launch:tiktok` or `launch@acme:tiktok`."""
    platform = delivery.address.removeprefix(f"{delivery.post_id}@{delivery.profile}")
    return text in (delivery.post_id, delivery.post_id + platform, delivery.address)


def plan_of(
    reconciled: Reconciled,
    desired: Desired,
    snapshot: Snapshot,
    account: Account,
    profiles: Iterable[Profile] = (),
    rulebook: Rulebook = NO_RULES,
    across: Across = across_posts,
) -> Plan:
    """The plan that people see, with the problems of the files, of the changes, between posts, and of the accounts."""
    changes = tuple(decision.change for decision in reconciled.decisions)
    ahead = ahead_of(reconciled, snapshot)
    raised = [
        *(_problem(change) for change in changes if change.code),
        *quota_problems(use_of(reconciled, snapshot), account.plan),
        *account_problems((delivery for delivery, _ in ahead), profiles),
        *across_problems(ahead, reconciled, desired, snapshot, rulebook, across),
    ]
    found = desired.judgement.of(raised)
    return Plan(
        changes=changes,
        now=snapshot.now,
        problems=tuple(desired.baseline.said(sorted((*desired.problems, *found)))),
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
        address=change.address,
    )


def digest(changes: Iterable[Change]) -> str:
    """SHA-256 over everything that would be written or waited for; the same for the same plan, whenever it was made."""
    seal = hashlib.sha256()
    for change in sorted(changes, key=lambda change: (change.address, change.rule)):
        if change.action is Action.NONE and change.step is Step.NOTHING:
            continue
        body = change.delivery.body if change.delivery else ""
        # A moment that is made up when it is asked for moves on while the plan is looked at.
        at = change.delivery.publish_at if change.delivery and change.action is Action.CREATE else change.at
        parts = (change.address, change.action, change.step, change.n, change.job_ids, change.patch, body, at)
        seal.update(msgspec.json.encode(parts) + b"\n")
    return seal.hexdigest()
