"""The sandbox on a loopback socket."""

import hashlib
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from contentsync.sandbox import Sandbox
from contentsync.sandbox import Server
from contentsync.sandbox import serve

from .conftest import ServedSandbox


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8642", "[::1]:99", "127.9.9.9", "LOCALHOST"])
def test_loopback_names_are_let_in(served: ServedSandbox, host: str) -> None:
    assert httpx.get(served.url + "/_sandbox/clock", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "192.168.1.5", "127.0.0.1.evil.example", ""])
def test_other_names_are_not(served: ServedSandbox, host: str) -> None:
    answer = httpx.get(served.url + "/_sandbox/clock", headers={"Host": host})
    assert (answer.status_code, answer.json()["error"]) == (403, "the Host header does not name this machine")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com"])
def test_it_listens_on_this_machine_only(sandbox: Sandbox, host: str) -> None:
    with pytest.raises(ValueError, match="not a loopback address"):
        Server(sandbox, host, 0)


def test_localhost_is_one_socket(sandbox: Sandbox) -> None:
    server = Server(sandbox, "localhost", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10):
        server.close()
        thread.join(10)
    assert not thread.is_alive()


def test_a_taken_port_is_an_error(served: ServedSandbox) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(served.sandbox, port=served.port)


def test_serve_says_when_it_is_ready(sandbox: Sandbox) -> None:
    ports: queue.Queue[int] = queue.Queue()
    # A daemon: `serve` has no other end than an interrupt.
    threading.Thread(target=serve, args=(sandbox,), kwargs={"port": 0, "ready": ports.put}, daemon=True).start()
    assert httpx.get(f"http://127.0.0.1:{ports.get(timeout=10)}/_sandbox/clock").status_code == 200


def test_closing_twice_is_closing_once(sandbox: Sandbox) -> None:
    server = Server(sandbox, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    server.close()
    thread.join(10)
    server.close()
    assert not thread.is_alive()


def test_an_interrupt_ends_it(sandbox: Sandbox) -> None:
    main = threading.main_thread().ident
    assert main is not None

    def interrupt(port: int) -> None:
        with httpx.Client() as http:
            http.get(f"http://127.0.0.1:{port}/_sandbox/clock")
        signal.pthread_kill(main, signal.SIGINT)

    threads = []

    def ready(port: int) -> None:
        threads.append(threading.Thread(target=interrupt, args=(port,)))
        threads[0].start()

    serve(sandbox, port=0, ready=ready)
    threads[0].join(10)
    assert not threads[0].is_alive()


PEAK = """
from contentsync.sandbox import Sandbox, serve
serve(Sandbox(), port=0, ready=lambda port: print(port, flush=True))
"""
PARTS = 200
MEGABYTE = bytes(1024 * 1024)


def _body(boundary: str) -> Iterator[bytes]:
    def field(name: str, value: str) -> bytes:
        return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()

    yield field("user", "acme") + field("platform[]", "x") + field("title", "Long film")
    yield f'--{boundary}\r\nContent-Disposition: form-data; name="video"; filename="v.mp4"\r\n\r\n'.encode()
    for _ in range(PARTS):
        yield MEGABYTE
    yield f"\r\n--{boundary}--\r\n".encode()


def _resident_peak(pid: int) -> int:
    """Kilobytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak from /proc")
def test_memory_does_not_grow_with_the_body() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PEAK], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], env=os.environ
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    try:
        with httpx.Client(headers={"Authorization": "Apikey sandbox"}, timeout=60) as http:
            small = {"user": "acme", "platform[]": "x", "title": "Short"}
            http.post(f"http://127.0.0.1:{port}/api/upload_text", data=small)
            before = _resident_peak(process.pid)
            length = sum(len(part) for part in _body("b"))
            headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(length)}
            answer = http.post(f"http://127.0.0.1:{port}/api/upload", content=_body("b"), headers=headers)
            assert answer.json()["results"]["x"]["success"]
            ledger = http.get(f"http://127.0.0.1:{port}/_sandbox/ledger").json()
        assert ledger[-1]["media"] == [hashlib.sha256(MEGABYTE * PARTS).hexdigest()]
        assert _resident_peak(process.pid) - before < 20 * 1024
    finally:
        process.kill()
        process.communicate()
