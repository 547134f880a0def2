"""A state store in memory: the same bytes as on disk, and the same compare-and-swap."""

from contentsync.state.codec import decode
from contentsync.state.codec import encode
from contentsync.state.document import State
from contentsync.state.store import MovedError
from contentsync.state.store import Stored


class MemoryStore:
    """A `state.store.Store` whose document can be lost or put back, as happens to files and refs."""

    def __init__(self) -> None:
        self.data = b""
        self._writes = 0

    @property
    def where(self) -> str:
        return "the state in memory"

    def read(self) -> Stored:
        return Stored(decode(self.data, self.where) if self.data else None, self._version)

    def write(self, state: State, expected: str, note: str = "") -> str:
        if expected != self._version:
            raise MovedError
        self.replace(encode(state))
        return self._version

    def replace(self, data: bytes) -> None:
        """Put another document in its place, empty for none; whoever has read before finds that it moved."""
        self._writes += 1
        self.data = data

    @property
    def _version(self) -> str:
        return str(self._writes) if self.data else ""
