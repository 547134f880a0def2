"""Every option is accepted and refused; what is said about a fault tells what to write instead."""

from typing import Any

import pytest

from contentsync.model.codes import CODES
from contentsync.model.problem import Severity
from contentsync.platforms import PLATFORMS
from contentsync.platforms import attachments_of
from contentsync.platforms import check_options
from contentsync.platforms import check_platform
from contentsync.platforms.table import POST_TYPES
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

from .values import right
from .values import wrong

ROWS = [
    pytest.param(platform, option, post_type, id=f"{platform.name}-{option.name}-{post_type}")
    for platform in PLATFORMS.values()
    for option in platform.options
    for post_type in option.types
]


def of(platform: Platform, name: str, post_type: str) -> Option:
    return next(option for option in platform.options if option.name == name and post_type in option.types)


def complete(platform: Platform, option: Option, post_type: str) -> dict[str, Any]:
    """The option with everything that it needs, and what the network needs anyway."""
    options = {option.name: right(option)}
    if option.only_when:
        options[option.only_when[0]] = option.only_when[1][0]
    waiting = [option, *(other for other in platform.options if other.required)]
    while waiting:
        this = waiting.pop()
        options.setdefault(this.name, right(this))
        named = [name for name in this.needs if name not in options and name != "link"]
        waiting += [of(platform, name, post_type) for name in named]
        for other in platform.options:
            rule = other.required_when
            if rule and post_type in other.types and options.get(rule[0]) in rule[1] and other.name not in options:
                waiting.append(other)
    return options


def errors(platform: str, post_type: str, options: dict[str, object]) -> list[tuple[tuple[str | int, ...], str]]:
    found = check_options(platform, post_type, options)
    return [(finding.path, finding.code) for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_a_right_value_is_accepted(platform, option, post_type):
    assert errors(platform.name, post_type, complete(platform, option, post_type)) == []


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_wrong_values_are_refused(platform, option, post_type):
    good = complete(platform, option, post_type)
    for value in wrong(option):
        found = [f for f in check_options(platform.name, post_type, good | {option.name: value}) if f.code == "CS303"]
        assert [finding.path for finding in found] == [(option.name,)], value
        assert found[0].fix.startswith("Write ")


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_an_option_on_the_wrong_type_is_refused(platform, option, post_type):
    named = {t for other in platform.options if other.name == option.name for t in other.types}
    for other in set(platform.places) - named:
        assert ((option.name,), "CS304") in errors(platform.name, other, {option.name: right(option)})


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_an_option_without_what_it_needs_is_refused(platform, option, post_type):
    good = complete(platform, option, post_type)
    for needed in set(option.needs) - {"link"}:
        less = {name: value for name, value in good.items() if name != needed}
        assert ((option.name,), "CS306") in errors(platform.name, post_type, less)


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_options_that_exclude_each_other(platform, option, post_type):
    for name in option.exclusive_with:
        others = [o for o in platform.options if o.name == name and post_type in o.types]
        for other in others:
            both = complete(platform, option, post_type) | complete(platform, other, post_type)
            assert "CS307" in {code for _, code in errors(platform.name, post_type, both)}


@pytest.mark.parametrize(("platform", "option", "post_type"), ROWS)
def test_the_wire_name_and_other_spellings_are_answered_with_the_right_one(platform, option, post_type):
    taken = {name for other in platform.options for name in (other.name, other.wire) if other.name != option.name}
    for spelling in {option.wire.format(n=0), option.wire.removesuffix("[]"), *option.aliases} - taken - {option.name}:
        found = [f for f in check_options(platform.name, post_type, {spelling: "x"}) if f.path == (spelling,)]
        assert [finding.code for finding in found] == ["CS302"], spelling
        assert found[0].fix == f"Write `{option.name}`."


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=lambda p: p.name)
def test_a_type_that_a_network_does_not_take(platform):
    for post_type in set(POST_TYPES) - set(platform.places):
        [finding] = check_options(platform.name, post_type, {})
        assert finding.code == "CS305"
        assert platform.name not in finding.fix.split()
        assert platform.label in finding.message


def test_no_options_are_no_fault():
    for platform in PLATFORMS.values():
        for post_type in platform.places:
            assert {code for _, code in errors(platform.name, post_type, {})} <= {"CS306"}


@pytest.mark.parametrize(
    ("platform", "post_type", "missing"),
    [("pinterest", "photo", "`board`"), ("pinterest", "video", "`board`"), ("reddit", "text", "`subreddit`")],
)
def test_what_a_network_needs(platform, post_type, missing):
    found = [f for f in check_options(platform, post_type, {}) if f.code == "CS306"]
    assert [f.path for f in found] == [()]
    assert missing in found[0].message


def test_an_event_needs_title_and_dates():
    found = check_options("google_business", "text", {"topic_type": "EVENT", "event_title": "Reading"})
    assert [f.code for f in found] == ["CS306", "CS306"]
    assert "`event_start_date`" in found[0].message
    assert "EVENT" in found[0].message
    assert "2027-03-01" in found[0].fix


def test_a_button_needs_an_address_unless_it_calls():
    assert errors("google_business", "photo", {"cta_type": "BOOK"}) == [((), "CS306")]
    assert errors("google_business", "photo", {"cta_type": "CALL"}) == []
    called = {"cta_type": "CALL", "cta_url": "https://example.com"}
    assert errors("google_business", "photo", called) == [(("cta_url",), "CS304")]


def test_a_cover_by_address_is_for_whole_videos_on_facebook():
    cover = {"thumbnail_url": "https://example.com/a.jpg"}
    assert errors("facebook", "video", cover) == [(("thumbnail_url",), "CS304")]
    assert errors("facebook", "video", cover | {"media_type": "VIDEO"}) == []


