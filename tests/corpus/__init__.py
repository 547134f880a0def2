"""Believable posts in `content`, and real media for them and for others.

Media are small and made on the spot: files that everything in the package takes for what they are.
"""

import struct
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from pathlib import PurePosixPath
from typing import Any

from PIL import Image
from pypdf import PdfWriter

FILM = Path(__file__).parents[2] / "examples" / "content" / "open-early" / "open-early-short.mp4"
"""Four seconds, 720x1280, 25 frames a second, H.264 and AAC, 96 KB."""

PILLOW_FORMATS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "bmp": "BMP",
    "tif": "TIFF",
}


def picture(name: str, size: tuple[int, int] = (1080, 1350), mode: str = "RGB", **given: Any) -> bytes:
    """A picture in the format that the name's suffix stands for."""
    file = BytesIO()
    kind = PILLOW_FORMATS[PurePosixPath(name).suffix.removeprefix(".")]
    Image.new(mode, size).save(file, kind, **given)
    return file.getvalue()


def animation(name: str, frames: int, size: tuple[int, int] = (400, 400)) -> bytes:
    """GIF, PNG or WebP with that many frames, each unlike the one before."""
    file = BytesIO()
    pictures: Sequence[Image.Image] = [
        Image.new("RGB", size, (number * 37 % 256, number // 256 * 99, 9)) for number in range(frames)
    ]
    kind = PILLOW_FORMATS[PurePosixPath(name).suffix.removeprefix(".")]
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:], duration=100)
    return file.getvalue()


def pdf(pages: int) -> bytes:
    """A PDF of blank pages."""
    file, writer = BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=300, height=300)
    writer.write(file)
    return file.getvalue()


def saying(jpeg: bytes, size: tuple[int, int]) -> bytes:
    """A JPEG whose head says that it is that wide and high."""
    whole, at = bytearray(jpeg), jpeg.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", size[1], size[0])
    return bytes(whole)


def jpeg_bomb() -> bytes:
    """A JPEG of a few hundred bytes whose head says 65,500 by 65,500."""
    return saying(picture("a.jpg", (16, 16)), (65_500, 65_500))


@cache
def medium(name: str) -> bytes | None:
    """What a file of that name would hold, for tests that are about something else; None where it is no medium."""
    suffix = PurePosixPath(name).suffix.removeprefix(".")
    if suffix in PILLOW_FORMATS:
        return picture(name)
    if suffix in ("mp4", "mov"):
        return FILM.read_bytes()
    return pdf(2) if suffix == "pdf" else None
