"""The corpus as a repository that commands can be run in: the posts from here, the media made for it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.corpus import FILM
from tests.corpus import animation
from tests.corpus import pdf
from tests.corpus import picture

HERE = Path(__file__).parent
CAPTIONS = b"1\n00:00:00,500 --> 00:00:03,000\nGood morning.\n"


def office(folder: str) -> bytes:
    """An Office file, as far as anybody looks into one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(f"{folder}/document.xml", "<document/>")
    return file.getvalue()


MEDIA: dict[str, Callable[[], bytes]] = {
    "boat.jpg": lambda: picture("boat.jpg", (1080, 1350)),
    "cover.jpg": lambda: picture("cover.jpg", (720, 1280)),
    "cup.gif": lambda: animation("cup.gif", 12),
    "film.en.srt": lambda: CAPTIONS,
    "film.es.srt": lambda: CAPTIONS,
    "film.mp4": FILM.read_bytes,
    "guide.pdf": lambda: pdf(12),
    "letter.docx": lambda: office("word"),
    "logo.png": lambda: picture("logo.png", (1080, 1080), "RGBA"),
    "pin.jpg": lambda: picture("pin.jpg", (1000, 1250)),
    "slides.pptx": lambda: office("ppt"),
    "square.jpg": lambda: picture("square.jpg", (1080, 1080)),
    "story-pin.jpg": lambda: picture("story-pin.jpg", (1000, 1500)),
    "story.jpg": lambda: picture("story.jpg", (1080, 1920)),
    "table.webp": lambda: picture("table.webp", (1080, 1440)),
    "wide.jpg": lambda: picture("wide.jpg", (1200, 675)),
}


def write(folder: Path) -> Path:
    """The whole corpus in a new git repository there."""
    shutil.copytree(HERE / "content", folder / "content")
    shutil.copy(HERE / "contentsync.yaml", folder)
    (folder / "content" / "media").mkdir()
    for name, made in MEDIA.items():
        (folder / "content" / "media" / name).write_bytes(made())
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder
