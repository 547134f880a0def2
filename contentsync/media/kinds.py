"""What a file is, told from the end of its name."""

from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["image", "video", "document", "captions"]

_OFFICE = "application/vnd.openxmlformats-officedocument"

TYPES: dict[str, tuple[Kind, str]] = {
    "jpg": ("image", "image/jpeg"),
    "jpeg": ("image", "image/jpeg"),
    "png": ("image", "image/png"),
    "gif": ("image", "image/gif"),
    "webp": ("image", "image/webp"),
    "heic": ("image", "image/heic"),
    "bmp": ("image", "image/bmp"),
    "tif": ("image", "image/tiff"),
    "tiff": ("image", "image/tiff"),
    "mp4": ("video", "video/mp4"),
    "mov": ("video", "video/quicktime"),
    "m4v": ("video", "video/x-m4v"),
    "webm": ("video", "video/webm"),
    "mpeg": ("video", "video/mpeg"),
    "mpg": ("video", "video/mpeg"),
    "avi": ("video", "video/x-msvideo"),
    "mkv": ("video", "video/x-matroska"),
    "pdf": ("document", "application/pdf"),
    "ppt": ("document", "application/vnd.ms-powerpoint"),
    "pptx": ("document", f"{_OFFICE}.presentationml.presentation"),
    "doc": ("document", "application/msword"),
    "docx": ("document", f"{_OFFICE}.wordprocessingml.document"),
    "srt": ("captions", "application/x-subrip"),
    "vtt": ("captions", "text/vtt"),
}


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its suffix, case ignored; None for a suffix that no network takes."""
    entry = TYPES.get(_suffix(name))
    return entry[0] if entry else None


def content_type(name: str) -> str:
    """The media type that a multipart part of that name declares."""
    return TYPES.get(_suffix(name), ("", "application/octet-stream"))[1]


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