def test_pictures_under_a_first_comment_are_a_warning():
    [finding] = check_options("x", "photo", {"first_comment_media": ["a.jpg"]})
    assert finding.severity is Severity.WARNING
    assert "scheduled" in finding.message


def test_a_value_that_is_nearly_right_is_put_right():
    [finding] = check_options("linkedin", "text", {"visibility": "public"})
    assert finding.fix == "Write `visibility: PUBLIC`."
    assert "this is `public`" in finding.message


@pytest.mark.parametrize(
    ("platform", "post_type", "option", "value", "written"),
    [
        ("x", "text", "nullcast", "yes", "true"),
        ("x", "text", "nullcast", "Off", "false"),
        ("x", "text", "nullcast", 1, "true"),
        ("x", "text", "poll_options", "Yes, No", "[Yes, No]"),
        ("x", "text", "poll_duration", "60", "60"),
        ("x", "text", "reply_settings", "mentioned_users", "mentionedUsers"),
        ("x", "text", "first_comment_media", "a.jpg", "[a.jpg]"),
        ("bluesky", "photo", "labels", "nude, porn", "[nudity, porn]"),
        ("pinterest", "photo", "link", "example.com/a", "https://example.com/a"),
        ("whop", "text", "paywall_amount", "5", "5"),
    ],
)
def test_a_value_that_can_be_guessed_is_written_out(platform, post_type, option, value, written):
    found = [f for f in check_options(platform, post_type, {option: value}) if f.code == "CS303"]
    assert [finding.fix for finding in found] == [f"Write `{option}: {written}`."]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("nullcast", "perhaps"),
        ("poll_duration", "4"),
        ("poll_duration", "soon"),
        ("poll_options", "a"),
        ("post_url", "x"),
    ],
)
def test_a_guess_that_would_be_wrong_is_not_made(option, value):
    found = [f for f in check_options("x", "text", {option: value}) if f.code == "CS303"]
    assert f"`{option}:" not in found[0].fix


def test_a_misspelt_option_is_put_right():
    [finding] = check_options("x", "text", {"reply_setings": "following"})
    assert finding.fix == "Write `reply_settings`."
    [finding] = check_options("youtube", "video", {"privacyStatus": "public"})
    assert finding.fix == "Write `privacy_status`."
    [finding] = check_options("slack", "text", {"zzzz": 1})
    assert finding.fix.startswith("For a text post it has markdown, mrkdwn")


def test_each_fault_is_found_once():
    options = {"card_uri": "c", "quote_tweet_id": "1", "poll_options": ["a", "b"], "nonsense": 1}
    assert errors("x", "text", options) == [
        (("quote_tweet_id",), "CS307"),
        (("poll_options",), "CS307"),
        (("poll_options",), "CS307"),
        (("nonsense",), "CS302"),
    ]


def test_none_counts_as_not_given_and_content_keys_are_passed_over():
    options = {"reply_settings": None, "text": "T", "title": "H", "media": [1], "publish_at": 3, "timezone": "UTC"}
    assert check_options("x", "text", options) == []
    assert errors("pinterest", "photo", {"board": None}) == [((), "CS306")]


def test_long_and_odd_values_are_shown_short():
    [finding] = check_options("x", "text", {"reply_settings": "a" * 500})
    assert len(finding.message) < 250
    [finding] = check_options("x", "text", {"reply_settings": {"a": 1}})
    assert "a mapping" in finding.message


def test_unknown_networks():
    assert check_platform("x") is None
    named = {"twitter": "x", "Twitter": "x", "LinkedIn": "linkedin", "faceboook": "facebook", "gbp": "google_business"}
    for written, meant in named.items():
        finding = check_platform(written)
        assert finding is not None
        assert (finding.code, finding.fix) == ("CS301", f"Write `{meant}`.")
    finding = check_platform("myspace-3000")
    assert finding is not None
    assert "mastodon" in finding.fix


def test_files_that_options_name():
    tracks = [{"file": "a.srt", "language": "en"}, {"file": "https://example.com/b.srt", "language": "es"}]
    found = attachments_of("youtube", "video", {"subtitles": tracks, "thumbnail": "a.jpg", "license": "youtube"})
    assert [(each.key, each.path, each.src) for each in found] == [
        ("youtube.thumbnail", ("thumbnail",), "a.jpg"),
        ("youtube.subtitles.0", ("subtitles", 0, "file"), "a.srt"),
    ]
    [found] = attachments_of("x", "text", {"first_comment_media": ["b.jpg"], "article_cover_media": "1234"})
    assert found.key == "x.first_comment_media.0"
    assert attachments_of("x", "text", {"nullcast": True}) == []
    assert attachments_of("x", "document", {"thumbnail": "a"}) == []


def test_every_code_is_in_the_catalogue():
    cases = [("x", "text", {"nope": 1}), ("x", "document", {}), ("reddit", "text", {}), ("x", "video", {"card_uri": 1})]
    assert {f.code for case in cases for f in check_options(*case)} <= CODES.keys()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([], "this is empty"),
        ("Yes", "this is `Yes`"),
        (["Yes"], "this has 1"),
        (["a", "b", "c", "d", "e"], "this has 5"),
        (["Yes", 1.5], "this has `1.5` in it"),
        (["Yes", "a" * 26], f"this has `{'a' * 26}` in it"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(answers, says):
    [finding] = check_options("x", "text", {"poll_options": answers})
    assert finding.message == f"`poll_options` takes a list of 2 to 4, at most 25 characters each; {says}."
