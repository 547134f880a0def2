"""One function for each way of counting that the tables name."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Any

from contentsync.platforms.table import Measure
from contentsync.rules.counting.weighted import LINK_LENGTH
from contentsync.rules.counting.weighted import weighted_length

_FIRST_EMOJI = "\u203c"
"""Those before it (digits, ©) are emoji only with one of the signs behind it."""

_SINGLE = (
    "[\t\n -\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2bff\u3001-\u3029\u3041-\u3096\u309b-\u30ff"
    "\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)
"""Signs that join with none of their own kind: Latin, kana, ideographs, syllables of Hangul, plain emoji."""

# Without © and ®, which a joiner ties to the emoji before them.
_EVEN = "\n -\u00a8\u00aa-\u00ad\u00af-\u02ff\u2010-\u2027\u2030-\u203b"
_ODD = f"[{_EVEN}]?[^{_EVEN}]+(?:[{_EVEN}][^{_EVEN}]+)*"
"""What may hold an emoji, with the sign before it: two signs of Latin in a row belong to two clusters."""

_MOST_PER_SIGN = 6
"""No way of counting makes more of one code point: NFC makes three at most of it, which weigh two each on X."""
_SCHEMED = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARK = re.compile(r"\\(.)|\]\([^()\s]*\)|\|\||[*_~`\[\]]|^>", re.MULTILINE)
_REMOTE_MENTION = re.compile(r"(?<![\w/])(@\w+(?:[.\-]+\w+)*)@[\w.\-]*\w", re.ASCII)


def measured(text: str, measure: Measure) -> int:
    """The length of a text in the units of a network."""
    return _MEASURES[measure](text)


def longest(text: str) -> int:
    """More than the text is long by any measure; quick to say, and mostly enough to know that it is not too long."""
    size = len(text)
    if not text.isascii():
        size += (_MOST_PER_SIGN - 1) * (size - len(text.encode("ascii", "ignore")))
    if "." in text or "://" in text:
        # A host has a dot in it, and behind that no space.
        links = text.count(".") - text.count(". ") - text.count(".\n") + text.count("://")
        size += links * LINK_LENGTH
    return size


def graphemes(text: str) -> int:
    """What people take for single characters: extended grapheme clusters (Unicode, UAX #29)."""
    if _single().fullmatch(text):
        return len(text)
    return len(_clusters().findall(text))


def utf8_bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def utf16_units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def threads_length(text: str) -> int:
    """Code points, but for an emoji the bytes of its UTF-8 (Meta, Threads API)."""
    if text.isascii() or max(text) < _FIRST_EMOJI:
        return len(text)
    clusters = (cluster for stretch in _odd().findall(text) for cluster in _clusters().findall(stretch))
    return len(text) + sum(len(each.encode()) - len(each) for each in clusters if _emoji().search(each))


def mastodon_length(text: str) -> int:
    """Graphemes; a link with its scheme is 23, and of `@name@host` only `@name` (Mastodon, StatusLengthValidator)."""
    if "://" in text:
        text = _SCHEMED.sub("x" * LINK_LENGTH, text)
    return graphemes(_REMOTE_MENTION.sub(r"\1", text) if "@" in text else text)


def html_length(text: str) -> int:
    """Code points of what is shown: no tags, and `&amp;` is one."""
    return len(unescape(_TAG.sub("", text)))


def markdown_length(text: str) -> int:
    """Code points of what is shown: no marks, no addresses behind words, no signs before what they protect."""
    return len(_MARK.sub(r"\1", text))


@cache
def _single() -> re.Pattern[str]:
    return re.compile(_SINGLE)


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(_ODD)


@cache
def _clusters() -> Any:
    import regex

    return regex.compile(r"\X")


@cache
def _emoji() -> Any:
    import regex

    return regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}|\u20e3")


_MEASURES: dict[Measure, Callable[[str], int]] = {
    "characters": len,
    "weighted": weighted_length,
    "graphemes": graphemes,
    "bytes": utf8_bytes,
    "utf-16": utf16_units,
    "threads": threads_length,
    "mastodon": mastodon_length,
    "html": html_length,
    "markdown": markdown_length,
}
