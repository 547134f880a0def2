"""Runs of one look: what is told apart, what may be followed, and where a text folds."""

import pytest

from contentsync.review.page.spans import Span
from contentsync.review.page.spans import divided
from contentsync.review.page.spans import folded
from contentsync.review.page.spans import safe_address
from contentsync.review.page.spans import sides
from contentsync.review.page.spans import spans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", []),
        ("", []),
        ("a #tag, and #été2027!", [("#tag", "tag"), ("#été2027", "tag")]),
        ("#123 is a number, C# a language, a#b neither", []),
        ("with @acme and @me@mastodon.example.", [("@acme", "mention"), ("@me@mastodon.example", "mention")]),
        ("mail me@acme.dev", []),
        ("see https://a.example/x?y#z.", [("https://a.example/x?y#z", "link")]),
        ("(http://a.example)", [("http://a.example", "link")]),
        ("https://a.example/#tag/@x", [("https://a.example/#tag/@x", "link")]),
    ],
)
def test_told_apart(text: str, found: list[tuple[str, str]]) -> None:
    made = spans(text)
    assert "".join(span.text for span in made) == text
    assert [(span.text, span.role) for span in made if span.role] == found


@pytest.mark.parametrize("address", ["https://a.example", "https://a.example:8443/b?c=d#e", "https://xn--a.example/"])
def test_may_be_followed(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://me:secret@a.example/",
        "https://a.example@evil.example/",
        "https://а.example/",  # a Cyrillic а
        "https://a.example/\u202eb",
        "https://a.example/ b",
        "https://a.example\\b",
        "https://[",
    ],
)
def test_may_not_be_followed(address: str) -> None:
    assert safe_address(address) == ""


def test_only_safe_links_lead_somewhere() -> None:
    assert [span.href for span in spans("https://a.example http://b.example") if span.role] == ["https://a.example", ""]


def test_the_two_sides_of_an_edit() -> None:
    before, after = sides("on Monday at 10", "on Tuesday at #10")
    assert before == (Span("on "), Span("Monday", side="removed"), Span(" at "), Span("10"))
    assert [span.text for span in after if span.side == "added"] == ["Tuesday", "#"]
    assert "".join(span.text for span in after) == "on Tuesday at #10"


def shown(text: str, length: int, lines: int = 0) -> str:
    return "".join(span.text for span in folded(spans(text), length, lines)[0])


def test_folds_between_words() -> None:
    text = "one two three four five six seven eight nine ten eleven"
    assert shown(text, 20) == "one two three four"
    assert shown(text, 0) == text
    assert shown(text, 40) == text, "what would hide a word or two hides nothing"
    assert shown("a" * 100, 20) == "a" * 20


def test_folds_after_lines() -> None:
    assert shown("a\nb\nc\nd", 0, 2) == "a\nb"
    assert shown("a\nb", 0, 2) == "a\nb"
    assert shown("a\nb", 0, 3) == "a\nb"


def test_a_fold_keeps_the_look() -> None:
    before, behind = divided((Span("abc", "tag"), Span("def")), 2)
    assert (before, behind) == ((Span("ab", "tag"),), (Span("c", "tag"), Span("def")))
