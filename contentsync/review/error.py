"""An error that a person can act on, as text and as a document."""

from typing import Any

from contentsync.model.errors import UserError
from contentsync.review.document import problem_document
from contentsync.review.escape import escaped
from contentsync.review.paint import Paint
from contentsync.review.source_line import SourceLine
from contentsync.review.source_line import problem_lines


def error_lines(error: UserError, source: SourceLine) -> list[str]:
    """The findings it carries, then `error: …` and `fix: …`, each continued on indented lines."""
    lines: list[str] = []
    for problem in error.problems:
        lines += [*problem_lines(problem, source, Paint(False)), ""]
    return [*lines, *_labelled("error: ", error.message), *_labelled("fix:   ", error.fix)]


def error_document(error: UserError) -> dict[str, Any]:
    """`{"error": {"message", "fix", "problems"}}`."""
    problems = [problem_document(problem) for problem in error.problems]
    return {"error": {"message": error.message, "fix": error.fix, "problems": problems}}


def _labelled(label: str, text: str) -> list[str]:
    return [
        f"{label if index == 0 else ' ' * len(label)}{escaped(line)}" for index, line in enumerate(text.splitlines())
    ]
