"""All problems of the files, as a screen and as a document."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from contentsync.model.baseline import FILE
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.counting import counted
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.document import problem_document
from contentsync.review.paint import Paint
from contentsync.review.report import Report
from contentsync.review.source_line import SourceLine
from contentsync.review.source_line import problem_lines


def problems_screen(
    report: Report, paint: Paint, source: SourceLine, *, is_quiet: bool = False, is_verbose: bool = False
) -> str:
    """Each problem with its line and its fix, then the sum. `is_quiet` leaves the warnings out, `is_verbose` shows
    those of the baseline too.
    """
    shown = [each for each in report.problems if each.severity is Severity.ERROR or not is_quiet]
    lines = list(_lines(shown, paint, source))
    if is_verbose and report.known:
        lines += [f"Known, in {FILE}:", "", *_lines(report.known, paint, source)]
    lines.append(paint("bold", _sum(report)))
    if report.gone:
        gone = counted(report.gone, "problem")
        lines.append(f"{gone} of {FILE} no longer there. Take them out: contentsync validate --write-baseline")
    return "\n".join(lines) + "\n"


def problems_document(report: Report) -> dict[str, Any]:
    """`{"format_version", "posts", "problems", "known", "gone"}`; the last two are numbers."""
    return {
        "format_version": FORMAT_VERSION,
        "posts": report.posts,
        "problems": [problem_document(problem) for problem in report.problems],
        "known": len(report.known),
        "gone": report.gone,
    }


def _lines(problems: Iterable[Problem], paint: Paint, source: SourceLine) -> Iterator[str]:
    for problem in problems:
        yield from problem_lines(problem, source, paint)
        yield ""


def _sum(report: Report) -> str:
    counts = [counted(report.errors, "error"), counted(len(report.problems) - report.errors, "warning")]
    found = ", ".join(count for count in counts if not count.startswith("0 ")) or "no problems"
    known = f"; {len(report.known):,} known, in the baseline" if report.known else ""
    return f"{counted(report.posts, 'post')} read: {found}{known}."
