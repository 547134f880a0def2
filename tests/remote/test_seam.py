"""The client is what the engine asks for, and no more than that for a plan."""

import os
import subprocess
import sys
from pathlib import Path

import contentsync.remote
import contentsync.testing
from contentsync.engine.server import Reader
from contentsync.engine.server import Writer
from contentsync.model.clock import Clock
from contentsync.remote import Client
from contentsync.remote import ReadClient
from contentsync.testing import FrozenClock

from .wire import KEY
from .wire import NOW


def test_the_clients_fulfil_the_seam(tmp_path: Path) -> None:
    clock: Clock = FrozenClock(NOW)
    reader: Reader = ReadClient("https://localhost/api", KEY, clock=clock)
    writer: Writer = Client("https://localhost/api", KEY, clock=clock, root=tmp_path)
    for protocol, made in ((Reader, reader), (Writer, writer)):
        names = [name for name in dir(protocol) if not name.startswith("_")]
        assert all(callable(getattr(made, name)) for name in names)


def test_planning_cannot_write() -> None:
    writes = {name for name in dir(Client) if not name.startswith("_")} - set(dir(ReadClient))
    assert writes == {
        *("create", "edit", "cancel", "retry", "unpublish"),
        *("create_profile", "delete_profile", "generate_jwt", "validate_jwt"),
    }


def test_what_is_exported_is_what_is_public() -> None:
    for module in (contentsync.remote, contentsync.testing):
        assert list(module.__all__) == sorted(module.__all__)
        assert all(hasattr(module, name) for name in module.__all__)


def test_remote_knows_nothing_above_the_model() -> None:
    code = (
        "import sys, contentsync.remote\n"
        "above = {'engine', 'content', 'rules', 'platforms', 'state', 'review', 'sandbox', 'cli', 'workspace'}\n"
        "names = {name.split('.')[1] for name in sys.modules if name.startswith('contentsync.')}\n"
        "sys.exit(', '.join(names & above) or 0)"
    )
    there = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, "-c", code], env=there, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
