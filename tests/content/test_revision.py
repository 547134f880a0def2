from pathlib import Path

import pytest

from contentsync.content.revision import load_at
from contentsync.media import MediaIndex
from contentsync.model.delivery import Desired
from tests.content.repository import POST
from tests.content.repository import loaded
from tests.content.repository import write
from tests.state.remotes import git
from tests.state.remotes import settle

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f000301"
    "0101e28d4d5b0000000049454e44ae426082"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(root, {"a/_defaults.yaml": "labels: [spring]\n", "a/one.yaml": POST + "media: dot.png\n", "a/dot.png": PNG})
    commit(root)
    return root


def commit(root: Path) -> str:
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "as it is")
    return git(root, "rev-parse", "HEAD")


def at(root: Path, sha: str) -> Desired:
    return load_at(sha, root, "content", MediaIndex(root, None), defaults={}, cache=None)


def test_it_is_what_a_checkout_would_have_said(root: Path) -> None:
    before, sha = loaded(root), git(root, "rev-parse", "HEAD")
    write(root, {"a/one.yaml": POST, "a/_defaults.yaml": "labels: [autumn]\n", "b.md": "---\n---\nHi\n"})
    (root / "content/a/dot.png").write_bytes(PNG + b"more")
    assert at(root, sha) == before
    commit(root)
    assert at(root, sha) == before
    assert at(root, "HEAD") == loaded(root)


def test_a_medium_that_was_another_one(root: Path) -> None:
    sha, before = git(root, "rev-parse", "HEAD"), loaded(root)
    (root / "content/a/dot.png").unlink()
    assert at(root, sha).deliveries == before.deliveries
    assert [each.code for each in loaded(root).problems] == ["CS401"]


def test_media_that_did_not_change_are_not_read_from_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("contentsync.content.revision.export", lambda root, chosen, to: seen.extend(chosen))
    at(root, "HEAD")
    assert [blob.path for blob in seen] == ["content/a/_defaults.yaml", "content/a/one.yaml"]


def test_no_content_then(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-q", "-r", "--cached", ".")
    git(root, "commit", "-q", "--allow-empty", "-m", "nothing")
    assert at(root, "HEAD") == Desired(deliveries=())


def test_a_link_that_left_the_repository_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(POST)
    (root / "content/out.yaml").symlink_to(tmp_path / "secret.yaml")
    sha = commit(root)
    (root / "content/out.yaml").unlink()
    assert {each.post_id for each in at(root, sha).deliveries} == {"a/one"}
    assert [(each.file, each.code) for each in at(root, sha).problems] == [("content/out.yaml", "CS402")]
