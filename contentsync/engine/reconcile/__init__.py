"""Reconcile: what is wanted, what is remembered and what is there, in; what has to be done, out. Pure.

No clock, no network, no file: the same facts give the same decisions, in the same order.
"""

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from contentsync.engine.reconcile.bind import Terms
from contentsync.engine.reconcile.bind import bind
from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.rules import decide
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.delivery import Desired
from contentsync.state.document import Entry
from contentsync.state.document import State

__all__ = ["Decision", "Reconciled", "Terms", "is_under_way", "reconcile"]

SOON = timedelta(hours=24)
"""Deletes of posts due within this go before everything that is not under way: a wrong post is about to go out."""


class Reconciled(msgspec.Struct, frozen=True):
    """`decisions` in the order in which they are applied. `records` are entries that state should hold, sends or not.

    `dropped` are addresses that state should forget (their post was renamed). `echoes` is what listed jobs show about
    which endpoints echo `external_id`, `owners` the address of every job that is known to be ours.
    """

    decisions: tuple[Decision, ...]
    records: dict[str, Entry]
    dropped: frozenset[str]
    unmanaged: int
    echoes: dict[str, bool] = {}
    owners: Mapping[str, str] = {}


def reconcile(desired: Desired, state: State, snapshot: Snapshot, terms: Terms | None = None) -> Reconciled:
    """The whole plan. Rule 8 (nothing wanted, nothing there) is not shown."""
    bound = bind(desired, state, snapshot, terms or Terms())
    decisions: list[Decision] = []
    records: dict[str, Entry] = {}
    addresses: set[str] = set()
    echoes: dict[str, bool] = {}
    for facts in bound.facts:
        decision = decide(facts)
        entry = decision.entry if decision.entry is not None else facts.s
        addresses.add(facts.address)
        _note_echo(facts, echoes)
        if entry is not None and entry != state.posts.get(facts.address):
            records[facts.address] = entry
        if decision.change.rule != "8":
            decisions.append(decision)
    decisions.sort(key=lambda decision: _rank(decision, snapshot))
    dropped = frozenset(state.posts.keys() - addresses)
    return Reconciled(tuple(decisions), records, dropped, bound.unmanaged, echoes, bound.owners)


def _note_echo(facts: Facts, echoes: dict[str, bool]) -> None:
    """Whether the endpoint of a listed job of ours echoes `external_id`; one that does not, settles it."""
    record = facts.s.job if facts.s else None
    if record is None or not record.endpoint:
        return
    for job in facts.jobs:
        if job.in_list and job.job_id == record.job_id:
            echoes[record.endpoint] = echoes.get(record.endpoint, True) and bool(job.external_id)


def _rank(decision: Decision, snapshot: Snapshot) -> tuple[int, float, str]:
    """What is under way first; deletes of posts due soon; then by time left; then by address."""
    change = decision.change
    left = (change.at - snapshot.now).total_seconds() if change.at else float("inf")
    is_soon = change.action is Action.DELETE and left < SOON.total_seconds()
    return (0 if is_under_way(change) else 1 if is_soon else 2, left, change.address)


def is_under_way(change: Change) -> bool:
    """Rules 1 and 2: an earlier run began it."""
    return change.rule[0] in "12" and not change.rule[1:2].isdigit()
