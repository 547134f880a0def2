"""Where the repository begins."""

from pathlib import Path


def find_root(start: Path) -> Path | None:
    """The nearest folder, `start` or above it, that has a `.git`: a folder, or a file in worktrees and submodules."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)
