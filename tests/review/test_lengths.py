"""Lengths of words, in plans, in `show` and in JSON."""

from contentsync.review.lengths import count_text
from contentsync.review.lengths import counts_document
from contentsync.review.lengths import counts_of
from contentsync.review.lengths import counts_text
from contentsync.rules.text import Count
from tests.platforms.deliveries import delivery

LONG = "word " * 120
COUNTS = (
    Count("instagram", "text", 40, 2_200),
    Count("instagram", "first_comment", 3_000, 2_196, "too long"),
    Count("youtube", "text", 1_840, 5_000),
    Count("youtube", "title", 20, 100),
)


def test_texts_always_and_the_rest_where_it_is_too_long():
    assert counts_text(COUNTS) == (
        "instagram 40/2,200  instagram first comment 3,000/2,196 (too long)  youtube 1,840/5,000"
    )
    assert counts_text(()) == ""


def test_one():
    assert [count_text(each) for each in COUNTS][3] == "youtube title 20/100"


def test_premium_is_that_of_the_profile():
    one = delivery("text", "x", text=LONG)
    assert counts_of(None, ()) == ()
    assert counts_of(one, {"beta"}) == (Count("x", "text", 600, 280, "3 posts"),)
    assert counts_of(one, {"acme"}) == (Count("x", "text", 600, 25_000, "3 posts"),)


def test_as_json():
    assert counts_document(COUNTS[1:2]) == [
        {"platform": "instagram", "field": "first_comment", "count": 3_000, "limit": 2_196, "note": "too long"}
    ]
