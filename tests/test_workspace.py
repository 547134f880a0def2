"""Settings, repository, server, state and clock put together: what each folder opens, and what it refuses."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from git import Repo

from contentsync.engine.planning import Scope
from contentsync.model.errors import UserError
from contentsync.settings import Flags
from contentsync.settings import load
from contentsync.state.file import FileStore
from contentsync.workspace import Workspace
from contentsync.workspace import open_workspace
from tests.engine.world import Notes

SETTINGS = """
namespace: acme-social-k3f9xa
defaults: {profile: acme, timezone: Europe/Madrid}
state: {store: file}
sandbox: {now: 2027-03-01T08:00:00Z}
"""
POST = "publish_at: 2027-03-02 10:00\nplatforms: [x]\ntext: Hello\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    repository = Repo.init(tmp_path)
    repository.close()
    (tmp_path / "contentsync.yaml").write_text(SETTINGS)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "launch.yaml").write_text(POST)
    return tmp_path


@pytest.fixture
def workspace(root: Path) -> Iterator[Workspace]:
    with open_workspace(load(root, {}, Flags(sandbox=True))) as opened:
        yield opened


def apply(workspace: Workspace, scope: Scope | None = None) -> list[str]:
    applied = workspace.apply(workspace.plan(scope), allow_delete=0, progress=Notes())
    return [str(result.outcome) for result in applied.results]


def test_from_files_to_the_sandbox(workspace: Workspace) -> None:
    planned = workspace.plan()
    assert planned.is_sandbox
    assert planned.requests > 0
    assert apply(workspace) == ["done"]
    assert apply(workspace) == []
    (row,) = workspace.status()
    assert (row.address, row.fate, row.source.line if row.source else 0) == ("launch@acme", "scheduled", 1)
    assert workspace.state().posts.keys() == {"launch@acme"}


def test_the_sandbox_keeps_its_own_state(workspace: Workspace, root: Path) -> None:
    apply(workspace)
    assert (root / ".contentsync" / "sandbox" / "state.json").exists()
    assert not (root / ".contentsync" / "state.json").exists()


def test_another_process_goes_on_from_there(workspace: Workspace, root: Path) -> None:
    apply(workspace)
    workspace.clock.sleep(timedelta(days=2).total_seconds())
    with open_workspace(load(root, {}, Flags(sandbox=True))) as again:
        assert [row.fate for row in again.status()] == ["published"]


def test_a_file_that_turned_bad_is_left_alone(workspace: Workspace, root: Path) -> None:
    apply(workspace)
    (root / "content" / "launch.yaml").write_text(POST + "textt: oops\n")
    (root / "content" / "other.yaml").write_text(POST.replace("Hello", "Other"))
    applied = workspace.apply(workspace.plan(), allow_delete=0, progress=Notes())
    assert [result.change.address for result in applied.results] == ["other@acme"]
    assert applied.exit_code == 1


def test_resolve(workspace: Workspace) -> None:
    apply(workspace)
    with pytest.raises(UserError, match="scheduled already"):
        workspace.resolve("launch", "restore")


def test_saved_plans_and_continuing(workspace: Workspace) -> None:
    plan = workspace.save(workspace.plan())
    assert workspace.continued().plan.changes == ()
    workspace.apply(workspace.approved(plan), allow_delete=0, progress=Notes())
    assert apply(workspace) == []


def test_a_namespace_that_was_edited_by_hand_is_refused(workspace: Workspace, root: Path) -> None:
    apply(workspace)
    (root / "contentsync.yaml").write_text(SETTINGS.replace("k3f9xa", "000000"))
    with (
        open_workspace(load(root, {}, Flags(sandbox=True))) as other,
        pytest.raises(UserError, match="namespace"),
    ):
        other.plan()


def test_without_a_key_nothing_falls_back_to_the_sandbox(root: Path) -> None:
    with open_workspace(load(root, {}, Flags())) as workspace:
        assert isinstance(workspace.store, FileStore)
        assert not workspace.is_sandbox
        assert [d.address for d in workspace.desired().deliveries] == ["launch@acme"]
        with pytest.raises(UserError, match="no API key") as caught:
            workspace.plan()
    assert "--sandbox" in caught.value.fix
