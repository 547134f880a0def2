from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.repo import behind
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import new_remote
from tests.state.remotes import settle


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    return new_remote(tmp_path / "there")


def commit(root: Path, text: str) -> None:
    (root / "post.yaml").write_text(text)
    git(root, "commit", "-q", "-am", text)


def push(remote: Path, *texts: str) -> None:
    """Somebody else pushes a commit for each text."""
    for text in texts:
        commit(remote.parent / "first", text)
    git(remote.parent / "first", "push", "-q", "origin", "HEAD:main")


def test_in_step_then_behind_then_in_step_again(remote: Path) -> None:
    mine = clone(remote, "mine")
    assert behind(mine) == 0
    push(remote, "three", "four")
    assert behind(mine) == 2
    assert (mine / "post.yaml").read_text() == "two"
    git(mine, "pull", "-q")
    assert behind(mine) == 0


def test_own_commits_do_not_count(remote: Path) -> None:
    mine = clone(remote, "mine")
    commit(mine, "mine")
    assert behind(mine) == 0
    push(remote, "theirs")
    assert behind(mine) == 1


def test_a_shallow_clone(remote: Path) -> None:
    mine = clone(remote, "mine", "--depth=1")
    assert behind(mine) == 0
    push(remote, "three")
    assert behind(mine) == 1


def test_the_branch_that_is_tracked_is_asked_for_and_no_other(remote: Path) -> None:
    mine = clone(remote, "mine")
    git(mine, "checkout", "-q", "-b", "draft")
    git(mine, "push", "-q", "-u", "origin", "draft")
    push(remote, "three")
    assert behind(mine) == 0


def test_nothing_is_tracked(remote: Path, tmp_path: Path) -> None:
    mine = clone(remote, "mine")
    git(mine, "checkout", "-q", "--no-track", "-b", "own")
    assert behind(mine) is None
    git(mine, "checkout", "-q", "--track", "-b", "local", "main")
    assert behind(mine) is None
    git(mine, "checkout", "-q", "--detach")
    assert behind(mine) is None
    empty = tmp_path / "empty"
    git(tmp_path, "init", "-q", str(empty))
    assert behind(empty) is None


def test_no_repository_at_all(tmp_path: Path) -> None:
    assert behind(tmp_path) is None


def test_a_remote_that_is_gone(remote: Path) -> None:
    mine = clone(remote, "mine")
    remote.rename(remote.with_name("moved.git"))
    with pytest.raises(UserError, match="there is no repository behind origin"):
        behind(mine)


def test_a_branch_that_is_gone_from_the_remote(remote: Path) -> None:
    mine = clone(remote, "mine")
    git(remote, "branch", "-m", "main", "trunk")
    with pytest.raises(UserError, match="main"):
        behind(mine)
