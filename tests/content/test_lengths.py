"""Words that are too long, where they are written: the file, the line, and what becomes of the post."""

from pathlib import Path

import pytest

from contentsync.content.cache import NAME

from .repository import POST
from .repository import codes
from .repository import loaded

LONG = "word " * 60
"""300 characters: too long for X and Bluesky."""


def test_a_text_that_becomes_a_thread_is_scheduled_and_said(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"a.yaml": POST.replace("Hello", LONG)})
    assert codes(found) == ["a.yaml:5:7 CS321"]
    assert [each.post_id for each in found.deliveries] == ["a"]


def test_a_text_that_is_refused_keeps_all_of_its_post_back(tmp_path: Path) -> None:
    platforms = "{linkedin: {publish_at: 2027-03-02 09:00}, x: {text: Short}}"
    text = POST.replace("[x]", platforms).replace("Hello", LONG * 11).replace("acme", "[acme, beta]")
    found = loaded(tmp_path, {"a.yaml": text, "b.yaml": POST})
    assert codes(found) == ["a.yaml:5:7 CS320"]
    assert found.bad_posts == {"a"}
    assert [each.post_id for each in found.deliveries] == ["b"]


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.yaml", POST.replace("[x]", f"{{x: {{text: {LONG}}}}}"), "a.yaml:4:23 CS321"),
        ("a.yaml", POST + f"first_comment: {LONG}", "a.yaml:6:16 CS325"),
        ("a.yaml", f"---\nid: one\n---\nid: two\n{POST.replace('Hello', LONG)}", "a.yaml:9:7 CS321"),
        ("a.md", f"---\n{POST.replace('text: Hello', 'draft: true')}---\n\n{LONG}\n", "a.md:9:1 CS321"),
        ("a.yaml", POST.replace("Hello", "|\n  Read it all:\n  the README.md of ours"), "a.yaml:7:7 CS326"),
    ],
)
def test_places(tmp_path: Path, name: str, text: str, where: str) -> None:
    assert where in codes(loaded(tmp_path, {name: text}))


def test_words_of_the_defaults_are_found_there(tmp_path: Path) -> None:
    defaults = f"first_comment: |\n  {LONG}\n"
    found = loaded(tmp_path, {"_defaults.yaml": defaults, "a.yaml": POST, "b.yaml": POST})
    assert codes(found) == ["_defaults.yaml:1:16 CS325"]


def test_premium_is_known_by_profile_and_not_forgotten_by_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    post = POST.replace("acme", "[acme, beta]") + f"first_comment: {LONG}\n"
    assert codes(loaded(tmp_path, {"a.yaml": post}, cache=cache)) == ["a.yaml:6:16 CS325"]
    assert (cache / NAME).is_file()
    assert codes(loaded(tmp_path, cache=cache, x_premium={"acme"})) == ["a.yaml:6:16 CS325"]
    assert codes(loaded(tmp_path, cache=cache, x_premium={"acme", "beta"})) == []
    assert codes(loaded(tmp_path, cache=cache)) == ["a.yaml:6:16 CS325"]
