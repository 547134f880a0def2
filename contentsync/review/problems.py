"""All problems of the files, as a screen and as a document."""

from typing import Any

from contentsync.model.delivery import Desired
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.document import problem_document
from contentsync.review.paint import Paint
from contentsync.review.source_line import SourceLine
from contentsync.review.source_line import problem_lines


def problems_screen(
    problems: tuple[Problem, ...], desired: Desired, paint: Paint, source: SourceLine, *, is_quiet: bool = False
) -> str:
    """Each problem with its line and its fix, then the sum. `is_quiet` leaves the warnings out."""
    lines: list[str] = []
    for problem in problems:
        if problem.severity is Severity.ERROR or not is_quiet:
            lines += [*problem_lines(problem, source, paint), ""]
    return "\n".join([*lines, paint("bold", _sum(problems, desired))]) + "\n"


def _sum(problems: tuple[Problem, ...], desired: Desired) -> str:
    errors = sum(1 for problem in problems if problem.severity is Severity.ERROR)
    counts = [counted(errors, "error"), counted(len(problems) - errors, "warning")]
    found = ", ".join(count for count in counts if not count.startswith("0 ")) or "no problems"
    return f"{counted(desired.post_count, 'post')} read: {found}."


def problems_document(problems: tuple[Problem, ...], desired: Desired) -> dict[str, Any]:
    """`{"format_version", "posts", "problems"}`."""
    return {
        "format_version": FORMAT_VERSION,
        "posts": desired.post_count,
        "problems": [problem_document(problem) for problem in problems],
    }
