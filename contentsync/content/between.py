"""What is wrong between posts, kept by the digest of everything that it follows from."""

from collections.abc import Collection
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from contentsync.content.cache import digest
from contentsync.content.cache import made_by
from contentsync.media.replacing import replace
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import Rulebook
from contentsync.model.problem import Problem
from contentsync.rules.across import across_posts
from contentsync.rules.postings import Posting

FILES, AHEAD = "files.msgpack", "ahead.msgpack"
"""What is kept of all files, and of the posts of a plan that are still ahead."""


class _Document(msgspec.Struct, array_like=True):
    key: bytes
    problems: tuple[Problem, ...]


class Between:
    """`across_posts` with a memory of its last answer: the file at `path`, done without where it cannot be had."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(
        self,
        planned: Collection[tuple[Delivery, datetime]],
        rulebook: Rulebook,
        others: Iterable[Posting] = (),
        held: Collection[str] = (),
    ) -> tuple[Problem, ...]:
        """It looks again only where a delivery, a moment, another posting, a rule or this program is not the same."""
        others = list(others)
        key = digest((made_by(), planned, rulebook, others, sorted(held)))
        known = _read(self._path)
        if known is not None and known.key == key:
            return known.problems
        found = across_posts(planned, rulebook, others, held)
        try:
            replace(self._path, msgspec.msgpack.encode(_Document(key, found)))
        except OSError:
            return found
        return found


def _read(path: Path) -> _Document | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Document)
    except (OSError, msgspec.MsgspecError):
        return None
