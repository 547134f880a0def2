"""How the facts of a medium are found out: headers are read, nothing is decoded or run."""

import os
from pathlib import Path
from typing import BinaryIO

from contentsync.media.facts import Facts
from contentsync.media.facts import Reader
from contentsync.media.formats import HEAD
from contentsync.media.formats import format_of

_WATCHED = frozenset({"mp4", "mov", "webm", "mkv", "avi", "mpeg", "flv", "wmv", "pdf", "zip"})


def facts_of(path: Path) -> Facts:
    """The facts of a file. OSError where it cannot be read; whatever stands in it, nothing else is raised."""
    with path.open("rb") as file:
        return facts_in(file)


def facts_in(file: BinaryIO) -> Facts:
    """The same of an open file."""
    size = os.fstat(file.fileno()).st_size
    if not size:
        return Facts(fault="empty")
    found = format_of(file.read(HEAD))
    reader = _reader(found)
    if reader is None:
        return Facts(format=found)
    file.seek(0)
    return reader(file, size, found)


def _reader(name: str) -> Reader | None:
    """Readers are imported when a file needs one: most runs meet nothing new."""
    if name in ("jpeg", "png", "bmp", "tiff"):
        from contentsync.media.pictures import picture

        return picture
    if name == "gif":
        from contentsync.media.gif import gif

        return gif
    if name == "webp":
        from contentsync.media.webp import webp

        return webp
    if name in _WATCHED:
        from contentsync.media.watched import watched

        return watched
    return None
