"""A fresh world for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from typing import Protocol

import pytest

from contentsync.engine.reconcile import Terms
from tests.engine.world import World


class Made(Protocol):
    """Makes worlds with other settings, or with switches of the sandbox."""

    def __call__(self, terms: Terms | None = None, **switches: Any) -> World: ...


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[Made]:
    made: list[World] = []

    def make(terms: Terms | None = None, **switches: Any) -> World:
        made.append(World(tmp_path / str(len(made)), terms, **switches))
        return made[-1]

    yield make
    for world in made:
        world.sandbox.close()


@pytest.fixture
def world(make_world: Made) -> World:
    return make_world()
