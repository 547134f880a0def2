from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any

import httpx
import pytest

from contentsync.testing import FrozenClock
from contentsync.testing import wsgi_transport

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


class ConnectionDropped(ConnectionError):  # noqa: N818 - matched by name
    """As the sandbox's."""


def raising(error: Exception) -> httpx.Client:
    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        raise error

    return httpx.Client(transport=wsgi_transport(app), base_url="http://app")


def test_time_moves_when_somebody_sleeps() -> None:
    clock = FrozenClock(NOW)
    assert clock.now() == clock.now() == NOW
    clock.sleep(90.5)
    assert clock.now() == NOW + timedelta(seconds=90.5)
    clock.sleep(-1)
    assert clock.now() == NOW + timedelta(seconds=90.5)


def test_a_dropped_connection_breaks_as_a_socket_does() -> None:
    with raising(ConnectionDropped("gone")) as client, pytest.raises(httpx.ReadError, match="gone") as caught:
        client.get("/path")
    assert caught.value.request.url.path == "/path"


@pytest.mark.parametrize("error", [ConnectionResetError("other"), ZeroDivisionError()])
def test_a_bug_of_the_application_looks_like_one(error: Exception) -> None:
    with raising(error) as client, pytest.raises(type(error)):
        client.get("/")
