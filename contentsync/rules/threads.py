"""How a text that is too long for one post becomes a thread.

Source: Upload-Post docs, upload-photo page: whole paragraphs are packed together as long as they fit; one that is too
long by itself is divided at its line breaks, then between words. It is said of X; Threads and Bluesky are taken to do
the same.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

import msgspec

MOST_POSTS = 100
"""Nobody wants a longer thread; beyond it counting stops."""

Fits = Callable[[str], bool]

_BREAKS = ((re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+"), "\n\n"), (re.compile(r"\n"), "\n"), (re.compile(r"\s+"), " "))


class Thread(msgspec.Struct, frozen=True):
    """`is_torn` says that a paragraph had to be divided."""

    posts: tuple[str, ...]
    is_torn: bool


def thread(text: str, fits: Fits) -> Thread:
    """The posts of a thread, `MOST_POSTS` of them at the most."""
    found: list[str] = []
    for post in _packed(text.strip(), fits, _BREAKS):
        found.append(post)
        if len(found) == MOST_POSTS:
            break
    paragraphs = _BREAKS[0][0].split(text.strip())
    return Thread(tuple(found), not all(fits(paragraph) for paragraph in paragraphs[:MOST_POSTS]))


def _packed(text: str, fits: Fits, breaks: Sequence[tuple[re.Pattern[str], str]]) -> Iterator[str]:
    if fits(text):
        yield text
        return
    if not breaks:
        yield from _cut(text, fits)
        return
    (pattern, joint), *finer = breaks
    pieces = [piece for piece in pattern.split(text) if piece]
    while pieces:
        count = _most(pieces, joint, fits)
        if count:
            yield joint.join(pieces[:count])
        else:
            yield from _packed(pieces[0], fits, finer)
        pieces = pieces[max(count, 1) :]


def _cut(word: str, fits: Fits) -> Iterator[str]:
    """A word that is too long by itself, such as a sentence in Japanese."""
    while word:
        count = max(_most(word, "", fits), 1)
        yield word[:count]
        word = word[count:]


def _most(pieces: Sequence[str], joint: str, fits: Fits) -> int:
    """How many of the first pieces fit together, 0 where not even one does; more pieces are never shorter."""

    def exceeds(count: int) -> bool:
        return not fits(joint.join(pieces[:count]))

    low, high = 0, 1
    while high <= len(pieces) and not exceeds(high):
        low, high = high, 2 * high
    return low + bisect_left(range(low + 1, min(high, len(pieces) + 1)), True, key=exceeds)
