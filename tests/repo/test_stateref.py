"""The plumbing under the git store: processes that cannot hang, and what remotes say in words."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from contentsync.model.errors import UserError
from contentsync.repo.complaints import LONGEST
from contentsync.repo.complaints import Place
from contentsync.repo.complaints import complaint
from contentsync.repo.complaints import scrubbed
from contentsync.repo.process import Answer
from contentsync.repo.process import answered
from contentsync.repo.scratch import Scratch

PLACE = Place("refs/contentsync/acme-k3f9xa", "origin")
SECONDS = 30.0
HANGS = 1.5
"""Long enough for a script to begin."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "repository"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "remote", "add", "origin", "../remote.git"], check=True)
    return root


def script(root: Path, text: str, seconds: float = SECONDS, data: bytes = b"") -> Answer:
    """What git says that runs a script, in its process group."""
    return answered(root, "-c", f"alias.script=!{text}", "script", seconds=seconds, data=data)


class TestProcess:
    def test_what_it_says_comes_back(self, root: Path) -> None:
        assert script(root, "cat; echo Grüße >&2; exit 3", data=b"\x00\xff") == Answer(3, b"\x00\xff", "Grüße\n")

    def test_what_is_no_text_in_its_complaints_is_replaced(self, root: Path) -> None:
        assert script(root, "printf 'a\\377b' >&2").err == "a�b"

    def test_input_that_nobody_reads_is_no_error(self, root: Path) -> None:
        assert script(root, "exit 0", data=b"x" * 1_000_000).status == 0

    @pytest.mark.parametrize("first", ["", "trap '' TERM; "], ids=["willing", "stubborn"])
    def test_one_that_hangs_is_stopped_with_its_children(self, root: Path, first: str) -> None:
        answer = script(root, f"{first}echo $$ > pid; sleep 600 & echo $! > child; wait; sleep 600", seconds=HANGS)
        assert answer == Answer(None, b"", "")
        for name in ("pid", "child"):
            assert is_gone(int((root / name).read_text()))

    def test_a_child_that_got_away_is_not_waited_for(self, root: Path) -> None:
        answer = script(root, "setsid sleep 600 & echo $! > child; sleep 600", seconds=HANGS)
        assert answer.status is None
        os.kill(int((root / "child").read_text()), signal.SIGKILL)

    def test_nobody_is_asked_anything(self, root: Path) -> None:
        said = script(
            root, "cat /dev/tty; echo $GIT_TERMINAL_PROMPT $GCM_INTERACTIVE $SSH_ASKPASS_REQUIRE.$SSH_ASKPASS."
        )
        assert said.out == b"0 never never..\n"
        assert "/dev/tty" in said.err

    def test_an_interrupt_of_ours_stops_it(self, root: Path) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGUSR1, interrupted)
        try:
            with pytest.raises(KeyboardInterrupt):
                script(root, f"echo $$ > pid; kill -USR1 {os.getpid()}; sleep 600", seconds=600)
        finally:
            signal.signal(signal.SIGUSR1, before)
        assert is_gone(int((root / "pid").read_text()))


def is_gone(pid: int) -> bool:
    """Dead, or dead and not yet buried by whoever inherited it; the kernel is given a moment for it."""
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


