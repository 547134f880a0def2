"""Texts as runs of one look: plain words, hashtags, mentions, links, and what an edit adds or removes."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from contentsync.review.words import Kind
from contentsync.review.words import Mark
from contentsync.review.words import word_marks

Role = Literal["", "tag", "mention", "link"]
Side = Literal["", "removed", "added", "lost"]
"""What an edit does to it; `lost` is what the network cuts off or refuses."""

_SPECIAL = re.compile(
    r"""(?P<link>https?://[^\s<>"']+)
      | (?<![\w/&@\#])\#(?P<tag>\w*[^\W\d_]\w*)
      | (?<![\w/.@])@(?P<mention>\w[\w.\-]*(?:@[\w\-]+(?:\.[\w\-]+)+)?)
    """,
    re.VERBOSE,
)
_TRAILING = ".,;:!?)]}'\"»”’"


class Span(msgspec.Struct, frozen=True):
    """`href` is an address that a reviewer may follow; empty where there is none, or none that is safe to offer."""

    text: str
    role: Role = ""
    href: str = ""
    side: Side = ""


def spans(text: str, side: Side = "") -> tuple[Span, ...]:
    """The text with hashtags, mentions and links told apart."""
    return tuple(_spans(text, side))


def _spans(text: str, side: Side) -> Iterator[Span]:
    done = 0
    for match in _SPECIAL.finditer(text):
        word = match.group().rstrip(_TRAILING)
        if match.start() > done:
            yield Span(text[done : match.start()], side=side)
        role: Role = "link" if match["link"] else "tag" if match["tag"] else "mention"
        yield Span(word, role, safe_address(word) if role == "link" else "", side)
        done = match.start() + len(word)
    if done < len(text):
        yield Span(text[done:], side=side)


def safe_address(written: str) -> str:
    """The address, where it is https, names a host and nobody's password, and is all printable ASCII; else empty."""
    try:
        parts = urlsplit(written)
        host = parts.hostname
    except ValueError:
        return ""
    is_plain = written.isascii() and written.isprintable() and " " not in written and "\\" not in written
    return written if parts.scheme == "https" and host and "@" not in parts.netloc and is_plain else ""


def sides(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The two texts of an edit, each with its own words marked."""
    marks = word_marks(before, after)
    return _side(marks, Kind.REMOVED), _side(marks, Kind.ADDED)


def _side(marks: tuple[Mark, ...], kept: Kind) -> tuple[Span, ...]:
    side: Side = "removed" if kept is Kind.REMOVED else "added"
    shown = (mark for mark in marks if mark.kind in (Kind.SAME, kept))
    return tuple(span for mark in shown for span in _spans(mark.text, "" if mark.kind is Kind.SAME else side))


def folded(found: tuple[Span, ...], length: int, lines: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What stands before a fold and behind it; `length` characters or `lines` lines at most, 0 for no such bound.

    Words stay whole where one ends within the last 20 characters. What would hide but a few characters hides nothing.
    """
    text = "".join(span.text for span in found)
    at = _fold(text, length, lines)
    return divided(found, at) if at < len(text) else (found, ())


_SLACK = 20


def _fold(text: str, length: int, lines: int) -> int:
    ends = [match.end() for match in re.finditer("\n", text)]
    at = ends[lines - 1] - 1 if lines and len(ends) >= lines else len(text)
    if length and at > length + _SLACK:
        space = text.rfind(" ", length - _SLACK, length + 1)
        at = space if space > 0 else length
    return at


def divided(found: tuple[Span, ...], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The runs before and behind that character."""
    before: list[Span] = []
    behind: list[Span] = []
    for span in found:
        head, tail = span.text[: max(at, 0)], span.text[max(at, 0) :]
        if head:
            before.append(msgspec.structs.replace(span, text=head))
        if tail:
            behind.append(msgspec.structs.replace(span, text=tail))
        at -= len(span.text)
    return tuple(before), tuple(behind)
