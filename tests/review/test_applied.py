from collections.abc import Callable

import pytest
from msgspec.structs import replace

from contentsync.model.change import WORDS
from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.model.problem import Problem
from contentsync.review.applied import OUTCOMES
from contentsync.review.applied import PAST
from contentsync.review.applied import Applied
from contentsync.review.applied import applied_line
from contentsync.review.applied import applied_screen
from contentsync.review.paint import Paint
from contentsync.review.rows import plan_rows
from contentsync.review.source_line import no_source

from .campaign import CHANGES
from .campaign import HEADER
from .campaign import LAUNCH
from .campaign import NOW
from .campaign import change

PLAIN = Paint(False)
RESULTS = (
    Applied(CHANGES[0], "teaser", "refused", "\x1b[2Jtoo large"),
    Applied(CHANGES[1], "webinar", "done", job_id="j1"),
    Applied(CHANGES[2], "black-friday-3", "done"),
    Applied(CHANGES[3], "winter-launch", "unknown", "the connection broke"),
)


def test_what_was_done_and_what_is_left(golden: Callable[[str, str], None]) -> None:
    lost = change(Action.HOLD, LAUNCH, "2f", "missed", hint="give it a new date", is_risk=True)
    left = plan_rows(Plan(changes=(lost,), now=NOW), replace(HEADER, is_sandbox=True))
    problem = Problem("content/a.yaml", 1, 1, "CS603", "failed", "edit it")
    lines = [applied_line(result, PLAIN, 14) for result in RESULTS]
    golden("apply.txt", "\n".join(lines) + "\n" + applied_screen(RESULTS, left, (problem,), PLAIN, no_source))


def test_nothing_was_to_be_done() -> None:
    text = applied_screen((), plan_rows(Plan(changes=(), now=NOW), HEADER), (), PLAIN, no_source)
    assert text == "\nNothing was written.\nNothing is left to do.\n"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_words_and_steers_nothing(outcome: str) -> None:
    line = applied_line(replace(RESULTS[0], outcome=outcome), PLAIN)
    assert "\x1b" not in line
    assert "too large" in line


def test_every_action_has_a_past() -> None:
    assert PAST.keys() == WORDS.keys()
