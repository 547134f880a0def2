"""Writes N believable posts of some 23 lines and 1,000 bytes, the same at every run, and edits some of them.

Somebody wrote them for the networks that they go to: eight of twenty are short enough for each, eight are longer and
have other words for those that take less, three are longer and go where there is room. One is longer and has no other
words, and is warned about. Some have links, hashtags, emoji, and letters outside of ASCII.
"""

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

_STOCK = """
harbor spring window reader evening letter market morning shelf story garden bread lamp winter ticket bridge island
ferry kitchen paper museum concert question answer corner weather journey friend table notebook train picture school
season valley street coffee festival workshop library poem dinner painter river cellar autumn basket bicycle blanket
boat bottle bowl branch candle carpet castle chair cherry choir cinema cloud coat colour cousin cup curtain dance dawn
desk door drawing dream dress drum envelope farm field fire fish floor flower forest fountain fox frame fruit gate
gift glass grass guitar hall hammer hill holiday honey horse hotel house ink jacket jam key ladder lake lantern leaf
lemon light map meadow melody milk mirror moon mountain needle night oak orange orchard oven owl parcel path pear
pencil piano pillow pine pocket pond poster quilt rain recipe ribbon roof room rope rose sail salt sand scarf sea shop
silver singer snow song soup square stage stair star station stone stove suitcase summer sun swan tea thread tower
town toy tree tunnel umbrella vase village violin wagon wall walnut wave wheel wind wood wool yard café crème fête
señora über smörgåsbord
"""
_WORDS = _STOCK.split()
_NETWORKS = {
    "x": "reply_settings: following",
    "linkedin": "visibility: PUBLIC",
    "bluesky": "langs: [en]",
    "threads": "first_comment: More of it tomorrow.",
    "mastodon": "visibility: public",
    "facebook": "first_comment: More of it tomorrow.",
}
_ROOMY = frozenset({"facebook", "linkedin"})
"""Those that take texts of any length that people write."""

_AUTHOR = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")
SETTINGS = """\
namespace: benchmark-k3f9xa
defaults: {timezone: Europe/Madrid}
x_links: true
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
    kind = number % 20
    networks = sorted(_ROOMY) if 16 <= kind < 19 else chance.sample(sorted(_NETWORKS), 3)
    words = 14 if kind < 8 else 42
    ending = f" Edition {edition}." if edition else ""
    return "\n".join(
        [
            f"id: post-{number:06d}",
            f"profile: brand-{number % PROFILES}",
            f"publish_at: {at:%Y-%m-%d %H:%M}",
            "platforms:",
            *(line for name in networks for line in _network(chance, name, 8 <= kind < 16)),
            "text: |",
            f"  {_sentence(chance, words)}",
            "",
            f"  {_sentence(chance, words)}{_extras(chance)}{ending}",
            "media:",
            *(line for _ in range(2) for line in _medium(chance)),
            f"first_comment: {_sentence(chance, 8)}",
            "labels:",
            *(f"  - {word}" for word in chance.sample(_WORDS, 2)),
            "",
        ]
    )


def _network(chance: random.Random, name: str, has_other_words: bool) -> list[str]:
    lines = [f"  {name}:", f"    {_NETWORKS[name]}"]
    return [*lines, f"    text: {_sentence(chance, 20)}"] if has_other_words and name not in _ROOMY else lines


def _extras(chance: random.Random) -> str:
    one, other = chance.sample(_WORDS, 2)
    link = f" https://example.com/{one}" if chance.random() < 1 / 3 else ""
    hashtags = f" #{one} #{other}" if chance.random() < 1 / 4 else ""
    return link + hashtags + (" 🎉" if chance.random() < 1 / 5 else "")


def _medium(chance: random.Random) -> tuple[str, str]:
    return f"  - src: /media/{chance.randrange(PICTURES):02d}.jpg", f"    alt: {_sentence(chance, 6)}"


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(_WORDS, k=length)).capitalize() + "."
