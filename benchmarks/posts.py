"""Writes N believable posts of 23 lines each, the same bytes at every run, and edits some of them."""

import random
import subprocess
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from PIL import Image

NOW = datetime(2027, 1, 1, tzinfo=UTC)
PROFILES = 7
PICTURES = 50
CHANGED_EVERY = 100
"""One post in a hundred is edited."""

_WORDS = [
    "harbor",
    "spring",
    "window",
    "reader",
    "evening",
    "letter",
    "market",
    "morning",
    "shelf",
    "story",
    "garden",
    "bread",
    "lamp",
    "winter",
    "ticket",
    "bridge",
    "island",
    "ferry",
    "kitchen",
    "paper",
    "museum",
    "concert",
    "question",
    "answer",
    "corner",
    "weather",
    "journey",
    "friend",
    "table",
    "notebook",
    "train",
    "picture",
    "school",
    "season",
    "valley",
    "street",
    "coffee",
    "festival",
    "workshop",
    "library",
    "poem",
    "dinner",
    "painter",
    "river",
    "cellar",
]
_NETWORKS = {
    "x": "reply_settings: following",
    "linkedin": "visibility: PUBLIC",
    "bluesky": "langs: [en]",
    "threads": "first_comment: More of it tomorrow.",
    "mastodon": "visibility: public",
    "facebook": "first_comment: More of it tomorrow.",
}

_AUTHOR = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")
SETTINGS = """\
namespace: benchmark-k3f9xa
defaults: {timezone: Europe/Madrid}
state: {store: file}
"""


def write(folder: Path, count: int) -> None:
    """A repository that `contentsync plan` can be run in: settings, media and posts."""
    media = folder / "content" / "media"
    media.mkdir(parents=True)
    (folder / "contentsync.yaml").write_text(SETTINGS)
    for number in range(PICTURES):
        Image.new("RGB", (1080, 1080), (number, 90, 160)).save(media / f"{number:02d}.jpg")
    for number in range(count):
        rewrite(folder, number)
    for words in (("init", "--quiet"), ("add", "."), (*_AUTHOR, "commit", "--quiet", "--message", "Posts")):
        subprocess.run(["git", *words], cwd=folder, check=True)


def edit(folder: Path, count: int, edition: int) -> int:
    """Give one post in a hundred another last sentence. Returns how many that are."""
    chosen = range(0, count, CHANGED_EVERY)
    for number in chosen:
        rewrite(folder, number, edition)
    return len(chosen)


def rewrite(folder: Path, number: int, edition: int = 0) -> None:
    """Write one post's file; editions differ in the last sentence of the text."""
    path = folder / "content" / f"2027-{1 + number % 12:02d}" / f"post-{number:06d}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(_text(number, edition))


def _text(number: int, edition: int) -> str:
    chance = random.Random(number)
    at = NOW + timedelta(days=2 + number % 330, hours=chance.randrange(6, 22), minutes=chance.randrange(60))
    networks = chance.sample(sorted(_NETWORKS), 3)
    ending = f" Edition {edition}." if edition else ""
    return "\n".join(
        [
            f"id: post-{number:06d}",
            f"profile: brand-{number % PROFILES}",
            f"publish_at: {at:%Y-%m-%d %H:%M}",
            "platforms:",
            *(line for name in networks for line in (f"  {name}:", f"    {_NETWORKS[name]}")),
            "text: |",
            f"  {_sentence(chance, 45)}",
            "",
            f"  {_sentence(chance, 40)}{ending}",
            "media:",
            *(line for _ in range(2) for line in _medium(chance)),
            f"first_comment: {_sentence(chance, 8)}",
            "labels:",
            *(f"  - {word}" for word in chance.sample(_WORDS, 2)),
            "",
        ]
    )


def _medium(chance: random.Random) -> tuple[str, str]:
    return f"  - src: /media/{chance.randrange(PICTURES):02d}.jpg", f"    alt: {_sentence(chance, 6)}"


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(_WORDS, k=length)).capitalize() + "."
