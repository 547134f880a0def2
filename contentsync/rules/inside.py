"""What networks count, or misread, inside a text: names of files on X, links on Threads, mentions on TikTok, tags."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms import Finding
from contentsync.rules.filenames import linked_file_names
from contentsync.rules.lengths import Wording
from contentsync.rules.threads import thread

MOST_LINKS = 5
"""In one post on Threads (Upload-Post docs, character-limits page)."""

MOST_MENTIONS = 30
"""In a caption on TikTok (same page)."""

MOST_TAGS = 500
"""Characters of all tags of a video on YouTube together (same page)."""

_LINK = re.compile(r"https?://[^\s<>\"]+|(?<![\w.@/])www\.[^\s<>\"]+", re.IGNORECASE)
_DOTTED = re.compile(r"\.\w")
_MENTION = re.compile(r"(?<![\w@.])@\w")


def inside_findings(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    """Findings about what stands in the text of one network."""
    given = delivery.options.get(wording.platform, {})
    if wording.words == "text" and may_find(wording.platform, wording.text, given):
        yield from _RULES[wording.platform](wording, delivery)


def may_find(platform: str, text: str, given: Mapping[str, object]) -> bool:
    """False where a quick look at text and options of a network tells that there is nothing to find."""
    clue = _CLUES.get(platform)
    return clue is not None and bool(clue(text, given))


def _x(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    names = list(dict.fromkeys(linked_file_names(wording.text)))
    if names:
        more = f" and {len(names) - 1} more" if names[1:] else ""
        message = f"X takes {names[0]}{more} for a link, which counts 23 and leads to a host of that name"
        fix = f"Write the name without its dot, or put a link: the {names[0].rpartition('.')[0]} file."
        yield Finding(wording.path, "CS326", message, fix, Severity.WARNING, names[0])


def _threads(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    shared = delivery.link if delivery.post_type == "text" else ""
    attached = delivery.options.get("threads", {}).get("link", shared)
    posts = thread(wording.text, wording.fits).posts
    counts = [
        len({*_LINK.findall(post), *([str(attached)] if attached and post is posts[0] else [])}) for post in posts
    ]
    if max(counts, default=0) > MOST_LINKS:
        message = f"Threads takes {MOST_LINKS} links in a post; here are {max(counts)}"
        yield Finding(wording.path, "CS327", message, f"Keep {MOST_LINKS} of them.")


def _tiktok(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    count = len(_MENTION.findall(wording.text))
    if count > MOST_MENTIONS:
        message = f"TikTok takes {MOST_MENTIONS} mentions in a caption; here are {count}"
        yield Finding(wording.path, "CS328", message, f"Keep {MOST_MENTIONS} of them.")


def _youtube(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    count = sum(len(str(tag)) for tag in delivery.options.get("youtube", {}).get("tags") or ())
    if count > MOST_TAGS:
        message = f"YouTube takes tags of {MOST_TAGS} characters together; these have {count}"
        yield Finding(("platforms", "youtube", "tags"), "CS320", message, "Leave the least of them out.")


_CLUES: dict[str, Callable[[str, Mapping[str, object]], object]] = {
    # The link that is attached counts as well.
    "threads": lambda text, given: text.count("://") + text.casefold().count("www.") >= MOST_LINKS,
    "tiktok": lambda text, given: text.count("@") > MOST_MENTIONS,
    "x": lambda text, given: _DOTTED.search(text),
    "youtube": lambda text, given: "tags" in given,
}

_RULES: dict[str, Callable[[Wording, Delivery], Iterator[Finding]]] = {
    "threads": _threads,
    "tiktok": _tiktok,
    "x": _x,
    "youtube": _youtube,
}
