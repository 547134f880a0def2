"""SHA-256 of files, read once and remembered.

A remembered digest is never wrong: it counts only while size, mtime, inode and ctime are the same, and a file that was
touched less than 2 s before hashing began is not remembered at all. (A second write within the same tick of the file
system's clock would leave all four as they were: git's "racily clean" rule.)
"""

import hashlib
import os
import re
from pathlib import Path

import msgspec

from contentsync.media.error import MediaError
from contentsync.media.place import unreadable
from contentsync.media.replacing import replace

FORMAT = 1
BLOCK = 1 << 20
RACY_NS = 2_000_000_000
# Git LFS specification: a pointer is smaller than 1024 bytes, its first line is the version.
POINTER_LIMIT = 1024
POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,18})\n?"
)


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """`sha256` (hex) and `size` (bytes) are of the content; of an LFS pointer they are what it says."""

    sha256: str
    size: int
    is_pointer: bool = False


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int
    digest: Digest

    def fits(self, info: os.stat_result) -> bool:
        return (self.size, self.mtime_ns, self.inode, self.ctime_ns) == signature(info)


class _Document(msgspec.Struct, array_like=True):
    format: int
    entries: dict[str, _Entry]


class Digests:
    """`cache` is one msgpack file, or None for none. A cache that cannot be read is begun again."""

    def __init__(self, root: Path, cache: Path | None) -> None:
        self._root = root
        self._cache = cache
        self._entries = _load(cache) if cache else {}
        self._began_ns: int | None = None
        self._is_changed = False

    def of(self, path: str, real: Path, info: os.stat_result, src: str) -> Digest:
        """The digest of the file at `real`; `path` is its key. MediaError CS405 where it cannot be read."""
        known = self._entries.get(path)
        if known is not None and known.fits(info):
            return known.digest
        began_ns = self._begin()
        try:
            info, digest = _read(real, src)
        except OSError as error:
            raise unreadable(src, error) from None
        self._remember(path, info, digest, began_ns)
        return digest

    def is_settled(self, path: str, info: os.stat_result) -> bool:
        """Whether the file's digest is remembered, so that what is derived from its content may be as well."""
        known = self._entries.get(path)
        return known is not None and known.fits(info)

    def save(self) -> None:
        """Writes what is new. A cache is a convenience: a folder that cannot be written to is not an error."""
        if self._cache is None or not self._is_changed:
            return
        there = {path: entry for path, entry in self._entries.items() if os.path.lexists(self._root / path)}
        try:
            replace(self._cache, msgspec.msgpack.encode(_Document(FORMAT, there)))
        except OSError:
            return
        self._is_changed = False

    def _remember(self, path: str, info: os.stat_result, digest: Digest, began_ns: int) -> None:
        if max(info.st_mtime_ns, info.st_ctime_ns) >= began_ns - RACY_NS:
            self._is_changed |= self._entries.pop(path, None) is not None
            return
        self._entries[path] = _Entry(*signature(info), digest)
        self._is_changed = True

    def _begin(self) -> int:
        """The file system's own time (ns) before the first file is hashed; 0, never remembering, without a cache."""
        if self._began_ns is None:
            self._began_ns = _file_system_ns(self._cache.parent) if self._cache else 0
        return self._began_ns


def signature(info: os.stat_result) -> tuple[int, int, int, int]:
    """What is another after every change of a file."""
    return info.st_size, info.st_mtime_ns, info.st_ino, info.st_ctime_ns


def _file_system_ns(folder: Path) -> int:
    # Needed only where something is new.
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            return os.fstat(probe.fileno()).st_mtime_ns
    except OSError:
        return 0


def _read(real: Path, src: str) -> tuple[os.stat_result, Digest]:
    with real.open("rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        head = file.read(POINTER_LIMIT)
        sha = hashlib.sha256(head)
        while block := file.read(BLOCK):
            sha.update(block)
        after = os.fstat(file.fileno())
    if signature(before) != signature(after):
        raise MediaError("CS405", f"{src} is being written at the moment", "Run the command again when it is finished.")
    pointer = POINTER.fullmatch(head) if before.st_size < POINTER_LIMIT else None
    if pointer:
        return before, Digest(pointer[1].decode("ascii"), int(pointer[2]), True)
    return before, Digest(sha.hexdigest(), before.st_size)


def _load(cache: Path) -> dict[str, _Entry]:
    try:
        document = msgspec.msgpack.decode(cache.read_bytes(), type=_Document)
    except (OSError, msgspec.DecodeError):
        return {}
    return document.entries if document.format == FORMAT else {}
