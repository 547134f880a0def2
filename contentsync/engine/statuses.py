"""What became of every post: coming, out, failed, waiting. The loss guard asks the same rows."""

from datetime import UTC
from datetime import datetime
from enum import StrEnum

import msgspec

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Plan
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
    """`at` is the moment it is for, or went out; `urls` maps platform to where followers see it."""

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
    found = [_row(change, records.get(change.address) or state.posts.get(change.address)) for change in plan.changes]
    told = {row.address for row in found}
    past = [
        _published(address, entry)
        for address, entry in {**state.posts, **records}.items()
        if address not in told and entry.published
    ]
    return tuple(sorted((*found, *past), key=lambda row: (row.at or FAR, row.address)))


def _row(change: Change, entry: Entry | None) -> Row:
    urls = {name: proof.url for name, proof in entry.published.items()} if entry else {}
    return Row(
        address=change.address,
        fate=_fate(change),
        at=change.at,
        platforms=change.platforms,
        urls=urls,
        job_id=entry.job.job_id if entry and entry.job else "",
        detail=change.reason,
        hint=change.hint,
        source=change.source,
        is_risk=change.is_risk,
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


BY_RULE = {
    "9": Fate.PUBLISHED,
    "1a": Fate.PUBLISHED,
    "11": Fate.FAILED,
    "12": Fate.PUBLISHING,
    "13": Fate.FAILED,
    "14": Fate.PUBLISHING,
    "17": Fate.SCHEDULED,
}


def _fate(change: Change) -> Fate:
    if change.action is Action.HOLD:
        return Fate.WAITING
    if change.action in (Action.CREATE, Action.ADOPT):
        return Fate.PLANNED if change.action is Action.CREATE else Fate.SCHEDULED
    if change.action is Action.NONE and change.rule in BY_RULE:
        return BY_RULE[change.rule]
    if change.reason == "archive":
        return Fate.ARCHIVE
    return Fate.WAITING if change.is_waiting or change.rule == "21" else Fate.SCHEDULED
