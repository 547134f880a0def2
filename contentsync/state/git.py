"""The git store: one file in the commits of a ref on the repository's remote."""

import uuid
from collections.abc import Callable
from pathlib import Path

from contentsync.repo import remote_url
from contentsync.repo.remote import normal_url
from contentsync.repo.stateref import StateCommit
from contentsync.repo.stateref import StateRef
from contentsync.state.codec import decode
from contentsync.state.codec import encode
from contentsync.state.document import State
from contentsync.state.store import MovedError
from contentsync.state.store import Stored

FILE = "state.json"


class GitStore:
    """A `Store` over `refs/contentsync/<namespace>` of the remote. The version is a commit's sha, "" for no ref.

    Every write is one commit on top of the version that it was made from, pushed with that as the explicit expected
    value, so that of two writers one wins on the server. A push whose answer is lost is looked up. Work tree, index,
    branches and objects of the repository in `root` are never touched, so it may be shallow, a worktree, or detached.
    `wait` is handed the seconds to wait before another try of what failed for the network's sake.
    """

    def __init__(self, root: Path, namespace: str, *, wait: Callable[[float], None], remote: str = "origin") -> None:
        self._root, self._remote = root, remote
        self._name = f"refs/contentsync/{namespace}"
        self._ref = StateRef(root, self._name, remote, wait)

    @property
    def where(self) -> str:
        url = remote_url(self._root, self._remote)
        return f"{self._name} on {self._remote}" + (f" ({normal_url(url)})" if url else "")

    def read(self) -> Stored:
        sha = self._ref.fetch()
        return Stored(decode(self._ref.read(sha, FILE), self.where) if sha else None, sha)

    def write(self, state: State, expected: str, note: str = "") -> str:
        sha = self._ref.write(FILE, encode(state), expected, _message(state, note))
        if sha is None:
            raise MovedError
        return sha

    def history(self, limit: int) -> list[StateCommit]:
        """The last writes, newest first: what was applied, from which commit, by which run, as their notes say."""
        return self._ref.log(limit)


def _message(state: State, note: str) -> str:
    # The last line is of this write alone: two runs that write the same document must not make the same commit, or both
    # would be told that theirs is the one that was stored.
    run = f"Run: {state.lease.run}\n" if state.lease else ""
    return f"{note or f'state {state.serial}'}\n\n{run}Write: {uuid.uuid4().hex}\n"
