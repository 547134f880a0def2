"""The length of a text on X. Source: X, counting characters; ranges and weights of npm twitter-text 3.1.0."""

import re
from unicodedata import normalize

from contentsync.rules.counting.links import links

LINK_LENGTH = 23
_WIDE = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]+")
"""What counts two: all but the four ranges that count one."""

_JOINING = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\U000e007f")
"""What makes one emoji of several signs."""


def weighted_length(text: str) -> int:
    """Latin and its like count 1, everything else 2, an emoji 2, a link 23; after NFC."""
    if text.isascii() and "." not in text:
        return len(text)
    text = normalize("NFC", text)
    length = place = 0
    for link in links(text):
        length += _unlinked(text[place : link.start]) + LINK_LENGTH
        place = link.end
    return length + _unlinked(text[place:])


def _unlinked(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = _wide(text)
    if not _JOINING.search(text):
        return len(text) + wide
    from contentsync.rules.counting.emoji import SEQUENCE

    saved = sum(len(emoji) + _wide(emoji) - 2 for emoji in SEQUENCE.findall(text))
    return len(text) + wide - saved


def _wide(text: str) -> int:
    return sum(map(len, _WIDE.findall(text)))
