"""Hashtags: doubled, too many, banned; each with a text that almost is."""

from typing import Any

import pytest

from contentsync.rules.hashtags import hashtag_findings
from contentsync.rules.hashtags import hashtags
from tests.engine.world import post


def found(banned: tuple[str, ...] = (), **given: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    return [(each.code, each.path, each.needle) for each in hashtag_findings(post(**given), banned)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one and #Two_2, #third.", ["one", "Two_2", "third"]),
        ("#été #日本 #ё1", ["été", "日本", "ё1"]),
        ("number #1, colour #123456", []),
        ("https://example.com/#top page#part &#8217; ##twice", []),
        ("# Heading", []),
    ],
)
def test_what_is_a_hashtag(text: str, tags: list[str]) -> None:
    assert hashtags(text) == tags


def test_doubled() -> None:
    assert found(text="#books and #Books") == [("CS335", ("text",), "#Books")]
    assert found(text="#books and #bookshop") == []
    assert found(text="#books", comment="#books") == []


def test_doubled_in_a_text_of_its_own_and_in_comments() -> None:
    own = {"texts": {"x": "#a #a"}, "text": "#b #b", "platforms": ["linkedin", "x"]}
    assert [path for _, path, _ in found(**own)] == [("platforms", "x", "text"), ("text",)]
    assert [path for _, path, _ in found(text="#b #b", texts={"x": "#a"})] == []
    comments = {"comment": "#c #c", "options": {"x": {"first_comment": "#d #d"}}}
    assert [path for _, path, _ in found(**comments)] == [("platforms", "x", "first_comment"), ("first_comment",)]


def test_more_than_instagram_takes() -> None:
    many = " ".join(f"#tag{number}" for number in range(31))
    assert found(text=many, platforms=["instagram", "x"]) == [("CS336", ("text",), "")]
    assert found(text=many.removesuffix(" #tag30"), platforms=["instagram", "x"]) == []
    assert found(text=many, platforms=["x"]) == []
    assert found(text=many, texts={"instagram": "#one"}, platforms=["instagram", "x"]) == []


def test_banned() -> None:
    assert found(("sale",), text="#Sale #sales") == [("CS337", ("text",), "#Sale")]
    assert found(("sale",), text="#sales on sale") == []
    assert [code for code, _, _ in found(("sale",), text="#sale #sale")] == ["CS335", "CS337"]


def test_many_hashtags_take_no_longer_than_long_texts() -> None:
    text = " ".join(f"#t{number}" for number in range(50_000))
    assert found(text=text) == []
