"""What is known of a medium by its content, and how it is found out: headers are read, nothing is decoded or run."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from typing import Literal

import msgspec

from contentsync.media.formats import HEAD
from contentsync.media.formats import format_of

Fault = Literal["", "empty", "broken", "truncated", "unmeasured"]


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """Zero, empty and None stand for what is not known.

    `format` is a key of `formats.KINDS_OF_FORMATS`. `width` and `height` are pixels as they are shown: the EXIF
    orientation (1 to 8) and the rotation of a film are in them. `frames` counts the pictures of an animation.
    `duration` is in seconds, `rate` in frames a second, `bit_rate` in bits a second of the whole file. `pages` is
    None where they cannot be counted. `fault`: `empty` has no bytes, `broken` has a head that cannot be read,
    `truncated` ends too early, `unmeasured` took too long to look at. `has_picture` is False of a film without a
    picture track.
    """

    format: str = ""
    fault: Fault = ""
    width: int = 0
    height: int = 0
    orientation: int = 1
    frames: int = 1
    has_alpha: bool = False
    duration: float | None = None
    rate: float = 0
    bit_rate: int = 0
    codec: str = ""
    audio_codec: str = ""
    audio_rate: int = 0
    has_picture: bool = True
    is_faststart: bool | None = None
    pages: int | None = None

    @property
    def is_animated(self) -> bool:
        return self.frames > 1

    @property
    def has_audio(self) -> bool:
        return bool(self.audio_codec)

    @property
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def ratio(self) -> float:
        """Width to height, 0 where it is not known."""
        return self.width / self.height if self.height else 0


UNKNOWN = Facts()
_WATCHED = frozenset({"mp4", "mov", "webm", "mkv", "avi", "mpeg", "flv", "wmv", "pdf", "zip"})

Reader = Callable[[BinaryIO, int, str], Facts]
"""From an open file, its size in bytes and its format."""


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
