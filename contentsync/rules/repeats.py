"""The same text, or nearly the same, to the same followers within two days.

Upload-Post refuses texts that are "the same or too similar" within 48 hours on one account (its docs,
limit-of-uploads page), and does not say how it measures. Here two texts are nearly the same where at least four fifths
of their words are: of all different words in either, so many stand in both, with links, hashtags, case, order and
punctuation left out. What has fewer than `SHORTEST` different words is only ever the same or not.

Among many, texts are found by their rarest words: two that have four fifths in common have one of the rarest fifth in
common, so that nobody is compared with everybody.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from itertools import chain

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
"""With so many others a text is compared, of more with the latest that share a rare word or all of the text: an
archive of one text must not take long."""

# Each begins with letters, which are found faster than one of several patterns.
_LEFT_OUT = {
    "http": re.compile(r"https?://\S+"),
    "www.": re.compile(r"www\.\S+"),
    "#": re.compile(r"#(?<![\w&/#]#)\w+"),
}
_SIGN = re.compile(r"[^\w\x00-\x7f]")
# Scripts that put no space between words: their signs are taken in pairs.
_MAY_BE_UNSPACED = re.compile("[^\x00-\u0dff]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")

# Of ASCII letters, digits and `_` are words, as for `\w`, and all other signs divide them.
_DIVIDED = bytes(byte if byte >= 128 or chr(byte).isalnum() or chr(byte) == "_" else ord(" ") for byte in range(256))

Words = frozenset[str]
_Index = dict[str, list[int]]


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
    for clue, pattern in _LEFT_OUT.items():
        if clue in text:
            text = pattern.sub(" ", text)
    text = text.casefold()
    pairs: list[str] = []
    if not text.isascii():
        if _MAY_BE_UNSPACED.search(text):
            pairs = [run[i : i + 2] for run in _UNSPACED.findall(text) for i in range(max(len(run) - 1, 1))]
            text = _UNSPACED.sub(" ", text)
        text = _SIGN.sub(" ", text)
    return frozenset(text.encode().translate(_DIVIDED).decode().split() + pairs)


def likeness(one: Words, other: Words) -> float:
    """Which part of all words of the two stands in both, from 0 to 1."""
    both = len(one & other)
    return both / ((len(one) + len(other) - both) or 1)


def _of_profile(found: list[Posting]) -> Iterator[Problem]:
    found.sort(key=lambda posting: (posting.at, posting.where))
    look = _Look(found)
    first = 0
    for number, posting in enumerate(found):
        while posting.at - found[first].at >= WINDOW:
            first += 1
        twin, code = look.twin(number, first)
        if twin is not None:
            yield _problem(posting, twin, code)


class _Look:
    """The postings of one profile in their order. The words of a text are looked at when they are first compared."""

    def __init__(self, found: list[Posting]) -> None:
        self._found = found
        self._words: dict[int, Words] = {}

    def twin(self, number: int, first: int) -> tuple[Posting | None, str]:
        """The latest earlier one that says the same, else the latest that says nearly the same, and the code.

        `first` is the earliest within the window.
        """
        posting, near = self._found[number], None
        for other in self._others(number, first):
            candidate = self._found[other]
            if candidate.platforms.isdisjoint(posting.platforms):
                continue
            if candidate.text == posting.text:
                if _concern_each_other(posting, candidate):
                    return candidate, "CS330"
            elif near is None and self._is_near(number, other) and _concern_each_other(posting, candidate):
                near = candidate
        return near, "CS331"

    def _others(self, number: int, first: int) -> Iterable[int]:
        """The earlier ones within the window that may say the same, the latest first; all, where those are few."""
        if number - first <= MOST_COMPARED:
            return range(number - 1, first - 1, -1)
        by_text, by_word = self._indexes
        rarest = self._rarest(self._words_of(number))
        lists = [by_text[self._found[number].text], *(by_word[word] for word in rarest)]
        return sorted(
            {other for numbers in lists for other in _latest(numbers, number) if other >= first}, reverse=True
        )

    def _is_near(self, number: int, other: int) -> bool:
        one, two = self._words_of(number), self._words_of(other)
        few, many = (len(one), len(two)) if len(one) < len(two) else (len(two), len(one))
        return few >= NEAR * many and few >= SHORTEST and likeness(one, two) >= NEAR

    def _words_of(self, number: int) -> Words:
        found = self._words.get(number)
        if found is None:
            found = self._words[number] = words(self._found[number].text)
        return found

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(chain.from_iterable(map(self._words_of, range(len(self._found)))))

    @cached_property
    def _indexes(self) -> tuple[_Index, _Index]:
        """The postings that have a text, and those that have a word among their rarest, in order."""
        by_text, by_word = defaultdict(list), defaultdict(list)
        for number, posting in enumerate(self._found):
            by_text[posting.text].append(number)
            for word in self._rarest(self._words_of(number)):
                by_word[word].append(number)
        return by_text, by_word

    def _rarest(self, own: Words) -> list[str]:
        """So many of the rarest that whatever is near has one of them among its own; none of a short text."""
        if len(own) < SHORTEST:
            return []
        return sorted(sorted(own), key=self._frequency.__getitem__)[: len(own) - math.ceil(NEAR * len(own)) + 1]


def _latest(numbers: list[int], number: int) -> list[int]:
    """Those before `number`, the last `MOST_COMPARED` of them."""
    end = bisect_left(numbers, number)
    return numbers[max(0, end - MOST_COMPARED) : end]


def _concern_each_other(one: Posting, other: Posting) -> bool:
    """Whether one of the two can be changed, and neither is meant to say the same again."""
    if one.delivery is None and other.delivery is None:
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
