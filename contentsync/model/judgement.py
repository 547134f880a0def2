"""What people have decided about problems: how severe a code is, and what is ignored at its line."""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Literal

import msgspec

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

Verdict = Literal["error", "warning", "off"]
VERDICTS: tuple[Verdict, ...] = ("error", "warning", "off")

END = 1 << 30
"""Beyond the last line of any file."""


class Ignore(msgspec.Struct, frozen=True, order=True):
    """A comment `# contentsync: ignore CS310 why`, which stands at `line` and `column` of a file (posix path).

    It covers problems from line `first` to line `last`; a problem of the whole file is on line 0.
    """

    file: str
    line: int
    column: int
    codes: tuple[str, ...]
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Whether that problem is meant."""
        is_there = problem.file == self.file and self.first <= problem.line <= self.last
        return is_there and problem.code in self.codes


class Judgement(msgspec.Struct, frozen=True):
    """`severities` are those of the settings, by code; `ignores` the comments of the files."""

    severities: Mapping[str, Verdict] = {}
    ignores: tuple[Ignore, ...] = ()

    def of(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems that are left, each as severe as the settings say."""
        return [self._weighed(problem) for problem in problems if self._counts(problem)]

    def is_ignored(self, problem: Problem) -> bool:
        """Whether a comment covers it."""
        return any(ignore.covers(problem) for ignore in self.ignores)

    def _counts(self, problem: Problem) -> bool:
        return self.severities.get(problem.code) != "off" and not self.is_ignored(problem)

    def _weighed(self, problem: Problem) -> Problem:
        verdict = self.severities.get(problem.code, problem.severity)
        return msgspec.structs.replace(problem, severity=Severity(verdict)) if verdict != problem.severity else problem
