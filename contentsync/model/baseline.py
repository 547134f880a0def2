"""What was wrong already when a repository took contentsync on: known, and no longer counted."""

import re
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

FILE = "contentsync.baseline.json"
"""Where it is kept, beside contentsync.yaml."""

# `also at a.yaml:12`, `first on line 12`; a time of day is part of what is said.
_PLACES = re.compile(r"(?<=[^\d\s]:)\d+|(?<=\bline )\d+")


class Entry(msgspec.Struct, frozen=True, order=True):
    """`count` problems of a file (posix path) that say the same, wherever in it they stand."""

    file: str
    code: str
    digest: str
    count: int


class Baseline(msgspec.Struct, frozen=True):
    """The problems that are known, each kind once."""

    entries: tuple[Entry, ...] = ()

    def known(self, problems: Iterable[Problem]) -> frozenset[Problem]:
        """Those that were there before; where there are more of a kind now, the first ones of it."""
        if not self.entries:
            return frozenset()
        left = Counter({(entry.file, entry.code, entry.digest): entry.count for entry in self.entries})
        found = set()
        for problem in sorted(problems):
            kind = _kind(problem)
            if left[kind] > 0:
                left[kind] -= 1
                found.add(problem)
        return frozenset(found)

    def said(self, problems: Collection[Problem]) -> list[Problem]:
        """Those that are worth a word: the new ones, and known errors, whose posts are blocked all the same."""
        known = self.known(problems)
        return [each for each in problems if each not in known or each.severity is Severity.ERROR]

    def gone(self, problems: Iterable[Problem]) -> int:
        """How many of the known ones are there no longer."""
        there = Counter(map(_kind, problems if self.entries else ()))
        kinds = ((entry.count, there[entry.file, entry.code, entry.digest]) for entry in self.entries)
        return sum(max(0, count - now) for count, now in kinds)


def baseline_of(problems: Collection[Problem]) -> Baseline:
    """All of them, sorted, so that the same problems make the same file."""
    kinds = Counter(map(_kind, problems))
    return Baseline(tuple(sorted(Entry(*kind, count) for kind, count in kinds.items())))


def fingerprint(problem: Problem) -> str:
    """What tells two problems of a file and a code apart, and stays when lines are added above them."""
    return sha256(_PLACES.sub("", problem.message).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.code, fingerprint(problem)
