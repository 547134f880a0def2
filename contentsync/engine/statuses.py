"""What became of every post: coming, out, failed, waiting. The loss guard asks the same rows."""

from datetime import UTC
from datetime import datetime
from enum import StrEnum

import msgspec

from contentsync.engine.reconcile import is_under_way
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
from contentsync.model.change import Step
from contentsync.model.delivery import Source
from contentsync.state.document import Entry
from contentsync.state.document import State

FAR = datetime.max.replace(tzinfo=UTC)
"""Rows without a moment come last."""


class Fate(StrEnum):
    """One word for where a delivery stands."""

    SCHEDULED = "scheduled"
    PLANNED = "planned"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"
    WAITING = "waiting"
    ARCHIVE = "archive"


class Row(msgspec.Struct, frozen=True):
    """`at` is the moment it is for, or went out; `urls` maps platform to where followers see it.

    `is_risk` says that it is missed, doubled or left half done unless somebody acts; `hint` how.
    """

    address: str
    fate: Fate
    at: datetime | None
    platforms: tuple[str, ...]
    urls: dict[str, str] = {}
    job_id: str = ""
    detail: str = ""
    hint: str = ""
    source: Source | None = None
    is_risk: bool = False


def rows(plan: Plan, state: State, records: dict[str, Entry]) -> tuple[Row, ...]:
    """A row per address, soonest first. `records` are what this very look found out, newer than `state`."""
    wanted = [change for change in plan.changes if not _is_over(change)]
    found = [_row(change, records.get(change.address) or state.posts.get(change.address)) for change in wanted]
    told = {row.address for row in found}
    past = [
        _published(address, entry)
        for address, entry in {**state.posts, **records}.items()
        if address not in told and entry.published
    ]
    return tuple(sorted((*found, *past), key=lambda row: (row.at or FAR, row.address)))


def _is_over(change: Change) -> bool:
    """Whether nobody wants it and nothing of it is there."""
    return change.rule == "7" and change.action is Action.NONE and not change.is_waiting


def _row(change: Change, entry: Entry | None) -> Row:
    urls = {name: proof.url for name, proof in entry.published.items()} if entry else {}
    return Row(
        address=change.address,
        fate=_fate(change, urls),
        at=change.at,
        platforms=change.platforms,
        urls=urls,
        job_id=entry.job.job_id if entry and entry.job else "",
        detail=change.reason,
        hint=change.hint or (GO_ON if _is_half_done(change) else ""),
        source=change.source,
        is_risk=change.is_risk or _is_half_done(change),
    )


def _published(address: str, entry: Entry) -> Row:
    return Row(
        address=address,
        fate=Fate.PUBLISHED,
        at=max(proof.at for proof in entry.published.values()),
        platforms=tuple(sorted(entry.published)),
        urls={name: proof.url for name, proof in entry.published.items()},
        detail="published, file removed",
    )


GO_ON = "contentsync apply --continue"

BY_RULE = {
    "9": Fate.PUBLISHED,
    "1a": Fate.PUBLISHED,
    "7": Fate.PUBLISHING,
    "11": Fate.FAILED,
    "12": Fate.PUBLISHING,
    "13": Fate.FAILED,
    "14": Fate.PUBLISHING,
    "17": Fate.SCHEDULED,
}
"""Where nothing is to be done."""

BY_ACTION = {Action.HOLD: Fate.WAITING, Action.CREATE: Fate.PLANNED, Action.ADOPT: Fate.SCHEDULED}


def _is_half_done(change: Change) -> bool:
    """An earlier run began it, and a write is left: a job that stays parked goes out months late."""
    return is_under_way(change) and change.writes


def _fate(change: Change, urls: dict[str, str]) -> Fate:
    if change.step is Step.UNPARK:
        return Fate.PLANNED
    if change.action in BY_ACTION:
        return BY_ACTION[change.action]
    if change.action is Action.FORGET:
        return Fate.PUBLISHED if urls else Fate.ARCHIVE
    if change.action is Action.NONE and change.rule in BY_RULE:
        return BY_RULE[change.rule]
    if change.reason == "archive":
        return Fate.ARCHIVE
    return Fate.WAITING if change.is_waiting or change.rule == "21" else Fate.SCHEDULED
