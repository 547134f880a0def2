"""A plan where the state is out of reach: it is made for show, says so, and nothing is ever applied without it."""

from pathlib import Path

import pytest

from tests.processes.service import Service
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import new_remote
from tests.state.remotes import settle

from .conftest import LAUNCH
from .conftest import Contentsync

SETTINGS = "namespace: acme-abc234\ndefaults: {profile: acme, timezone: Europe/Madrid}\nstate: {store: git}\n"
NOTICE = "WITHOUT STATE: there is no repository behind origin"


@pytest.fixture
def cut_off(tmp_path: Path, service: Service, contentsync: Contentsync, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone that has applied its post, and whose remote is gone since."""
    settle(tmp_path, monkeypatch)
    remote = new_remote(tmp_path / "there")
    mine = clone(remote, "mine")
    (mine / "contentsync.yaml").write_text(SETTINGS)
    (mine / "content").mkdir()
    (mine / "content/launch.yaml").write_text(LAUNCH)
    git(mine, "add", ".")
    git(mine, "commit", "-q", "-m", "posts")
    git(mine, "push", "-q", "origin", "HEAD:main")
    monkeypatch.chdir(mine)
    monkeypatch.setenv("CONTENTSYNC_API_URL", service.url)
    monkeypatch.setenv("UPLOAD_POST_API_KEY", "sandbox")
    assert contentsync("apply", "--auto-approve").code == 0
    remote.rename(remote.with_name("gone.git"))
    return mine


def test_what_is_ours_is_known_by_its_label(cut_off: Path, contentsync: Contentsync) -> None:
    (cut_off / "content/new.yaml").write_text(LAUNCH.replace("Launch day", "Something else"))
    ran = contentsync("plan")
    assert ran.code == 0, ran.err
    assert ran.out.count(NOTICE) == 2
    assert "» take over  launch" in ran.out
    assert "Plan: 1 to schedule, 1 to take over." in ran.out
    assert f"**{NOTICE}" in contentsync("plan", "--format", "markdown").out
    assert contentsync("review", "--out", "page.html").code == 0
    assert NOTICE in (cut_off / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("apply", "--auto-approve"), ("plan", "--out", "plan.json"), ("status",)])
def test_nothing_is_built_upon_it(cut_off: Path, contentsync: Contentsync, words: tuple[str, ...]) -> None:
    ran = contentsync(*words)
    assert ran.code == 1
    assert "there is no repository behind origin" in ran.err
    assert not (cut_off / "plan.json").exists()


def test_a_state_that_is_there_and_no_use_is_an_error(cut_off: Path, contentsync: Contentsync) -> None:
    gone = cut_off.parent / "gone.git"
    gone.rename(cut_off.parent / "remote.git")
    remote = cut_off.parent / "remote.git"
    blob = git(remote, "hash-object", "-w", "--stdin", data="no state at all")
    tree = git(remote, "mktree", data=f"100644 blob {blob}\tstate.json\n")
    git(remote, "update-ref", "refs/contentsync/acme-abc234", git(remote, "commit-tree", tree, "-m", "by hand"))
    ran = contentsync("plan")
    assert (ran.code, ran.out) == (1, "")
