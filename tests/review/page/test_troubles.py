"""What is said against a post, in the words of a calendar."""

import pytest

from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.page.troubles import Grade
from contentsync.review.page.troubles import Trouble
from contentsync.review.page.troubles import trouble_of


def problem(code: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem("content/a.yaml", 1, 0, code, "said", severity=severity, post="a")


ERROR = problem("CS204", Severity.ERROR)


@pytest.mark.parametrize(
    ("problems", "reason", "found"),
    [
        ([], "as wanted", None),
        ([problem("CS310")], "", Trouble(Grade.WARNING, "1 warning")),
        ([problem("CS332")], "", Trouble(Grade.CLASH, "too close to another post")),
        ([problem("CS332"), problem("CS332")], "", Trouble(Grade.CLASH, "too close to another post")),
        ([problem("CS310"), problem("CS333"), ERROR], "", Trouble(Grade.ERROR, "1 error, in quiet hours, 1 warning")),
        ([problem("CS333", Severity.ERROR)], "", Trouble(Grade.ERROR, "1 error")),
        ([], "twin", Trouble(Grade.CLASH, "the same text as another post")),
    ],
)
def test_the_worst_and_all_of_it(problems: list[Problem], reason: str, found: Trouble | None) -> None:
    assert trouble_of(problems, reason) == found
