"""Problems as workflow commands of GitHub Actions: annotations at their lines of a pull request."""

from collections.abc import Collection
from collections.abc import Sequence

from contentsync.model.codes import CODES
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted
from contentsync.review.escape import escaped

MOST_OF_A_LEVEL = 10
"""GitHub shows no more errors, and no more warnings, of one step (GitHub docs, limitations of annotations)."""

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def annotations(problems: Sequence[Problem], *, first: Collection[str] = ()) -> list[str]:
    """The lines to print: errors, then warnings, at most ten of each, and how many there are besides.

    Problems of the files in `first` (posix paths from the repository's root) stand first within their level.
    """
    lines: list[str] = []
    left: list[str] = []
    for severity in Severity:
        level = [problem for problem in problems if problem.severity is severity]
        level.sort(key=lambda problem: (problem.file not in first, problem))
        lines += [_command(problem) for problem in level[:MOST_OF_A_LEVEL]]
        if level[MOST_OF_A_LEVEL:]:
            left.append(counted(len(level) - MOST_OF_A_LEVEL, f"more {severity}"))
    if left:
        lines.append(f"::notice::{' and '.join(left)}, not shown here: contentsync validate lists them all")
    return lines


def _command(problem: Problem) -> str:
    title = f"{problem.code} {CODES[problem.code].name}"
    place: dict[str, str | int] = {
        "file": problem.file,
        "line": problem.line,
        "col": problem.column,
        "title": title,
    }
    properties = ",".join(f"{name}={_plain(value, _PROPERTY)}" for name, value in place.items() if value)
    return f"::{problem.severity} {properties}::{_message(problem)}"


def _message(problem: Problem) -> str:
    """The message and the fix, each on lines of their own, with what could end a command written out."""
    lines = [problem.message, *problem.fix.splitlines()]
    return "%0A".join(_plain(line, _DATA) for line in lines)


def _plain(value: str | int, signs: dict[int, str]) -> str:
    return escaped(str(value)).translate(signs)
