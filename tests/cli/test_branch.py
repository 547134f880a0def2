"""Applying what others have changed since, in real repositories. Without a key, a run ends where it would connect."""

import subprocess
from pathlib import Path

import pytest

from .conftest import LAUNCH
from .conftest import Contentsync

AUTHOR = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"]


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *AUTHOR, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def colleague(posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second clone of the same remote."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(posts, "checkout", "-q", "-b", "main")
    git(posts, "add", "content", "contentsync.yaml")
    git(posts, "commit", "-q", "-m", "Posts")
    git(posts, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(posts, "push", "-q", "-u", "origin", "main")
    git(tmp_path, "clone", "-q", "remote.git", "colleague")
    return tmp_path / "colleague"


def push(colleague: Path) -> None:
    (colleague / "content/launch.yaml").write_text(LAUNCH.replace("Monday", "Tuesday"))
    git(colleague, "commit", "-q", "-am", "It is Tuesday")
    git(colleague, "push", "-q")


@pytest.mark.parametrize("words", [("--auto-approve",), ("--continue",), ("plan.json",)])
def test_it_refuses_while_the_remote_has_more(
    contentsync: Contentsync, posts: Path, colleague: Path, words: tuple[str, ...]
) -> None:
    push(colleague)
    ran = contentsync("apply", *words)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "error: the branch on the remote is 1 commit ahead: pull first\nfix:   git pull, then apply again\n"
    )
    git(posts, "pull", "-q")
    assert "pull first" not in contentsync("apply", *words).err


def test_the_sandbox_may_be_tried_at_any_commit(contentsync: Contentsync, posts: Path, colleague: Path) -> None:
    push(colleague)
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0


def test_in_ci_the_workflow_chooses_the_commit(
    contentsync: Contentsync, posts: Path, colleague: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(colleague)
    monkeypatch.setenv("CI", "true")
    ran = contentsync("apply", "--auto-approve")
    assert (ran.code, "there is no API key" in ran.err) == (1, True)


def test_a_remote_without_an_answer_is_a_warning(
    contentsync: Contentsync, posts: Path, colleague: Path, tmp_path: Path
) -> None:
    (tmp_path / "remote.git").rename(tmp_path / "away.git")
    ran = contentsync("apply", "--auto-approve")
    assert ran.err.startswith("warning: whether others have pushed since is not known: there is no repository behind")
    assert (ran.code, "there is no API key" in ran.err) == (1, True)
