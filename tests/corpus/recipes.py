"""Files of media by a few words on what they are to be: `319x400`, `301 pages`, `1080x1350 of 1000001 bytes`, `-t 2.9`.

Words that begin with a dash are for ffmpeg, which makes the film of the examples anew by them.
"""

import re
import shlex
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus import FILM
from tests.corpus import animation
from tests.corpus import medium
from tests.corpus import pdf
from tests.corpus import picture
from tests.corpus import saying

Size = tuple[int, int]
# One thread: several wait for each other on a machine that has more to do.
QUICK = {
    ".mp4": ("-threads", "1", "-preset", "ultrafast"),
    ".mov": ("-threads", "1", "-preset", "ultrafast"),
    ".webm": ("-threads", "1", "-deadline", "realtime", "-cpu-used", "8", "-c:v", "libvpx"),
    ".mkv": (),
}
LEAST_OF_A_FILLER = 16


def film(path: Path, words: str) -> None:
    """By Debian's ffmpeg."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg: apt-get install -y ffmpeg")
    command = ["ffmpeg", "-v", "error", "-y", "-i", FILM, *QUICK[path.suffix], *shlex.split(words), path]
    subprocess.run(command, check=True, timeout=100)


def _filled(path: Path, size: int) -> None:
    """Bytes that nobody looks at, and that take no room on the disk."""
    more = size - path.stat().st_size
    assert more >= LEAST_OF_A_FILLER, f"{path.name} has more than {size - LEAST_OF_A_FILLER} bytes"
    filler = {
        ".mp4": struct.pack(">I4sQ", 1, b"free", more),
        ".mov": struct.pack(">I4sQ", 1, b"free", more),
        ".webm": b"\xec\x01" + (more - 9).to_bytes(7, "big"),
    }
    with path.open("ab") as file:
        file.write(filler.get(path.suffix, b""))
        file.truncate(size)


def _size(words: str) -> Size:
    width, height = words.split("x")
    return int(width), int(height)


PICTURES: dict[str, Callable[[str, Size, str], bytes]] = {
    "": lambda name, size, _: picture(name, size),
    "frames": lambda name, size, words: animation(name, int(words), size),
    "that says": lambda name, size, words: saying(picture(name, size), _size(words)),
    "without its last byte": lambda name, size, _: picture(name, size)[:-1],
}
_PICTURE = re.compile(r"(\d+x\d+)(?: (that says|without its last byte))?(?: ?([\dx]+))?(?: (frames))?")
_OF_SIZE = re.compile(r"(.+) of (\d+) bytes")
_PAGES = re.compile(r"(\d+) pages")


def make(path: Path, words: str) -> None:
    """Writes the file; without words whatever a file of that name would hold."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if of_size := _OF_SIZE.fullmatch(words):
        make(path, of_size[1])
        _filled(path, int(of_size[2]))
    elif words.startswith("-"):
        film(path, words)
    else:
        path.write_bytes(_bytes(path.name, words))


def _bytes(name: str, words: str) -> bytes:
    if found := _PICTURE.fullmatch(words):
        return PICTURES[found[2] or found[4] or ""](name, _size(found[1]), found[3] or "")
    if pages := _PAGES.fullmatch(words):
        return pdf(int(pages[1]))
    return {"": medium(name) or b"", "nothing": b"", "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}[words]
