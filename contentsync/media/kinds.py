"""What a file is, told from the end of its name."""

from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["image", "video", "document", "captions"]

SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "image": ("jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "tif", "tiff"),
    "video": ("mp4", "mov", "m4v", "webm", "mpeg", "mpg", "avi", "mkv"),
    "document": ("pdf", "ppt", "pptx", "doc", "docx"),
    "captions": ("srt", "vtt"),
}
KINDS: dict[str, Kind] = {f".{suffix}": kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its suffix, case ignored; None for a suffix that no network takes."""
    return KINDS.get(PurePosixPath(name).suffix.lower())
