"""`plan --base` and `plan --offline`: what a branch does, seen with a server and without one."""

import json
from pathlib import Path

import pytest

from tests.state.remotes import git
from tests.state.remotes import settle

from .conftest import LAUNCH
from .conftest import Contentsync

OLD = "publish_at: 2027-01-04 09:00\nplatforms: [x]\ntext: Out long ago\n"


@pytest.fixture
def branch(posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A branch that adds, edits, moves and takes away one post each; two stay as they are, one of them is past."""
    settle(tmp_path, monkeypatch)
    folder = posts / "content"
    for name in ("edited", "moved", "gone", "same"):
        (folder / f"{name}.yaml").write_text(LAUNCH.replace("Launch day", name).replace("09:00", "10:00"))
    (folder / "old.yaml").write_text(OLD)
    (posts / ".gitignore").write_text(".contentsync/\n")
    git(posts, "add", ".")
    git(posts, "commit", "-q", "-m", "as it was")
    git(posts, "branch", "-M", "main")
    git(posts, "checkout", "-q", "-b", "branch")
    (folder / "gone.yaml").unlink()
    (folder / "new.yaml").write_text(LAUNCH.replace("Launch day", "new"))
    (folder / "edited.yaml").write_text((folder / "edited.yaml").read_text().replace("on Monday", "at ten"))
    (folder / "moved.yaml").write_text((folder / "moved.yaml").read_text().replace("10:00", "11:00"))
    git(posts, "add", ".")
    git(posts, "commit", "-q", "-m", "as it shall be")
    return posts


def actions(out: str) -> dict[str, str]:
    return {change["address"]: change["action"] for change in json.loads(out)["changes"]}


def test_offline_against_a_base_is_what_merging_would_do(branch: Path, contentsync: Contentsync) -> None:
    ran = contentsync("plan", "--sandbox", "--offline", "--base", "main", "--json")
    assert ran.code == 0, ran.err
    assert actions(ran.out) == {
        "edited": "update",
        "gone": "delete",
        "launch": "none",
        "moved": "update",
        "new": "create",
        "old": "none",
        "same": "none",
    }


def test_offline_it_is_the_same_as_with_a_server_that_was_applied_to(branch: Path, contentsync: Contentsync) -> None:
    git(branch, "checkout", "-q", "main")
    assert contentsync("apply", "--sandbox", "--auto-approve").code == 0
    git(branch, "checkout", "-q", "branch")
    real = json.loads(contentsync("plan", "--sandbox", "--base", "main", "--json").out)
    supposed = json.loads(contentsync("plan", "--sandbox", "--offline", "--base", "main", "--json").out)
    # A past post that never went out is an archive; nobody can know that who does not ask.
    told = [
        [{**change, "reason": ""} for change in each["changes"] if change["address"] != "old"]
        for each in (real, supposed)
    ]
    assert [{**change, "rule": ""} for change in told[0]] == [{**change, "rule": ""} for change in told[1]]


def test_the_screen_says_that_nobody_was_asked(branch: Path, contentsync: Contentsync) -> None:
    out = contentsync("plan", "--sandbox", "--offline", "--base", "main").out
    assert "OFFLINE: nobody was asked; it is supposed that what main says is scheduled already.\n" in out
    assert "7 posts" not in out
    assert "6 posts read in" in out
    assert "Do it:" not in out


def test_offline_without_a_base_everything_is_new(branch: Path, contentsync: Contentsync) -> None:
    ran = contentsync("plan", "--sandbox", "--offline")
    assert "it is supposed that nothing is scheduled yet" in ran.out
    assert "Plan: 5 to schedule." in ran.out


def test_offline_needs_no_key(branch: Path, contentsync: Contentsync) -> None:
    ran = contentsync("plan", "--offline", "--base", "main")
    assert ran.code == 0
    assert ran.out.startswith("OFFLINE: ")
    assert "SANDBOX" not in ran.out


def test_offline_plans_are_not_saved(branch: Path, contentsync: Contentsync) -> None:
    ran = contentsync("plan", "--sandbox", "--offline", "--out", "plan.json")
    assert ran.code == 1
    assert "leave out --offline or --out" in ran.err
    assert not (branch / "plan.json").exists()


def test_with_a_server_what_was_pending_stands_apart(branch: Path, contentsync: Contentsync) -> None:
    out = contentsync("plan", "--sandbox", "--base", "main").out
    first, second = out.index("Changed since main:"), out.index("To be done without it, as main is:")
    assert first < out.index("+ schedule   new ") < second < out.index("+ schedule   same ")
    assert first < out.index("moved ") < second < out.index("launch ")


def test_a_base_that_is_not_there(branch: Path, contentsync: Contentsync) -> None:
    ran = contentsync("plan", "--sandbox", "--base", "origin/main")
    assert ran.code == 1
    assert "git knows no commit origin/main here" in ran.err
    assert "git fetch origin main" in ran.err


def test_a_base_whose_settings_are_broken_said_nothing(branch: Path, contentsync: Contentsync) -> None:
    good = (branch / "contentsync.yaml").read_text()
    (branch / "contentsync.yaml").write_text("namespace: [\n")
    git(branch, "commit", "-q", "-am", "broken")
    git(branch, "branch", "-f", "main")
    (branch / "contentsync.yaml").write_text(good)
    git(branch, "commit", "-q", "-am", "mended")
    out = contentsync("plan", "--sandbox", "--base", "main").out
    assert "Changed since main:" in out
    assert "To be done without it" not in out


def test_a_base_before_there_was_anything(branch: Path, contentsync: Contentsync) -> None:
    git(branch, "checkout", "-q", "--orphan", "first")
    git(branch, "rm", "-q", "-r", "--cached", ".")
    git(branch, "commit", "-q", "--allow-empty", "-m", "nothing")
    base = git(branch, "rev-parse", "HEAD")
    git(branch, "add", ".")
    git(branch, "commit", "-q", "-m", "all of it")
    assert "To be done without it" not in contentsync("plan", "--sandbox", "--base", base).out
