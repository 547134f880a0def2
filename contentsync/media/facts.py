"""What is known of a medium by its content."""

from collections.abc import Callable
from typing import BinaryIO
from typing import Literal

import msgspec

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
    def pixels(self) -> int:
        return self.width * self.height

    @property
    def ratio(self) -> float:
        """Width to height, 0 where it is not known."""
        return self.width / self.height if self.height else 0


UNKNOWN = Facts()

Reader = Callable[[BinaryIO, int, str], Facts]
"""From an open file, its size in bytes and its format."""
