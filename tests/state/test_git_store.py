"""The git store on real repositories: every kind of clone, and every way in which a remote can fail."""

import os
import shutil
import sys
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from contentsync.model.errors import UserError
from contentsync.repo.stateref import PAUSES
from contentsync.state.codec import encode
from contentsync.state.document import Lease
from contentsync.state.document import State
from contentsync.state.git import GitStore
from contentsync.state.store import MovedError
from contentsync.state.store import Stored
from tests.state.remotes import NAMESPACE
from tests.state.remotes import REF
from tests.state.remotes import clone
from tests.state.remotes import git
from tests.state.remotes import hook
from tests.state.remotes import new_remote
from tests.state.remotes import put
from tests.state.remotes import settle
from tests.state.remotes import tip
from tests.state.smart_http import LOGIN
from tests.state.smart_http import Forge

EMPTY = State(namespace=NAMESPACE)
LATER = replace(EMPTY, serial=1)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return settle(tmp_path, monkeypatch)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return new_remote(tmp_path / "git")


@pytest.fixture
def root(remote: Path) -> Path:
    return clone(remote, "clone")


def opened(root: Path, waited: list[float] | None = None, remote: str = "origin") -> GitStore:
    return GitStore(root, NAMESPACE, wait=(waited if waited is not None else []).append, remote=remote)


