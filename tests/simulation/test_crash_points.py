"""Killed at every effect of every plan: followers see every post once, at its time, with its last words."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.git import GitStore
from contentsync.state.store import Store
from contentsync.state.store import Stored
from contentsync.testing.crash import KillAt
from contentsync.testing.judge import Judge
from contentsync.testing.world import NAMESPACE
from contentsync.testing.world import World
from tests.simulation.plans import HOUR
from tests.simulation.plans import HOURS
from tests.simulation.plans import PLANS
from tests.simulation.plans import Plan
from tests.state import remotes

REF = f"refs/contentsync/{NAMESPACE}"
NO_ECHO = {"echo_external_id": dict.fromkeys(("upload", "upload_photos", "upload_text"), False)}

GENERATIONS: dict[str, dict[str, Any]] = {"echoing": {}, "older": NO_ECHO}

NEEDS_A_PERSON = {("adopted", "older"), ("adopted_and_edited", "older")}
"""Without its state and without an echo nobody can know whose jobs those are: held, and said so."""


def killed(
    plan: Plan, number: int, switches: dict[str, Any], opened: Callable[[], Any] | None = None
) -> tuple[KillAt, Judge]:
    """The plan, a run killed at that effect, and a run an hour from then on, which nothing goes wrong in."""
    world = World(**switches)
    if opened is not None:
        world.store = opened()
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


class OnDisk:
    """A real store in a world; `data` is what the judge reads."""

    def __init__(self, inner: Store, read: Callable[[], bytes]) -> None:
        self._inner, self._read = inner, read

    @property
    def where(self) -> str:
        return self._inner.where

    @property
    def data(self) -> bytes:
        return self._read()

    def read(self) -> Stored:
        return self._inner.read()

    def write(self, state: State, expected: str, note: str = "") -> str:
        return self._inner.write(state, expected, note)


class Folders:
    """Fresh stores, each in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self._root, self._made = root, 0

    def _folder(self) -> Path:
        self._made += 1
        return self._root / str(self._made)

    def file(self) -> OnDisk:
        path = self._folder() / "state.json"
        return OnDisk(FileStore(path), path.read_bytes)

    def git(self) -> OnDisk:
        remote = remotes.new_remote(self._folder())
        store = GitStore(remotes.clone(remote, "clone"), NAMESPACE, wait=time.sleep)
        return OnDisk(store, lambda: remotes.git(remote, "cat-file", "blob", f"{REF}:state.json").encode())


@pytest.mark.parametrize(
    ("store", "name"),
    [
        ("file", "replaced"),
        *(
            pytest.param(*each, marks=pytest.mark.full)
            for each in product(("file", "git"), ("creates_in_a_batch", "mixture"))
        ),
    ],
)
def test_every_effect_on_real_stores(store: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remotes.settle(tmp_path, monkeypatch)
    opened = getattr(Folders(tmp_path), store)
    whole, _ = killed(PLANS[name], 0, {}, opened)
    for number, effect in enumerate(whole.names, start=1):
        _, judge = killed(PLANS[name], number, {}, opened)
        assert (judge.faults(), judge.holds()) == ([], []), (number, effect)


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
