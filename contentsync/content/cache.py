"""What was read of posts, kept by the digest of everything that it follows from. Never wrong, and never needed.

An entry holds while the file's content, what it inherits, the settings that bear on it, this program and the time
zone data are the same, and its media have the same digests. Times of files play no part: a fresh checkout can use it.
"""

import hashlib
import sys
import zoneinfo
from collections.abc import Iterable
from functools import cache as once
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from contentsync.content.post import FileResult
from contentsync.media.replacing import replace

NAME = "posts.msgpack"
_PACKAGE = Path(__file__).parents[1]
# Whatever shapes a delivery: a change to any of it makes every entry void.
_SHAPING = ("content", "media", "model", "platforms", "rules")


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """`key` is the digest of all that the result follows from, except the media."""

    key: bytes
    result: FileResult


class _Document(msgspec.Struct, array_like=True):
    made_by: bytes
    entries: dict[str, Entry]


class Cache:
    """`folder` is where the one file lies, None for no cache. What cannot be read or written is done without."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / NAME if folder else None
        self._known = _load(self._path) if self._path else {}
        self._kept: dict[str, Entry] = {}

    def get(self, path: str, key: bytes) -> FileResult | None:
        """The result for that key, which is kept from now on; None where there is none."""
        entry = self._known.get(path)
        if entry is None or entry.key != key:
            return None
        self._kept[path] = entry
        return entry.result

    def put(self, path: str, key: bytes, result: FileResult) -> None:
        """Keeps a result without errors; one with errors is looked at again every time."""
        if result.is_good and self._path:
            self._kept[path] = Entry(key, result)
        else:
            self._kept.pop(path, None)

    def save(self) -> None:
        """Replaces the file in one step, if anything is new or gone."""
        if self._path is None or self._kept == self._known:
            return
        data = msgspec.msgpack.encode(_Document(made_by(), self._kept))
        try:
            replace(self._path, data)
        except OSError:
            return


def digest(parts: Iterable[Any]) -> bytes:
    """SHA-256 over values as msgpack has them."""
    return hashlib.sha256(msgspec.msgpack.encode(list(parts), order="sorted")).digest()


@once
def made_by() -> bytes:
    """The program and its data: versions do not tell two working copies apart, so the sources are read."""
    sha = hashlib.sha256(f"{sys.version} {msgspec.__version__} {import_module('tzdata').IANA_VERSION}".encode())
    for folder in zoneinfo.TZPATH:
        version = Path(folder) / "tzdata.zi"
        if version.is_file():
            with version.open("rb") as file:
                sha.update(file.readline())
    for part in _SHAPING:
        for source in sorted((_PACKAGE / part).rglob("*.*")):
            if source.suffix in (".py", ".txt"):
                sha.update(source.read_bytes())
    return sha.digest()


def _load(path: Path) -> dict[str, Entry]:
    try:
        document = msgspec.msgpack.decode(path.read_bytes(), type=_Document)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return document.entries if document.made_by == made_by() else {}
