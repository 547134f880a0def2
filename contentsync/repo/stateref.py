"""One ref on a remote, outside of all branches, whose commits each hold one file."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from functools import cached_property
from pathlib import Path

import msgspec

from contentsync.model.errors import UserError
from contentsync.repo.complaints import Complaint
from contentsync.repo.complaints import Place
from contentsync.repo.complaints import complaint
from contentsync.repo.scratch import NETWORK_SECONDS
from contentsync.repo.scratch import Scratch

PAUSES = (1.0, 3.0)
"""Seconds before the second and the third try of what failed for the network's sake. At worst, with two talks for each
of three tries, a write takes 274 s: less than a lease."""

ABSENT = 2
"""What `git ls-remote --exit-code` ends with where the remote answers and has no such ref (its manual page)."""


class StateCommit(msgspec.Struct, frozen=True):
    """A commit on the ref: 40 hex digits (64 in SHA-256 repositories), when it was made, and its whole message."""

    sha: str
    committed_at: datetime
    message: str


class StateRef:
    """`ref` of `remote`, as the repository in `root` reaches it, by its credentials, proxies and rewritten addresses.

    `wait` is handed seconds to wait before another try. Every method raises UserError where the remote cannot be
    reached or refuses, and leaves the repository in `root` as it is.
    """

    def __init__(self, root: Path, ref: str, remote: str, wait: Callable[[float], None]) -> None:
        self._root, self._wait = root, wait
        self._place = Place(ref, remote)
        self._tip = ""

    @cached_property
    def _scratch(self) -> Scratch:
        return Scratch(self._root, self._place.remote)

    def fetch(self, depth: int = 1) -> str:
        """Fetch that many commits and return the sha that the ref is at; "" where the remote says it has none."""
        pauses = iter(PAUSES)
        while isinstance(tip := self._fetched(depth), Complaint):
            self._rest(tip, pauses)
        return tip

    def _fetched(self, depth: int = 1) -> str | Complaint:
        ref, remote = self._place.ref, self._place.remote
        words = ("fetch", "--quiet", "--no-tags", "--no-auto-maintenance", f"--depth={depth}")
        answer = self._scratch.talk(*words, remote, f"+{ref}:{ref}")
        if answer.status != 0 and "find remote ref" in answer.err:
            # Words alone must never make a state look empty: the exit code of a second question decides.
            asked = self._scratch.talk("ls-remote", "--exit-code", remote, ref)
            if asked.status == ABSENT:
                self._tip = ""
                return self._tip
            if asked.status == 0:
                # Somebody began it between the two questions.
                answer = self._scratch.talk(*words, remote, f"+{ref}:{ref}")
        if answer.status != 0:
            return complaint(answer, self._place, NETWORK_SECONDS)
        self._tip = self._scratch.say("rev-parse", "--verify", ref).decode().strip()
        return self._tip

    def _rest(self, found: Complaint, pauses: Iterator[float]) -> None:
        """Wait for the next try, or raise where there is none or it cannot help."""
        pause = next(pauses, None)
        if pause is None or not found.is_passing:
            raise found.error
        self._wait(pause)

    def read(self, sha: str, path: str) -> bytes:
        """The bytes of a file in a commit that was fetched. UserError where it has none: the ref is not ours."""
        answer = self._scratch.ask("cat-file", "blob", f"{sha}:{path}")
        if answer.status == 0:
            return answer.out
        raise UserError(
            f"{self._place} holds no {path}: contentsync did not write it",
            f"look at it: git fetch {self._place.remote} {self._place.ref} && git show FETCH_HEAD; nothing was changed",
        )

    def write(self, path: str, data: bytes, parent: str, message: str) -> str | None:
        """Put one commit with one file on top of `parent` ("" to begin the ref), if that is still where the ref is.

        Returns its sha, or None where the ref has moved. After a UserError the ref is as it was, or, where the message
        says that this cannot be seen, at the new commit. The message must not be that of any other commit.
        """
        if parent not in ("", self._tip) and self.fetch() != parent:
            return None
        sha = self._commit(path, data, parent, message)
        if not self._push(sha, parent):
            return None
        self._tip = sha
        return sha

    def _commit(self, path: str, data: bytes, parent: str, message: str) -> str:
        blob = self._scratch.say("hash-object", "-w", "--stdin", data=data).decode().strip()
        tree = self._scratch.say("mktree", data=f"100644 blob {blob}\t{path}\n".encode()).decode().strip()
        parents = ("-p", parent) if parent else ()
        text = message.replace("\0", "").encode(errors="replace")
        return self._scratch.say("commit-tree", tree, *parents, "-F", "-", data=text).decode().strip()

    def _push(self, sha: str, expected: str) -> bool:
        place, pauses = self._place, iter(PAUSES)
        words = ("push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no")
        lease = f"--force-with-lease={place.ref}:{expected}"
        while (answer := self._scratch.talk(*words, lease, place.remote, f"{sha}:{place.ref}")).status != 0:
            found = complaint(answer, place, NETWORK_SECONDS)
            # A push that failed may have arrived all the same: what the remote shows decides.
            tip = self._fetched()
            if isinstance(tip, Complaint):
                found = _unseen(found, tip)
            elif tip != expected:
                return tip == sha
            # The same commit again: whichever of the two arrives first, it is there once.
            self._rest(found, pauses)
        return True

    def log(self, limit: int) -> list[StateCommit]:
        """The newest commits of the ref, newest first; none where the remote has no such ref."""
        tip = self.fetch(depth=limit)
        if not tip:
            return []
        # Each is `commit SHA`, then the format; NUL can be in no message.
        said = self._scratch.say("rev-list", f"--max-count={limit}", "--format=%ct%n%B%x00", tip)
        return [_parsed(text.strip()) for text in said.decode(errors="replace").split("\0") if text.strip()]


def _unseen(found: Complaint, unseen: Complaint) -> Complaint:
    message = f"{found.error.message}. Whether the state was stored cannot be seen either: {unseen.error.message}"
    return Complaint(UserError(message, found.error.fix), found.is_passing)


def _parsed(text: str) -> StateCommit:
    head, seconds, *lines = text.split("\n")
    return StateCommit(head.split()[1], datetime.fromtimestamp(int(seconds), UTC), "\n".join(lines).strip())
