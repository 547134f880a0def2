import json
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.state.document import Lease
from contentsync.state.file import FileStore
from contentsync.state.store import MovedError

from .conftest import Contentsync

STATE = ".contentsync/sandbox/state.json"


def test_nothing_remembered_yet(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("state", "list", "--sandbox").out == "acme-abc234: 0 deliveries\n"
    assert contentsync("state", "unlock", "--sandbox").out == "no run holds the lease\n"
    assert contentsync("state", "path", "--sandbox").out == f"{posts / STATE}\n"
    assert json.loads(contentsync("state", "path", "--json").out) == {"path": str(posts / ".contentsync/state.json")}


def test_what_is_remembered(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    listed = contentsync("state", "list", "--sandbox").out
    assert listed.startswith("launch  job ")
    assert listed.endswith(" at 2027-03-01T08:00:00Z\nacme-abc234: 1 delivery\n")
    entry = json.loads(contentsync("state", "show", "launch", "--sandbox").out)["launch@acme"]
    assert entry["job"]["job_id"] in listed
    assert json.loads(contentsync("state", "list", "--sandbox", "--json").out)["posts"]["launch@acme"] == entry
    missing = contentsync("state", "show", "other", "--sandbox")
    assert (missing.code, "nothing is remembered of other" in missing.err) == (1, True)


def leased(posts: Path) -> FileStore:
    store = FileStore(posts / STATE)
    stored = store.read()
    assert stored.state
    lease = Lease("runner-7", datetime(2027, 2, 1, 9, tzinfo=UTC))
    store.write(replace(stored.state, lease=lease), stored.version)
    return store


def test_the_lease_of_a_dead_run_is_taken_away(contentsync: Contentsync, posts: Path) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    store = leased(posts)
    assert "runner-7 may write until 2027-02-01T09:00:00Z" in contentsync("state", "list", "--sandbox").out
    (posts / "content/launch.yaml").unlink()
    blocked = contentsync("apply", "--sandbox", "--auto-approve")
    assert (blocked.code, "runner-7" in blocked.err) == (4, True)
    assert contentsync("state", "unlock", "--sandbox").out == "the lease of runner-7 is taken away\n"
    stored = store.read()
    assert stored.state
    assert stored.state.lease is None
    assert json.loads(contentsync("state", "unlock", "--sandbox", "--json").out) == {"unlocked": None}
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0


def test_a_run_that_writes_is_alive(contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    leased(posts)

    def moved(*_: object) -> str:
        raise MovedError

    monkeypatch.setattr(FileStore, "write", moved)
    ran = contentsync("state", "unlock", "--sandbox")
    assert (ran.code, "it is alive" in ran.err) == (4, True)
