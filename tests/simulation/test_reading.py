"""Looking at a world writes nothing: every plan, in every situation that the simulations have, asks and no more."""

from collections import Counter

import pytest
from msgspec.structs import replace

from contentsync.engine import statuses
from contentsync.testing.world import World
from tests.simulation.deeds import DEEDS
from tests.simulation.history import random_history
from tests.simulation.plans import PLANS
from tests.simulation.plans import post

HISTORIES = 30
WAITING = ("fault", "rate_limit")
"""What makes a plan wait: while time passes, posts go out by themselves."""


def looked(world: World) -> Counter[str]:
    """What all ways of planning send and write, by how it begins. They leave the world as it was."""
    effects: list[str] = []
    before = (world.sandbox.jobs(), world.sandbox.ledger(), world.store.data)
    session, client = world.session("looking", effects.append)
    desired = world.desired()
    for planned in (session.plan(desired), session.plan(desired, is_for_show=True), session.continued(desired)):
        statuses.rows(planned.plan, planned.state, planned.reconciled.records)
        session.approved(session.save(planned), desired)
    client.close()
    assert (world.sandbox.jobs(), world.sandbox.ledger(), world.store.data) == before
    return Counter(" ".join(effect.split()[:2]) for effect in effects)


@pytest.mark.parametrize("name", PLANS)
def test_before_every_plan_that_is_killed(name: str) -> None:
    world = World()
    PLANS[name](world)
    assert looked(world).keys() == {"before GET", "after GET"}
    world.close()


def test_before_every_run_of_random_histories() -> None:
    effects: Counter[str] = Counter()
    looks = 0
    for seed in range(HISTORIES):
        history = random_history(seed)
        world = World(**{name: value for name, value in history.switches.items() if name not in WAITING})
        for name, *numbers in history.steps:
            if name == "run":
                effects += looked(world)
                looks += 1
            if name not in WAITING:
                DEEDS[name][1](world, *numbers)
        world.close()
    assert effects.keys() == {"before GET", "after GET"}
    assert looks > HISTORIES


def test_however_many_posts_there_are_a_plan_asks_as_often() -> None:
    """By whole lists alone, never post by post; no list is longer than a page here."""
    asked = []
    for number in (1, 40):
        world = World()
        world.put(*(post(f"p{each}", 8 + each / 4) for each in range(number)))
        world.run()
        world.put(*(replace(each, text=f"Better {each.text}") for each in world.posts.values()))
        effects: list[str] = []
        session, client = world.session("looking", effects.append)
        assert sum(change.writes for change in session.plan(world.desired()).plan.changes) == number
        asked.append(effects)
        client.close()
        world.close()
    assert asked[0] == asked[1]
