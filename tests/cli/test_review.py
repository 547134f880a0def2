from pathlib import Path

from .conftest import Contentsync


def test_what_is_coming(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox")
    assert ran.code == 0
    assert "Mon 1 Mar\n  09:00 + launch  x  (new)  Launch day on Monday\n" in ran.out
    assert "Plan: 1 to schedule." in ran.out


def test_into_a_file(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox", "--offline", "--out", "review.txt")
    assert ran.out == "Wrote review.txt\n"
    assert "launch  x  (new)" in (posts / "review.txt").read_text()


def test_narrowed_to_nothing(contentsync: Contentsync, posts: Path) -> None:
    ran = contentsync("review", "--sandbox", "--target", "lanch")
    assert ran.code == 1
    assert "--target launch" in ran.err
