"""The main path in real processes, as a newcomer types it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def contentsync(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TZ": "Europe/Madrid", **more}
    command = [sys.executable, "-m", "contentsync", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )


def test_from_an_empty_repository_to_a_scheduled_post(folder: Path) -> None:
    assert contentsync(folder, "init").returncode == 0
    first = contentsync(folder, "plan", "--sandbox", "--detailed-exitcode")
    assert (first.returncode, first.stderr) == (2, "")
    assert "Plan: 1 to schedule." in first.stdout
    done = contentsync(folder, "apply", "--sandbox", "--auto-approve")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Done: 1 scheduled.\nNothing is left to do." in done.stdout
    again = contentsync(folder, "--sandbox", "plan", "--detailed-exitcode")
    assert again.returncode == 0
    assert "Plan: nothing to do." in again.stdout
    assert "1 upcoming" in contentsync(folder, "status", "--sandbox").stdout
    assert contentsync(folder, "sandbox", "clock", "--advance", "P3D").returncode == 0
    status = json.loads(contentsync(folder, "status", "--sandbox", "--json").stdout)
    assert [post["state"] for post in status["posts"]] == ["published"]
    assert contentsync(folder, "status", "--sandbox", "--check").returncode == 0
    ledger = json.loads(contentsync(folder, "sandbox", "ledger", "--json").stdout)
    assert [row["leaf"] for row in ledger] == [{"profile": "acme", "platform": "x"}]


def test_version_and_help_load_nothing_heavy(folder: Path) -> None:
    heavy = {"yaml", "httpx", "git", "msgspec", "rich", "jsonschema", "flask"}
    script = (
        "import sys; from contentsync.__main__ import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    for words in (["--version"], ["--help"], ["plan", "--help"], ["apply", "--help"], ["sandbox", "--help"]):
        ran = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True
        )
        assert not heavy & set(ran.stderr.split()), words


@pytest.mark.parametrize(("answer", "code", "said"), [("yes", 0, "Done: 1 scheduled."), ("y", 1, "Nothing was done.")])
def test_a_person_at_a_terminal_is_asked(posts: Path, answer: str, code: int, said: str) -> None:
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "contentsync", "apply", "--sandbox"]
    process = subprocess.Popen(command, cwd=posts, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    text = b""
    try:
        while block := os.read(ours, 65536):
            text += block
    except OSError:  # Linux says EIO where the other side has closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == code
    assert "Apply this change? (yes/no)" in text.decode()
    assert said in text.decode()
    assert "\x1b[32m+ schedule" in text.decode()


def test_a_reader_who_leaves_early_is_no_crash(posts: Path) -> None:
    command = f"{sys.executable} -m contentsync plan --sandbox | head -1"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, shell=True, cwd=posts, env=environment, capture_output=True, text=True, timeout=60)
    assert "bug" not in ran.stderr


def test_a_terminal_without_utf_8_is_no_crash(posts: Path) -> None:
    (posts / "content" / "launch.yaml").write_text(
        "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: Grüße 🎉\n", encoding="utf-8"
    )
    ran = contentsync(posts, "show", "launch", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0", LC_ALL="POSIX")
    assert ran.returncode == 0
    assert "Gr\\xfc\\xdfe \\U0001f389" in ran.stdout
