"""Limits of words: each rule with a case that fires and one that almost does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentsync.model.codes import CODES
from contentsync.model.problem import Severity
from contentsync.platforms import PLATFORMS
from contentsync.platforms.limits import UNBOUND
from contentsync.platforms.limits import limit_of
from contentsync.rules.excess import excess_findings
from contentsync.rules.filenames import linked_file_names
from contentsync.rules.inside import inside_findings
from contentsync.rules.lengths import wordings
from contentsync.rules.text import Count
from contentsync.rules.text import check_text
from contentsync.rules.text import text_counts
from tests.platforms.deliveries import delivery
from tests.platforms.deliveries import picture
from tests.platforms.deliveries import video

FAMILY = "👨‍👩‍👧‍👦"


def codes(post_type: str, *platforms: str, **given: Any) -> list[str]:
    return [each.code for each in check_text(delivery(post_type, *platforms, **given))]


def words(count: int) -> str:
    """That many characters, in words, so that nothing but the length can matter."""
    return ("word " * (count // 5 + 1))[: count - 1] + "."


TEXT_NETWORKS = sorted(name for name, platform in PLATFORMS.items() if "text" in platform.places)
PIECES = ["word ", "wörter. ", "🎉", "漢", "a.b ", "www.c.de ", "https://e.co ", "@f@g.h ", "x.\n"]


@given(
    st.sampled_from(TEXT_NETWORKS),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join),
    st.integers(1, 120),
    st.booleans(),
)
def test_what_is_plainly_short_is_what_counting_finds_short(network: str, piece: str, times: int, has_own: bool):
    words = piece * times
    options = {network: {"first_comment": words}} if has_own else {}
    one = delivery("text", network, text=words, title=words[:50], first_comment=words, options=options)
    expected = []
    for wording in wordings(one, False):
        expected += excess_findings(wording, one) if wording.is_too_long else []
        expected += inside_findings(wording, one)
    assert check_text(one) == expected


# The numbers of the API page. Network, post type, where the words stand, the most of them.
REFUSED = [
    ("devto", "text", "text", 250_000),
    ("devto", "text", "title", 250),
    ("facebook", "text", "text", 63_206),
    ("facebook", "video", "title", 255),
    ("google_business", "photo", "text", 1_500),
    ("hashnode", "text", "text", 100_000),
    ("hashnode", "text", "title", 250),
    ("instagram", "photo", "text", 2_200),
    ("instagram", "video", "first_comment", 2_196),
    ("lemmy", "text", "text", 10_000),
    ("lemmy", "photo", "title", 200),
    ("linkedin", "text", "text", 3_000),
    ("listmonk", "text", "text", 200_000),
    ("listmonk", "text", "title", 500),
    ("nostr", "text", "text", 32_768),
    ("pinterest", "photo", "text", 800),
    ("pinterest", "video", "title", 100),
    ("slack", "text", "text", 40_000),
    ("tiktok", "video", "text", 2_200),
    ("tiktok", "photo", "text", 4_000),
    ("tiktok", "photo", "title", 90),
    ("whop", "text", "text", 20_000),
    ("wordpress", "photo", "text", 500_000),
    ("wordpress", "text", "title", 200),
    ("youtube", "video", "text", 5_000),
    ("youtube", "video", "title", 100),
]


@pytest.mark.parametrize(("platform", "post_type", "place", "most"), REFUSED)
def test_what_is_refused(platform: str, post_type: str, place: str, most: int):
    given = {"text": "Some text", "title": "A title"}
    assert check_text(delivery(post_type, platform, **given | {place: words(most)})) == []
    (found,) = check_text(delivery(post_type, platform, **given | {place: words(most + 1)}))
    assert (found.code, found.severity, found.path) == ("CS320", Severity.ERROR, (place,))
    assert f"{most:,}" in found.message
    assert f"{most + 1:,}" in found.message
    assert "1 too long" in found.fix


DIVIDED = [
    ("x", "text", 280, "CS321"),
    ("threads", "photo", 500, "CS321"),
    ("bluesky", "text", 300, "CS321"),
    ("discord", "text", 2_000, "CS322"),
    ("telegram", "text", 4_096, "CS322"),
    ("telegram", "photo", 1_024, "CS322"),
    ("mastodon", "text", 500, "CS325"),
]
COMMENTS = [("x", 280), ("threads", 500), ("bluesky", 300)]
LONG_POSTS = [("x", 25_000), ("threads", 10_000)]
TRIMMED = [("linkedin", 400)]


def test_every_limit_has_its_case():
    tables = [(platform.name, limit) for platform in PLATFORMS.values() for limit in platform.limits if limit.most]
    assert {(name, limit.words, limit.most) for name, limit in tables} == {
        *((platform, place, most) for platform, _, place, most in REFUSED),
        *((platform, "text", most) for platform, _, most, _ in DIVIDED),
        *((platform, "first_comment", most) for platform, most in COMMENTS),
        *((platform, "text", most) for platform, most in LONG_POSTS),
        *((platform, "title", most) for platform, most in TRIMMED),
    }
    assert {(name, limit.premium) for name, limit in tables if limit.premium} == {("x", 25_000)}
    assert {(name, limit.most_bytes) for name, limit in tables if limit.most_bytes} == {("bluesky", 3_000)}


@pytest.mark.parametrize(("platform", "post_type", "most", "code"), DIVIDED)
def test_what_is_divided_cut_or_doubtful(platform: str, post_type: str, most: int, code: str):
    assert check_text(delivery(post_type, platform, text=words(most))) == []
    (found,) = check_text(delivery(post_type, platform, text=words(most + 1)))
    assert (found.code, found.severity, found.path) == (code, Severity.WARNING, ("text",))


@pytest.mark.parametrize(("platform", "most"), COMMENTS)
def test_first_comments_that_are_posts_of_their_own(platform: str, most: int):
    assert check_text(delivery("text", platform, text="Hello", first_comment=words(most))) == []
    (found,) = check_text(delivery("text", platform, text="Hello", first_comment=words(most + 1)))
    assert (found.code, found.path) == ("CS325", ("first_comment",))
    own = {platform: {"first_comment": words(most + 1)}}
    (found,) = check_text(delivery("text", platform, text="Hello", first_comment="short", options=own))
    assert found.path == ("platforms", platform, "first_comment")


@pytest.mark.parametrize(("platform", "most"), TRIMMED)
def test_titles_that_are_cut(platform: str, most: int):
    given = {"text": "Some text", "media": (picture("a.jpg"),)}
    assert codes("photo", platform, title="🎉" * (most // 2), **given) == []
    (found,) = check_text(delivery("photo", platform, title="🎉" * (most // 2) + "!", **given))
    assert (found.code, found.severity, found.path) == ("CS323", Severity.WARNING, ("title",))
    assert "401" in found.message


def test_no_headline_is_as_long_as_linkedin_likes():
    assert codes("photo", "linkedin", text=words(3_000)) == []
    assert codes("document", "linkedin", text=words(3_000), title="Ours") == []


@pytest.mark.parametrize(
    ("platform", "post_type", "most"),
    [("tiktok", "photo", 90), ("pinterest", "photo", 100), ("facebook", "video", 255)],
)
def test_a_text_where_a_headline_would_stand(platform: str, post_type: str, most: int):
    assert codes(post_type, platform, text=words(most)) == []
    assert codes(post_type, platform, text=words(most + 1), title="A title") == []
    (found,) = check_text(delivery(post_type, platform, text=words(most + 1)))
    assert (found.code, found.severity, found.path) == ("CS324", Severity.WARNING, ("text",))
    assert "title:" in found.fix


@pytest.mark.parametrize("kind", ["STORIES", "VIDEO"])
def test_only_reels_on_facebook_have_short_titles(kind: str):
    given = {"text": "Hi", "title": words(256), "media": (video(),)}
    assert codes("video", "facebook", options={"facebook": {"media_type": kind}}, **given) == []
    assert codes("video", "facebook", options={"facebook": {"media_type": "REELS"}}, **given) == ["CS320"]
    assert codes("photo", "facebook", **given) == []


def test_bluesky_counts_bytes_as_well():
    assert codes("text", "bluesky", text=FAMILY * 120) == []
    (found,) = check_text(delivery("text", "bluesky", text=FAMILY * 121))
    assert found.code == "CS321"
    assert "counts 3,025 there, and one post takes 3,000 bytes" in found.message
    assert "2 posts" in found.message
    assert "long_text_as_post" not in found.fix


def test_youtube_counts_bytes():
    assert codes("video", "youtube", text="é" * 2_500, title="A title") == []
    assert codes("video", "youtube", text="é" * 2_500 + "!", title="A title") == ["CS320"]


def test_tiktok_counts_as_utf_16_does():
    assert codes("video", "tiktok", text="🎉" * 1_100) == []
    assert codes("video", "tiktok", text="🎉" * 1_100 + "!") == ["CS320"]


def test_links_are_short_on_x_and_mastodon():
    link = "https://example.com/" + "a" * 300
    assert codes("text", "mastodon", "x", text=f"{words(256)} {link}") == []
    assert codes("text", "mastodon", "x", text=f"{words(257)} {link}") == ["CS321"]


PARAGRAPHS = "\n\n".join([words(200)] * 3)


class TestThreads:
    def test_the_number_of_posts_is_said(self):
        (found,) = check_text(delivery("text", "linkedin", "x", text=PARAGRAPHS))
        assert found.message == "this text becomes 3 posts on X: it counts 604 there, and one post takes 280"
        assert found.fix == (
            "Shorten it, or give x a `text` of its own, or write `long_text_as_post: true` for one long post "
            "(it needs Premium) and `false` for a thread."
        )

    def test_a_torn_paragraph_is_said(self):
        (found,) = check_text(delivery("text", "x", text=words(700)))
        assert "3 posts on X, divided inside a paragraph" in found.message

    def test_whole_paragraphs_for_networks_with_threads_are_meant(self):
        assert codes("text", "bluesky", "threads", "x", text=PARAGRAPHS) == []
        assert codes("text", "bluesky", "linkedin", text=PARAGRAPHS) == ["CS321"]
        assert codes("text", "x", text=PARAGRAPHS + "\n\n" + words(281)) == ["CS321"]

    def test_whole_paragraphs_for_x_alone_are_meant(self):
        assert codes("text", "linkedin", "x", text="Hi", texts={"x": PARAGRAPHS}) == []
        (found,) = check_text(delivery("text", "linkedin", "x", text="Hi", texts={"x": words(281)}))
        assert found.path == ("platforms", "x", "text")
        assert found.fix.startswith("Shorten it, or write `long_text_as_post")

    def test_the_option_says_what_is_wanted(self):
        for wanted in (True, False):
            options = {"x": {"long_text_as_post": wanted}}
            assert codes("text", "linkedin", "x", text=words(700), options=options) == []

    @pytest.mark.parametrize(("platform", "most"), LONG_POSTS)
    def test_a_long_post_has_an_end(self, platform: str, most: int):
        options = {platform: {"long_text_as_post": True}}
        assert codes("text", platform, text=words(most), options=options) == []
        assert codes("text", platform, text=words(most + 1), options=options) == ["CS320"]

    def test_premium_needs_the_option_all_the_same(self):
        (found,) = check_text(delivery("text", "x", text=words(700)), has_premium=True)
        assert found.code == "CS321"
        assert "counts 700 there, and one post takes 280" in found.message
        assert "it needs Premium" not in found.fix

    def test_premium_lets_long_comments_through(self):
        one = delivery("text", "x", text="Hi", first_comment=words(25_000))
        assert check_text(one, has_premium=True) == []
        assert [each.code for each in check_text(one)] == ["CS325"]

    def test_an_article_is_as_long_as_it_likes(self):
        options = {"x": {"article_title": "Ours"}}
        assert codes("text", "x", text=words(90_000), options=options) == []
        assert text_counts(delivery("text", "x", text=words(90_000), options=options)) == ()

    def test_a_thread_without_end(self):
        (found,) = check_text(delivery("text", "x", text=words(60_000)))
        assert "100 posts or more" in found.message


def test_captions_on_telegram():
    given = {"text": words(1_025), "media": (picture("a.jpg"),)}
    (found,) = check_text(delivery("photo", "telegram", **given))
    assert "caption_overflow: split" in found.fix
    assert codes("photo", "telegram", options={"telegram": {"caption_overflow": "split"}}, **given) == []
    assert codes("photo", "telegram", options={"telegram": {"caption_overflow": "truncate"}}, **given) == ["CS322"]
    (found,) = check_text(delivery("text", "telegram", text=words(4_097)))
    assert "caption_overflow" not in found.fix


@pytest.mark.parametrize(
    ("mode", "marked"),
    [("HTML", '<b>{}</b> &amp; <a href="https://example.com/a">b</a>'), ("MarkdownV2", "*{}* \\& [b](https://a.co)")],
)
def test_telegram_counts_what_its_markup_leaves(mode: str, marked: str):
    given = {"options": {"telegram": {"parse_mode": mode}}, "media": (picture("a.jpg"),)}
    assert codes("photo", "telegram", text=marked.format(words(1_020)), **given) == []
    (found,) = check_text(delivery("photo", "telegram", text=marked.format(words(1_021)), **given))
    assert (found.code, "has 1,025" in found.message) == ("CS322", True)
    assert codes("photo", "telegram", text=marked.format(words(1_020)), media=given["media"]) == ["CS322"]
    assert codes("text", "telegram", text=marked.format(words(4_092)), options=given["options"]) == []


def test_a_title_that_stands_in_for_the_text():
    (found,) = check_text(delivery("text", "x", title=words(281)))
    assert found.path == ("title",)
    (found,) = check_text(delivery("text", "x", titles={"x": words(281)}))
    assert found.path == ("platforms", "x", "title")


def test_own_words_are_pointed_at():
    texts, titles = {"youtube": words(5_001)}, {"youtube": words(101)}
    found = check_text(delivery("video", "tiktok", "youtube", text="Hi", title="Hello", texts=texts, titles=titles))
    assert [each.path for each in found] == [("platforms", "youtube", "text"), ("platforms", "youtube", "title")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see README.md and setup.py.", ["README.md", "setup.py"]),
        ("unpack news.zip, watch clip.mov", ["news.zip", "clip.mov"]),
        ("run install.sh, Makefile.sh or fix_it.pl", ["install.sh", "Makefile.sh"]),
        ("Main.rs and lib.so", ["Main.rs", "lib.so"]),
        ("crates.rs and bun.sh and fly.so", []),
        ("https://example.com/README.md and www.hackmd.md", []),
        ("index.html, app.js, v2.0, e.g. this", []),
        ("no name at all", []),
    ],
)
def test_names_of_files_that_read_as_links(text: str, names: list[str]):
    assert linked_file_names(text) == names


def test_names_of_files_on_x():
    (found,) = check_text(delivery("text", "x", text="Read README.md and README.md and setup.py"))
    assert (found.code, found.severity, found.needle) == ("CS326", Severity.WARNING, "README.md")
    assert "README.md and 1 more" in found.message
    assert codes("text", "linkedin", text="Read README.md") == []
    assert codes("text", "x", text="Read README or www.readme.md") == []


def test_links_on_threads():
    links = [f"https://example.com/{number}" for number in range(6)]
    assert codes("text", "threads", text=" ".join(links[:5] + links[:2])) == []
    (found,) = check_text(delivery("text", "threads", text=" ".join(links)))
    assert (found.code, found.severity) == ("CS327", Severity.ERROR)
    attached = {"threads": {"link": links[5]}}
    assert codes("text", "threads", text=" ".join(links[:5]), options=attached) == ["CS327"]
    assert codes("text", "threads", text=" ".join(links[:5]), link=links[5]) == ["CS327"]
    assert codes("photo", "threads", text=" ".join(links[:5]), link=links[5]) == []
    apart = f"{' '.join(links[:5])} {words(300)}\n\n{links[5]} {words(400)}"
    assert codes("text", "threads", text=apart) == []


def test_mentions_on_tiktok():
    assert codes("video", "tiktok", text="@a " * 30 + "me@example.com") == []
    (found,) = check_text(delivery("video", "tiktok", text="@a " * 31))
    assert (found.code, found.severity) == ("CS328", Severity.ERROR)
    assert codes("video", "instagram", text="@a " * 31) == []


def test_tags_on_youtube():
    given = {"text": "Hi", "title": "Hello"}
    assert codes("video", "youtube", options={"youtube": {"tags": ["x" * 250] * 2}}, **given) == []
    (found,) = check_text(delivery("video", "youtube", options={"youtube": {"tags": ["x" * 250, "x" * 251]}}, **given))
    assert (found.code, found.path) == ("CS320", ("platforms", "youtube", "tags"))
    assert codes("video", "youtube", options={"youtube": {"license": "youtube"}}, **given) == []


def test_counts_of_every_network():
    one = delivery("text", "bluesky", "linkedin", "mastodon", "x", text="See https://example.com/a/long/path 👍🏽")
    assert text_counts(one) == (
        Count("bluesky", "text", 37, 300),
        Count("linkedin", "text", 38, 3_000),
        Count("mastodon", "text", 29, 500),
        Count("x", "text", 30, 280),
    )


def test_counts_of_titles_and_comments():
    one = delivery("video", "instagram", "youtube", text="Text", title="Title!", first_comment="Hi")
    assert text_counts(one) == (
        Count("instagram", "text", 4, 2_200),
        Count("instagram", "first_comment", 2, 2_196),
        Count("youtube", "text", 4, 5_000),
        Count("youtube", "title", 6, 100),
    )


@pytest.mark.parametrize(
    ("post_type", "platform", "text", "options", "count", "limit", "note"),
    [
        ("text", "x", PARAGRAPHS, {}, 604, 280, "3 posts"),
        ("text", "x", PARAGRAPHS, {"long_text_as_post": True}, 604, 25_000, ""),
        ("text", "bluesky", FAMILY * 121, {}, 3_025, 3_000, "2 posts"),
        ("text", "bluesky", FAMILY * 20, {}, 20, 300, ""),
        ("photo", "telegram", words(1_100), {}, 1_100, 1_024, "cut after 1,024"),
        ("photo", "telegram", words(1_100), {"caption_overflow": "split"}, 1_100, 1_024, "2 messages"),
        ("text", "linkedin", words(3_001), {}, 3_001, 3_000, "too long"),
        ("text", "mastodon", words(501), {}, 501, 500, "may be too long"),
        ("text", "reddit", words(501), {}, None, None, None),
    ],
)
def test_notes_of_counts(post_type, platform, text, options, count, limit, note):
    found = text_counts(delivery(post_type, platform, text=text, options={platform: options}))
    assert found == (() if count is None else (Count(platform, "text", count, limit, note),))


def test_counts_with_premium():
    one = delivery("text", "x", text=PARAGRAPHS)
    assert text_counts(one, has_premium=True) == (Count("x", "text", 604, 25_000, "3 posts"),)


def test_no_counts_of_what_nobody_reads():
    assert text_counts(delivery("photo", "linkedin", media=(picture("a.jpg"),))) == ()


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=lambda platform: platform.name)
def test_a_table_of_limits_is_consistent(platform):
    names = {option.name for option in platform.options}
    for limit in platform.limits:
        assert set(limit.types) & platform.places.keys()
        assert limit.when is None or limit.when[0] in names
        assert limit.words != "first_comment" or "first_comment" in names
    for post_type in platform.places:
        assert limit_of(platform.name, post_type, "text", {}) != UNBOUND or platform.name == "reddit"


def test_the_codes_are_in_the_catalogue():
    assert {f"CS{number}" for number in range(320, 329)} <= CODES.keys()
