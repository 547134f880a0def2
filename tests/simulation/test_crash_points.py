"""Killed at every effect of every plan: followers see every post once, at its time, with its last words."""

from collections import Counter
from typing import Any

import pytest

from contentsync.testing.crash import KillAt
from contentsync.testing.judge import Judge
from contentsync.testing.world import World
from tests.simulation.plans import HOUR
from tests.simulation.plans import HOURS
from tests.simulation.plans import PLANS
from tests.simulation.plans import Plan

NO_ECHO = {"echo_external_id": dict.fromkeys(("upload", "upload_photos", "upload_text"), False)}

GENERATIONS: dict[str, dict[str, Any]] = {"echoing": {}, "older": NO_ECHO}

NEEDS_A_PERSON = {("adopted", "older"), ("adopted_and_edited", "older")}
"""Without its state and without an echo nobody can know whose jobs those are: held, and said so."""


def killed(plan: Plan, number: int, switches: dict[str, Any]) -> tuple[KillAt, Judge]:
    """The plan, a run killed at that effect, and a run an hour from then on, which nothing goes wrong in."""
    world = World(**switches)
    plan(world)
    watch = KillAt(number)
    world.run(watch)
    for _ in range(HOURS):
        world.wait(HOUR)
        world.run()
    return watch, Judge(world)


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("name", PLANS)
def test_every_effect(name: str, generation: str) -> None:
    """Zero doubles, zero losses, and nothing that a person would have to end."""
    switches = GENERATIONS[generation]
    whole, judge = killed(PLANS[name], 0, switches)
    found = {(0, "not killed"): judge}
    for number, effect in enumerate(whole.names, start=1):
        found[number, effect] = killed(PLANS[name], number, switches)[1]
    faults = {point: judge.faults() for point, judge in found.items()}
    assert not {point: said for point, said in faults.items() if said}
    if (name, generation) not in NEEDS_A_PERSON:
        holds = {point: judge.holds() for point, judge in found.items()}
        assert not {point: said for point, said in holds.items() if said}


def test_every_step_is_killed() -> None:
    """The plans above carry out each of the steps that an apply has."""
    steps: Counter[str] = Counter()
    for plan in PLANS.values():
        world = World()
        plan(world)
        run = world.run()
        steps.update(result.change.step for result in run.results)
        steps.update(change.action for change in world.runs[-1].changes)
    expected = {"create", "resend", "patch", "delete", "replace", "replace-go-on", "unpark", "drop-parked", "drop-both"}
    assert expected <= steps.keys()