class TestScratch:
    @pytest.mark.parametrize(
        ("key", "value", "is_taken"),
        [
            ("http.https://forge.example/.extraheader", "AUTHORIZATION: basic x", True),
            ("credential.helper", "store", True),
            ("url.https://forge.example/.insteadof", "forge:", True),
            ("core.sshcommand", "ssh -i key", True),
            ("remote.origin.pushurl", "ssh://forge.example/a.git", True),
            ("remote.other.pushurl", "ssh://forge.example/a.git", False),
            ("remote.origin.push", "refs/heads/*", False),
            ("remote.origin.mirror", "true", False),
            ("core.hookspath", "hooks", False),
            ("push.followtags", "true", False),
            ("alias.x", "!true", False),
        ],
    )
    def test_it_takes_over_how_the_remote_is_reached_and_no_more(
        self, root: Path, key: str, value: str, is_taken: bool
    ) -> None:
        subprocess.run(["git", "-C", str(root), "config", key, value], check=True)
        scratch = Scratch(root, "origin")
        assert scratch.ask("config", "--get-all", key).out.decode() == (f"{value}\n" if is_taken else "")

    def test_a_key_without_a_value_is_a_claim(self, root: Path) -> None:
        with (root / ".git" / "config").open("a") as file:
            file.write("[http]\n\tproactiveAuth\n")
        assert Scratch(root, "origin").say("config", "--type=bool", "http.proactiveauth") == b"true\n"

    def test_a_folder_of_somebody_else_is_answered_with_the_setting(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(UserError, match="dubious ownership") as caught:
            Scratch(root, "origin")
        assert caught.value.fix == f"git config --global --add safe.directory {root}"

    def test_secrets_are_on_no_command_line(self, root: Path) -> None:
        subprocess.run(["git", "-C", str(root), "config", "http.extraheader", "X: secret"], check=True)
        said = Scratch(root, "origin").ask(
            "-c", "alias.x=!tr '\\0' ' ' < /proc/$PPID/cmdline; git config http.extraheader", "x"
        )
        assert b"alias.x" in said.out
        assert said.out.count(b"secret") == 1

    def test_sha_256_repositories_get_one_of_their_kind(self, tmp_path: Path) -> None:
        root = tmp_path / "modern"
        subprocess.run(["git", "init", "-q", "--object-format=sha256", str(root)], check=True)
        subprocess.run(["git", "-C", str(root), "remote", "add", "origin", "x"], check=True)
        assert len(Scratch(root, "origin").say("hash-object", "--stdin", data=b"x").strip()) == 64


def said(text: str, out: str = "", status: int | None = 1) -> tuple[str, str, bool]:
    found = complaint(Answer(status, out.encode(), text), PLACE, 45.0)
    return found.error.message, found.error.fix, found.is_passing


class TestComplaints:
    @pytest.mark.parametrize(
        ("text", "out", "begins", "is_passing"),
        [
            # As GitHub, GitLab, OpenSSH, curl and git itself word it.
            ("", "!\tx:y\t[rejected] (stale info)", "refs/contentsync/acme-k3f9xa on origin cannot be locked", True),
            ("", "!\tx:y\t[remote rejected] (cannot lock ref 'y': is at a but expected b)", "refs/con", True),
            ("", "!\tx:y\t[remote rejected] (Internal Server Error)", "origin has trouble of its own: (Internal", True),
            (
                "remote: error: GH006: Protected branch update failed\n",
                "!\tx:y\t[remote rejected] (protected)",
                "the s",
                False,
            ),
            (
                "remote: GitLab: no.\n",
                "!\tx:y\t[remote rejected] (pre-receive hook declined)",
                "the server refuses",
                False,
            ),
            (
                "error: remote unpack failed: unable to create temporary object directory",
                "",
                "the server refuses",
                False,
            ),
            ("git@github.com: Permission denied (publickey).\nfatal: Could not read", "", "no permission", False),
            ("remote: Write access to repository not granted.\nfatal: unable to access 'x': 403", "", "no perm", False),
            ("ERROR: The key you are authenticating with has been marked as read only.", "", "no permission", False),
            (
                "Host key verification failed.\nfatal: Could not read from remote repository.",
                "",
                "no permission",
                False,
            ),
            (
                "ERROR: Repository not found.\nfatal: Could not read from remote repository.",
                "",
                "there is no rep",
                False,
            ),
            ("remote: Not found.\nfatal: repository 'https://x/' not found", "", "there is no repository", False),
            ("ssh: Could not resolve hostname github.com: Name", "", "origin cannot be reached: ssh: Could", True),
            ("fatal: unable to access 'https://x/': Could not resolve host: x", "", "origin cannot be", True),
            (
                "error: RPC failed; HTTP 502 curl 22\nfatal: the remote end hung up",
                "",
                "origin cannot be reached",
                True,
            ),
            ("fatal: early EOF", "", "origin cannot be reached: fatal: early EOF", True),
            ("something new", "", "git could not reach refs/contentsync/acme-k3f9xa on origin: something new", False),
            ("", "", "git could not reach refs/contentsync/acme-k3f9xa on origin: git gave no reason", False),
        ],
    )
    def test_words_become_an_error(self, text: str, out: str, begins: str, is_passing: bool) -> None:
        message, fix, passing = said(text, out)
        assert message.startswith(begins)
        assert passing is is_passing
        assert fix
        assert "{" not in fix.replace("state: {store: file}", "")

    def test_no_answer_is_that_of_a_remote_that_is_down(self) -> None:
        message, _fix, is_passing = said("", status=None)
        assert message == "origin cannot be reached: no answer within 45 s"
        assert is_passing

    def test_the_words_of_the_server_come_first(self) -> None:
        text = "remote: \nremote: one\nremote: two \nerror: failed to push some refs to 'x'"
        out = "To x\n!\ta:b\t[remote rejected] (hook declined)\nDone\n"
        message, _fix, _passing = said(text, out)
        assert (
            message == "the server refuses to store refs/contentsync/acme-k3f9xa on origin: one; two; (hook declined)"
        )

    def test_long_speeches_are_cut(self) -> None:
        message, _fix, _passing = said("remote: " + "x" * 10_000)
        assert message.count("x") == LONGEST + PLACE.ref.count("x")

    @pytest.mark.parametrize(
        ("text", "clean"),
        [
            ("'https://token@forge.example/a.git'", "'https://forge.example/a.git'"),
            ("https://user:p%40ss@forge.example and ssh://git@b", "https://forge.example and ssh://b"),
            ("https://forge.example/a@b", "https://forge.example/a@b"),
            ("git@forge.example:a/b.git", "git@forge.example:a/b.git"),
        ],
    )
    def test_logins_are_taken_out(self, text: str, clean: str) -> None:
        assert scrubbed(text) == clean
