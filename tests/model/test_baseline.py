from contentsync.model.baseline import Baseline
from contentsync.model.baseline import baseline_of
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

ONE = Problem("a.yaml", 4, 7, "CS320", "too long")
SAME_BELOW = Problem("a.yaml", 9, 7, "CS320", "too long")
OTHER = Problem("a.yaml", 4, 7, "CS320", "much too long")


def test_the_same_problem_on_another_line_is_known() -> None:
    baseline = baseline_of([ONE])
    assert baseline.known([SAME_BELOW, OTHER]) == {SAME_BELOW}
    assert Baseline().known([ONE]) == frozenset()


def test_as_many_as_there_were_are_known_and_no_more() -> None:
    assert baseline_of([ONE]).known([SAME_BELOW, ONE]) == {ONE}
    assert baseline_of([ONE, SAME_BELOW]).known([SAME_BELOW, ONE]) == {ONE, SAME_BELOW}


def test_another_file_or_code_is_another_problem() -> None:
    baseline = baseline_of([ONE])
    assert baseline.known([Problem("b.yaml", 4, 7, "CS320", "too long")]) == frozenset()
    assert baseline.known([Problem("a.yaml", 4, 7, "CS322", "too long")]) == frozenset()


def test_lines_in_a_message_do_not_tell_problems_apart() -> None:
    before = [Problem("a.yaml", 1, 1, "CS209", "the id 'a' is also at b.yaml:3, line 7 of 12")]
    after = [Problem("a.yaml", 2, 1, "CS209", "the id 'a' is also at b.yaml:31, line 70 of 12")]
    assert baseline_of(before).known(after) == set(after)
    fewer = [Problem("a.yaml", 2, 1, "CS209", "the id 'a' is also at b.yaml:31, line 70 of 11")]
    assert baseline_of(before).known(fewer) == frozenset()

    early, late = (Problem("a.yaml", 1, 1, "CS207", f"2027-03-28 02:{minute} does not exist") for minute in (30, 45))
    assert baseline_of([early]).known([late]) == frozenset()


def test_known_errors_are_still_said_for_their_posts_are_blocked() -> None:
    warning = Problem("a.yaml", 4, 7, "CS310", "links", severity=Severity.WARNING)
    baseline = baseline_of([ONE, warning])
    assert baseline.said([ONE, warning, OTHER]) == [ONE, OTHER]


def test_how_many_are_gone() -> None:
    baseline = baseline_of([ONE, SAME_BELOW, OTHER])
    assert baseline.gone([ONE, SAME_BELOW, OTHER]) == 0
    assert baseline.gone([ONE]) == 2
    assert baseline.gone([ONE, SAME_BELOW, SAME_BELOW]) == 1


def test_it_is_sorted_whatever_the_order() -> None:
    assert baseline_of([OTHER, ONE, SAME_BELOW]) == baseline_of([SAME_BELOW, OTHER, ONE])
    assert sum(entry.count for entry in baseline_of([OTHER, ONE, SAME_BELOW]).entries) == 3
