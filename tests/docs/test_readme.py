"""The README, done word for word."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.docs.consoles import PROGRAM
from tests.docs.consoles import follow
from tests.docs.consoles import is_as_shown
from tests.docs.consoles import newcomer
from tests.docs.consoles import steps

ROOT = Path(__file__).parents[2]
STEPS = steps(ROOT / "README.md")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return newcomer(tmp_path, os.environ)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def repository(empty: Path, environ: dict[str, str]) -> Path:
    """A repository that `contentsync init` has been run in."""
    for command in (["git", "init", "-q"], [str(PROGRAM), "init", "--timezone", "Europe/Madrid"]):
        subprocess.run(command, cwd=empty, env=environ, check=True, stdout=subprocess.DEVNULL)
    return empty


def test_quick_start(empty: Path, environ: dict[str, str]) -> None:
    follow(STEPS[""], empty, environ)


def test_demo_by_hand(empty: Path, environ: dict[str, str]) -> None:
    shutil.copytree(ROOT / "examples", empty / "examples", ignore=shutil.ignore_patterns(".contentsync", "*.py"))
    subprocess.run(["git", "init", "-q"], cwd=empty, check=True)
    follow(STEPS["clone"], empty, environ)


def test_going_live(repository: Path, environ: dict[str, str]) -> None:
    """On a served sandbox that takes the README's key, in place of Upload-Post."""
    key = next(step.command.partition("=")[2] for step in STEPS["live"] if "UPLOAD_POST_API_KEY" in step.command)
    with served(key, repository, environ) as address:
        follow(STEPS["live"], repository, {**environ, "CONTENTSYNC_API_URL": address})


def test_without_a_key(repository: Path, environ: dict[str, str]) -> None:
    follow(STEPS["keyless"], repository, environ, exit_code=1)


def test_every_block_is_followed() -> None:
    assert set(STEPS) == {"", "clone", "live", "keyless"}


@contextmanager
def served(key: str, folder: Path, environ: dict[str, str]) -> Iterator[str]:
    command = [str(PROGRAM), "sandbox", "serve", "--port", "0", "--api-key", key]
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        announced = re.search(r"http://\S+/api", server.stdout.readline())
        assert announced is not None
        try:
            yield announced[0]
        finally:
            server.terminate()


@pytest.mark.parametrize(
    ("shown", "printed", "is_same"),
    [
        ("a … c", "a b c\n", True),
        ("a … c", "a b d\n", False),
        ("first\n…\nlast", "first\n1\n2\nlast\n", True),
        ("first\n…\nlast", "first\n1\n2\n", False),
        ("first", "first\nsecond\n", False),
    ],
)
def test_comparing_can_fail(shown: str, printed: str, is_same: bool) -> None:
    assert is_as_shown(shown, printed) is is_same
