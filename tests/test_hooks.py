"""The hooks for pre-commit: the fields that it takes, and the entries run as it runs them, on a real repository."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
SCRIPTS = Path(sys.executable).parent
SETTINGS = "namespace: acme-abc234\ndefaults: {profile: acme, timezone: Europe/Madrid}\nstate: {store: file}\n"
POST = "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: Launch day on Monday\n"

# What a manifest may have, and of which type (pre-commit 4, `MANIFEST_HOOK_DICT`); the first four it has to have.
REQUIRED = ("id", "name", "entry", "language")
FIELDS = {**dict.fromkeys((*REQUIRED, "description", "files"), str), "pass_filenames": bool, "require_serial": bool}


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS.keys())
def test_the_fields_are_those_that_it_takes(hook: dict[str, Any]) -> None:
    assert set(REQUIRED) <= hook.keys() <= FIELDS.keys()
    assert all(isinstance(value, FIELDS[name]) for name, value in hook.items())
    assert hook["language"] == "python"
    assert shlex.split(hook["entry"])[0] == "contentsync"


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS.keys())
@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("contentsync.yaml", True),
        ("social/contentsync.yaml", True),
        ("content/a.yaml", True),
        ("content/b/_defaults.yaml", True),
        ("social/content/b/c.md", True),
        ("content/a.jpg", False),
        ("README.md", False),
        ("mycontent/a.yaml", False),
        (".github/workflows/plan.yml", False),
    ],
)
def test_which_files_it_is_for(hook: dict[str, Any], name: str, is_ours: bool) -> None:
    assert bool(re.search(hook["files"], name)) is is_ours


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A real one, with a commit."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "contentsync.yaml").write_text(SETTINGS)
    (tmp_path / "content/launch.yaml").write_text(POST)
    (tmp_path / ".gitignore").write_text(".contentsync/\n")
    commit(tmp_path)
    return tmp_path


def commit(repository: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    subprocess.run(["git", *who, "commit", "-qm", "posts"], cwd=repository, check=True)


def run(hook_id: str, repository: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit does it: at the root, with the names of the staged files that match if it wants them."""
    hook = HOOKS[hook_id]
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    staged = ["git", "diff", "--staged", "--name-only", "--no-ext-diff", "--diff-filter=ACMRTUXB", "-z"]
    named = subprocess.run(staged, cwd=repository, check=True, capture_output=True, text=True).stdout.split("\0")
    files = [name for name in named if name and re.search(hook["files"], name)]
    command = [*shlex.split(hook["entry"]), *words, *(files if hook.get("pass_filenames", True) else [])]
    command[0] = str(SCRIPTS / command[0])
    return subprocess.run(
        command, cwd=repository, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def changed(repository: Path) -> list[str]:
    """What a hook has changed: pre-commit fails where there is something."""
    command = ["git", "diff", "--name-only", "--no-ext-diff"]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout.split()


def test_fmt_formats_what_is_staged_and_nothing_else(repository: Path) -> None:
    (repository / "content/old.yaml").write_text(POST.replace(": ", ":  "))
    commit(repository)
    (repository / "content/a-b.yaml").write_text(POST.replace(": ", ":   "))
    (repository / "notes.yaml").write_text("a:   b\n")
    ran = run("contentsync-fmt", repository)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "formatted content/a-b.yaml\n1 of 1 file formatted.\n"
    assert (repository / "content/a-b.yaml").read_text() == POST
    assert changed(repository) != []
    assert run("contentsync-fmt", repository).returncode == 0
    assert changed(repository) == []


def test_validate_finds_what_a_change_breaks_in_another_file(repository: Path) -> None:
    assert run("contentsync-validate", repository).returncode == 0
    (repository / "content/_defaults.yaml").write_text("timezone: Europe/Madird\n")
    ran = run("contentsync-validate", repository)
    assert ran.returncode == 1
    assert "CS206 content/_defaults.yaml:1:11" in ran.stdout
    (repository / "content/_defaults.yaml").write_text("platforms: {x: {reply_settings: followers}}\n")
    assert run("contentsync-validate", repository).returncode == 1
    assert changed(repository) == []


def test_in_a_folder_of_its_own(repository: Path) -> None:
    """As docs/editors.md says it: `args: [-C, social]`, and for fmt `pass_filenames: false`."""
    (repository / "social").mkdir()
    for name in ("content", "contentsync.yaml"):
        (repository / name).rename(repository / "social" / name)
    (repository / "social/content/launch.yaml").write_text(POST.replace(": ", ":  "))
    command = [str(SCRIPTS / "contentsync"), "fmt", "-C", "social"]
    assert subprocess.run(command, cwd=repository, capture_output=True, check=False).returncode == 0
    assert (repository / "social/content/launch.yaml").read_text() == POST
    assert run("contentsync-validate", repository, "-C", "social").returncode == 0
