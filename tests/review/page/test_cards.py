"""Cards as values: what each network shows of one delivery."""

from datetime import UTC
from datetime import datetime
from typing import Any

import pytest

from contentsync.media import Facts
from contentsync.model.delivery import Medium
from contentsync.platforms import PLATFORMS
from contentsync.review.page.cards import Card
from contentsync.review.page.cards import LinkCard
from contentsync.review.page.cards import Making
from contentsync.review.page.cards import Meter
from contentsync.review.page.cards import Poll
from contentsync.review.page.cards import cards_of
from contentsync.review.page.looks import LOOKS
from contentsync.review.page.looks import look_of
from contentsync.review.page.parts import Part
from contentsync.review.page.shots import Album
from tests.review.campaign import delivery

WHEN = datetime(2026, 12, 1, 8, tzinfo=UTC)
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 30 for number in range(4)).strip()


def cards(before: dict[str, str] | None = None, **more: Any) -> dict[str, Card]:
    making = Making(Album(), lambda medium: Facts(), has_premium=False, is_urgent=True, before=before or {})
    return {card.network: card for card in cards_of(delivery("a", WHEN, **more), making)}


def said(parts: tuple[Part, ...]) -> list[str]:
    return ["".join(span.text for span in (*part.shown, *part.folded)) for part in parts]


def test_each_network_gets_its_own_words() -> None:
    found = cards(
        platforms=("bluesky", "x"), text="For all", texts={"x": "For X"}, options={"bluesky": {"langs": ["en"]}}
    )
    assert said(found["bluesky"].parts) == ["For all"]
    assert said(found["x"].parts) == ["For X"]
    assert (found["bluesky"].lang, found["x"].lang) == ("en", "")


def test_threads_stand_as_they_will() -> None:
    found = cards(platforms=("linkedin", "mastodon", "telegram", "x"), text=LONG)
    assert len(found["x"].parts) == 4
    assert len(found["linkedin"].parts) == len(found["telegram"].parts) == 1
    assert found["linkedin"].parts[0].folded
    assert not found["telegram"].parts[0].folded
    assert found["x"].meters == (Meter("text", 657, 280, "4 posts"),)


def test_what_is_cut_off_is_shown_as_lost() -> None:
    (part,) = cards(platforms=("telegram",), text="word " * 900)["telegram"].parts
    assert len("".join(span.text for span in (*part.shown, *part.folded))) == 4096
    assert part.lost


def test_several_messages() -> None:
    found = cards(
        platforms=("telegram",),
        post_type="photo",
        text=LONG * 3,
        options={"telegram": {"caption_overflow": "split"}},
    )
    assert len(found["telegram"].parts) == 2


def test_an_edit_stands_before_and_after() -> None:
    found = cards({"New words": "Old words"}, platforms=("linkedin", "x"), text="New words", texts={"x": "New words"})
    assert said(found["linkedin"].before) == ["Old words"]
    assert [span.side for span in found["linkedin"].parts[0].shown] == ["added", ""]
    assert found["x"].before == (), "its own words were not sent in the shared field"


def test_an_edit_of_a_thread_stands_post_by_post() -> None:
    found = cards({LONG: LONG.partition("\n\n")[2]}, platforms=("x",), text=LONG)["x"]
    assert (len(found.before), len(found.parts)) == (3, 4)


def test_headlines_are_those_that_were_written() -> None:
    media = (Medium(src="a.mp4", kind="video", path="a.mp4"),)
    found = cards(
        platforms=("pinterest", "x", "youtube"), post_type="video", text="Text", title="Headline", media=media
    )
    heads = {name: "".join(span.text for span in card.headline) for name, card in found.items()}
    assert heads == {"pinterest": "Headline", "youtube": "Headline", "x": ""}
    article = cards(platforms=("x",), text="Text", options={"x": {"article_title": "An article"}})["x"]
    assert article.headline[0].text == "An article"


@pytest.mark.parametrize(
    ("options", "poll"),
    [
        ({"poll_options": ["a", "b"], "poll_duration": 4320}, Poll("", ("a", "b"), "3 days")),
        ({"poll_options": ["a", "b"], "poll_duration": 1440}, Poll("", ("a", "b"), "1 day")),
        ({"poll_options": ["a", "b"], "poll_duration": 90}, Poll("", ("a", "b"), "90 minutes")),
        ({"poll_options": ["a"], "poll_question": "q", "poll_duration": "ONE_DAY"}, Poll("q", ("a",), "one day")),
        ({"poll_options": ["a", "b"]}, Poll("", ("a", "b"), "")),
        ({}, None),
    ],
)
def test_polls(options: dict[str, Any], poll: Poll | None) -> None:
    assert cards(platforms=("x",), text="?", options={"x": options})["x"].poll == poll


