"""Small pictures of media, for pages that people look at. Made in a process that can be stopped, and remembered."""

import io
import tempfile
from collections.abc import Callable
from hashlib import file_digest
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from contentsync.media.bounded import Bounded
from contentsync.media.error import MediaError
from contentsync.media.place import Places
from contentsync.media.replacing import replace
from contentsync.model.delivery import Medium

LONGEST = 480
"""Pixels of the longer side."""
MOST_OLDER_BYTES = 50_000_000
"""What is held in memory of a picture that is only in git."""
_QUALITY = 72
_FORMAT = 1

Older = Callable[[str], bytes | None]


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """One small picture: its bytes, what they are, and its pixels."""

    data: bytes
    content_type: Literal["image/jpeg", "image/webp"]
    width: int
    height: int


class Thumbnails:
    """Those of one repository. `root` is its folder, `cache` the folder that they are remembered in, or None; `older`
    has the bytes of a file (posix path) as it once was.
    """

    def __init__(self, root: Path, cache: Path | None, older: Older = lambda path: None) -> None:
        self._places, self._older = Places(root), older
        self._cache = cache / "thumbnails" if cache else None

    def picture(self, medium: Medium) -> Picture | None:
        """The small picture of an image; None of everything else, and where none can be made of it.

        Nothing outside the repository is opened. What is made is remembered by the digest of the content.
        """
        if medium.kind != "image" or not medium.path or medium.is_pointer:
            return None
        known = self._cache / f"{medium.sha256}.{_FORMAT}" if self._cache and medium.sha256 else None
        if known and (remembered := _decoded(_read(known))):
            return remembered
        answer = self._made(medium)
        if known and answer:
            _remember(known, answer)
        return _decoded(answer)

    def _made(self, medium: Medium) -> bytes:
        try:
            _, real, _ = self._places.locate(f"/{medium.path}", "", "")
        except MediaError:
            return self._made_of_older(medium)
        # What a post said once may be another picture by now.
        if medium.sha256 and _digest(real) != medium.sha256:
            return self._made_of_older(medium)
        return _MAKER.ask(str(real).encode()) or b""

    def _made_of_older(self, medium: Medium) -> bytes:
        data = self._older(medium.path) if 0 < medium.size <= MOST_OLDER_BYTES else None
        if data is None or sha256(data).hexdigest() != medium.sha256:
            return b""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "picture"
            file.write_bytes(data)
            return _MAKER.ask(str(file).encode()) or b""


def _digest(real: Path) -> str:
    try:
        with real.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def answered(question: bytes) -> bytes:
    """What the process does: the path of a picture in, a small one out; nothing of what no picture can be made of."""
    try:
        return msgspec.msgpack.encode(made(Path(question.decode())))
    except Exception:
        return b""


_MAKER = Bounded(answered)


def made(path: Path) -> Picture:
    """The small picture, upright, without the original's place, camera and comments. Raises what Pillow raises."""
    from PIL import Image
    from PIL import ImageOps

    with Image.open(path) as opened:
        # A JPEG is decoded at half, a quarter or an eighth of its size, which is most of the work saved.
        opened.draft("RGB", (LONGEST, LONGEST))
        opened.thumbnail((LONGEST, LONGEST), Image.Resampling.BILINEAR, reducing_gap=1.5)
        small = ImageOps.exif_transpose(opened)
        has_alpha = small.has_transparency_data
        small = small.convert("RGBA" if has_alpha else "RGB")
    out = io.BytesIO()
    if has_alpha:
        small.save(out, "WEBP", quality=_QUALITY, method=2)
    else:
        small.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), "image/webp" if has_alpha else "image/jpeg", *small.size)


def _decoded(answer: bytes) -> Picture | None:
    try:
        return msgspec.msgpack.decode(answer, type=Picture)
    except msgspec.DecodeError:
        return None


def _read(known: Path) -> bytes:
    try:
        return known.read_bytes()
    except OSError:
        return b""


def _remember(known: Path, answer: bytes) -> None:
    """Like all caches it is done without where it cannot be written."""
    try:
        replace(known, answer)
    except OSError:
        return
