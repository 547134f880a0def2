"""What nobody expects: the state is put back under a run or between two, a clock is set, a list is late by far."""

from contextlib import suppress
from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.clocks import EmbeddedClock
from contentsync.engine.apply.recorder import LEASE
from contentsync.model.errors import UserError
from contentsync.testing.judge import Judge
from contentsync.testing.memory import MemoryStore
from contentsync.testing.world import ANY_NUMBER
from contentsync.testing.world import Quiet
from contentsync.testing.world import World
from tests.simulation.plans import HOUR
from tests.simulation.plans import HOURS
from tests.simulation.plans import PLANS

QUICK = ("replaced",)
NAMES = [name if name in QUICK else pytest.param(name, marks=pytest.mark.full) for name in PLANS]


class Remembering(MemoryStore):
    """Every document that was ever written, as the reflog of a remote has them."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[bytes] = []

    def replace(self, data: bytes) -> None:
        self.documents += [data] if data else []
        super().replace(data)


def put_back(name: str, number: int) -> tuple[int, Judge]:
    """The plan is applied, the state is what it was after its `number`-th write, and runs go on from there."""
    world = World()
    world.store = store = Remembering()
    PLANS[name](world)
    world.run()
    written = len(store.documents)
    store.replace(store.documents[number])
    for _ in range(HOURS):
        world.wait(HOUR)
        world.run()
    return written, Judge(world)


@pytest.mark.parametrize("name", NAMES)
def test_a_state_that_somebody_put_back(name: str) -> None:
    """As after a push by force or from a backup. People are asked where it is not clear; nothing is lost or doubled."""
    written, _ = put_back(name, 0)
    assert written > 1
    found = {number: put_back(name, number)[1].faults() for number in range(written)}
    assert {number: faults for number, faults in found.items() if faults} == {}


def put_back_during_a_run(name: str, number: int) -> tuple[int, Judge]:
    """At the `number`-th effect of the run the state is what it was before the run."""
    world = World()
    PLANS[name](world)
    before, effects = world.store.data, 0

    def watch(effect: str) -> None:
        nonlocal effects
        effects += 1
        if effects == number:
            world.store.replace(before)

    world.run(watch)
    for _ in range(HOURS):
        world.wait(HOUR)
        world.run()
    return effects, Judge(world)


@pytest.mark.parametrize("name", NAMES)
def test_a_state_that_somebody_puts_back_during_a_run(name: str) -> None:
    """Nothing of what it had sent by then is lost sight of, and nothing is sent again."""
    effects, _ = put_back_during_a_run(name, 0)
    found = {number: put_back_during_a_run(name, number)[1].faults() for number in range(1, effects + 1)}
    assert {number: faults for number, faults in found.items() if faults} == {}


def set_forwards(name: str, number: int, by: timedelta) -> tuple[int, Judge]:
    """The clock of a run is set forwards at its `number`-th effect; those of the runs after it are right."""
    world = World()
    PLANS[name](world)
    effects, ahead = 0, timedelta(0)

    def watch(effect: str) -> None:
        nonlocal effects, ahead
        effects += 1
        ahead = by if effects >= number else ahead

    session, client = world.session("set", watch)
    session = replace(session, clock=EmbeddedClock(lambda: world.now + ahead, world.wait))
    with suppress(UserError):
        session.apply(session.plan(world.desired()), Quiet(), ANY_NUMBER)
    client.close()
    for _ in range(HOURS):
        world.wait(HOUR)
        world.run()
    return effects, Judge(world)


@pytest.mark.parametrize("name", NAMES)
def test_a_clock_that_is_set_forwards(name: str) -> None:
    """Windows and leases end early, and what was not sent by then is sent by the next run."""
    effects, _ = set_forwards(name, ANY_NUMBER, timedelta(0))
    assert effects > 4
    found = {number: set_forwards(name, number, LEASE * 3)[1].faults() for number in range(1, effects + 1)}
    assert {number: faults for number, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "name", [*QUICK, "replaced_document", *(pytest.param(n, marks=pytest.mark.full) for n in PLANS)]
)
def test_a_list_that_is_late_by_far(name: str) -> None:
    """Nine times as late as is counted on: whatever status knows is waited for, and not made again."""
    world = World(list_lag=2700)
    PLANS[name](world)
    for _ in range(2 * HOURS):
        world.run()
        world.wait(HOUR / 2)
    world.run()
    assert Judge(world).faults() == []
