"""Every rule of reconcile, with each of its branches, by case file."""

from pathlib import Path

import pytest

from contentsync.engine import guards
from contentsync.engine.planning import narrowed
from contentsync.engine.planning import plan_of
from contentsync.engine.reconcile import Decision
from contentsync.engine.reconcile import reconcile
from contentsync.model.change import Patch
from contentsync.model.change import Plan
from contentsync.model.remote import Account
from contentsync.state.document import Entry
from tests.engine.case_files import CASES
from tests.engine.case_files import Case
from tests.engine.case_files import full
from tests.engine.case_form import Expected
from tests.engine.case_form import Kept

FILES = sorted(CASES.rglob("*.yaml"))
ACCOUNT = Account("team@acme.dev", "Professional")


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(CASES).with_suffix("")) for path in FILES])
def test_case(path: Path) -> None:
    case = Case(path)
    state, snapshot, desired = case.state(), case.snapshot(), case.desired()
    found = reconcile(desired, state, snapshot, case.terms())
    plan = narrowed(plan_of(found, desired, snapshot, ACCOUNT), case.scope())
    shown = {change.address for change in plan.changes}
    decisions = {d.change.address: d for d in found.decisions if d.change.address in shown}
    expected = {full(address): change for address, change in case.form.expect.items()}
    told = {address: _told(decision) for address, decision in decisions.items()}
    assert told == {address: (change.action, change.rule) for address, change in expected.items()}
    for address, change in expected.items():
        _check(case, change, decisions[address])
        if change.remember is not None:
            entry = found.records.get(address, state.posts.get(address))
            assert entry is not None
            _check_entry(case, change.remember, entry)
    assert found.unmanaged == case.form.unmanaged
    assert found.dropped == {full(address) for address in case.form.dropped}
    _check_order(case, plan)
    hit = guards.check(plan, state, snapshot.statuses, case.form.allow_delete)
    assert [word for word in case.form.guards if not any(word in guard.message for guard in hit)] == []
    assert len(hit) == len(case.form.guards)


def _told(decision: Decision) -> tuple[str, str]:
    return (decision.change.action.value, decision.change.rule)


def _check(case: Case, expected: Expected, decision: Decision) -> None:
    change = decision.change
    assert expected.reason in change.reason
    assert expected.hint in change.hint
    assert change.is_risk == expected.risk
    assert change.is_drift == expected.drift
    if expected.step is not None:
        assert change.step.value == expected.step
    if expected.patch is not None:
        patch = expected.patch
        assert change.patch == Patch(case.maybe_at(patch.at), patch.text, patch.caption)
    if expected.jobs is not None:
        assert sorted(change.job_ids) == sorted(expected.jobs)
    if expected.at:
        assert change.at == case.at(expected.at)
    if expected.n is not None:
        assert change.n == expected.n
    if expected.code is not None:
        assert change.code == expected.code


def _check_entry(case: Case, kept: Kept, entry: Entry) -> None:
    words = {
        "job": entry.job.job_id if entry.job else "-",
        "parked": entry.parked.job_id if entry.parked else "-",
        "intent": entry.intent.external_id if entry.intent else "-",
        "held": entry.held or "-",
        "tombstone": entry.tombstone.reason if entry.tombstone else "-",
        "asked": "open" if entry.job and entry.job.call else "-",
        "shown": entry.job.observed.title if entry.job and entry.job.observed else "-",
    }
    for name, found in words.items():
        if said := getattr(kept, name):
            assert found == said or (said == "open" and found != "-"), name
    values = {
        "n": entry.n,
        "published": tuple(sorted(entry.published)),
        "failed": tuple(sorted(entry.failed)),
        "restore": entry.restore,
        "protect": entry.is_protected,
        "listed": entry.job.is_listed if entry.job else None,
    }
    for name, value in values.items():
        if getattr(kept, name) is not None:
            assert value == getattr(kept, name), name
    if kept.fixed:
        assert entry.fixed_at == case.at(kept.fixed)


def _check_order(case: Case, plan: Plan) -> None:
    if case.form.order:
        assert [change.address for change in plan.changes] == [full(address) for address in case.form.order]
