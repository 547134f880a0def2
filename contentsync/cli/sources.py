"""Lines of the repository's files, to show what a problem is about."""

from functools import lru_cache
from pathlib import Path

from contentsync.review.source_line import SourceLine

_BYTES_LIMIT = 2_000_000


def lines_of(root: Path) -> SourceLine:
    """Reads lines of files below the repository's root, each file once; what cannot be read has no lines."""

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


def repository_root(start: Path) -> Path:
    """The nearest folder upwards that is a git repository; the start itself where there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)
