"""Servers that refuse, are not there, or are something else; and a state that is not ours or cannot be written."""

import errno
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Handler
from tests.loopback import Loopback

from .conftest import Contentsync

STATE = ".contentsync/sandbox/state.json"


class Website(Handler):
    """Answers a login page, or, on paths below /closed, that the key is wrong."""

    def answer(self) -> None:
        is_closed = self.path.startswith("/closed")
        body = b'{"error": "Invalid or expired token"}' if is_closed else b"<html><body>Please log in</body></html>"
        kind = "application/json" if is_closed else "text/html"
        self.reply(401 if is_closed else 200, body, Content_Type=kind)


@pytest.fixture
def website() -> Iterator[str]:
    with Loopback(Website) as server:
        yield server.url


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("UPLOAD_POST_API_KEY", "sk-test-key")
    return "sk-test-key"


def test_no_key(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("plan")
    assert (ran.code, ran.out) == (1, "")
    assert "UPLOAD_POST_API_KEY" in ran.err
    assert "--sandbox" in ran.err


def test_a_key_that_the_server_refuses(
    contentsync: Contentsync, posts: Path, key: str, website: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTSYNC_API_URL", f"{website}/closed")
    ran = contentsync("plan")
    assert ran.code == 1
    assert "UPLOAD_POST_API_KEY" in ran.err
    assert key not in ran.err + ran.out


def test_a_server_that_answers_a_web_page(
    contentsync: Contentsync, posts: Path, key: str, website: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENTSYNC_API_URL", website)
    ran = contentsync("plan")
    assert ran.code == 1
    assert website in ran.err
    assert "Please log in" in ran.err
    assert "bug" not in ran.err


def test_a_server_that_is_not_there(
    contentsync: Contentsync, posts: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("CONTENTSYNC_API_URL", f"http://127.0.0.1:{port}/api")
    ran = contentsync("plan", "--json")
    document = json.loads(ran.out)
    assert ran.code == 1
    assert f"127.0.0.1:{port}" in document["error"]["message"]
    assert document["error"]["fix"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("namespace", "other-abc234", "other-abc234"),
        ("account", "somebody-else", "account"),
        ("format", 99, "newer"),
    ],
)
def test_a_state_that_is_not_ours(contentsync: Contentsync, posts: Path, field: str, value: object, said: str) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    state = json.loads((posts / STATE).read_text())
    (posts / STATE).write_text(json.dumps({**state, field: value}))
    before = (posts / STATE).read_bytes()
    (posts / "content/launch.yaml").unlink()
    for words in (("plan",), ("apply", "--auto-approve")):
        ran = contentsync(*words, "--sandbox")
        assert ran.code == 1
        assert said in ran.err
        assert "fix:" in ran.err
    assert (posts / STATE).read_bytes() == before


def test_a_state_that_is_no_state(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    (posts / STATE).write_text("<<<<<<< ours")
    ran = contentsync("plan", "--sandbox")
    assert ran.code == 1
    assert "state.json" in ran.err
    assert "bug" not in ran.err


def test_a_full_disk_while_writing_state(
    contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = contentsync("apply", "--sandbox", "--auto-approve")
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert "make room" in ran.err
    monkeypatch.undo()
    monkeypatch.chdir(posts)
    assert not (posts / STATE).exists()
    assert json.loads(contentsync("sandbox", "jobs", "--json").out) == []
