"""Files that change, and a thread that does something about it when they have come to rest."""

import threading
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.15
"""Seconds without a change after which an editor has written all that it writes for one save."""
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
"""Reading is an event too, and whoever makes the page reads."""


class Watched(FileSystemEventHandler):
    """Calls `act` in a thread of its own, once for all changes that come together."""

    def __init__(self, act: Callable[[], None], file: Path, folder: Path) -> None:
        self._act, self._file, self._folder = act, file, folder
        self._changed, self._is_ended = threading.Event(), False
        self._thread = threading.Thread(target=self._follow, name="preview", daemon=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if event.event_type in _CHANGES and any(map(self._is_ours, paths)):
            self._changed.set()

    def start(self) -> None:
        """Acts once at the beginning: something may have changed before it was watched."""
        self._changed.set()
        self._thread.start()

    def end(self) -> None:
        """What is being made is waited for only for a moment."""
        self._is_ended = True
        self._changed.set()
        self._thread.join(timeout=1)

    def _is_ours(self, path: Path) -> bool:
        return path == self._file or path.is_relative_to(self._folder)

    def _follow(self) -> None:
        while self._changed.wait() and not self._is_ended:
            self._changed.clear()
            while self._changed.wait(QUIET) and not self._is_ended:
                self._changed.clear()
            if not self._is_ended:
                self._act()


@contextmanager
def watching(
    act: Callable[[], None],
    file: Path,
    folder: Path,
    observers: tuple[Callable[[], BaseObserver], ...] = (Observer, PollingObserver),
) -> Iterator[None]:
    """While it lasts, `act` is called after `file`, or anything below `folder`, has changed.

    Where the system has no more watches to give (OSError), the next of the `observers` looks by itself.
    """
    watched = Watched(act, file, folder)
    observer = _started(watched, file, folder, observers)
    watched.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()
        watched.end()


def _started(
    watched: Watched, file: Path, folder: Path, observers: tuple[Callable[[], BaseObserver], ...]
) -> BaseObserver:
    first, *others = observers
    observer = first()
    try:
        observer.schedule(watched, str(folder), recursive=True)
        observer.schedule(watched, str(file.parent))
        observer.start()
    except OSError:
        if not others:
            raise
        observer.unschedule_all()
        return _started(watched, file, folder, tuple(others))
    return observer
