"""Numbering the effects of a run, to kill it at each of them, or to let others act in the middle.

An effect is a state write or a request, each with a moment before and one after. What a kill before a write leaves is
the world without it; what a kill after it leaves is the world with it, and nobody who knows.
"""

from collections.abc import Callable

import httpx

from contentsync.state.document import State
from contentsync.state.store import Store
from contentsync.state.store import Stored

Watch = Callable[[str], None]


class Killed(BaseException):
    """The process is gone: nothing that catches `Exception` may notice."""


class KillAt:
    """A watch that kills at the `number`-th effect (from 1) whose name begins with `prefix`; 0 only counts.

    After the kill every further effect is refused: clean-up code of a killed process does not run either.
    """

    def __init__(self, number: int = 0, prefix: str = "") -> None:
        self._number, self._prefix = number, prefix
        self.names: list[str] = []
        self.has_killed = False

    def __call__(self, name: str) -> None:
        if self.has_killed:
            raise Killed(name)
        if not name.startswith(self._prefix):
            return
        self.names.append(name)
        if len(self.names) == self._number:
            self.has_killed = True
            raise Killed(f"at effect {self._number}: {name}")


class WatchedTransport(httpx.BaseTransport):
    """Tells of every request before it is sent, and after its answer has come."""

    def __init__(self, inner: httpx.BaseTransport, watch: Watch) -> None:
        self._inner, self._watch = inner, watch

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = f"{request.method} {request.url.path.removeprefix('/api')}"
        self._watch(f"before {name}")
        try:
            return self._inner.handle_request(request)
        finally:
            self._watch(f"after {name}")


class WatchedStore:
    """Tells of every write of the state before and after it. A write that loses is told of as well."""

    def __init__(self, inner: Store, watch: Watch) -> None:
        self._inner, self._watch = inner, watch

    @property
    def where(self) -> str:
        return self._inner.where

    def read(self) -> Stored:
        return self._inner.read()

    def write(self, state: State, expected: str, note: str = "") -> str:
        self._watch("before state")
        version = self._inner.write(state, expected, note)
        self._watch("after state")
        return version
