"""Markdown with front matter: the same post, with the body as its text, verbatim."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from contentsync.content.builder import Names
from contentsync.content.documents import Reading
from contentsync.content.documents import Written
from contentsync.content.documents import read
from contentsync.content.documents import unfit
from contentsync.content.spot import Spot
from contentsync.model.problem import Severity

_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_CLOSES = re.compile(rb"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
# What Markdown would make of it, and what followers would see, since networks show a post as it is.
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("**bold**", re.compile(r"(\*\*|__)(?=\S)[^*_\n]+?(?<=\S)\1")),
    ("[links](…)", re.compile(r"!?\[[^\[\]\n]*\]\([^()\s]+\)")),
    ("# headings", re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)),
    ("> quotes", re.compile(r"^>[ \t]", re.MULTILINE)),
    ("```code```", re.compile(r"^```|`[^`\n]+`", re.MULTILINE)),
)


class Parts(NamedTuple):
    """`front` is from where to where the front matter stands, `body` where the text begins."""

    front: tuple[int, int]
    body: int


def has_front_matter(raw: bytes) -> bool:
    """Whether a Markdown file says that it is a post."""
    return _OPENS.match(raw) is not None


def read_markdown(raw: bytes, names: Names) -> Reading:
    """The one post of a Markdown file. Never raises; lines count from the first line of the file."""
    spot = unfit(raw)
    if spot:
        return Reading([], [spot])
    parts = divided(raw)
    if isinstance(parts, Spot):
        return Reading([], [parts])
    front, body = raw[slice(*parts.front)], raw[parts.body :]
    reading = read(front, names, offset=1)
    if reading.spots:
        return reading
    if len(reading.posts) > 1:
        message = "front matter is one mapping, the keys of one post"
        return Reading([], [Spot(2, 1, "CS109", message, "Put several posts in a YAML file.")])
    post = reading.posts[0] if reading.posts else Written({}, None, 1, 1, [])
    post.line = 1
    _add_body(post, body.decode(), raw.count(b"\n", 0, parts.body) + 1)
    return Reading([post], [])


def divided(raw: bytes) -> Parts | Spot:
    """Where the parts of a Markdown file are; CS109 where it has no front matter."""
    opens = _OPENS.match(raw)
    if opens is None:
        message = "this Markdown file has no front matter, so it is no post"
        return Spot(1, 1, "CS109", message, "Begin it with a line ---, the keys of the post, and --- again.")
    closes = _CLOSES.search(raw, opens.end())
    if closes is None:
        return Spot(1, 1, "CS109", "the front matter is never closed", "Put a line --- below its last key.")
    return Parts((opens.end(), closes.start()), closes.end())


def _add_body(post: Written, body: str, line: int) -> None:
    text = body.replace("\r\n", "\n")
    post.body_line = line + len(text) - len(text.lstrip("\n"))
    text = text.strip("\n").rstrip()
    if not text or not isinstance(post.values, dict):
        return
    if post.values.get("text"):
        message = "the text stands twice: as `text` in the front matter, and below it"
        post.spots.append(Spot(post.body_line, 1, "CS109", message, "Keep one of the two."))
    post.values["text"] = text


def marks(text: str, line: int) -> Iterator[Spot]:
    """A CS213 warning for the first of each kind of mark. `line` is the one on which the text begins."""
    for shown, pattern in _MARKS:
        match = pattern.search(text)
        if match:
            before = text[: match.start()]
            yield Spot(
                line + before.count("\n"),
                len(before) - before.rfind("\n"),
                "CS213",
                f"followers will see the signs of {shown}: networks do not read Markdown",
                f"Write it plainly, without {match[0].strip()[:20]!r}.",
                Severity.WARNING,
            )
