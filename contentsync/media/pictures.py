"""JPEG, PNG, BMP and TIFF, by Pillow's readers of headers. The pixels are never decoded, so a bomb costs nothing."""

from typing import BinaryIO

from PIL import Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile

from contentsync.media.facts import Facts

BLOCK = 1 << 20
# The classes themselves: Image.open would refuse a bomb without saying how large it is.
_OPENERS: dict[str, type[ImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "bmp": BmpImageFile,
    "tiff": TiffImageFile,
}
_ENDS = {"jpeg": b"\xff\xd9", "png": b"IEND\xaeB`\x82"}
"""What the data of a whole picture are followed by. Within them it cannot occur (JPEG), or as good as never (PNG)."""
_TURNED = (5, 6, 7, 8)


def picture(file: BinaryIO, size: int, name: str) -> Facts:
    """The facts of a picture; `broken` where the header cannot be read, whatever Pillow makes of it."""
    try:
        image = _OPENERS[name](file)
        orientation = _orientation(image)
        data_begin = file.tell()
        width, height = image.size
        has_alpha = image.has_transparency_data
        frames = int(getattr(image, "n_frames", 1)) if name == "png" else 1
    except Exception as error:
        is_wordy = name == "png" and isinstance(error, ValueError)
        return _wordy(file, size) if is_wordy else Facts(format=name, fault="broken")
    if orientation in _TURNED:
        width, height = height, width
    end = _ENDS.get(name)
    is_whole = end is None or _has(file, end, data_begin, size)
    return Facts(
        format=name,
        fault="" if is_whole else "truncated",
        width=width,
        height=height,
        orientation=orientation,
        frames=frames,
        has_alpha=has_alpha,
    )


def _wordy(file: BinaryIO, size: int) -> Facts:
    """Pillow refuses a PNG with comments that unfold to 1 MB; others do not mind them. Its head is always the first."""
    file.seek(16)
    width, height = int.from_bytes(file.read(4), "big"), int.from_bytes(file.read(4), "big")
    is_whole = _has(file, _ENDS["png"], file.tell(), size)
    return Facts(format="png", fault="" if is_whole else "truncated", width=width, height=height)


def _orientation(image: ImageFile) -> int:
    raw = image.info.get("exif")
    if not isinstance(raw, bytes):
        return 1
    exif = Image.Exif()
    try:
        exif.load(raw)
        value = exif.get(Base.Orientation, 1)
    except Exception:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _has(file: BinaryIO, mark: bytes, begin: int, size: int) -> bool:
    """Whether the mark stands in the file from `begin` on. It is nearly always at the very end, looked at first."""
    file.seek(max(begin, size - len(mark)))
    if file.read(len(mark)) == mark:
        return True
    file.seek(begin)
    rest = b""
    while block := file.read(BLOCK):
        if mark in rest + block:
            return True
        rest = block[-len(mark) + 1 :]
    return False
