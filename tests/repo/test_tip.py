from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.repo import checked_out
from contentsync.repo import commits
from contentsync.repo import parents
from contentsync.repo import tip_of
from contentsync.repo import trailers
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import new_remote
from tests.state.remotes import settle

KEY = "Contentsync-Allow-Delete"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    return clone(new_remote(tmp_path / "forge"), "mine")


def push(root: Path, message: str) -> str:
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    git(root, "push", "-q", "origin", "HEAD:main")
    return git(root, "rev-parse", "HEAD")


def test_the_tip_is_that_of_the_remote(root: Path) -> None:
    other = clone(root.parent / "remote.git", "other")
    before = git(root, "rev-parse", "HEAD")
    sha = push(other, "later")
    assert tip_of(root, "main") == sha
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize("branch", ["nowhere", "main"])
def test_no_such_branch_and_no_answer(root: Path, branch: str) -> None:
    if branch == "main":
        (root.parent / "remote.git").rename(root.parent / "away.git")
    with pytest.raises(UserError) as caught:
        tip_of(root, branch)
    assert ("has no branch nowhere" if branch == "nowhere" else "no repository behind") in caught.value.message


def test_a_commit_has_a_folder_of_its_own_for_a_while(root: Path) -> None:
    sha = git(root, "rev-parse", "HEAD^")
    (root / "post.yaml").write_text("unsaved")
    with checked_out(root, sha) as folder:
        assert (folder / "post.yaml").read_text() == "one"
        assert (root / "post.yaml").read_text() == "unsaved"
    assert not folder.exists()
    assert git(root, "worktree", "list").count("\n") == 0


def test_a_commit_that_is_not_there(root: Path) -> None:
    with pytest.raises(UserError, match="git cannot check out aaaaaaaaaaaa"), checked_out(root, "a" * 40):
        raise AssertionError


def test_trailers_are_those_of_whoever_merges(root: Path) -> None:
    since = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "-b", "side")
    git(root, "commit", "-q", "--allow-empty", "-m", f"side\n\n{KEY}: 99")
    git(root, "checkout", "-q", "main")
    git(
        root,
        "merge",
        "-q",
        "--no-ff",
        "-m",
        f"Merge side\n\nwords\n\n{KEY}: 5\nSigned-off-by: Ann <a@example.com>",
        "side",
    )
    git(root, "commit", "-q", "--allow-empty", "-m", f"{KEY}: 7 is no trailer\n\nbut words")
    tip = git(root, "rev-parse", "HEAD")
    assert trailers(root, KEY, tip, since) == ["5"]
    assert trailers(root, KEY, tip) == []
    assert trailers(root, KEY, git(root, "rev-parse", "HEAD^")) == ["5"]
    assert commits(root, tip, since) == [tip, git(root, "rev-parse", "HEAD^")]


@pytest.mark.parametrize("since", ["", "a" * 40, "HEAD"])
def test_without_a_before_it_is_the_tip_alone(root: Path, since: str) -> None:
    tip = git(root, "rev-parse", "HEAD")
    assert commits(root, tip, git(root, "rev-parse", since) if since == "HEAD" else since) == [tip]


def test_parents(root: Path, tmp_path: Path) -> None:
    assert parents(root) == [git(root, "rev-parse", "HEAD^")]
    git(tmp_path, "init", "-q", "empty")
    assert parents(tmp_path / "empty") == []
