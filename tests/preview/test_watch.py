"""Real files and real watches: what is waited for are the events themselves, with a bound that only a failure meets."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import FileClosedNoWriteEvent
from watchdog.events import FileModifiedEvent
from watchdog.events import FileMovedEvent
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from contentsync.preview.watch import Watched
from contentsync.preview.watch import watching

BOUND = 20.0
"""Seconds after which something will never happen."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "contentsync.yaml").write_text("a")
    return tmp_path


class Seen:
    """What the files held each time that it acted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: queue.Queue[str] = queue.Queue()

    def act(self) -> None:
        self._held.put("".join(sorted(file.read_text() for file in self._folder.rglob("*") if file.is_file())))

    def until(self, held: str) -> None:
        """It acts, at last, on what the files hold now."""
        while self._held.get(timeout=BOUND) != held:
            pass


@contextmanager
def acts(folder: Path, **more: Any) -> Iterator[Seen]:
    """It has acted once already, at the beginning."""
    seen = Seen(folder)
    with watching(seen.act, folder / "contentsync.yaml", folder / "content", **more):
        seen.until("a")
        yield seen


@pytest.mark.parametrize("observer", [Observer, PollingObserver])
def test_what_is_saved_is_seen(folder: Path, observer: type[BaseObserver]) -> None:
    with acts(folder, observers=(observer,)) as seen:
        (folder / "content" / "new.yaml").write_text("b")
        seen.until("ab")
        (folder / "contentsync.yaml").write_text("c")
        seen.until("bc")
        (folder / "content" / "new.yaml").unlink()
        seen.until("c")


def test_a_folder_that_is_new_is_watched_too(folder: Path) -> None:
    with acts(folder) as seen:
        (folder / "content" / "spring").mkdir()
        seen.until("a")
        (folder / "content" / "spring" / "one.yaml").write_text("b")
        seen.until("ab")


def test_an_editor_that_writes_another_file_and_moves_it(folder: Path) -> None:
    with acts(folder) as seen:
        (folder / "contentsync.yaml.tmp").write_text("b")
        (folder / "contentsync.yaml.tmp").replace(folder / "contentsync.yaml")
        seen.until("b")


def test_where_there_are_no_more_watches_it_looks_by_itself(folder: Path) -> None:
    class Full(PollingObserver):
        def start(self) -> None:
            raise OSError("inotify watch limit reached")

    with acts(folder, observers=(Full, PollingObserver)) as seen:
        (folder / "contentsync.yaml").write_text("b")
        seen.until("b")
    with pytest.raises(OSError, match="limit"), acts(folder, observers=(Full,)):
        raise AssertionError("it was watched")


class Counted:
    """Counts how often it acts; `gate` lets it through."""

    def __init__(self) -> None:
        self.count = 0
        self.acted, self.gate = threading.Semaphore(0), threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self.acted.release()
        assert self.gate.wait(BOUND)


def test_changes_that_come_together_are_one_and_none_is_lost(folder: Path) -> None:
    counted = Counted()
    watched = Watched(counted, folder / "contentsync.yaml", folder / "content")
    watched.start()
    assert counted.acted.acquire(timeout=BOUND)
    for _ in range(100):  # while it acts
        watched.on_any_event(FileModifiedEvent(str(folder / "content" / "a.yaml")))
    counted.gate.set()
    assert counted.acted.acquire(timeout=BOUND)
    watched.end()
    assert counted.count == 2


def test_what_is_read_or_lies_elsewhere_is_no_change(folder: Path) -> None:
    counted = Counted()
    counted.gate.set()
    watched = Watched(counted, folder / "contentsync.yaml", folder / "content")
    watched.start()
    assert counted.acted.acquire(timeout=BOUND)
    watched.on_any_event(FileClosedNoWriteEvent(str(folder / "content" / "a.yaml")))
    watched.on_any_event(FileModifiedEvent(str(folder / "other.yaml")))
    watched.on_any_event(FileModifiedEvent(str(folder / "contents" / "a.yaml")))
    assert not watched._changed.is_set()
    watched.on_any_event(FileMovedEvent(str(folder / "new"), str(folder / "content" / "a.yaml")))
    assert counted.acted.acquire(timeout=BOUND)
    watched.end()
    assert counted.count == 2
