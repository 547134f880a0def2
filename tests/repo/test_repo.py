import os
import subprocess
import sys
from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.repo import command
from contentsync.repo import find_root
from contentsync.repo import head
from contentsync.repo import identity
from contentsync.repo import remote_url
from contentsync.repo import removed_in
from contentsync.repo.remote import normal_url

AUTHOR = ["-c", "user.name=A Person", "-c", "user.email=person@example.com"]


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *AUTHOR, *words], cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def commit(root: Path, name: str, text: str | None) -> str:
    path = root / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", f"about {name}")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root


def test_the_root_is_the_nearest_folder_with_git(root: Path) -> None:
    deep = root / "content" / "spring"
    deep.mkdir(parents=True)
    assert find_root(deep) == root
    assert find_root(root) == root


def test_in_a_worktree_git_is_a_file(root: Path, tmp_path: Path) -> None:
    commit(root, "a.yaml", "a")
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert (tmp_path / "tree" / ".git").is_file()
    assert find_root(tmp_path / "tree") == tmp_path / "tree"
    found = head(tmp_path / "tree")
    assert found is not None
    assert found.branch == "tree"


def test_outside_of_any_repository_there_is_no_root(tmp_path: Path) -> None:
    assert find_root(tmp_path) is None


def test_finding_the_root_loads_neither_git_nor_subprocesses(root: Path) -> None:
    code = "import sys; from contentsync.repo import find_root; find_root(__import__('pathlib').Path('.'))"
    code += "; sys.exit('git' in sys.modules or 'subprocess' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(Path.cwd())}).returncode == 0
    )


def test_the_head(root: Path) -> None:
    assert head(root) is None
    sha = commit(root, "a.yaml", "a")
    found = head(root)
    assert found is not None
    assert (found.sha, found.branch) == (sha, "main")
    git(root, "checkout", "-q", "--detach")
    found = head(root)
    assert found is not None
    assert (found.sha, found.branch) == (sha, "")


@pytest.mark.parametrize("name", ["a.yaml", ":(glob)*.yaml", "with blank.yaml", "frühling.yaml"])
def test_the_commit_that_removed_a_file(root: Path, name: str) -> None:
    assert removed_in(root, name) is None
    commit(root, "other.yaml", "other")
    commit(root, name, "a")
    assert removed_in(root, name) is None
    sha = commit(root, name, None)
    commit(root, "other.yaml", "changed")
    found = removed_in(root, name)
    assert found is not None
    assert sha.startswith(found)


def test_a_file_that_came_back_was_not_removed(root: Path) -> None:
    commit(root, "a.yaml", "a")
    commit(root, "a.yaml", None)
    commit(root, "a.yaml", "again")
    (root / "a.yaml").unlink()
    assert removed_in(root, "a.yaml") is None
    assert removed_in(root, "never.yaml") is None


def test_the_remote_gives_the_identity(root: Path) -> None:
    assert remote_url(root) == ""
    git(root, "remote", "add", "origin", "https://someone:token@GitHub.com/Acme/Social.git")
    assert remote_url(root) == "https://someone:token@GitHub.com/Acme/Social.git"
    assert remote_url(root, "fork") == ""
    assert identity(root) == "github.com/acme/social"


def test_without_a_remote_the_first_commit_is_the_identity(root: Path) -> None:
    assert identity(root) == ""
    first = commit(root, "a.yaml", "a")
    commit(root, "b.yaml", "b")
    assert identity(root) == first


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://github.com/acme/social", "github.com/acme/social"),
        ("https://github.com/acme/social.git/", "github.com/acme/social"),
        ("git@github.com:acme/social.git", "github.com/acme/social"),
        ("github.com:acme/social", "github.com/acme/social"),
        ("ssh://git@github.com:22/acme/social.git", "github.com/acme/social"),
        ("https://token@forge.example:8443/a/b.git", "forge.example:8443/a/b"),
        ("git@[::1]:a/b.git", "[::1]/a/b"),
        ("/srv/git/Social.git", "/srv/git/Social"),
        ("../Social.git", "../Social"),
        ("file:///srv/git/Social.git", "/srv/git/Social"),
    ],
)
def test_one_repository_has_one_name(url: str, normal: str) -> None:
    assert normal_url(url) == normal


def test_what_git_cannot_answer_is_an_error_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    with pytest.raises(UserError) as caught:
        head(tmp_path)
    assert "fatal: not a git repository" in caught.value.message
    assert "git status" in caught.value.fix


def test_a_folder_without_a_repository_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not in a git repository") as caught:
        identity(tmp_path)
    assert caught.value.fix == f"git init {tmp_path}"


def test_a_folder_of_somebody_else_is_answered_with_the_setting(root: Path) -> None:
    error = command._failure(root, "rev-parse", "fatal: detected dubious ownership in repository")
    assert error.fix == f"git config --global --add safe.directory {root}"


def test_without_git_the_error_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert head(root) is None
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(UserError, match="git cannot be run") as caught:
        head(root)
    assert "Install git" in caught.value.fix


def test_gitpython_does_not_even_load_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "git"}
    for name in loaded:
        del sys.modules[name]
    try:
        with pytest.raises(UserError, match="git cannot be run"):
            head(root)
    finally:
        sys.modules.update(loaded)
