"""What a signal does to a process cannot be measured inside it; everything before can."""

import signal
import socket
from typing import Any

import pytest

from .conftest import Contentsync


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    found: dict[int, Any] = {}
    monkeypatch.setattr("signal.signal", found.__setitem__)
    return found


def test_a_taken_port_is_said(contentsync: Contentsync, handlers: dict[int, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = contentsync("sandbox", "serve", "--port", str(port))
    assert ran.code == 1
    assert f"port {port} cannot be served" in ran.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_cleanly(
    contentsync: Contentsync, handlers: dict[int, Any], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr("contentsync.sandbox.serve", lambda sandbox, port, ready: ready(8642))
    out = contentsync("sandbox", "serve", "--now", "2027-03-01").out
    assert "http://127.0.0.1:8642/api, where it is 2027-03-01T00:00:0" in out
    with pytest.raises(SystemExit) as ended:
        handlers[number](number, None)
    assert ended.value.code == 0
