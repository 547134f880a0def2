"""Two thousand random histories, and what has to have happened in them for that to mean something."""

import ast
import multiprocessing
import os
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from contentsync.engine.apply.report import Ending
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import reconcile
from contentsync.engine.reconcile import rules
from contentsync.engine.reconcile.decision import TWIN
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.sandbox.faults import KINDS
from contentsync.sandbox.settings import SWITCHES as SWITCHES_THERE_ARE
from tests.engine.case_files import CASES
from tests.engine.case_files import Case
from tests.simulation.deeds import DEEDS
from tests.simulation.found import FOUND
from tests.simulation.history import SWITCHES
from tests.simulation.history import History
from tests.simulation.history import play
from tests.simulation.history import random_history
from tests.simulation.history import smallest
from tests.simulation.run import CHUNK
from tests.simulation.run import cases
from tests.simulation.run import chunk

HISTORIES = 2000
RECONCILE = Path(rules.__file__).parent
FOR_EVER = float("inf")
RULES = (
    "1a", "1b", "1c", "2b", "2c", "2d", "2e", "2f", "3", "4", "5", "6", "7", "9", "10", "11", "12", "13", "14", "15",
    "16", "17", "18", "19", "20", "21", "22",
)  # fmt: skip
"""8 is never shown, and 23 must never be reached."""
HOLDS = (
    "blocked by a problem in its file", "changed in Upload-Post", "copy", "missed", "orphan", TWIN, "x not connected",
    "outcome unknown, and its file has a problem", "partly published", "postponed remotely", "protected", "second job",
    "several jobs look like it", "taken for another post", "too close", "too late to cancel", "too late to re-create",
    "vanished",
)  # fmt: skip
UNREACHED = {"no rule", "not ours"}
"""Holds that stand there in case that something is forgotten; `tests/engine/test_every_combination.py` has them."""

RARE = {Step.DROP_BOTH, Ending.UNSENT}
"""Once in thousands of histories. The one is killed at each effect, the other is in `tests/engine/test_outcomes.py`."""

STEPS = [step for step in Step if step is not Step.NOTHING and step not in RARE]
OUTCOMES = [outcome for outcome in Ending if outcome not in RARE]

EXPECTED = [
    *(f"action {action}" for action in Action),
    *(f"rule {rule}" for rule in RULES),
    *(f"hold {reason}" for reason in HOLDS),
    *(f"step {step}" for step in STEPS),
    *(f"outcome {outcome}" for outcome in OUTCOMES),
    *(f"fault {kind}" for kind in KINDS),
    *(f"switch {name}={value}" for name, values in SWITCHES.items() for value in values),
    *(f"deed {name}" for name in DEEDS),
    "killed",
    "error StaleError",
    "error ServerTroubleError",
]


def decided(case: Case) -> Reconciled:
    return reconcile(case.desired(), case.state(), case.snapshot(), case.terms())


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    assert play(FOUND[name]).faults == []


def test_every_switch_is_turned() -> None:
    assert SWITCHES.keys() == SWITCHES_THERE_ARE.keys()


def test_every_rule_has_to_fire() -> None:
    """`RULES` are those that the engine's own source names."""
    named = {rule for path in RECONCILE.glob("*.py") for rule in re.findall(r'"(\d{1,2}[a-f]?)"', path.read_text())}
    assert named == {*RULES, "8", "23"}


def test_every_hold_has_to_fire_or_has_a_case() -> None:
    """The reasons in the engine's own source: what random histories do not come to, somebody has written down."""
    calls = [node for path in RECONCILE.glob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    given = [node.args[2] for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) == "hold"]
    reasons = {str(each.value) for each in given if isinstance(each, ast.Constant)}
    told = {decision.change.reason for path in CASES.rglob("*.yaml") for decision in decided(Case(path)).decisions}
    assert reasons - {*HOLDS} - told == UNREACHED
    assert {*HOLDS} - reasons == {TWIN, "x not connected"}


def test_a_history_ends_the_same_way_each_time() -> None:
    for seed in range(0, 40, 3):
        assert play(random_history(seed)) == play(random_history(seed))


def test_what_failed_is_written_as_found_keeps_it() -> None:
    history = random_history(1)
    entries = cases([(1, "Traceback\nKeyError: 'x'\n", history.script())])
    assert eval("{" + entries + "}", {"History": History}) == {"seed 1": history}


def test_two_thousand_histories() -> None:
    """No double, no loss, and no hold where one transient fault was all; and nothing in them is idle."""
    counts: Counter[str] = Counter()
    failed: list[tuple[int, str, str]] = []
    first = int(os.environ.get("CONTENTSYNC_FIRST_SEED", "0"))
    seeds = range(first, first + HISTORIES, CHUNK)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        for _, fired, wrong in pool.map(chunk, seeds, [FOR_EVER] * len(seeds)):
            counts += fired
            failed += wrong
    told = [
        f"seed {seed}: {said}\n{script or smallest(random_history(seed)).script()}" for seed, said, script in failed[:3]
    ]
    assert not told, f"{len(failed)} of {HISTORIES} histories from seed {first} on failed"
    assert [name for name in EXPECTED if not counts[name]] == []
    assert counts["rule 23"] == 0
