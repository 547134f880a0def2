import subprocess
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from contentsync.cli.main import run
from tests.processes.service import Service

SETTINGS = """\
namespace: acme-abc234
defaults: {profile: acme, timezone: Europe/Madrid}
state: {store: file}
sandbox: {now: 2027-02-01T07:30:00Z}
"""
LAUNCH = "publish_at: 2027-03-01 09:00\nplatforms: [x]\ntext: Launch day on Monday\n"


class Ran(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


Contentsync = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UPLOAD_POST_API_KEY", "CONTENTSYNC_API_URL", "CONTENTSYNC_STATE", "CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Madrid")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty git repository, and the current folder."""
    place = tmp_path / "acme"
    place.mkdir()
    subprocess.run(["git", "init", "--quiet", str(place)], check=True)
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def posts(folder: Path) -> Path:
    """A repository with one post, on a sandbox that begins on 1 February 2027."""
    (folder / "contentsync.yaml").write_text(SETTINGS)
    (folder / "content").mkdir()
    (folder / "content" / "launch.yaml").write_text(LAUNCH)
    return folder


@pytest.fixture
def contentsync(capsys: pytest.CaptureFixture[str]) -> Contentsync:
    """Run one command line inside this process, through its outermost door."""

    def call(*words: str) -> Ran:
        capsys.readouterr()
        code = run(list(words))
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody at a terminal, who answers the next question."""
    import io
    import sys

    def sit_down(answer: str) -> None:
        keyboard = io.StringIO(answer)
        keyboard.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", keyboard)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    return sit_down


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A served sandbox in a process of its own, on 1 February 2027."""
    served = Service(tmp_path, datetime(2027, 2, 1, 7, 30, tzinfo=UTC))
    yield served
    served.close()
