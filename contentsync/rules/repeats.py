"""The same text, or nearly the same, to the same followers within two days.

Upload-Post refuses texts that are "the same or too similar" within 48 hours on one account (its docs,
limit-of-uploads page), and does not say how it measures. Here two texts are nearly the same where at least four fifths
of their words are: of all different words in either, so many stand in both, with links, hashtags, case, order and
punctuation left out. What has fewer than `SHORTEST` different words is only ever the same or not.

Texts are found by their rarest words: two that have four fifths in common have one of the rarest fifth in common, so
that nobody is compared with everybody.
"""

import math
import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from itertools import islice

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.rules.postings import Posting
from contentsync.rules.postings import gap
from contentsync.rules.postings import names

WINDOW = timedelta(hours=48)
"""The service's own verifier refuses too similar texts within 48 h (Upload-Post docs, limit-of-uploads)."""

NEAR = 0.8
SHORTEST = 5
MOST_COMPARED = 50
"""With so many of the latest that share a rare word a text is compared: an archive of one text must not take long."""

_LEFT_OUT = re.compile(r"https?://\S+|www\.\S+|(?<![\w&/#])#\w+")
_WORD = re.compile(r"\w+")
# Scripts that put no space between words: their signs are taken in pairs.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")

Words = frozenset[str]


def repeats(postings: Iterable[Posting]) -> tuple[Problem, ...]:
    """CS330 and CS331, at most one for each text of a delivery: the later of the two has it, naming the earlier one.

    Where only the earlier one can still be changed, it has it.
    """
    by_profile: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.text:
            by_profile[posting.profile].append(posting)
    return tuple(problem for found in by_profile.values() for problem in _of_profile(found))


def words(text: str) -> Words:
    """The different words of a text, in folded case, without links and hashtags."""
    if "#" in text or "http" in text or "www." in text:
        text = _LEFT_OUT.sub(" ", text)
    if text.isascii():
        return frozenset(_WORD.findall(text.lower()))
    pairs = [run[i : i + 2] for run in _UNSPACED.findall(text) for i in range(max(len(run) - 1, 1))]
    return frozenset((*_WORD.findall(_UNSPACED.sub(" ", text).casefold()), *pairs))


def likeness(one: Words, other: Words) -> float:
    """Which part of all words of the two stands in both, from 0 to 1."""
    both = len(one & other)
    return both / ((len(one) + len(other) - both) or 1)


def _of_profile(found: list[Posting]) -> Iterator[Problem]:
    found.sort(key=lambda posting: (posting.at, posting.where))
    look = _Look(found)
    for number, posting in enumerate(found):
        twin, code = look.twin(number)
        if twin is not None:
            yield _problem(posting, twin, code)


class _Look:
    """What of one profile was looked at so far: where each text stands, and each text's rarest words."""

    def __init__(self, found: list[Posting]) -> None:
        self._found = found
        self._words = [words(posting.text) for posting in found]
        self._frequency = Counter(chain.from_iterable(self._words))
        self._same: dict[str, list[int]] = defaultdict(list)
        self._rare: dict[str, list[int]] = defaultdict(list)

    def twin(self, number: int) -> tuple[Posting | None, str]:
        """The latest earlier one that says the same, else the latest that says nearly the same, and the code."""
        posting, own = self._found[number], self._words[number]
        rarest = self._rarest(own) if len(own) >= SHORTEST else []
        same = next((other for other in self._before(number, self._same[posting.text])), None)
        near = None
        if same is None:
            candidates = {other for word in rarest for other in self._before(number, self._rare[word])}
            close = (other for other in sorted(candidates, reverse=True) if self._is_near(number, other))
            near = next(close, None)
        self._same[posting.text].append(number)
        for word in rarest:
            self._rare[word].append(number)
        code = "CS330" if same is not None else "CS331"
        other = near if same is None else same
        return (None if other is None else self._found[other]), code

    def _rarest(self, own: Words) -> list[str]:
        """So many of the rarest that whatever is near has one of them among its own."""
        return sorted(sorted(own), key=self._frequency.__getitem__)[: len(own) - math.ceil(NEAR * len(own)) + 1]

    def _before(self, number: int, earlier: list[int]) -> Iterator[int]:
        """Of the earlier ones those within the window, on a network of this one, and not repeated on purpose."""
        posting = self._found[number]
        for other in islice(reversed(earlier), MOST_COMPARED):
            candidate = self._found[other]
            if posting.at - candidate.at >= WINDOW:
                return
            if _concern_each_other(posting, candidate):
                yield other

    def _is_near(self, number: int, other: int) -> bool:
        one, two = self._words[number], self._words[other]
        return min(len(one), len(two)) >= NEAR * max(len(one), len(two)) and likeness(one, two) >= NEAR


def _concern_each_other(one: Posting, other: Posting) -> bool:
    if one.delivery is None and other.delivery is None:
        return False
    if one.platforms.isdisjoint(other.platforms):
        return False
    return not one.is_repeat_of(other) and not other.is_repeat_of(one)


def _problem(posting: Posting, twin: Posting, code: str) -> Problem:
    """`posting` is the later one."""
    mine, other = (posting, twin) if posting.delivery is not None else (twin, posting)
    assert mine.delivery is not None
    likewise = "the same text" if code == "CS330" else "nearly the same text"
    both = names(posting.platforms & twin.platforms)
    source = mine.delivery.source
    message = f"{likewise} as {other.where}, which goes out {gap(mine.at, other.at)}, on {both} of {mine.profile}"
    about = (mine.delivery.post_id, mine.delivery.address)
    return Problem(source.file, source.line, 0, code, message, _fix(other), Severity.WARNING, *about)


def _fix(other: Posting) -> str:
    meant = f"; where it is meant, write repost_of: {other.post_id}" if other.post_id else ""
    return f"Upload-Post refuses it within 48 hours: change the words or the date{meant}."
