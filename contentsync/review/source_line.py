"""A problem as text: what is wrong, the line it stands on with a caret below, and the fix."""

from collections.abc import Callable

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.escape import escaped
from contentsync.review.paint import Paint

SourceLine = Callable[[str, int], str | None]
"""(posix path from the repository root, line from 1) to that line without its end, or None where it cannot be had."""

_WIDTH = 100


def no_source(file: str, line: int) -> str | None:
    """For whoever has no files at hand."""
    return None


def problem_lines(problem: Problem, source: SourceLine, paint: Paint) -> list[str]:
    """`error CS204 content/a.yaml:3:13 message`, then the line and a caret, then `fix: …`."""
    style = "red" if problem.severity is Severity.ERROR else "yellow"
    head = f"{paint(style, f'{problem.severity} {problem.code}')} {paint('bold', escaped(problem.where))}"
    lines = [f"{head}  {escaped(problem.message)}", *_quoted(problem, source, paint)]
    if problem.fix:
        lines += _fix_lines(problem.fix, paint)
    return lines


def _fix_lines(fix: str, paint: Paint) -> list[str]:
    first, *more = fix.splitlines() or [""]
    return [f"    {paint('green', 'fix:')} {escaped(first)}", *(f"         {escaped(line)}" for line in more)]


def _quoted(problem: Problem, source: SourceLine, paint: Paint) -> list[str]:
    line = source(problem.file, problem.line) if problem.line else None
    if line is None:
        return []
    gutter = f"{problem.line:>6} | "
    start = max(0, problem.column - 1 - _WIDTH // 2)
    lines = [paint("dim", gutter) + escaped(line[start : start + _WIDTH])]
    if problem.column:
        # The caret counts what is shown: an escape such as \x1b is wider than what it stands for.
        before = len(escaped(line[start : problem.column - 1]))
        lines.append(" " * (len(gutter) + before) + paint("red", "^"))
    return lines
