"""How a long text becomes a thread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.rules.threads import MOST_POSTS
from contentsync.rules.threads import thread


def ten(text: str) -> bool:
    return len(text) <= 10


@pytest.mark.parametrize(
    ("text", "posts", "is_torn"),
    [
        ("short", ("short",), False),
        ("a b\n\nc d\n\ne", ("a b\n\nc d", "e"), False),
        ("12345\n\n123\n\n1", ("12345\n\n123", "1"), False),
        ("one\n \n\ntwo\n\nthree", ("one\n\ntwo", "three"), False),
        ("line one\nline two", ("line one", "line two"), True),
        ("a\nb\nc d e f g h i", ("a\nb", "c d e f g", "h i"), True),
        ("words that go on and on", ("words that", "go on and", "on"), True),
        ("漢" * 23, ("漢" * 10, "漢" * 10, "漢" * 3), True),
        ("ok\n\n" + "x" * 12 + " y\n\nend", ("ok", "x" * 10, "xx", "y", "end"), True),
    ],
)
def test_division(text: str, posts: tuple[str, ...], is_torn: bool):
    found = thread(text, ten)
    assert (found.posts, found.is_torn) == (posts, is_torn)


def test_nobody_counts_for_ever():
    assert len(thread("word " * 100_000, ten).posts) == MOST_POSTS
    assert len(thread("\n\n".join(["paragraph"] * 1_000), ten).posts) == MOST_POSTS


@given(st.text(alphabet="ab \n", max_size=120))
def test_nothing_is_lost_and_everything_fits(text: str):
    found = thread(text, ten)
    assert all(map(ten, found.posts))
    assert "".join("".join(found.posts).split()) == "".join(text.split())
