"""What is said of words that are too long: one function for each thing that becomes of them."""

from collections.abc import Callable
from collections.abc import Iterator
from functools import lru_cache

from contentsync.model.delivery import Delivery
from contentsync.model.problem import Severity
from contentsync.platforms import PLATFORMS
from contentsync.platforms import Finding
from contentsync.platforms.limits import limit_of
from contentsync.platforms.table import Excess
from contentsync.platforms.table import Measure
from contentsync.rules.lengths import Wording
from contentsync.rules.threads import MOST_POSTS
from contentsync.rules.threads import Thread
from contentsync.rules.threads import thread

LONG_POST = "long_text_as_post"
"""The option that makes one long post of what would be a thread."""

UNITS: dict[Measure, str] = {
    "characters": "characters",
    "weighted": "characters as X counts them",
    "graphemes": "characters",
    "bytes": "bytes",
    "utf-16": "UTF-16 units",
    "threads": "characters, an emoji as its bytes",
    "mastodon": "characters",
    "html": "characters without tags",
    "markdown": "characters without marks",
}


def excess_note(wording: Wording) -> str:
    """A few words on what becomes of it; empty where it is short enough."""
    return _NOTES[wording.limit.excess](wording) if wording.is_too_long else ""


def excess_findings(wording: Wording, delivery: Delivery) -> list[Finding]:
    """What is to be said of words that are too long; nothing where the author seems to know."""
    if wording.stands_in:
        return list(_headless(wording))
    return list(_FINDINGS[wording.limit.excess](wording, delivery))


def _posts(wording: Wording, noun: str) -> str:
    number = len(_thread(wording).posts)
    return f"{MOST_POSTS} {noun} or more" if number == MOST_POSTS else f"{number} {noun}"


@lru_cache(maxsize=1024)
def _thread(wording: Wording) -> Thread:
    """Kept, since a note and a finding ask for the same one."""
    return thread(wording.text, wording.fits)


def _cut_note(wording: Wording) -> str:
    return f"cut after {wording.most:,}"


_NOTES: dict[Excess, Callable[[Wording], str]] = {
    "refused": lambda wording: "too long",
    "thread": lambda wording: _posts(wording, "posts"),
    "split": lambda wording: _posts(wording, "messages"),
    "cut": _cut_note,
    "trimmed": _cut_note,
    "doubtful": lambda wording: "may be too long",
}


def _label(wording: Wording) -> str:
    return PLATFORMS[wording.platform].label


def _noun(wording: Wording) -> str:
    return wording.words.replace("_", " ")


def _unit(wording: Wording) -> str:
    limit = wording.limit
    return "bytes" if limit.most_bytes and wording.used[1] == limit.most_bytes else UNITS[limit.measure]


def _shorten(wording: Wording) -> str:
    if wording.path[0] == "platforms":
        return "Shorten it"
    return f"Shorten it, or give {wording.platform} a `{wording.words}` of its own"


def _refused(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    count, most = wording.used
    message = f"{_label(wording)} takes a {_noun(wording)} of {most:,} {_unit(wording)} at most; this has {count:,}"
    yield Finding(wording.path, "CS320", message, f"{_shorten(wording)}: it is {count - most:,} too long.")


def _headless(wording: Wording) -> Iterator[Finding]:
    """The text where a headline would stand. What the service makes of one that is too long is not documented."""
    if wording.limit.excess != "refused":
        return
    message = f"{_label(wording)} shows a headline of {wording.most:,} characters at most, and none is written"
    fix = "Add `title:`; without one the service puts the text there, and may refuse it."
    yield Finding(wording.path, "CS324", message, fix, Severity.WARNING)


def _threaded(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    found = _thread(wording)
    wanted = delivery.options.get(wording.platform, {}).get(LONG_POST)
    if wanted is False or (not found.is_torn and _is_for_threads(wording, delivery)):
        return
    count, most = wording.used
    one = f"{most:,} bytes" if _unit(wording) == "bytes" else f"{wording.limit.most:,}"
    torn = ", divided inside a paragraph" if found.is_torn else ""
    becomes = f"this text becomes {_posts(wording, 'posts')} on {_label(wording)}{torn}"
    message = f"{becomes}: it counts {count:,} there, and one post takes {one}"
    yield Finding(wording.path, "CS321", message, f"{_shorten(wording)}{_long_post(wording)}.", Severity.WARNING)


def _long_post(wording: Wording) -> str:
    if not any(option.name == LONG_POST for option in PLATFORMS[wording.platform].options):
        return ""
    needs = " (it needs Premium)" if wording.limit.premium and not wording.has_premium else ""
    return f", or write `{LONG_POST}: true` for one long post{needs} and `false` for a thread"


def _is_for_threads(wording: Wording, delivery: Delivery) -> bool:
    """Whether every network that shows these words makes threads: whoever wrote whole paragraphs then meant one."""
    if wording.path[0] == "platforms":
        return True
    sharing = (name for name in delivery.platforms if name not in delivery.texts)
    limits = (limit_of(name, delivery.post_type, "text", delivery.options.get(name, {})) for name in sharing)
    return all(limit.excess == "thread" for limit in limits)


def _meant(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    """Several messages are what the author has asked for."""
    yield from ()


def _cut(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    count, most = wording.used
    message = f"{_label(wording)} cuts this {_noun(wording)} after {most:,} {_unit(wording)}; it has {count:,}"
    overflow = any(option.name == "caption_overflow" for option in PLATFORMS[wording.platform].options)
    split = ", or write `caption_overflow: split`" if overflow and delivery.post_type != "text" else ""
    code = "CS323" if wording.limit.excess == "trimmed" else "CS322"
    yield Finding(wording.path, code, message, f"{_shorten(wording)}{split}.", Severity.WARNING)


def _doubtful(wording: Wording, delivery: Delivery) -> Iterator[Finding]:
    count, most = wording.used
    whose = "unless its server allows more" if wording.words == "text" else "and may refuse what is longer"
    message = f"{_label(wording)} takes a {_noun(wording)} of {most:,} {_unit(wording)}, {whose}; this has {count:,}"
    yield Finding(wording.path, "CS325", message, f"{_shorten(wording)}.", Severity.WARNING)


_FINDINGS: dict[Excess, Callable[[Wording, Delivery], Iterator[Finding]]] = {
    "refused": _refused,
    "thread": _threaded,
    "split": _meant,
    "cut": _cut,
    "trimmed": _cut,
    "doubtful": _doubtful,
}
