"""What is said against a post, in as few words as a calendar has room for."""

from collections.abc import Collection
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted

_CLASHES = {
    "CS330": "the same text as another post",
    "CS331": "nearly the same text as another post",
    "CS332": "too close to another post",
    "CS333": "in quiet hours",
    "CS334": "on a day without posts",
    "CS504": "over a cap of the network",
}
"""What is wrong with a post beside others, or at its hour: what only a calendar shows."""

_TWIN = "twin"
"""The reason of what waits since the same words stand near by."""


class Grade(StrEnum):
    """How bad it is, the worst first; each has a shape of its own."""

    ERROR = "error"
    CLASH = "clash"
    WARNING = "warning"


GRADES: dict[Grade, str] = {
    Grade.ERROR: "an error",
    Grade.CLASH: "clashes with another post or a house rule",
    Grade.WARNING: "a warning",
}
"""Grade to what its sign means."""


class Trouble(msgspec.Struct, frozen=True):
    """The worst of it, and all of it in words."""

    grade: Grade
    words: str


def trouble_of(problems: Collection[Problem], reason: str) -> Trouble | None:
    """What is to be seen at the post's day; `reason` is that of its change."""
    grades = [_grade(problem) for problem in problems]
    clashes = dict.fromkeys(_clashes(problems, reason))
    errors, warnings = grades.count(Grade.ERROR), grades.count(Grade.WARNING)
    words = [counted(errors, "error")] if errors else []
    words += clashes
    words += [counted(warnings, "warning")] if warnings else []
    there = {Grade.ERROR: errors, Grade.CLASH: clashes, Grade.WARNING: warnings}
    worst = next((grade for grade in Grade if there[grade]), None)
    return Trouble(worst, ", ".join(words)) if worst else None


def _grade(problem: Problem) -> Grade:
    if problem.severity is Severity.ERROR:
        return Grade.ERROR
    return Grade.CLASH if problem.code in _CLASHES else Grade.WARNING


def _clashes(problems: Collection[Problem], reason: str) -> Iterator[str]:
    if reason == _TWIN:
        yield _CLASHES["CS330"]
    yield from (_CLASHES[problem.code] for problem in problems if _grade(problem) is Grade.CLASH)
