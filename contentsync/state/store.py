"""The seam to wherever state is kept."""

from typing import Protocol

import msgspec

from contentsync.state.document import State


class Stored(msgspec.Struct, frozen=True):
    """What a store holds: the document (None where nothing was ever written) and the version it was read at."""

    state: State | None
    version: str


class MovedError(Exception):
    """Somebody else wrote since `version` was read. Nothing was written."""


class Store(Protocol):
    """Compare-and-swap over one document. A write is whole or not at all, whatever is killed when.

    `where` names the place for people. `read` raises `UserError` where the document is unreadable, of a newer format,
    or out of reach; it never takes those for an empty state. `write` succeeds only if the version is still `expected`
    (the one that `read` or `write` gave), else raises `MovedError`; it returns the new version. A write that fails for
    want of space or permission raises `UserError` and leaves the old document as it was. `note` says for people what is
    recorded: what was applied, from which commit, by which run; a store without a history has no place for it.
    """

    @property
    def where(self) -> str: ...

    def read(self) -> Stored: ...

    def write(self, state: State, expected: str, note: str = "") -> str: ...
