from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.repo.revision import Blob
from contentsync.repo.revision import base_of
from contentsync.repo.revision import blobs
from contentsync.repo.revision import changed_since
from contentsync.repo.revision import content_of
from contentsync.repo.revision import export
from contentsync.repo.revision import unlike
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import new_remote
from tests.state.remotes import settle


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    return new_remote(tmp_path / "there")


@pytest.fixture
def mine(remote: Path) -> Path:
    root = clone(remote, "mine")
    git(root, "checkout", "-q", "-b", "branch")
    (root / "post.yaml").write_text("three")
    git(root, "commit", "-q", "-am", "three")
    return root


def tree(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_the_base_is_where_the_branch_began(mine: Path) -> None:
    began = git(mine, "rev-parse", "origin/main")
    git(mine, "checkout", "-q", "main")
    (mine / "post.yaml").write_text("elsewhere")
    git(mine, "commit", "-q", "-am", "elsewhere")
    git(mine, "checkout", "-q", "branch")
    assert base_of(mine, "origin/main") == began
    assert base_of(mine, "main") == began
    assert base_of(mine, "HEAD") == git(mine, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("ref", "message", "fix"),
    [
        ("origin/nowhere", "git knows no commit origin/nowhere here", "git fetch origin nowhere"),
        ("--output=x", "'--output=x' is no name of a commit or a branch", "name one, such as origin/main"),
        ("", "'' is no name of a commit or a branch", "name one, such as origin/main"),
    ],
)
def test_no_such_base(mine: Path, ref: str, message: str, fix: str) -> None:
    with pytest.raises(UserError) as caught:
        base_of(mine, ref)
    assert (caught.value.message, caught.value.fix) == (message, fix)


def test_nothing_in_common(mine: Path) -> None:
    git(mine, "checkout", "-q", "--orphan", "island")
    git(mine, "commit", "-q", "-m", "alone")
    with pytest.raises(UserError) as caught:
        base_of(mine, "main")
    assert caught.value.message == "git finds no commit that main and HEAD have in common"
    assert "git fetch --unshallow" in caught.value.fix


def test_what_a_commit_holds_and_what_is_not_like_it(mine: Path, tmp_path: Path) -> None:
    base = base_of(mine, "main")
    (mine / "añadido.yaml").write_text("new")
    git(mine, "add", ".")
    assert unlike(mine, base) == {"post.yaml", "añadido.yaml"}
    assert content_of(mine, base, "post.yaml") == b"two"
    assert content_of(mine, base, "añadido.yaml") is None
    before = git(mine, "status", "--short")
    to = tmp_path / "to"
    to.mkdir()
    export(mine, blobs(mine, base), to)
    assert tree(to) == {"post.yaml": "two"}
    assert git(mine, "status", "--short") == before


def test_files_of_every_kind_come_out_as_they_are(mine: Path, tmp_path: Path) -> None:
    folder = mine / "a folder"
    folder.mkdir()
    (folder / "empty.yaml").write_bytes(b"")
    (folder / "two\nlines.yaml").write_bytes(b"bytes\0\xff\n")
    (folder / "link.yaml").symlink_to("../post.yaml")
    git(mine, "add", ".")
    git(mine, "commit", "-q", "-m", "many")
    found = list(blobs(mine, "HEAD"))
    assert [(blob.path, blob.is_link) for blob in found] == [
        ("a folder/empty.yaml", False),
        ("a folder/link.yaml", True),
        ("a folder/two\nlines.yaml", False),
        ("post.yaml", False),
    ]
    to = tmp_path / "to"
    to.mkdir()
    export(mine, found, to)
    assert (to / "a folder/two\nlines.yaml").read_bytes() == b"bytes\0\xff\n"
    assert (to / "a folder/empty.yaml").read_bytes() == b""
    assert (to / "a folder/link.yaml").readlink() == Path("../post.yaml")
    assert (to / "a folder/link.yaml").read_text() == "three"


def test_nothing_is_written_outside(mine: Path) -> None:
    """A tree made by hand may hold names that no checkout would take."""
    blob = git(mine, "hash-object", "-w", "--stdin", data="x")
    inner = git(mine, "mktree", data=f"100644 blob {blob}\tpost.yaml\n")
    outer = git(mine, "mktree", data=f"040000 tree {inner}\t..\n040000 tree {inner}\t.git\n040000 tree {inner}\tgood\n")
    assert [each.path for each in blobs(mine, outer)] == ["good/post.yaml"]


def test_no_blobs_no_git(tmp_path: Path) -> None:
    export(tmp_path, [], tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_git_that_fails_is_said(tmp_path: Path, mine: Path) -> None:
    with pytest.raises(UserError, match="git ls-tree failed"):
        list(blobs(mine, "nothing"))
    with pytest.raises(UserError, match="git cat-file failed"):
        export(tmp_path / "there", [Blob("a.yaml", "0" * 40)], tmp_path)


def test_content_that_git_does_not_have(mine: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        export(mine, [Blob("a.yaml", "0" * 39 + "1")], tmp_path)
    assert (caught.value.message, caught.value.fix) == ("git does not have a.yaml as it was", "git fetch --refetch")


def test_what_has_changed_since_is_committed_staged_unstaged_or_new(mine: Path) -> None:
    (mine / ".gitignore").write_text("ignored.yaml\n")
    for name in ("staged.yaml", "ignored.yaml", "neu ü.yaml"):
        (mine / name).write_text("new")
    git(mine, "add", "staged.yaml")
    assert changed_since(mine, "origin/main") == {"post.yaml", "staged.yaml", "neu ü.yaml", ".gitignore"}
    git(mine, "rm", "-q", "-f", "post.yaml")
    assert "post.yaml" in changed_since(mine, "origin/main")


def test_what_changed_elsewhere_has_not_changed_here(mine: Path, remote: Path) -> None:
    other = clone(remote, "other")
    (other / "theirs.yaml").write_text("theirs")
    git(other, "add", ".")
    git(other, "commit", "-q", "-m", "theirs")
    git(other, "push", "-q", "origin", "main")
    git(mine, "fetch", "-q", "origin")
    assert changed_since(mine, "origin/main") == {"post.yaml"}


def test_a_clone_that_is_too_shallow_says_so(mine: Path, remote: Path, tmp_path: Path) -> None:
    git(mine, "push", "-q", "origin", "branch")
    main = clone(remote, "main")
    (main / "post.yaml").write_text("four")
    git(main, "commit", "-q", "-am", "four")
    git(main, "push", "-q", "origin", "main")
    shallow = clone(remote, "shallow", "--depth", "1", "--no-single-branch", "--branch", "branch")
    with pytest.raises(UserError) as caught:
        changed_since(shallow, "origin/main")
    assert "have in common" in caught.value.message
    assert "git fetch --unshallow" in caught.value.fix
