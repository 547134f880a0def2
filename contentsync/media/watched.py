"""Readers that a file written to hurt keeps busy for minutes, or brings down, run in a process of their own.

One is started when the first such file is met and serves all that follow; one that does not answer is killed. (Four
wrong bytes in an MP4 of 58 KB kept MediaInfo 25.07 busy for 104 seconds.)
"""

import multiprocessing
import signal
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import BinaryIO

import msgspec

from contentsync.media.facts import Facts
from contentsync.media.facts import Reader

LIMIT_SECONDS = 10.0
"""A thousand times what a film takes."""
LIMIT_BYTES = 2 << 30
"""Address space of the process; a library that wants more is refused and dies."""
_FILMS, _DOCUMENTS = "contentsync.media.films", "contentsync.media.documents"


def watched(file: BinaryIO, size: int, name: str) -> Facts:
    """The facts of a film or a document; `unmeasured` where they took too long, or the reader died of it."""
    return _READER.read(file.name, name)


class _Reader:
    def __init__(self) -> None:
        self._running: tuple[SpawnProcess, Connection] | None = None

    def read(self, path: str, name: str) -> Facts:
        self._running = process, line = self._running or _started()
        with suppress(EOFError, OSError):
            line.send_bytes(msgspec.msgpack.encode((path, name)))
            if line.poll(LIMIT_SECONDS):
                return msgspec.msgpack.decode(line.recv_bytes(), type=Facts)
        self._running = None
        process.kill()
        process.join()
        process.close()
        line.close()
        return Facts(format=name, fault="unmeasured")


def _started() -> tuple[SpawnProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there,), daemon=True)
    process.start()
    there.close()
    return process, here


_READER = _Reader()


def serve(line: Connection) -> None:
    """What the process does: a path and a format in, facts out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError):
        resource = import_module("resource")  # not on Windows
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(EOFError):
        while True:
            path, name = msgspec.msgpack.decode(line.recv_bytes(), type=tuple[str, str])
            line.send_bytes(msgspec.msgpack.encode(read(Path(path), name)))


def read(path: Path, name: str) -> Facts:
    """The facts of a film or a document, found out in this process; `broken` whatever its reader raises."""
    reader: Reader = import_module(_DOCUMENTS).document if name in ("pdf", "zip") else import_module(_FILMS).film
    try:
        with path.open("rb") as file:
            return reader(file, path.stat().st_size, name)
    except Exception:
        return Facts(format=name, fault="broken")
