"""Draws the pictures, the guide and the videos of the campaign in examples/content, all invented.

Run it only to change them: the files are in the repository. Needs Pillow, ffmpeg, and the typefaces EB Garamond and
Lato (on Debian: ffmpeg fonts-ebgaramond fonts-lato).
"""

import math
import subprocess
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path

from drawing import CONTENT
from drawing import CORAL
from drawing import DEEP
from drawing import FOAM
from drawing import INK
from drawing import ITALIC
from drawing import NAVY
from drawing import PAPER
from drawing import SAND
from drawing import SANS
from drawing import SANS_BOLD
from drawing import SEA
from drawing import SERIF
from drawing import SERIF_BOLD
from drawing import SUN
from drawing import Sheet
from drawing import boat
from drawing import mark
from drawing import mixed
from drawing import spines
from PIL import Image


def window() -> None:
    sheet = Sheet(1080, 1350, "#2b5a6d")
    sheet.box(0, 0, 1080, 250, DEEP)
    sheet.words(540, 95, "HARBOR BOOKS", SERIF_BOLD, 86, PAPER, "ma")
    for stripe in range(12):
        fill, left = (CORAL, PAPER)[stripe % 2], stripe * 90
        sheet.box(left, 250, 90, 120, fill)
        sheet.disc(left + 45, 370, 45, fill)
    sheet.box(90, 440, 900, 720, DEEP, 12)
    sheet.box(110, 460, 860, 680, "#f9d99a", 6)
    for floor, seed in ((750, 3), (1010, 11)):
        spines(sheet, 150, floor, 280, seed)
        spines(sheet, 660, floor, 280, seed + 4)
        sheet.box(130, floor, 820, 16, "#8a5a3c")
    boat(sheet, 545, 712, 78, PAPER, CORAL)
    sheet.words(545, 846, "Spring", ITALIC, 74, NAVY, "ma")
    sheet.words(545, 924, "reading", ITALIC, 54, NAVY, "ma")
    sheet.box(130, 1020, 820, 120, "#e3b066")
    sheet.words(540, 1046, "come in & stay a while", ITALIC, 52, DEEP, "ma")
    sheet.box(0, 1190, 1080, 160, "#c9b79a")
    sheet.box(0, 1190, 1080, 14, "#a8926f")
    sheet.save("shop-window/window.jpg")


BOOKS = (
    ("The Salt\nAlmanac", "Ines Calder", SEA, PAPER),
    ("A Field Guide\nto Staying", "Tomas Wren", CORAL, PAPER),
    ("Lantern\nMonths", "Adaeze Okoro", DEEP, SUN),
    ("Small\nWeather", "Lucille Hart", FOAM, NAVY),
)


def emblem(sheet: Sheet, number: int, x: float, y: float, front: str) -> None:
    """The picture on the front of each of the books."""
    if number == 0:
        for row in range(5):
            sheet.ripple(x - 190, y + 10 + row * 56, 380, front)
    elif number == 1:
        for leaf in range(7):
            turn = math.pi * (leaf + 0.5) / 7
            tip = (x - 200 * math.cos(turn), y + 190 - 230 * math.sin(turn))
            side = (18 * math.sin(turn), 18 * math.cos(turn))
            middle = ((x + tip[0]) / 2, (y + 190 + tip[1]) / 2)
            around = [(x, y + 190), (middle[0] - side[0], middle[1] - side[1]), tip]
            sheet.shape([*around, (middle[0] + side[0], middle[1] + side[1])], front)
    elif number == 2:
        for ring, shade in ((200, "#17415f"), (140, "#7a6a3e"), (80, SUN)):
            sheet.disc(x, y + 110, ring, shade)
    else:
        for row, wide in enumerate((300, 380, 240)):
            sheet.box(x - wide / 2, y + 40 + row * 66, wide, 40, front, 20)
        sheet.disc(x + 90, y + 10, 54, SUN)


def carousel() -> None:
    sheet = Sheet(1080, 1350, SUN)
    sheet.disc(850, 250, 170, PAPER)
    sheet.waves(930, SEA)
    boat(sheet, 800, 940, 110, PAPER, CORAL, DEEP)
    sheet.waves(1010, NAVY, shift=70)
    sheet.words(90, 330, "Four books\nfor the first\nwarm evening", SERIF_BOLD, 124, DEEP)
    sheet.words(90, 1190, "Chosen by the people behind the counter", SANS, 38, FOAM)
    mark(sheet, 90, 1262, PAPER, "la")
    sheet.save("reading-list/1-four-books.jpg")
    for number, (title, author, ground, front) in enumerate(BOOKS):
        card(number, title, author, ground, front)


