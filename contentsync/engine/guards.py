"""Guards over the finished plan, before the first write: over what would be written, not over wishes."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.remote import Phase
from contentsync.model.remote import Status
from contentsync.state.document import State

DELETES_PER_PROFILE = 3
DELETES_SHARE = 0.30
DELETES_IN_ALL = 20
MISSING_AT_LEAST = 3
MISSING_SHARE = 1 / 3


class Guard(msgspec.Struct, frozen=True):
    """One guard that was hit: what it saw, what to do, and the option that lifts it (empty: none does)."""

    message: str
    fix: str
    allow: str = ""


def check(plan: Plan, state: State, statuses: Mapping[str, Status], allow_delete: int = 0) -> tuple[Guard, ...]:
    """All guards that the plan hits."""
    return (*_too_many_deletes(plan, state, allow_delete), *_too_many_missing(plan, state, statuses))


def deletes(plan: Plan) -> tuple[Change, ...]:
    """The changes that take an upcoming post away. Clearing a double or a parked job takes nothing away."""
    steps = (Step.DELETE, Step.DROP_BOTH)
    return tuple(
        change
        for change in plan.changes
        if change.action is Action.DELETE and change.step in steps and change.rule[0] not in "34"
    )


def _too_many_deletes(plan: Plan, state: State, allowed: int) -> tuple[Guard, ...]:
    found = deletes(plan)
    if len(found) <= allowed:
        return ()
    upcoming = Counter(entry.profile for entry in state.posts.values() if entry.job is not None)
    lost = Counter(change.profile for change in found)
    words = [
        f"{count} of {upcoming[profile]} upcoming posts of {profile}"
        for profile, count in sorted(lost.items())
        if count > max(DELETES_PER_PROFILE, DELETES_SHARE * upcoming[profile])
    ]
    if not words and len(found) <= DELETES_IN_ALL:
        return ()
    message = f"this would cancel {', '.join(words) or f'{len(found)} upcoming posts'}"
    return (Guard(message, f"if that is meant: contentsync apply --allow-delete {len(found)}", "--allow-delete"),)


def _too_many_missing(plan: Plan, state: State, statuses: Mapping[str, Status]) -> tuple[Guard, ...]:
    owned = [entry.job.job_id for entry in state.posts.values() if entry.job is not None]
    missing = [
        job_id
        for job_id in owned
        if job_id in statuses and statuses[job_id].phase in (Phase.NOT_FOUND, Phase.UNREACHABLE)
    ]
    if len(missing) < MISSING_AT_LEAST or len(missing) <= MISSING_SHARE * len(owned):
        return ()
    return (
        Guard(
            f"{len(missing)} of {len(owned)} scheduled posts are missing from Upload-Post, and it cannot say why",
            "look at Upload-Post; end each by hand: contentsync resolve ADDRESS --forget, or --restore",
        ),
    )
