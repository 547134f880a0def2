"""A process that is gone between any two effects: the next runs finish it, and followers see each leaf exactly once."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.store import Stored
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import KillAt
from tests.engine.world import Killed
from tests.engine.world import World
from tests.engine.world import post

SWITCHES = {
    "as documented": {},
    "older server": {"echo_external_id": {"upload_text": False}, "idempotency": False},
    "slow lists": {"list_lag": 20, "history_gap": 120},
    "free plan": {"plan": "free", "monthly_uploads": 2},
}


def first(world: World) -> None:
    world.write(post(), post("other", text="Other", at=START_AT + 2 * DAY))


def edited(world: World) -> None:
    first(world)
    world.apply()
    world.wait(MINUTE)
    world.write(
        post(comment="second"),
        post("other", text="Edited", at=START_AT + 2 * DAY),
    )


def removed(world: World) -> None:
    first(world)
    world.apply()
    world.write(post(comment="second", at=START_AT + DAY + HOUR))


def fanned_out(world: World) -> None:
    world.write(post(platforms=["bluesky", "x"]))
    world.apply()
    world.write(post(), post(platform="bluesky", text="Own", at=START_AT + 2 * DAY))


PLANS: dict[str, tuple[Callable[[World], None], dict[tuple[str, str], int]]] = {
    "creates": (first, {("x", "Hello"): 1, ("x", "Other"): 1}),
    "edit and replace": (edited, {("x", "Hello"): 1, ("x", "Edited"): 1}),
    "delete and replace": (removed, {("x", "Hello"): 1}),
    "fan-out": (fanned_out, {("x", "Hello"): 1, ("bluesky", "Own"): 1}),
}


def run_and_kill(root: Path, plan: str, switches: str, number: int) -> int:
    """Kill the run at that effect, go on as a cron does, let the judge look. Returns how many effects there were."""
    world = World(root, **SWITCHES[switches])
    try:
        prepare, expected = PLANS[plan]
        prepare(world)
        watch = KillAt(number)
        try:
            world.apply(watch=watch)
        except Killed:
            world.wait(5 * MINUTE)
        world.settle(8)
        assert {change.address: change.reason for change in world.plan().plan.changes if change.is_risk} == {}
        world.wait(4 * DAY)
        assert world.seen() == expected
        return watch.count
    finally:
        world.sandbox.close()


KILLS = [
    *((plan, "as documented") for plan in PLANS),
    ("creates", "older server"),
    ("edit and replace", "older server"),
    ("edit and replace", "slow lists"),
    ("delete and replace", "free plan"),
]


@pytest.mark.parametrize(("plan", "switches"), KILLS)
def test_killed_at_every_effect(tmp_path: Path, plan: str, switches: str) -> None:
    effects = run_and_kill(tmp_path / "0", plan, switches, 0)
    assert effects > 4
    for number in range(1, effects + 1):
        run_and_kill(tmp_path / str(number), plan, switches, number)


class FullDisk:
    """A store whose disk is full from the n-th write on."""

    def __init__(self, inner: FileStore, number: int) -> None:
        self._inner, self._left, self._full = inner, number, FileStore(Path("/dev/full/state.json"))

    @property
    def where(self) -> str:
        return self._inner.where

    def read(self) -> Stored:
        return self._inner.read()

    def write(self, state: State, expected: str, note: str = "") -> str:
        self._left -= 1
        store = self._inner if self._left > 0 else self._full
        return store.write(state, expected, note)


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("plan", list(PLANS))
def test_full_disk_while_the_state_is_written(tmp_path: Path, plan: str, number: int) -> None:
    world = World(tmp_path)
    try:
        prepare, expected = PLANS[plan]
        prepare(world)
        before = len(world.sandbox.jobs())
        with suppress(UserError):
            world.apply(store=FullDisk(world.store, number))
        if number == 1:
            assert len(world.sandbox.jobs()) == before
        world.wait(6 * MINUTE)
        world.settle(8)
        world.wait(4 * DAY)
        assert world.seen() == expected
    finally:
        world.sandbox.close()


def test_what_a_full_disk_kept_out_of_the_state_stands_in_the_rescue_file(world: World) -> None:
    """The lease cannot be given back either: that must not take the place of what was done."""
    world.write(post())
    with pytest.raises(UserError, match="What was done stands in"):
        world.apply(store=FullDisk(world.store, 3))
    (file,) = (world.root / ".contentsync").glob("rescue-*.json")
    assert json.loads(file.read_text())["launch@acme"]["job"]["job_id"] == world.sandbox.jobs()[0]["job_id"]
