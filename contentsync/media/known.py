"""Facts of media, found out once for each content and remembered by its digest."""

import hashlib
import os
from pathlib import Path

import msgspec

from contentsync.media.digest import signature
from contentsync.media.facts import UNKNOWN
from contentsync.media.facts import Facts
from contentsync.media.looking import facts_in
from contentsync.media.replacing import replace

NAME = "facts.msgpack"


class _Document(msgspec.Struct, array_like=True):
    made_by: bytes
    entries: dict[str, Facts]


class KnownFacts:
    """`folder` holds the one file, None for no memory. It is read when facts are first asked for."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / NAME if folder else None
        self._before: dict[str, Facts] | None = None
        self._asked: dict[str, Facts] = {}
        self._lasting: dict[str, Facts] = {}

    def get(self, sha256: str) -> Facts | None:
        """What is known of a content; None where it has not been looked at."""
        facts = self._asked.get(sha256)
        if facts is None:
            if self._before is None:
                self._before = _load(self._path) if self._path else {}
            facts = self._before.get(sha256)
            if facts is not None:
                self._asked[sha256] = self._lasting[sha256] = facts
        return facts

    def look(self, sha256: str, real: Path, info: os.stat_result, is_settled: bool) -> Facts:
        """Finds out about a file that had that digest when `info` was taken; nothing where it has changed since.

        Only where `is_settled`, the digest being sure, are the facts remembered beyond this run, and not that looking
        took too long: another machine may be faster.
        """
        try:
            with real.open("rb") as file:
                facts = facts_in(file)
                is_same = signature(info) == signature(os.fstat(file.fileno()))
        except OSError:
            return UNKNOWN
        if not is_same:
            return UNKNOWN
        self._asked[sha256] = facts
        if is_settled and facts.fault != "unmeasured":
            self._lasting[sha256] = facts
        return facts

    def save(self) -> None:
        """Writes what this run asked for. Like all caches it is done without where it cannot be written."""
        if self._path is None or self._before is None or self._lasting == self._before:
            return
        try:
            replace(self._path, msgspec.msgpack.encode(_Document(_made_by(), self._lasting)))
        except OSError:
            return


def _load(path: Path) -> dict[str, Facts]:
    try:
        document = msgspec.msgpack.decode(path.read_bytes(), type=_Document)
    except (OSError, msgspec.DecodeError):
        return {}
    return document.entries if document.made_by == _made_by() else {}


def _made_by() -> bytes:
    """The readers themselves: facts that another version of them found are found again."""
    sha = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        sha.update(source.read_bytes())
    return sha.digest()
