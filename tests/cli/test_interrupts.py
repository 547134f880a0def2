"""Ctrl-C and SIGTERM while a call is in flight, with a real run against a real server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from .conftest import LAUNCH

ROOT = Path(__file__).parents[2]
SECOND = LAUNCH.replace("Launch day", "Another day").replace("-01 ", "-05 ")
PATIENCE = 60.0
"""Seconds after which something hangs."""


class Server:
    """A served sandbox in a process of its own, which keeps its data over `restart`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._start()

    def _start(self) -> None:
        words = ["sandbox", "serve", "--port", "0", "--data", str(self._data), "--now", "2027-02-01T07:30:00Z"]
        self._process = subprocess.Popen(command(*words), stdout=subprocess.PIPE, text=True, env=environment())
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        self.url = next(word for word in line.split() if word.startswith("http")).rstrip(",")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def restart(self) -> None:
        """Whatever it was answering is lost."""
        self.kill()
        self._start()

    def ask(self, path: str, body: Any = None) -> Any:
        url = f"{self.url.removesuffix('/api')}/_sandbox/{path}"
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            return (client.post(url, json=body) if body is not None else client.get(url)).json()

    def hold_first_upload(self, seconds: float) -> None:
        rule = {"method": "POST", "path": "/upload_text", "nth": 1, "kind": "latency", "seconds": seconds}
        self.ask("faults", rule)

    def wait_for_upload(self) -> None:
        until = time.monotonic() + PATIENCE
        while not any(rule["seen"] for rule in self.ask("faults")):
            assert time.monotonic() < until, "no upload came"
            time.sleep(0.02)

    def jobs(self) -> list[str]:
        return [job["state"] for job in self.ask("jobs")]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "contentsync", *words]


def environment(url: str = "") -> dict[str, str]:
    key = {"UPLOAD_POST_API_KEY": "sandbox", "CONTENTSYNC_API_URL": url} if url else {}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TZ": "Europe/Madrid", **key}


def started(server: Server, posts: Path, *words: str) -> "subprocess.Popen[str]":
    """A run of `apply`, in the middle of its first upload."""
    run = subprocess.Popen(
        command("apply", "--auto-approve", *words),
        cwd=posts,
        env=environment(server.url),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    server.wait_for_upload()
    return run


def finished(server: Server, posts: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*words),
        cwd=posts,
        env=environment(server.url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def state(posts: Path) -> Any:
    return json.loads((posts / ".contentsync/state.json").read_text())


@pytest.fixture
def server(posts: Path, tmp_path: Path) -> Iterator[Server]:
    (posts / "content/second.yaml").write_text(SECOND)
    running = Server(tmp_path / "data")
    yield running
    running.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_call_in_flight_is_finished_and_nothing_else_is_begun(
    server: Server, posts: Path, number: signal.Signals, code: int
) -> None:
    server.hold_first_upload(2)
    run = started(server, posts)
    run.send_signal(number)
    out, err = run.communicate(timeout=PATIENCE)
    assert (run.returncode, "Done: 1 scheduled." in out) == (code, True)
    assert "stopping after what is being written now" in err
    assert "stopped: contentsync apply --continue finishes what was begun, contentsync apply does the rest" in err
    assert server.jobs() == ["scheduled"]
    kept = state(posts)
    assert kept["lease"] is None
    assert not any("intent" in entry for entry in kept["posts"].values())
    assert "Nothing was written." in finished(server, posts, "apply", "--continue").stdout
    assert "Done: 1 scheduled." in finished(server, posts, "apply", "--auto-approve").stdout
    assert server.jobs() == ["scheduled", "scheduled"]


def test_a_second_one_waits_for_nobody_and_loses_nothing(server: Server, posts: Path) -> None:
    server.hold_first_upload(10 * PATIENCE)
    run = started(server, posts)
    run.send_signal(signal.SIGINT)
    assert run.stderr is not None
    while "stopping after" not in run.stderr.readline():
        assert run.poll() is None
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=PATIENCE)
    assert (run.returncode, "stopping at once" in err) == (130, True)
    kept = state(posts)
    assert kept["lease"] is None
    assert "intent" in kept["posts"]["launch@acme"]
    server.restart()
    finished(server, posts, "apply", "--auto-approve")
    assert server.jobs() == []
    server.ask("clock", {"advance": "PT1H"})
    assert finished(server, posts, "apply", "--auto-approve").returncode == 0
    assert server.jobs() == ["scheduled", "scheduled"]
    assert "Plan: nothing to do." in finished(server, posts, "plan").stdout


def test_killed_outright_it_loses_nothing_either(server: Server, posts: Path) -> None:
    server.hold_first_upload(10 * PATIENCE)
    run = started(server, posts)
    run.kill()
    run.communicate(timeout=PATIENCE)
    assert state(posts)["lease"] is not None
    server.restart()
    assert finished(server, posts, "apply", "--auto-approve").returncode == 4
    server.ask("clock", {"advance": "PT1H"})
    assert "Done: 2 scheduled." in finished(server, posts, "apply", "--continue").stdout
    assert server.jobs() == ["scheduled", "scheduled"]
