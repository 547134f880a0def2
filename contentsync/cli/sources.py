"""Lines of the repository's files, to show what a problem is about."""

from functools import lru_cache
from pathlib import Path

from contentsync.repo import find_root
from contentsync.review.source_line import SourceLine

_BYTES_LIMIT = 2_000_000


def repository_source(start: Path | None = None) -> SourceLine:
    """Reads lines of the repository that `start` (the current folder, if not given) stands in, or else below it."""
    start = start or Path.cwd()
    root = find_root(start) or start

    @lru_cache(maxsize=32)
    def lines(file: str) -> tuple[str, ...]:
        try:
            with (root / file).open("rb") as stream:
                raw = stream.read(_BYTES_LIMIT)
        except (OSError, ValueError):
            return ()
        return tuple(raw.decode("utf-8", "replace").split("\n"))

    def source(file: str, line: int) -> str | None:
        found = lines(file)
        return found[line - 1].rstrip("\r") if 0 < line <= len(found) else None

    return source
