"""What X removes, and what it leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.platforms import removed_links


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com",
        "http://localhost:8080/a",
        "HTTPS://EXAMPLE.COM/A?b=c#d",
        "ftp://example.com/file",
        "www.example.com",
        "www.example.com/path",
        "t.co",
        "bit.ly",
        "bit.ly/3abc",
        "example.com/foo",
        "sub.example.co.uk/foo/bar",
        "example.com:8080/foo",
        "example.com/",
        "10.0.0.1/admin",
        "10.0.0.1:8080/admin",
        "bücher.de/neu",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Read {} now", "Read this:\n{}", "({})", "Here: {}.", "“{}”!", "See {}, ok"])
def test_what_goes(link, around):
    expected = link.rstrip(".")
    assert removed_links(around.format(link)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No link here. And/or there",
        "example.com",
        "example[.]com/foo",
        "hxxp://example.com/foo",
        "24/7, 1.5/2 and 3.11/3.12",
        "10.0.0.1",
        "ann@example.com",
        "e.g. this, i.e. that",
        "https is not a link",
        "the file.txt",
        "not.bit.lyx",
        "awww.that.is nice",
    ],
)
def test_what_stays(text):
    assert removed_links(text) == []


def test_several_in_order():
    text = "One https://a.org/1, two www.b.org and c.org/3."
    assert removed_links(text) == ["https://a.org/1", "www.b.org", "c.org/3"]


@pytest.mark.parametrize("part", ["a", "a.", "a-", ".", "a_", "1.", "(a."])
def test_a_very_long_word_is_no_link_and_no_burden(part):
    assert removed_links(part * 20_000 + "!") == []


@given(st.text(max_size=200))
def test_whatever_is_found_stands_in_the_text(text):
    for link in removed_links(text):
        assert link
        assert link in text
