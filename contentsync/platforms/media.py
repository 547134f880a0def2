"""The shape of what a network takes as media. The numbers stand in the networks' tables.

Source of the numbers: Upload-Post docs, photo-requirements, video-requirements and upload-document pages. The service
converts what it can, so a number is a warning by itself; `refused_*` says where nothing can be converted, or where
every page of the docs agrees that the post fails.
"""

from math import inf
from typing import Literal

import msgspec

KB = 1000
MB = 1024 * 1024
GB = 1024 * MB
MINUTE = 60
HOUR = 60 * MINUTE

Measure = Literal[
    "size",
    "width",
    "height",
    "longer",
    "shorter",
    "pixels",
    "ratio",
    "frames",
    "seconds",
    "rate",
    "bit_rate",
    "audio_rate",
    "pages",
]
"""Bytes; pixels as shown (`longer` and `shorter` side); width to height; pictures of an animation; length in seconds;
frames, bits and samples of the sound a second; pages of a document."""


class Bound(msgspec.Struct, frozen=True):
    """What a network takes of one measure, both ends included.

    Outside of `refused_below` to `refused_above` the post is refused. `formats` are those that it holds for; empty:
    all. `note` says what happens outside, or which other number the docs have. `option` names an option of the
    network (in MiB) that stands in for `most` and `refused_above`; `premium` stands in for `most` for profiles that
    the settings say have Premium.
    """

    of: Measure
    least: float = 0
    most: float = inf
    refused_below: float = 0
    refused_above: float = inf
    formats: tuple[str, ...] = ()
    note: str = ""
    option: str = ""
    premium: float = 0


class Takes(msgspec.Struct, frozen=True):
    """What a network takes of one kind of medium; empty: whatever there is."""

    formats: tuple[str, ...] = ()
    codecs: tuple[str, ...] = ()
    audio_codecs: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How many media one post shows. `beyond` says what becomes of more; empty: the post is refused.

    `option` is one that raises the number to `most_with`, or, where that is 0, in which the author divides the media
    among the posts of a thread. `note` has the other number that the docs have.
    """

    most: int
    beyond: str = ""
    note: str = ""
    option: str = ""
    most_with: int = 0


class MediaLimits(msgspec.Struct, frozen=True):
    """By kind of medium; then by the value of the option `media_type`, `""` being all those that are not named."""

    photo: dict[str, Takes] = {}
    video: dict[str, Takes] = {}
    document: dict[str, Takes] = {}
    cover: Takes = Takes()
    count: Count | None = None


def refused(
    of: Measure, least: float = 0, most: float = inf, note: str = "", option: str = "", formats: tuple[str, ...] = ()
) -> Bound:
    """A bound that nothing helps against."""
    return Bound(of, least, most, least, most, formats, note, option)
