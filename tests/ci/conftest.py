from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

import pytest

from contentsync.ci.github import GitHub
from contentsync.testing.clock import FrozenClock

from .forge import REPOSITORY
from .forge import Forge

NOW = datetime(2026, 11, 23, 16, 20, tzinfo=UTC)


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge() as served:
        yield served


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def github(forge: Forge, clock: FrozenClock) -> Iterator[GitHub]:
    with GitHub(forge.url, "ghs_token", REPOSITORY, clock) as client:
        yield client
