"""Texts that are too long for a network, which the service does not even send there.

One line each: the network, kinds of post, which words, how many at most, and the unit. `headline` is a title that has
to be there, `title` one that is not the text as well, `reel` that of a reel; `own` and `body` are those of an article.
Networks that make a thread of what is too long, or cut it, are not here, nor is Mastodon, whose servers differ.
Source: API page, text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from contentsync.sandbox import networks
from contentsync.sandbox.job import Job
from contentsync.sandbox.words import words

_TABLE = """
instagram VP text 2200 characters
linkedin VPTD text 3000 characters
facebook VPT text 63206 characters
facebook V reel 255 characters
tiktok V text 2200 units
tiktok P title 90 characters
tiktok P text 4000 characters
youtube V headline 100 characters
youtube V text 5000 bytes
pinterest VP title 100 characters
pinterest VP text 800 characters
google_business VPT text 1500 characters
slack T text 40000 characters
nostr T text 32768 characters
lemmy PT own 200 characters
lemmy PT body 10000 characters
devto T own 250 characters
devto T body 250000 characters
hashnode T own 250 characters
hashnode T body 100000 characters
wordpress VPT own 200 characters
wordpress VPT body 500000 characters
whop T body 20000 characters
listmonk T own 500 characters
listmonk T body 200000 characters
"""

_UNITS: dict[str, Callable[[str], int]] = {
    "characters": len,
    "bytes": lambda text: len(text.encode()),
    "units": lambda text: len(text.encode("utf-16-le")) // 2,
}


@dataclass(frozen=True, slots=True)
class Limit:
    types: str
    words: str
    most: int
    unit: str


@cache
def _limits() -> dict[str, list[Limit]]:
    found: dict[str, list[Limit]] = {}
    for line in filter(None, _TABLE.splitlines()):
        platform, types, which, most, unit = line.split()
        found.setdefault(platform, []).append(Limit(types, which, int(most), unit))
    return found


def problem(job: Job, platform: str) -> dict[str, Any] | None:
    """What is too long for that network, as keys of its result; None where nothing is."""
    letter = networks.TYPES[job.post_type]
    for limit in _limits().get(platform, ()):
        size = _UNITS[limit.unit](_judged(job, platform, limit.words)) if letter in limit.types else 0
        if size > limit.most:
            return {"error": f"Text too long for {platform}: {size}/{limit.most}", "failure_stage": "validation"}
    return None


def _judged(job: Job, platform: str, which: str) -> str:
    seen = words(job, platform, x_links=True)
    title = seen.title if seen.title != seen.text else ""
    is_reel = job.text("facebook_media_type") in ("", "REELS")
    return {
        "text": seen.text,
        "headline": seen.title,
        "title": title,
        "reel": title if is_reel else "",
        "own": job.text(f"{platform}_title"),
        "body": job.text(f"{platform}_body") or job.text("title"),
    }[which]