def refused(root: Path, waited: list[float] | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        opened(root, waited).read()
    return caught.value


def unwritten(store: GitStore, version: str) -> UserError:
    with pytest.raises(UserError) as caught:
        store.write(LATER, version)
    return caught.value


class TestClones:
    @pytest.mark.parametrize("kind", ["whole", "shallow", "single", "detached", "worktree", "bare", "empty"])
    def test_every_kind_of_clone_is_left_as_it_was(self, remote: Path, kind: str) -> None:
        root = self.cloned(remote, kind)
        before = self.seen(root)
        store = opened(root)
        assert store.read().state is None
        version = store.write(EMPTY, "")
        version = store.write(LATER, version)
        assert opened(root).read().state == LATER
        assert opened(root).history(5)[0].sha == version
        assert self.seen(root) == before
        assert git(remote, "rev-list", "--count", REF) == "2"
        assert git(remote, "for-each-ref", "--format=%(refname)") == f"{REF}\nrefs/heads/main"

    def cloned(self, remote: Path, kind: str) -> Path:
        options = {"shallow": ["--depth=1"], "single": ["--single-branch", "--depth=1"], "bare": ["--bare"]}
        root = clone(remote, "clone", *options.get(kind, []))
        if kind == "detached":
            git(root, "checkout", "-q", "--detach", "HEAD~1")
        if kind == "worktree":
            git(root, "worktree", "add", "-q", "../tree")
            return remote.parent / "tree"
        if kind == "empty":
            git(remote.parent, "init", "-q", "fresh")
            git(remote.parent / "fresh", "remote", "add", "origin", "../remote.git")
            return remote.parent / "fresh"
        return root

    def seen(self, root: Path) -> dict[str, bytes]:
        """Every file of the repository and its work tree. Asking git would refresh the index."""
        folder = Path(git(root, "rev-parse", "--path-format=absolute", "--git-common-dir"))
        paths = [path for place in (root, folder) for path in place.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in paths}

    def test_what_is_uncommitted_stays_uncommitted(self, root: Path) -> None:
        (root / "post.yaml").write_text("changed")
        (root / "new.yaml").write_text("new")
        git(root, "add", "new.yaml")
        before = git(root, "status", "--porcelain")
        opened(root).write(EMPTY, "")
        assert git(root, "status", "--porcelain") == before == "A  new.yaml\n M post.yaml"

    def test_hooks_of_the_clone_do_not_run(self, root: Path) -> None:
        hook(root / ".git", "pre-push", "exit 1")
        opened(root).write(EMPTY, "")

    def test_nothing_stays_behind(self, root: Path, temporary: Path) -> None:
        store = opened(root)
        store.write(EMPTY, "")
        assert len(list(temporary.iterdir())) == 1
        del store
        assert list(temporary.iterdir()) == []

    def test_a_read_fetches_one_commit(self, root: Path, temporary: Path) -> None:
        store, version = opened(root), ""
        for number in range(3):
            version = store.write(replace(EMPTY, serial=number), version)
        del store
        reader = opened(root)
        reader.read()
        (folder,) = temporary.iterdir()
        assert git(folder, "rev-list", "--count", REF) == "1"

    def test_another_remote_can_be_named(self, root: Path, tmp_path: Path) -> None:
        other = new_remote(tmp_path / "other")
        git(root, "remote", "add", "backup", str(other))
        opened(root, remote="backup").write(EMPTY, "")
        assert opened(root).read().state is None
        assert opened(root, remote="backup").read().state == EMPTY
        assert "on backup" in opened(root, remote="backup").where


class TestHistory:
    def test_it_says_what_was_recorded_when(self, root: Path) -> None:
        store = opened(root)
        assert store.history(3) == []
        first = store.write(EMPTY, "", "launch@acme: schedule\n\nCommit: 1234abc\n\nwith a blank line before")
        second = store.write(replace(EMPTY, serial=8, lease=Lease("runner-7", datetime.now(UTC))), first)
        newest, oldest = opened(root).history(5)
        assert (newest.sha, oldest.sha) == (second, first)
        assert oldest.message.startswith("launch@acme: schedule\n\nCommit: 1234abc\n\nwith a blank line before\n\n")
        assert newest.message.startswith("state 8\n\nRun: runner-7\nWrite: ")
        assert abs(datetime.now(UTC) - newest.committed_at) < timedelta(minutes=5)
        assert [commit.sha for commit in store.history(1)] == [second]

    def test_the_author_is_contentsync_whatever_is_configured(self, root: Path, remote: Path) -> None:
        git(root, "config", "user.name", "Somebody")
        opened(root).write(EMPTY, "")
        assert git(remote, "log", "-1", "--format=%an <%ae> %cn <%ce>", REF) == " ".join(
            ["contentsync <contentsync@localhost>"] * 2
        )

    def test_any_text_is_a_note(self, root: Path) -> None:
        note = "Grüße \0 \udcff \x1b[31m 🎈"
        opened(root).write(EMPTY, "", note)
        assert opened(root).history(1)[0].message.startswith("Grüße  ? \x1b[31m 🎈")


class TestPreconditions:
    def test_no_repository(self, tmp_path: Path) -> None:
        error = refused(tmp_path)
        assert "not a git repository" in error.message

    def test_no_remote(self, root: Path) -> None:
        git(root, "remote", "remove", "origin")
        error = refused(root)
        assert "the repository has no remote `origin`" in error.message
        assert "git remote add origin URL" in error.fix
        assert "state: {store: file}" in error.fix

    def test_git_is_too_old(self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old = tmp_path / "bin" / "git"
        old.parent.mkdir()
        old.write_text("#!/bin/sh\necho git version 2.30.9\n")
        old.chmod(0o755)
        monkeypatch.setenv("PATH", f"{old.parent}{os.pathsep}{os.environ['PATH']}")
        error = refused(root)
        assert "needs git 2.31; this is git version 2.30.9" in error.message
        assert "install a newer git" in error.fix

    def test_git_is_missing(self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "bin").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        error = refused(root)
        assert "git cannot be run" in error.message
        assert "Install git" in error.fix

    def test_git_may_not_be_run(self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "bin" / "git").mkdir(parents=True)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        assert "git cannot be run: [Errno 13] Permission denied" in refused(root).message

    def test_gitpython_does_not_load_without_git(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        for name in [name for name in sys.modules if name.partition(".")[0] == "git"]:
            monkeypatch.delitem(sys.modules, name)
        assert "git cannot be run" in refused(root).message

    def test_no_room_for_the_scratch_repository(self, root: Path, temporary: Path) -> None:
        temporary.rmdir()
        error = refused(root)
        assert "cannot make a folder for temporary files" in error.message
        assert "TMPDIR" in error.fix


class TestRemotes:
    def test_a_ref_that_is_begun_while_it_is_asked_for(self, root: Path, remote: Path) -> None:
        """Two first runs: the fetch finds nothing, and the other's first write comes before the second question."""
        sha = put(remote, encode(State(NAMESPACE)).decode())
        git(remote, "update-ref", "-d", REF)
        slow = remote.parent / "upload-pack"
        slow.write_text(
            f'#!/bin/sh\ngit-upload-pack "$@"; status=$?\ngit -C {remote} update-ref {REF} {sha}\nexit $status\n'
        )
        slow.chmod(0o755)
        git(root, "config", "remote.origin.uploadpack", str(slow))
        assert opened(root).read() == Stored(State(NAMESPACE), sha)

    def test_a_remote_that_is_gone(self, root: Path, remote: Path) -> None:
        shutil.rmtree(remote)
        waited: list[float] = []
        error = refused(root, waited)
        assert error.message.startswith("there is no repository behind origin: fatal: ")
        assert "git remote -v" in error.fix
        assert waited == []

    def test_a_remote_that_is_down_is_tried_again(self, root: Path) -> None:
        git(root, "remote", "set-url", "origin", "http://someone:hunter2@127.0.0.1:9/acme/social.git")
        waited: list[float] = []
        error = refused(root, waited)
        assert (
            "origin cannot be reached: fatal: unable to access 'http://127.0.0.1:9/acme/social.git/'" in error.message
        )
        assert "check the network" in error.fix
        assert waited == list(PAUSES)
        assert "hunter2" not in opened(root).where

    def test_a_protected_ref(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        hook(remote, "update", f'test "$1" != {REF} || {{ echo "{REF} is protected" >&2; exit 1; }}')
        error = unwritten(store, version)
        assert error.message.startswith(f"the server refuses to store {REF} on origin: {REF} is protected; ")
        assert error.message.endswith("(hook declined)")
        assert "accept pushes to refs/contentsync/*" in error.fix
        assert opened(root).read().version == version

    def test_a_login_that_may_only_read(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        hook(remote, "pre-receive", "echo 'You may only read this.\033[31m' >&2", "exit 1")
        error = unwritten(store, version)
        assert "the server refuses to store" in error.message
        assert "You may only read this." in error.message
        assert "(pre-receive hook declined)" in error.message
        assert "\n" not in error.message

    def test_a_ref_that_is_not_ours(self, root: Path, remote: Path) -> None:
        git(remote, "update-ref", REF, "refs/heads/main")
        error = refused(root)
        assert f"{REF} on origin holds no state.json: contentsync did not write it" in error.message
        assert f"git fetch origin {REF}" in error.fix

    def test_a_ref_that_is_not_even_a_commit(self, root: Path, remote: Path) -> None:
        git(remote, "update-ref", REF, git(remote, "hash-object", "-w", "--stdin", data="x"))
        assert "holds no state.json" in refused(root).message

    def test_an_empty_file_is_no_empty_state(self, root: Path, remote: Path) -> None:
        put(remote, "")
        assert "cannot be read as contentsync's state" in refused(root).message

    def test_words_alone_do_not_make_a_state_empty(self, root: Path, remote: Path) -> None:
        opened(root).write(EMPTY, "")
        liar = remote.parent / "liar"
        liar.write_text(f'#!/bin/sh\necho "fatal: couldn\'t find remote ref {REF}" >&2\nexit 1\n')
        liar.chmod(0o755)
        git(root, "config", "remote.origin.uploadpack", str(liar))
        assert "find remote ref" in refused(root).message

    def test_a_ref_elsewhere_is_not_ours(self, root: Path, remote: Path) -> None:
        put(remote, "x", ref=f"{REF}-2")
        put(remote, "x", ref=f"{REF}/below")
        git(remote, "update-ref", "-d", f"{REF}/below")
        assert opened(root).read().state is None
        opened(root).write(EMPTY, "")


class TestLostAnswers:
    """A hook's parent is the server's side of a push: killing it is a connection that breaks."""

    def test_after_the_server_stored_it(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        hook(remote, "post-receive", "kill -9 $PPID")
        later = store.write(LATER, version)
        assert tip(remote) == later
        hook(remote, "post-receive", "exit 0")
        assert store.write(replace(EMPTY, serial=2), later) == tip(remote)

    def test_before_the_server_stored_it_the_push_is_made_again(self, root: Path, remote: Path) -> None:
        waited: list[float] = []
        store = opened(root, waited)
        version = store.write(EMPTY, "")
        hook(remote, "pre-receive", "rm $0", "kill -9 $PPID")
        assert store.write(LATER, version) == tip(remote)
        assert waited == [PAUSES[0]]
        assert git(remote, "rev-list", "--count", REF) == "2"

    def test_every_time(self, root: Path, remote: Path) -> None:
        waited: list[float] = []
        store = opened(root, waited)
        version = store.write(EMPTY, "")
        hook(remote, "pre-receive", "kill -9 $PPID")
        error = unwritten(store, version)
        assert "origin cannot be reached" in error.message
        assert waited == list(PAUSES)
        assert tip(remote) == version

    def test_while_somebody_else_writes(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        other = put(remote, "{}", ref="refs/other/one")
        hook(remote, "pre-receive", "unset GIT_QUARANTINE_PATH", f"git update-ref {REF} {other}", "kill -9 $PPID")
        with pytest.raises(MovedError):
            store.write(LATER, version)
        assert tip(remote) == other

    def test_with_the_remote_gone_nobody_knows(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        hook(remote, "post-receive", f"mv {remote} {remote}.away", "kill -9 $PPID")
        error = unwritten(store, version)
        assert (
            "Whether the state was stored cannot be seen either: there is no repository behind origin" in error.message
        )

    def test_a_lock_is_waited_for(self, root: Path, remote: Path) -> None:
        lock = remote / f"{REF}.lock"
        waited: list[float] = []

        def wait(seconds: float) -> None:
            waited.append(seconds)
            lock.unlink()

        store = GitStore(root, NAMESPACE, wait=wait)
        version = store.write(EMPTY, "")
        lock.touch()
        assert store.write(LATER, version) == tip(remote)
        assert waited == [PAUSES[0]]

    def test_a_lock_that_stays_is_said(self, root: Path, remote: Path) -> None:
        store = opened(root)
        version = store.write(EMPTY, "")
        (remote / f"{REF}.lock").touch()
        error = unwritten(store, version)
        assert f"{REF} on origin cannot be locked: " in error.message
        assert "File exists" in error.message
        assert "access to the server" in error.fix


class TestForges:
    """Smart HTTP as forges speak it, with a login."""

    @pytest.fixture
    def forge(self, remote: Path) -> Forge:
        return Forge(remote)

    @pytest.fixture
    def away(self, root: Path, forge: Forge) -> Path:
        """A clone of it that has no login."""
        git(root, "remote", "set-url", "origin", f"{forge.url}/remote.git")
        return root

    def test_a_login_in_the_clone_s_settings_is_used_and_sent_once(self, away: Path, forge: Forge) -> None:
        git(away, "config", f"http.{forge.url}/.extraheader", f"AUTHORIZATION: basic {LOGIN}")
        with forge:
            version = opened(away).write(EMPTY, "")
            assert opened(away).read().version == version
        assert set(forge.logins) == {(f"basic {LOGIN}",)}

    def test_a_login_in_the_person_s_settings_is_not_doubled(
        self, away: Path, forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        git(away, "config", "--global", f"http.{forge.url}/.extraheader", f"AUTHORIZATION: basic {LOGIN}")
        with forge:
            opened(away).write(EMPTY, "")
        assert set(forge.logins) == {(f"basic {LOGIN}",)}

    def test_settings_that_are_included_for_this_clone_only_are_used(
        self, away: Path, forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "included").write_text(f'[http]\n\textraheader = "AUTHORIZATION: basic {LOGIN}"\n')
        git(away, "config", "--global", f"includeIf.gitdir:{away}/.git.path", str(tmp_path / "included"))
        with forge:
            opened(away).write(EMPTY, "")
        assert set(forge.logins) == {(f"basic {LOGIN}",)}

    def test_settings_of_the_environment_are_used(
        self, away: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "http.extraheader")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"AUTHORIZATION: basic {LOGIN}")
        with forge:
            opened(away).write(EMPTY, "")
        assert set(forge.logins) == {(f"basic {LOGIN}",)}

    def test_rewritten_addresses_are_followed(self, away: Path, forge: Forge) -> None:
        git(away, "config", f"http.{forge.url}/.extraheader", f"AUTHORIZATION: basic {LOGIN}")
        git(away, "config", f"url.{forge.url}/.insteadOf", "forge:")
        git(away, "remote", "set-url", "origin", "forge:remote.git")
        with forge:
            opened(away).write(EMPTY, "")
        assert forge.logins

    def test_without_a_login_nobody_is_asked_for_one(self, away: Path, forge: Forge) -> None:
        with forge:
            error = refused(away)
        assert f"no permission for {REF} on origin: fatal: could not read Username" in error.message
        assert "permissions: contents: write" in error.fix

    def test_a_wrong_login_is_not_shown(self, away: Path, forge: Forge) -> None:
        git(away, "remote", "set-url", "origin", f"{forge.url.replace('://', '://someone:hunter2@')}/remote.git")
        with forge:
            error = refused(away)
        assert f"no permission for {REF} on origin: fatal: Authentication failed for '{forge.url}" in error.message
        assert "hunter2" not in error.message + error.fix
        assert "someone" not in error.message + error.fix

    @pytest.mark.parametrize(
        ("status", "words", "waits"),
        [
            (403, "no permission for", []),
            (404, "there is no repository behind origin", []),
            (502, "origin cannot be reached", list(PAUSES)),
            (429, "origin cannot be reached", list(PAUSES)),
        ],
    )
    def test_every_answer_has_its_words(
        self, away: Path, forge: Forge, status: int, words: str, waits: list[float]
    ) -> None:
        forge.answer = status
        waited: list[float] = []
        with forge:
            assert words in refused(away, waited).message
        assert waited == waits
        assert len(forge.logins) == 1 + len(waits)
