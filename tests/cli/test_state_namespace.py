"""Another namespace and the history of a state, on real stores: a file, and a ref of a real remote."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import Lease
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.git import GitStore
from contentsync.state.store import MovedError

from .conftest import SETTINGS
from .conftest import Contentsync

SANDBOX = ".contentsync/sandbox/state.json"
AT = datetime(2027, 2, 1, 9, tzinfo=UTC)
ENTRY = Entry(post_id="launch", profile="acme", platforms=("x",))
STATE = State(namespace="acme-abc234", lineage="l1", posts={"launch@acme": ENTRY})


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def store(posts: Path, namespace: str) -> GitStore:
    return GitStore(posts, namespace, wait=lambda _: None)


@pytest.fixture
def shared(posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The posts, with their state in a ref of their remote."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(posts, "remote", "add", "origin", str(tmp_path / "remote.git"))
    (posts / "contentsync.yaml").write_text(SETTINGS.replace("store: file", "store: git"))
    store(posts, "acme-abc234").write(STATE, "", "launch scheduled")
    return posts


def test_scheduled_posts_stay_ours_under_another_name(contentsync: Contentsync, posts: Path) -> None:
    (posts / "contentsync.yaml").write_text(SETTINGS.replace("acme-abc234", "acme-abc234  # never edit it"))
    contentsync("apply", "--sandbox", "--auto-approve")
    ran = contentsync("state", "mv-namespace", "acme-two", "--yes")
    assert (ran.code, ran.out) == (0, "the namespace is acme-two now\nNext: commit contentsync.yaml and push it\n")
    assert (posts / "contentsync.yaml").read_text() == SETTINGS.replace("acme-abc234", "acme-two  # never edit it")
    assert "Plan: nothing to do." in contentsync("plan", "--sandbox").out
    (posts / "content/launch.yaml").unlink()
    assert "Done: 1 cancelled." in contentsync("apply", "--sandbox", "--auto-approve").out


def test_both_states_move_and_only_yes_is_yes(
    contentsync: Contentsync, posts: Path, person: Callable[[str], None]
) -> None:
    contentsync("apply", "--sandbox", "--auto-approve")
    real = FileStore(posts / ".contentsync/state.json")
    real.write(STATE, "")
    person("no\n")
    refused = contentsync("state", "mv-namespace", "acme-two")
    assert (refused.code, "2 deliveries would belong to acme-two" in refused.out) == (1, True)
    assert (posts / "contentsync.yaml").read_text() == SETTINGS
    ran = contentsync("state", "mv-namespace", "acme-two", "--yes", "--json")
    assert json.loads(ran.out) == {"from": "acme-abc234", "to": "acme-two", "deliveries": 2}
    states = [each.read().state for each in (real, FileStore(posts / SANDBOX))]
    assert [state.namespace for state in states if state] == ["acme-two", "acme-two"]


def test_settings_that_name_the_sandbox_have_no_real_state(contentsync: Contentsync, shared: Path) -> None:
    with (shared / "contentsync.yaml").open("a") as file:
        file.write("api: {url: sandbox}\n")
    assert contentsync("state", "mv-namespace", "acme-two", "--yes").code == 0
    assert store(shared, "acme-two").read().state is None


def test_a_ref_moves_and_the_old_one_refuses(contentsync: Contentsync, shared: Path) -> None:
    assert contentsync("state", "mv-namespace", "acme-two", "--yes").code == 0
    moved = store(shared, "acme-two").read().state
    assert moved is not None
    assert (moved.namespace, moved.posts, moved.lineage) == ("acme-two", STATE.posts, "l1")
    old = store(shared, "acme-abc234").read().state
    assert old is not None
    assert old.namespace == "acme-two"
    assert contentsync("state", "mv-namespace", "acme-abc234", "--yes").code == 0
    back = store(shared, "acme-abc234").read().state
    assert back is not None
    assert back.namespace == "acme-abc234"


@pytest.mark.parametrize("has_moved", [False, True])
def test_what_was_interrupted_is_finished_by_the_same_words(
    contentsync: Contentsync, shared: Path, has_moved: bool
) -> None:
    old, new = store(shared, "acme-abc234"), store(shared, "acme-two")
    marked = replace(STATE, namespace="acme-two")
    old.write(marked, old.read().version)
    if has_moved:
        new.write(marked, "")
    assert contentsync("state", "mv-namespace", "acme-two", "--yes").code == 0
    assert new.read().state is not None
    assert "namespace: acme-two\n" in (shared / "contentsync.yaml").read_text()


def test_a_name_that_is_taken(contentsync: Contentsync, shared: Path) -> None:
    store(shared, "acme-two").write(replace(STATE, lineage="another"), "")
    ran = contentsync("state", "mv-namespace", "acme-two", "--yes")
    assert (ran.code, "has a state of its own" in ran.err) == (1, True)
    assert "acme-abc234" in (shared / "contentsync.yaml").read_text()


SENT = Sent(at=AT)
INTENT = Intent(external_id="e", key="k", n=0, digest="d", sent=SENT, first_at=AT, not_after=AT)


@pytest.mark.parametrize(
    ("state", "code", "said"),
    [
        (replace(STATE, posts={"launch@acme": replace(ENTRY, intent=INTENT)}), 1, "launch@acme is under way"),
        (replace(STATE, lease=Lease("runner-7", AT)), 4, "runner-7 may be applying"),
        (replace(STATE, namespace="other-abc234"), 1, "belongs to another owner"),
    ],
)
def test_what_stands_against_it(contentsync: Contentsync, posts: Path, state: State, code: int, said: str) -> None:
    real = FileStore(posts / ".contentsync/state.json")
    real.write(state, "")
    ran = contentsync("state", "mv-namespace", "acme-two", "--yes")
    assert (ran.code, said in ran.err) == (code, True)
    assert real.read().state == state
    assert (posts / "contentsync.yaml").read_text() == SETTINGS


@pytest.mark.parametrize(
    ("name", "said"), [("No", "cannot be a namespace"), ("acme-abc234", "the namespace is acme-abc234 already")]
)
def test_names_that_are_none(contentsync: Contentsync, posts: Path, name: str, said: str) -> None:
    ran = contentsync("state", "mv-namespace", name, "--yes")
    assert (ran.code, said in ran.err) == (1, True)


def test_a_name_that_yaml_would_take_for_a_number(contentsync: Contentsync, posts: Path) -> None:
    assert contentsync("state", "mv-namespace", "123", "--yes").code == 0
    assert 'namespace: "123"\n' in (posts / "contentsync.yaml").read_text()
    assert contentsync("validate").code == 0


def test_the_history_of_a_ref(contentsync: Contentsync, shared: Path) -> None:
    ref = store(shared, "acme-abc234")
    ref.write(replace(STATE, serial=1, lease=Lease("runner-7", AT)), ref.read().version)
    newest, oldest = contentsync("state", "history").out.splitlines()
    assert newest.endswith("  state 1  runner-7")
    assert oldest.endswith("  launch scheduled")
    document = json.loads(contentsync("state", "history", "--limit", "1", "--json").out)
    assert [(each["note"], each["run"]) for each in document] == [("state 1", "runner-7")]
    assert document[0]["sha"].startswith(newest.split()[1])


def test_no_history(contentsync: Contentsync, posts: Path, shared: Path) -> None:
    git(shared, "push", "-q", "origin", ":refs/contentsync/acme-abc234")
    assert contentsync("state", "history").out == "nothing was ever written\n"
    ran = contentsync("state", "history", "--sandbox")
    assert (ran.code, "state.json has no history" in ran.err) == (1, True)


def test_somebody_writes_at_that_moment(contentsync: Contentsync, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FileStore(posts / ".contentsync/state.json").write(STATE, "")

    def moved(*_: object) -> str:
        raise MovedError

    monkeypatch.setattr(FileStore, "write", moved)
    ran = contentsync("state", "mv-namespace", "acme-two", "--yes")
    assert (ran.code, "somebody else wrote" in ran.err) == (4, True)
    assert (posts / "contentsync.yaml").read_text() == SETTINGS
