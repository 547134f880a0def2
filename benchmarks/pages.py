"""The review page of 200 posts with a picture each: how long it takes, at first and later, and its size."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from benchmarks import timing
from benchmarks.plans import CONTENTSYNC
from benchmarks.timing import Measure

POSTS = 200
SECONDS_GOAL, BYTES_GOAL = 2.0, 8_000_000
SETTINGS = (
    "namespace: pages-k3f9xa\ndefaults: {profile: acme, timezone: UTC}\nstate: {store: file}\n"
    "sandbox: {now: 2027-01-01T00:00:00Z}\n"
)
POST = """\
publish_at: 2027-{month:02}-{day:02} 09:00
platforms: [x, linkedin, instagram, facebook]
text: |
  Number {number} of the season, with a walk along the harbor and the shelf by the window.
media: [{{src: {number}.jpg, alt: A picture of the harbor}}]
"""


class Pages(NamedTuple):
    """The first page, whose pictures have all to be made, a later one, and bytes of the file."""

    first: Measure
    later: Measure
    size: int


def compared(folder: Path, rounds: int) -> Pages:
    """The page of what is written below `folder`."""
    written(folder)
    command = [*CONTENTSYNC, "review", "--sandbox", "--offline", "--out", "review.html"]

    def first() -> Measure:
        shutil.rmtree(folder / ".contentsync", ignore_errors=True)
        return timing.measured(command, folder)

    began = timing.median([first() for _ in range(rounds)])
    later = timing.median([timing.measured(command, folder) for _ in range(rounds)])
    return Pages(began, later, (folder / "review.html").stat().st_size)


def written(folder: Path) -> None:
    """The posts, and photographs of 1080 by 1350 pixels, all different, with about the detail of real ones."""
    content = folder / "content"
    content.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / "contentsync.yaml").write_text(SETTINGS)
    grain = Image.effect_noise((1080, 1350), 18)
    for number in range(POSTS):
        text = POST.format(number=number, month=1 + number // 28 % 12, day=1 + number % 28)
        (content / f"{number}.yaml").write_text(text)
        cloud = Image.effect_noise((6, 8), 160).resize((1080, 1350), Image.Resampling.BICUBIC)
        Image.merge("RGB", (cloud, grain, cloud)).save(content / f"{number}.jpg", quality=85)
