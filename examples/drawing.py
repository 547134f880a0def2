"""Paper, colours and shapes for the pictures of the campaign.

All drawing is in pixels of the finished picture; it is done at twice the size and scaled down, for smooth
edges.
"""

import math
from pathlib import Path
from typing import Literal

from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

CONTENT = Path(__file__).parent / "content"
SCALE = 2
NAVY, DEEP, SEA, FOAM = "#12324a", "#0b2233", "#3e7c8f", "#bfe0d6"
PAPER, SAND, CORAL, SUN, INK = "#f6efe2", "#e9dcc3", "#e8684a", "#f0b64a", "#22303a"
SERIF, ITALIC, SERIF_BOLD = "EBGaramond12-Regular.otf", "EBGaramond12-Italic.otf", "EBGaramond12-Bold.otf"
SANS, SANS_BOLD = "Lato-Medium.ttf", "Lato-Heavy.ttf"
Anchor = Literal["la", "ma", "mm", "ra"]


class Sheet:
    """A picture that is being drawn."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.rounded_rectangle(corners, radius * SCALE, fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self._draw.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE], fill
        )

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def waves(self, y: float, fill: str, swing: float = 14, length: float = 180, shift: float = 0) -> None:
        """Water from `y` down to the lower edge."""
        crest = [(x, y + swing * math.sin((x + shift) / length * math.tau)) for x in range(0, self.width + 9, 8)]
        self.shape([(0, self.height), *crest, (self.width, self.height)], fill)

    def words(self, x: float, y: float, text: str, face: str, size: float, fill: str, anchor: Anchor = "la") -> None:
        """Lines with a leading of 1.25; `anchor` as Pillow names it, for each line."""
        font = ImageFont.truetype(face, size * SCALE)
        for number, line in enumerate(text.split("\n")):
            place = (x * SCALE, (y + number * size * 1.25) * SCALE)
            self._draw.text(place, line, fill, font, anchor)

    def ripple(self, x: float, y: float, width: float, fill: str) -> None:
        """One thin wave line."""
        upper = [(x + step, y + 12 * math.sin(step / 95 * math.tau)) for step in range(0, int(width) + 1, 5)]
        self.shape([*upper, *((across, down + 14) for across, down in reversed(upper))], fill)

    def finished(self) -> Image.Image:
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def save(self, path: str) -> None:
        target = CONTENT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.finished().save(target, quality=84, optimize=True, progressive=True)


def boat(sheet: Sheet, x: float, y: float, size: float, hull: str = PAPER, sail: str = CORAL, jib: str = SUN) -> None:
    """A sailing boat whose sails are an open book; (x, y) is the middle of its deck."""
    sheet.shape(
        [(x - size, y), (x + size, y), (x + size * 0.68, y + size * 0.42), (x - size * 0.68, y + size * 0.42)], hull
    )
    sheet.shape([(x - 4, y - 10), (x - 4, y - size * 1.5), (x - size * 0.82, y - size * 0.3)], sail)
    sheet.shape([(x + 4, y - 10), (x + 4, y - size * 1.3), (x + size * 0.7, y - size * 0.3)], jib)


def mark(sheet: Sheet, x: float, y: float, fill: str, anchor: Anchor = "ma") -> None:
    sheet.words(x, y, "HARBOR BOOKS", SANS_BOLD, 26, fill, anchor)


def spines(sheet: Sheet, x: float, floor: float, width: float, seed: int) -> None:
    """A row of books that stand on `floor`."""
    colours, right = (CORAL, NAVY, SUN, SEA, PAPER, FOAM, "#8c4a5b", INK), x + width
    number = seed
    while x < right - 20:
        thick, high = 26 + (number * 37) % 34, 150 + (number * 53) % 70
        thick = min(thick, right - x)
        colour = colours[(number * 5) % len(colours)]
        band = INK if colour in (SUN, PAPER, FOAM) else PAPER
        sheet.box(x, floor - high, thick, high, colour, 4)
        sheet.box(x + 5, floor - high + 22, thick - 10, 5, band)
        sheet.box(x + 5, floor - 34, thick - 10, 5, band)
        x, number = x + thick + 4, number + 1


def mixed(first: str, second: str, share: float) -> str:
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