def test_links() -> None:
    own = {"linkedin": {"link_title": "Jobs", "link_description": "All of them"}}
    found = cards(platforms=("linkedin", "x"), text="a", link="https://a.example/b", options=own)
    assert found["linkedin"].link == LinkCard("a.example", "Jobs", "All of them", "https://a.example/b")
    assert found["x"].link is None
    odd = cards(platforms=("linkedin",), text="a", link="nonsense")["linkedin"].link
    assert odd == LinkCard("nonsense", "", "", "")


def test_where_it_stands_and_who_it_is_from() -> None:
    given = {"reddit": {"subreddit": "books", "nsfw": False}, "facebook": {"page": "Harbor Books"}}
    found = cards(platforms=("facebook", "reddit"), text="a", title="b", options=given)
    assert (found["reddit"].place, found["reddit"].author) == ("r/books", "acme")
    assert found["reddit"].unavailable
    assert (found["facebook"].place, found["facebook"].author) == ("", "Harbor Books")
    assert ("nsfw", "no") in found["reddit"].options


def test_other_options_are_said() -> None:
    given = {"youtube": {"tags": ["a", "b"], "category_id": 22, "x": {"y": 1}, "langs": ["en"]}}
    assert cards(platforms=("youtube",), post_type="video", options=given)["youtube"].options == (
        ("tags", "a, b"),
        ("category_id", "22"),
        ("x", '{"y":1}'),
        ("langs", "en"),
    )


def test_first_comments() -> None:
    found = cards(platforms=("bluesky", "telegram"), text="a", first_comment="More")
    assert [span.text for span in found["bluesky"].comment] == ["More"]
    assert found["telegram"].comment == ()


def test_tiles_count_what_has_none() -> None:
    media = tuple(Medium(src=f"{n}.jpg", kind="image", path=f"{n}.jpg", width=4, height=3) for n in range(7))
    found = cards(platforms=("facebook", "instagram"), post_type="photo", media=media)
    assert (len(found["facebook"].tiles), found["facebook"].beyond) == (5, 2)
    assert (len(found["instagram"].tiles), found["instagram"].beyond) == (7, 0)


@pytest.mark.parametrize(
    ("count", "level", "percent"), [(10, "fine", 10), (90, "near", 90), (100, "near", 100), (101, "over", 100)]
)
def test_meters(count: int, level: str, percent: float) -> None:
    meter = Meter("text", count, 100, "")
    assert (meter.level, meter.percent) == (level, percent)
    assert Meter("text", 5, 0, "").percent == 0


@pytest.mark.parametrize(
    ("platform", "post_type", "media_type", "medium", "layout"),
    [
        ("instagram", "photo", "", (4, 5, 0), "photo"),
        ("instagram", "video", "", (9, 16, 30), "screen"),
        ("facebook", "photo", "STORIES", (9, 16, 0), "screen"),
        ("youtube", "video", "", (16, 9, 30), "watch"),
        ("youtube", "video", "", (9, 16, 180), "screen"),
        ("youtube", "video", "", (9, 16, 181), "watch"),
        ("youtube", "video", "", (0, 0, 0), "watch"),
        ("nostr", "text", "", (4, 5, 0), "plain"),
    ],
)
def test_layouts(platform: str, post_type: str, media_type: str, medium: tuple[int, int, int], layout: str) -> None:
    width, height, seconds = medium
    media = (Medium(src="a", kind="video", width=width, height=height, duration=seconds),)
    assert look_of(platform, post_type, media_type, media).layout == layout


def test_a_story_has_no_words() -> None:
    assert look_of("instagram", "photo", "STORIES", ()).is_wordless
    assert not look_of("instagram", "video", "REELS", ()).is_wordless


@pytest.mark.parametrize(
    ("platform", "size", "ratio"),
    [
        ("instagram", (1080, 1920), 4 / 5),
        ("instagram", (1920, 500), 1.91),
        ("x", (1080, 1350), 4 / 5),
        ("telegram", (1000, 4000), 1 / 4),
        ("x", (0, 0), 1.0),
        ("youtube", (1080, 1080), 16 / 9),
        ("tiktok", (1080, 1080), 9 / 16),
    ],
)
def test_media_are_cut_as_the_network_cuts_them(platform: str, size: tuple[int, int], ratio: float) -> None:
    medium = Medium(src="a.jpg", kind="image", path="a.jpg", width=size[0], height=size[1])
    (shot,) = cards(platforms=(platform,), post_type="photo", media=(medium,))[platform].shots
    assert shot.ratio == pytest.approx(ratio)
    assert shot.frame == (1000, max(round(1000 / ratio), 1))


def test_every_row_of_looks_is_a_network() -> None:
    assert set(LOOKS) <= set(PLATFORMS)


def test_every_network_has_a_card() -> None:
    for name in PLATFORMS:
        assert cards(platforms=(name,), text="Hello")[name].label
