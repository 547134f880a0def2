from hypothesis import given
from hypothesis import strategies as st

from contentsync.review.words import Kind
from contentsync.review.words import Mark
from contentsync.review.words import shortened
from contentsync.review.words import word_marks


def test_one_word() -> None:
    assert word_marks("Join us on Monday at 10", "Join us on Tuesday at 10") == (
        Mark(Kind.SAME, "Join us on "),
        Mark(Kind.REMOVED, "Monday"),
        Mark(Kind.ADDED, "Tuesday"),
        Mark(Kind.SAME, " at 10"),
    )


def test_two_places() -> None:
    kinds = [mark.kind for mark in word_marks("a b c d e", "a x c y e")]
    assert kinds.count(Kind.SAME) == 3
    assert kinds.count(Kind.ADDED) == 2


def test_the_same_text_has_one_mark_and_no_text_has_none() -> None:
    assert word_marks("as it was", "as it was") == (Mark(Kind.SAME, "as it was"),)
    assert word_marks("", "") == ()


def test_a_page_against_another_page_is_shown_as_replaced() -> None:
    old, new = " ".join(map(str, range(2000))), " ".join(map(str, range(5000, 7000)))
    assert word_marks(old, new) == (Mark(Kind.REMOVED, old), Mark(Kind.ADDED, new))


def test_long_unchanged_runs_are_cut_to_what_stands_next_to_a_change() -> None:
    long = "x" * 100
    marks = shortened(
        (Mark(Kind.SAME, long), Mark(Kind.ADDED, "new"), Mark(Kind.SAME, long), Mark(Kind.REMOVED, "old"))
    )
    assert [mark.text for mark in marks] == ["…" + "x" * 30, "new", "x" * 30 + "…" + "x" * 30, "old"]


@given(st.text("ab .", max_size=40), st.text("ab .", max_size=40))
def test_the_marks_are_both_texts(before: str, after: str) -> None:
    marks = word_marks(before, after)
    assert "".join(mark.text for mark in marks if mark.kind is not Kind.ADDED) == before
    assert "".join(mark.text for mark in marks if mark.kind is not Kind.REMOVED) == after
