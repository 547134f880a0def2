"""How a text that is too long for one post becomes a thread.

Source: Upload-Post docs, upload-photo page: whole paragraphs are packed together as long as they fit; one that is too
long by itself is divided at its line breaks, then between words. It is said of X; Threads and Bluesky are taken to do
the same.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
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
    together = ""
    for piece in _pieces(text, pattern):
        longer = f"{together}{joint}{piece}" if together else piece
        if fits(longer):
            together = longer
            continue
        if together:
            yield together
        together = ""
        if fits(piece):
            together = piece
        else:
            yield from _packed(piece, fits, finer)
    if together:
        yield together


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterable[str]:
    place = 0
    for found in pattern.finditer(text):
        yield text[place : found.start()]
        place = found.end()
    yield text[place:]


def _cut(word: str, fits: Fits) -> Iterator[str]:
    """A word that is too long by itself, such as a sentence in Japanese."""
    begin = 0
    while begin < len(word):
        end = begin + 1
        while end < len(word) and fits(word[begin : end + 1]):
            end += 1
        yield word[begin:end]
        begin = end
