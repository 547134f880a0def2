"""Media as cards show them, and the album that holds each picture once."""

import base64
from collections.abc import Callable
from pathlib import PurePosixPath

import msgspec

from contentsync.media import Facts
from contentsync.media.thumbnails import Picture
from contentsync.model.delivery import Medium
from contentsync.review.counting import counted
from contentsync.review.media import duration_text
from contentsync.review.media import size_text
from contentsync.review.page.looks import Look

Pictures = Callable[[Medium], Picture | None]
FactsOf = Callable[[Medium], Facts]

_UNKNOWN_RATIO = 1.0
_SCREEN_RATIO = 9 / 16
_PLAYER_RATIO = 16 / 9
_DOCUMENT_RATIO = 4 / 3
_LESS_THAN_A_PICTURE = 512
"""Bytes of the markup around a picture."""


class Shot(msgspec.Struct, frozen=True):
    """One medium. `symbol` is the id of its picture in the album, empty where it can have none.

    `ratio` is the width to height of the frame that it is cut to. `facts` are for people to read.
    """

    kind: str
    name: str
    symbol: str
    ratio: float
    alt: str
    facts: str
    length: str = ""
    note: str = ""

    @property
    def frame(self) -> tuple[int, int]:
        """Width and height of the frame, in units of its own."""
        return 1000, max(round(1000 / self.ratio), 1)


class Album:
    """Every picture that a page shows, each once, whatever the number of cards that have it."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[bool, str, Medium]] = {}

    def ask(self, medium: Medium, *, is_urgent: bool) -> str:
        """The id of the symbol that will hold the picture; urgent ones are made first."""
        key = medium.sha256 or medium.path
        was_urgent, symbol, _ = self._asked.get(key, (False, f"m{len(self._asked) + 1}", medium))
        self._asked[key] = (is_urgent or was_urgent, symbol, medium)
        return symbol

    def filled(self, pictures: Pictures, most: int) -> tuple[list[tuple[str, Picture | None, str]], int]:
        """Each symbol with its picture and that as an address, within `most` bytes; and how many found no room."""
        found, left_out = [], 0
        for _, symbol, medium in sorted(self._asked.values(), key=lambda each: not each[0]):
            most -= _LESS_THAN_A_PICTURE
            picture = pictures(medium) if most > 0 else None
            address = _address(picture) if picture else ""
            if len(address) > max(most, 0) or most <= 0:
                left_out += 1
                picture, address = None, ""
            most -= len(address)
            found.append((symbol, picture, address))
        return found, left_out


def _address(picture: Picture) -> str:
    return f"data:{picture.content_type};base64,{base64.b64encode(picture.data).decode()}"


def shot(medium: Medium, look: Look, album: Album, facts_of: FactsOf, *, is_urgent: bool) -> Shot:
    """A medium in the frame that the network cuts it to. A film shows its cover, where it has one."""
    shown = medium.cover if medium.kind == "video" else medium
    has_picture = shown is not None and shown.kind == "image" and bool(shown.path) and not shown.is_pointer
    return Shot(
        kind=medium.kind,
        name=PurePosixPath(medium.src.split("?")[0]).name or medium.src,
        symbol=album.ask(shown, is_urgent=is_urgent) if shown and has_picture else "",
        ratio=_frame(medium, look),
        alt=medium.alt.strip(),
        facts=_facts(medium, facts_of(medium)),
        length=duration_text(medium.duration) if medium.duration else "",
        note=_note(medium, shown, has_picture),
    )


def _frame(medium: Medium, look: Look) -> float:
    if medium.kind == "document":
        return _DOCUMENT_RATIO
    if look.layout == "screen":
        return _SCREEN_RATIO
    if look.layout == "watch":
        return _PLAYER_RATIO
    ratio = medium.width / medium.height if medium.height else _UNKNOWN_RATIO
    if look.narrowest:
        ratio = max(ratio, look.narrowest)
    return min(ratio, look.widest) if look.widest else ratio


def _facts(medium: Medium, facts: Facts) -> str:
    """`1080×1920, 0:32, 79.6 MB, H.264 and AAC, 30 frames a second`: what is known of it."""
    parts = [f"{medium.width}×{medium.height}"] if medium.width else []
    parts += [duration_text(medium.duration)] if medium.duration else []
    parts += [counted(facts.pages, "page")] if facts.pages else []
    parts += [size_text(medium.size)] if medium.size else []
    parts += [" and ".join(codec for codec in (facts.codec, facts.audio_codec) if codec)] if facts.codec else []
    parts += [f"{facts.rate:g} frames a second"] if facts.rate else []
    return ", ".join(parts)


def _note(medium: Medium, shown: Medium | None, has_picture: bool) -> str:
    """Why there is no picture of it."""
    if has_picture:
        return ""
    if medium.url or (shown and shown.url):
        return "at an address, which nobody opens for a review"
    if medium.is_pointer or (shown and shown.is_pointer):
        return "in Git LFS, not downloaded here"
    return "no cover declared" if medium.kind == "video" else ""