def card(number: int, title: str, author: str, ground: str, front: str) -> None:
    sheet = Sheet(1080, 1350, PAPER)
    sheet.box(254, 144, 600, 860, "#d8cbb2", 10)
    sheet.box(240, 130, 600, 860, ground, 8)
    sheet.box(262, 130, 5, 860, mixed(ground, DEEP, 0.35))
    sheet.words(550, 200, title, SERIF_BOLD, 84, front, "ma")
    emblem(sheet, number, 550, 520, front)
    sheet.words(550, 900, author.upper(), SANS_BOLD, 32, front, "ma")
    sheet.words(540, 1062, title.replace("\n", " "), SERIF_BOLD, 62, INK, "ma")
    sheet.words(540, 1146, f"by {author}", ITALIC, 46, SEA, "ma")
    mark(sheet, 540, 1262, NAVY)
    file = title.replace("\n", " ").lower().replace(" ", "-")
    sheet.save(f"reading-list/{number + 2}-{file}.jpg")


def author_night() -> None:
    sheet = Sheet(1200, 675, DEEP)
    for step, shade in enumerate(("#123a55", "#17486a", "#1d577e")):
        sheet.disc(930, 300, 330 - step * 70, shade)
    sheet.disc(930, 300, 110, SUN)
    sheet.waves(520, SEA, 10, 150)
    boat(sheet, 930, 535, 70)
    sheet.waves(575, NAVY, 10, 150, 60)
    sheet.box(80, 84, 168, 40, CORAL, 20)
    sheet.words(164, 104, "EVENING", SANS_BOLD, 20, PAPER, "mm")
    sheet.words(80, 140, "Adaeze Okoro\nreads from\nLantern Months", SERIF_BOLD, 74, PAPER)
    sheet.words(80, 436, "Friday 19 March · 7 pm · free", SANS_BOLD, 34, SUN)
    mark(sheet, 80, 606, FOAM, "la")
    sheet.save("events/author-night/poster.jpg")


def story() -> None:
    sheet = Sheet(1080, 1920, CORAL)
    sheet.disc(540, 580, 330, SUN)
    sheet.words(540, 430, "Spring", ITALIC, 170, DEEP, "ma")
    sheet.words(540, 600, "SALE", SANS_BOLD, 120, DEEP, "ma")
    sheet.waves(1120, SEA, 20, 260)
    boat(sheet, 540, 1130, 110, PAPER, FOAM)
    sheet.waves(1230, NAVY, 20, 260, 90)
    sheet.words(540, 1390, "Every second-hand book\nat half its price", SERIF_BOLD, 76, PAPER, "ma")
    sheet.words(540, 1620, "Saturday 20 and Sunday 21 March", SANS_BOLD, 44, FOAM, "ma")
    mark(sheet, 540, 1740, PAPER)
    sheet.save("spring-sale/story.jpg")


GUIDE = (
    (
        "Before you begin",
        ("Six to eight people is plenty.", "One book a month, under 300 pages.", "Someone brings biscuits. Always."),
    ),
    (
        "Six questions for any book",
        (
            "Where did you stop reading, and why there?",
            "Whose side is the book on?",
            "What does nobody say aloud?",
            "Which page would you read to a friend?",
            "What would you cut?",
            "Did the ending keep its promise?",
        ),
    ),
    (
        "Three books to start with",
        ("The Salt Almanac, by Ines Calder", "Small Weather, by Lucille Hart", "Lantern Months, by Adaeze Okoro"),
    ),
)


def guide() -> None:
    cover = Sheet(1080, 1350, NAVY)
    cover.disc(890, 230, 120, SUN)
    cover.waves(900, SEA)
    boat(cover, 780, 910, 120)
    cover.waves(990, DEEP, shift=60)
    cover.words(90, 300, "How to run\na book club\npeople come\nback to", SERIF_BOLD, 116, PAPER)
    cover.words(90, 1170, "A guide in four pages", SANS, 40, FOAM)
    mark(cover, 90, 1250, PAPER, "la")
    pages = [cover.finished(), *(page(number, *words) for number, words in enumerate(GUIDE, start=2))]
    target, drawn_at = CONTENT / "book-club-guide/book-club-guide.pdf", datetime(2027, 2, 20, tzinfo=UTC).timetuple()
    target.parent.mkdir(parents=True, exist_ok=True)
    pages[0].save(
        target, save_all=True, append_images=pages[1:], quality=80, resolution=144,
        title="How to run a book club", author="Harbor Books", creationDate=drawn_at, modDate=drawn_at,
    )  # fmt: skip


