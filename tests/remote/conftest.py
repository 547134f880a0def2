from collections.abc import Iterator
from pathlib import Path

import pytest

from contentsync.remote import Client
from contentsync.testing import FrozenClock

from .wire import KEY
from .wire import NOW
from .wire import Act
from .wire import Connection
from .wire import Server


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def hang(server: Server) -> Act:
    """Reads everything and says nothing until the test is over."""

    def act(connection: Connection) -> None:
        connection.read_body()
        server.released.wait(10)

    return act


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def client(server: Server, clock: FrozenClock, tmp_path: Path) -> Iterator[Client]:
    with Client(server.base, KEY, clock=clock, root=tmp_path, timeout=5, upload_timeout=5) as made:
        yield made
