"""The form, read the way the API page says it is read, gives every network exactly what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.platforms import PLATFORMS
from contentsync.platforms import WireTexts
from contentsync.platforms import wire_texts
from contentsync.platforms.texts import unmet_texts
from contentsync.platforms.texts import untitled

TYPES = ("video", "photo", "text", "document")
WORDS = st.sampled_from(["", "one", "two", "three"])

# Who reads a description, and who has which override (API page, common fields; docs, upload pages).
READS_DESCRIPTION = {
    "video": {"linkedin", "facebook", "youtube", "pinterest"},
    "photo": {"tiktok", "linkedin", "facebook", "pinterest", "reddit"},
    "text": {"reddit"},
    "document": {"linkedin"},
}
ARTICLES = {"devto", "hashnode", "lemmy", "listmonk", "whop", "wordpress"}
NO_FALLBACK = {("photo", "reddit"), ("text", "reddit"), ("document", "linkedin")}


def shown(sent: WireTexts, platform: str, post_type: str) -> tuple[str, str]:
    """(headline, text) as followers of the network read them; the headline is empty where there is none."""
    fields = dict(sent.overrides)
    own_title = fields.get(f"{platform}_title", "")
    title = own_title or sent.title
    if platform in ARTICLES:
        return own_title, fields.get(f"{platform}_body") or sent.title
    if platform in READS_DESCRIPTION[post_type]:
        fallback = "" if (post_type, platform) in NO_FALLBACK else title
        return title, fields.get(f"{platform}_description") or sent.caption or fallback
    return "", title


def wanted(platform: str, post_type: str, text: str, title: str) -> tuple[str, str]:
    """What is written, each standing in for the other where only one is."""
    if platform in ARTICLES:
        return title, text or title
    if platform not in READS_DESCRIPTION[post_type]:
        return "", text or title
    if (post_type, platform) in NO_FALLBACK:
        return title, text
    return title or text, text or title


@st.composite
def posts(draw: st.DrawFn) -> tuple[str, list[str], str, str, dict[str, str], dict[str, str]]:
    post_type = draw(st.sampled_from(TYPES))
    able = [name for name, platform in PLATFORMS.items() if post_type in platform.places]
    platforms = sorted(draw(st.lists(st.sampled_from(able), min_size=1, max_size=5, unique=True)))
    own = st.dictionaries(st.sampled_from(platforms), WORDS.filter(bool), max_size=3)
    return post_type, platforms, draw(WORDS), draw(WORDS), draw(own), draw(own)


@given(posts())
def test_every_network_shows_what_was_written(post):
    post_type, platforms, text, title, texts, titles = post
    if untitled(platforms, post_type, title, titles):
        return
    sent = wire_texts(platforms, post_type, text, title, texts, titles)
    unmet = unmet_texts(platforms, post_type, text, title, texts, titles)
    for platform in set(platforms) - set(unmet):
        said = wanted(platform, post_type, texts.get(platform, text), titles.get(platform, title))
        assert shown(sent, platform, post_type) == said, (platform, sent)


@given(posts())
def test_one_network_alone_needs_no_field_of_its_own(post):
    post_type, platforms, text, title, texts, titles = post
    for platform in platforms:
        own = {name: value for name, value in texts.items() if name == platform}
        sent = wire_texts([platform], post_type, text, title, own, titles)
        assert unmet_texts([platform], post_type, text, title, own, titles) == []
        assert platform in ARTICLES or sent.overrides == ()
        assert len(sent.overrides) <= 1


@given(posts())
def test_overrides_are_those_of_networks_that_are_asked(post):
    post_type, platforms, text, title, texts, titles = post
    for field, value in wire_texts(platforms, post_type, text, title, texts, titles).overrides:
        assert value
        assert any(field.startswith(f"{platform}_") for platform in platforms)


@given(posts())
def test_the_order_of_networks_does_not_matter(post):
    post_type, platforms, *words = post
    assert wire_texts(platforms, post_type, *words) == wire_texts(platforms[::-1], post_type, *words)
    assert unmet_texts(platforms, post_type, *words) == unmet_texts(platforms[::-1], post_type, *words)


@pytest.mark.parametrize(
    ("post_type", "platforms", "words", "sent"),
    [
        ("text", ["x", "linkedin"], ("T", ""), WireTexts("T", "")),
        ("text", ["linkedin", "x"], ("T", "H"), WireTexts("T", "")),
        ("photo", ["linkedin"], ("T", ""), WireTexts("T", "")),
        ("photo", ["linkedin"], ("T", "H"), WireTexts("H", "T")),
        ("photo", ["facebook", "linkedin", "pinterest"], ("T", "H"), WireTexts("H", "T")),
        ("photo", ["linkedin", "x"], ("T", "H"), WireTexts("T", "T", (("linkedin_title", "H"),))),
        ("video", ["youtube"], ("T", "H"), WireTexts("H", "T")),
        ("video", ["instagram", "youtube"], ("T", "H"), WireTexts("T", "T", (("youtube_title", "H"),))),
        ("video", ["tiktok"], ("T", "H"), WireTexts("T", "")),
        ("photo", ["tiktok"], ("T", "H"), WireTexts("H", "T")),
        ("document", ["linkedin"], ("T", "H"), WireTexts("H", "T")),
        ("document", ["linkedin"], ("", "H"), WireTexts("H", "")),
        ("text", ["devto"], ("T", "H"), WireTexts("T", "", (("devto_title", "H"),))),
        ("text", ["devto"], ("T", ""), WireTexts("T", "")),
        ("text", ["reddit"], ("T", "H"), WireTexts("H", "T")),
    ],
)
def test_shared_words(post_type, platforms, words, sent):
    assert wire_texts(platforms, post_type, *words, {}, {}) == sent


def test_a_text_of_its_own_is_one_override():
    sent = wire_texts(["linkedin", "x"], "text", "T", "", {"x": "short"}, {})
    assert sent == WireTexts("T", "", (("x_title", "short"),))


def test_most_networks_decide_what_is_shared():
    own = {"bluesky": "short", "threads": "short", "x": "short"}
    sent = wire_texts(["bluesky", "linkedin", "threads", "x"], "text", "T", "", own, {})
    assert sent == WireTexts("short", "", (("linkedin_title", "T"),))


def test_words_of_one_network_do_not_reach_one_that_has_none():
    sent = wire_texts(["linkedin", "x"], "photo", "", "", {"x": "Only here"}, {})
    assert sent == WireTexts("", "", (("x_title", "Only here"),))


def test_a_body_that_must_stay_empty_cannot_share_the_title():
    sent = wire_texts(["devto", "whop"], "text", "", "", {"whop": "Only here"}, {})
    assert sent == WireTexts("", "", (("whop_body", "Only here"),))
    assert unmet_texts(["devto", "whop"], "text", "", "", {"devto": "Only here"}, {}) == ["devto"]


def test_a_network_that_does_not_take_the_type_is_passed_over():
    assert wire_texts(["slack", "x"], "photo", "T", "H", {}, {}) == WireTexts("T", "")
    assert untitled(["slack", "youtube"], "photo", "", {}) == []


def test_hashnode_and_whop_have_a_body_of_their_own():
    sent = wire_texts(["hashnode", "whop"], "text", "T", "H", {"whop": "W"}, {})
    assert sent.title == "T"
    assert ("whop_body", "W") in sent.overrides


def test_words_that_no_field_can_carry():
    assert unmet_texts(["google_business", "x"], "text", "T", "", {"google_business": "G"}, {}) == []
    both = {"google_business": "G", "devto": "D"}
    assert unmet_texts(["devto", "google_business"], "text", "T", "", both, {}) != []


def test_headlines_that_must_be_written():
    assert untitled(["facebook", "youtube"], "video", "", {}) == ["youtube"]
    assert untitled(["youtube"], "video", "", {"youtube": "H"}) == []
    assert untitled(["linkedin"], "document", "", {}) == ["linkedin"]
    assert untitled(["linkedin"], "photo", "", {}) == []
