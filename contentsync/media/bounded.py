"""A process of its own for readers that a file written to hurt keeps busy for minutes, or brings down.

It is started when the first question is met and serves all that follow; one that does not answer is killed. (Four wrong
bytes in an MP4 of 58 KB kept MediaInfo 25.07 busy for 104 seconds.)
"""

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

LIMIT_SECONDS = 10.0
"""A thousand times what a film takes."""
LIMIT_BYTES = 2 << 30
"""Address space of the process; a library that wants more is refused and dies."""

Work = Callable[[bytes], bytes]
"""From a question to its answer. It stands at the top of a module: the process imports it."""


class Bounded:
    """Does some work in a process that can be stopped."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._running: tuple[SpawnProcess, Connection] | None = None

    def ask(self, question: bytes) -> bytes | None:
        """The answer; None where it took too long, or the process died of it."""
        self._running = process, line = self._running or self._started()
        with suppress(EOFError, OSError):
            line.send_bytes(question)
            if line.poll(LIMIT_SECONDS):
                return line.recv_bytes()
        self._running = None
        process.kill()
        process.join()
        process.close()
        line.close()
        return None

    def _started(self) -> tuple[SpawnProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=serve, args=(there, self._work), daemon=True)
        process.start()
        there.close()
        return process, here


def serve(line: Connection, work: Work) -> None:
    """What the process does: a question in, an answer out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError):
        resource = import_module("resource")  # not on Windows
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(EOFError):
        while True:
            line.send_bytes(work(line.recv_bytes()))