def page(number: int, title: str, lines: tuple[str, ...]) -> Image.Image:
    sheet = Sheet(1080, 1350, PAPER)
    sheet.box(0, 0, 1080, 24, CORAL)
    sheet.words(90, 130, title, SERIF_BOLD, 84, NAVY)
    for row, line in enumerate(lines):
        sheet.disc(116, 385 + row * 130, 26, FOAM)
        sheet.words(116, 383 + row * 130, str(row + 1), SANS_BOLD, 26, NAVY, "mm")
        sheet.words(170, 360 + row * 130, line, SERIF, 44, INK)
    sheet.words(990, 1262, str(number), SANS, 30, SEA, "ra")
    mark(sheet, 90, 1262, NAVY, "la")
    return sheet.finished()


def morning(second: float, seconds: float, ending: str) -> Image.Image:
    """One frame of the film: the sun comes up over the harbour, and the sign on the door turns."""
    share = second / seconds
    rise = 1 - (1 - min(1.0, share / 0.6)) ** 3
    sheet = Sheet(720, 1280, mixed(NAVY, "#f6cf8a", rise))
    sheet.disc(360, 860 - 330 * rise, 120, SUN)
    sheet.waves(800, mixed(DEEP, SEA, rise), 10, 240, second * 60)
    boat(sheet, 150 + 420 * share, 822 + 4 * math.sin(second * 3), 62)
    sheet.waves(880, NAVY, 12, 240, 90 + second * 90)
    turn = min(1.0, max(0.0, (share - 0.5) / 0.15))
    width = max(6.0, 420 * abs(math.cos(turn * math.pi)))
    is_open = turn > 0.5
    sheet.shape([(300, 1010), (360, 960), (420, 1010), (410, 1010), (360, 970), (310, 1010)], SAND)
    sheet.box(360 - width / 2, 1010, width, 140, CORAL if is_open else PAPER, 12)
    if width > 380:
        sheet.words(360, 1080, "OPEN" if is_open else "closed", SERIF_BOLD, 84, PAPER if is_open else INK, "mm")
    if share > 0.7:
        sheet.words(360, 100, ending, SERIF_BOLD, 72, DEEP, "ma")
    mark(sheet, 360, 1206, FOAM)
    return sheet.finished()


def film(path: str, seconds: float, ending: str) -> None:
    """H.264 with a silent AAC track, 25 frames a second."""
    frames = (morning(number / 25, seconds, ending) for number in range(int(seconds * 25)))
    encode(CONTENT / path, frames, seconds)


def encode(target: Path, frames: Iterator[Image.Image], seconds: float) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    pictures = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "720x1280", "-r", "25", "-i", "-"]
    silence = ["-f", "lavfi", "-t", str(seconds), "-i", "anullsrc=r=44100:cl=stereo"]
    codecs = [
        "-c:v",
        "libx264",
        "-preset",
        "veryslow",
        "-crf",
        "27",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "32k",
    ]
    shape = ["-shortest", "-fflags", "+bitexact", "-flags", "+bitexact", "-movflags", "+faststart"]
    command = ["ffmpeg", "-loglevel", "error", "-y", *pictures, *silence, *codecs, *shape, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        for frame in frames:
            running.stdin.write(frame.tobytes())
        running.stdin.close()
    if running.returncode:
        raise SystemExit(f"ffmpeg ended with {running.returncode}")


def main() -> None:
    window()
    carousel()
    author_night()
    story()
    guide()
    film("open-early/open-early.mp4", 6, "Open from\neight, all\nspring")
    film("open-early/open-early-short.mp4", 4, "Open\nfrom eight")
    last = morning(5.9, 6, "Open from\neight, all\nspring")
    last.save(CONTENT / "open-early/cover.jpg", quality=84, optimize=True)


if __name__ == "__main__":
    main()
