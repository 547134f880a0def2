"""What `validate` found, for whichever format it is said in."""

import msgspec

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity


class Report(msgspec.Struct, frozen=True):
    """`problems` are those that count, sorted; `known` those of the baseline, of which `gone` are there no longer.

    `files` are all that were looked at (posix paths from the repository's root), `posts` is how many stand in them.
    """

    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    posts: int
    known: tuple[Problem, ...] = ()
    gone: int = 0

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(1 for problem in self.problems if problem.severity is Severity.ERROR)
