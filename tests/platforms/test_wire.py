"""The form of a create: golden forms for one rich delivery per post type, and every encoding."""

import pytest

from contentsync.model.wire import FilePart
from contentsync.model.wire import WireForm
from contentsync.platforms import PLATFORMS
from contentsync.platforms import aims
from contentsync.platforms import encode
from contentsync.platforms.wire import IDENTIFIER

from .deliveries import captions
from .deliveries import delivery
from .deliveries import document
from .deliveries import online
from .deliveries import picture
from .deliveries import video
from .values import right


def fields(form: WireForm, *names: str) -> list[tuple[str, str]]:
    return [field for field in form.fields if field[0] in names]


def test_a_text_post():
    form = encode(
        delivery(
            "text",
            "bluesky",
            "linkedin",
            "threads",
            "x",
            text="Spring is here",
            texts={"x": "Spring"},
            link="https://example.com/spring",
            first_comment="More in the shop",
            options={
                "linkedin": {"page": "Harbor Books", "visibility": "PUBLIC", "disable_reshare": False},
                "bluesky": {"langs": ["en", "es"], "link": "https://example.com/bluesky"},
                "x": {"reply_settings": "following", "first_comment": "More", "geo_place_id": 12},
            },
        ),
        {("linkedin", "page"): "urn:li:organization:7"},
    )
    assert form == WireForm(
        "upload_text",
        (
            ("user", "acme"),
            ("platform[]", "bluesky"),
            ("platform[]", "linkedin"),
            ("platform[]", "threads"),
            ("platform[]", "x"),
            ("title", "Spring is here"),
            ("x_title", "Spring"),
            ("first_comment", "More in the shop"),
            ("link_url", "https://example.com/spring"),
            ("bluesky_link_url", "https://example.com/bluesky"),
            ("bluesky_langs", "en,es"),
            ("visibility", "PUBLIC"),
            ("target_linkedin_page_id", "urn:li:organization:7"),
            ("linkedin_disable_reshare", "false"),
            ("threads_link_attachment", "https://example.com/spring"),
            ("x_first_comment", "More"),
            ("reply_settings", "following"),
            ("geo_place_id", "12"),
        ),
    )


def test_a_photo_post():
    form = encode(
        delivery(
            "photo",
            "instagram",
            "linkedin",
            "pinterest",
            text="Three windows",
            title="Windows",
            link="https://example.com",
            media=(picture("a.jpg", alt="Red"), picture("b.PNG", alt="Blue"), online("https://example.com/c.webp")),
            options={
                "instagram": {"user_tags": [{"username": "ann", "x": 0.5, "y": 0.25}], "collaborators": ["ann", "bob"]},
                "pinterest": {"board": "Shop window", "carousel_titles": ["One", "Two"]},
            },
        ),
        {("pinterest", "board"): "77"},
    )
    assert form == WireForm(
        "upload_photos",
        (
            ("user", "acme"),
            ("platform[]", "instagram"),
            ("platform[]", "linkedin"),
            ("platform[]", "pinterest"),
            ("title", "Windows"),
            ("description", "Three windows"),
            ("instagram_title", "Three windows"),
            ("collaborators", "ann,bob"),
            ("user_tags", '[{"username":"ann","x":0.5,"y":0.25}]'),
            ("instagram_alt_text[]", "Red"),
            ("instagram_alt_text[]", "Blue"),
            ("linkedin_alt_text[]", "Red"),
            ("linkedin_alt_text[]", "Blue"),
            ("pinterest_board_id", "77"),
            ("pinterest_link", "https://example.com"),
            ("pinterest_alt_text", "Red"),
            ("pinterest_carousel_titles[]", "One"),
            ("pinterest_carousel_titles[]", "Two"),
            ("photos[]", "https://example.com/c.webp"),
        ),
        (
            FilePart("photos[]", "content/a.jpg", "a.jpg", "image/jpeg", "sha-a.jpg", 10),
            FilePart("photos[]", "content/b.PNG", "b.PNG", "image/png", "sha-b.PNG", 10),
        ),
    )


def test_a_video_post():
    talk = video(cover=picture("cover.jpg"), captions=captions("talk.es.srt"))
    form = encode(
        delivery(
            "video",
            "linkedin",
            "tiktok",
            "youtube",
            text="A talk",
            title="Talk",
            media=(talk,),
            options={
                "tiktok": {"privacy_level": "SELF_ONLY", "cover_timestamp": 1500, "is_ai_generated": True},
                "youtube": {
                    "tags": ["books", "spring"],
                    "allowed_countries": ["ES", "FR"],
                    "self_declared_made_for_kids": False,
                    "subtitle_name": "Español",
                },
            },
        )
    )
    assert form == WireForm(
        "upload",
        (
            ("user", "acme"),
            ("platform[]", "linkedin"),
            ("platform[]", "tiktok"),
            ("platform[]", "youtube"),
            ("title", "Talk"),
            ("description", "A talk"),
            ("tiktok_title", "A talk"),
            ("privacy_level", "SELF_ONLY"),
            ("cover_timestamp", "1500"),
            ("tiktok_is_ai_generated", "true"),
            ("tags[]", "books"),
            ("tags[]", "spring"),
            ("selfDeclaredMadeForKids", "false"),
            ("allowedCountries", "ES,FR"),
            ("youtube_subtitle_language_0", "es"),
            ("youtube_subtitle_name_0", "Español"),
        ),
        (
            FilePart("thumbnail", "content/cover.jpg", "cover.jpg", "image/jpeg", "sha-cover.jpg", 10),
            FilePart("linkedin_subtitles", "content/talk.es.srt", "talk.es.srt", *SRT),
            FilePart("tiktok_cover_image", "content/cover.jpg", "cover.jpg", "image/jpeg", "sha-cover.jpg", 10),
            FilePart("youtube_subtitle_file_0", "content/talk.es.srt", "talk.es.srt", *SRT),
            FilePart("video", "content/talk.mp4", "talk.mp4", "video/mp4", "sha-talk.mp4", 20),
        ),
    )


SRT = ("application/x-subrip", "sha-talk.es.srt", 5)


def test_a_document_post():
    form = encode(
        delivery("document", "linkedin", text="Our year", title="Report", media=(document(),), first_comment="Thanks")
    )
    assert form == WireForm(
        "upload_document",
        (
            ("user", "acme"),
            ("platform[]", "linkedin"),
            ("title", "Report"),
            ("description", "Our year"),
            ("first_comment", "Thanks"),
        ),
        (FilePart("document", "content/deck.pdf", "deck.pdf", "application/pdf", "sha-deck.pdf", 30),),
    )


def test_media_that_are_addresses():
    assert fields(encode(delivery("video", "x", media=(online("https://e.org/a.mp4", "video"),))), "video") == [
        ("video", "https://e.org/a.mp4")
    ]
    sent = encode(delivery("document", "linkedin", title="H", media=(online("https://e.org/a.pdf", "document"),)))
    assert fields(sent, "document") == [("document", "https://e.org/a.pdf")]
    assert sent.files == ()


def test_the_same_picture_twice_is_sent_twice():
    assert len(encode(delivery("photo", "x", media=(picture("a.jpg"), picture("a.jpg")))).files) == 2


def test_an_unknown_suffix_is_sent_as_bytes():
    [part] = encode(delivery("photo", "x", media=(picture("a.xyz"),))).files
    assert part.content_type == "application/octet-stream"


def test_alternative_texts_with_a_gap_keep_their_places():
    media = (picture("a.jpg"), picture("b.jpg", alt="Blue"), picture("c.jpg"))
    sent = encode(delivery("photo", "mastodon", "x", media=media))
    assert fields(sent, "x_alt_text", "x_alt_text[]", "mastodon_alt_text") == [("x_alt_text", '["","Blue"]')]
    own = {"x": {"alt_text": ["One", "Two", "Three"]}}
    sent = encode(delivery("photo", "x", media=media, options=own))
    assert [value for _, value in fields(sent, "x_alt_text[]")] == ["One", "Two", "Three"]
    assert not fields(encode(delivery("photo", "x", media=(picture("a.jpg"),))), "x_alt_text", "x_alt_text[]")


def test_covers_that_are_addresses():
    cover = online("https://e.org/c.jpg")
    everywhere = ("facebook", "instagram", "linkedin", "pinterest", "tiktok", "youtube")
    options = {"facebook": {"media_type": "VIDEO"}, "pinterest": {"board": "1"}}
    sent = encode(delivery("video", *everywhere, title="H", media=(video(cover=cover),), options=options))
    assert fields(
        sent, "thumbnail_url", "cover_url", "pinterest_cover_image_url", "tiktok_cover_image_url", "thumbnail"
    ) == [
        ("thumbnail_url", "https://e.org/c.jpg"),
        ("cover_url", "https://e.org/c.jpg"),
        ("pinterest_cover_image_url", "https://e.org/c.jpg"),
        ("tiktok_cover_image_url", "https://e.org/c.jpg"),
    ]


def test_a_reel_on_facebook_has_no_cover_of_its_own():
    sent = encode(delivery("video", "facebook", media=(video(cover=online("https://e.org/c.jpg")),)))
    assert not fields(sent, "thumbnail_url")


def test_covers_that_are_files_go_where_a_file_can_go():
    options = {"pinterest": {"board": "1"}, "facebook": {"media_type": "VIDEO"}}
    media = (video(cover=picture("c.jpg")),)
    sent = encode(delivery("video", "facebook", "instagram", "pinterest", media=media, options=options))
    assert [part.field for part in sent.files] == ["cover_image", "video"]
    assert not fields(sent, "pinterest_cover_image_url", "thumbnail_url")


def test_an_option_of_its_own_wins_over_the_cover():
    other = picture("other.jpg")
    sent = encode(
        delivery(
            "video",
            "tiktok",
            media=(video(cover=picture("c.jpg")),),
            options={"tiktok": {"cover_image": "other.jpg"}},
            attachments={"tiktok.cover_image": other},
        )
    )
    assert [(part.field, part.path) for part in sent.files] == [
        ("tiktok_cover_image", "content/other.jpg"),
        ("video", "content/talk.mp4"),
    ]


def test_attachments_that_are_addresses_or_ids_are_fields():
    options = {"tiktok": {"cover_image": "https://e.org/c.jpg"}}
    sent = encode(delivery("video", "tiktok", media=(video(),), options=options))
    assert fields(sent, "tiktok_cover_image_url") == [("tiktok_cover_image_url", "https://e.org/c.jpg")]
    bound = {"tiktok.cover_image": online("https://e.org/c.jpg")}
    assert encode(delivery("video", "tiktok", media=(video(),), options=options, attachments=bound)) == sent
    options = {"x": {"article_title": "A", "article_cover_media": "1234"}}
    sent = encode(delivery("text", "x", text="T", options=options))
    assert fields(sent, "x_article_cover_media") == [("x_article_cover_media", "1234")]


def test_captions_that_are_addresses():
    media = (video(captions=online("https://e.org/talk.srt", "captions")),)
    options = {"youtube": {"default_audio_language": "en"}}
    sent = encode(delivery("video", "linkedin", "x", "youtube", title="H", media=media, options=options))
    names = ("linkedin_subtitles_url", "x_subtitles_url", "youtube_subtitle_file_0", "youtube_subtitle_language_0")
    assert fields(sent, *names) == [
        ("linkedin_subtitles_url", "https://e.org/talk.srt"),
        ("x_subtitles_url", "https://e.org/talk.srt"),
        ("youtube_subtitle_file_0", "https://e.org/talk.srt"),
        ("youtube_subtitle_language_0", "en"),
    ]


def test_subtitles_in_several_languages_stand_in_for_the_captions():
    tracks = [{"file": "a.srt", "language": "en"}, {"file": "https://e.org/b.srt", "language": "es", "name": "Español"}]
    sent = encode(
        delivery(
            "video",
            "youtube",
            title="H",
            media=(video(captions=captions()),),
            options={"youtube": {"subtitles": tracks}},
            attachments={"youtube.subtitles.0": captions("a.srt")},
        )
    )
    assert [part.field for part in sent.files] == ["youtube_subtitle_file_0", "video"]
    assert [field for field in sent.fields if "subtitle" in field[0]] == [
        ("youtube_subtitle_language_0", "en"),
        ("youtube_subtitle_file_1", "https://e.org/b.srt"),
        ("youtube_subtitle_language_1", "es"),
        ("youtube_subtitle_name_1", "Español"),
    ]


def test_subtitles_as_text_stand_in_for_the_captions():
    options = {"linkedin": {"subtitles_text": "1\n"}}
    sent = encode(delivery("video", "linkedin", media=(video(captions=captions()),), options=options))
    assert [part.field for part in sent.files] == ["video"]


def test_a_field_that_two_networks_read_is_sent_once():
    options = {name: {"reply_to_id": "9"} for name in ("bluesky", "x")}
    sent = encode(delivery("text", "bluesky", "x", text="T", options=options))
    assert fields(sent, "reply_to_id") == [("reply_to_id", "9")]
    pictures = {name: {"first_comment_media": ["a.jpg", "b.jpg"]} for name in ("reddit", "x")}
    bound = {f"{name}.first_comment_media.{i}": picture(f"{i}.jpg") for name in ("reddit", "x") for i in (0, 1)}
    sent = encode(delivery("text", "reddit", "x", text="T", options=pictures, attachments=bound))
    assert [(part.field, part.filename) for part in sent.files] == [
        ("first_comment_media[]", "0.jpg"),
        ("first_comment_media[]", "1.jpg"),
    ]


def test_none_and_empty_values_are_left_out():
    sent = encode(delivery("text", "x", options={"x": {"community_id": None, "nullcast": False}}))
    assert sent.fields == (("user", "acme"), ("platform[]", "x"), ("nullcast", "false"))


def test_lists_of_mappings_are_one_json_text_each():
    sent = encode(delivery("text", "linkedin", text="T", options={"linkedin": {"target_degrees": [{"urn": "é"}, 5]}}))
    assert fields(sent, "linkedin_target_degrees[]") == [
        ("linkedin_target_degrees[]", '{"urn":"é"}'),
        ("linkedin_target_degrees[]", "5"),
    ]


@pytest.mark.parametrize(
    ("platform", "option", "post_type", "kind"),
    [
        ("facebook", "page", "text", "facebook_page"),
        ("linkedin", "page", "text", "linkedin_page"),
        ("pinterest", "board", "photo", "pinterest_board"),
        ("google_business", "location", "text", "google_business_location"),
    ],
)
def test_names_are_looked_up_and_ids_are_not(platform, option, post_type, kind):
    named = delivery(post_type, platform, text="T", options={platform: {option: "Shop & Co"}})
    (aim,) = [aim for aim in aims(named) if aim.is_name]
    assert aim[:3] == (platform, option, kind)
    assert aim.written == "Shop & Co"
    ids = ["123456", "urn:li:organization:5", "accounts/1/locations/2", "locations/2", 123456]
    for given in ids:
        known = delivery(post_type, platform, text="T", options={platform: {option: given}})
        assert not any(aim.is_name for aim in aims(known))
        assert str(given) in dict(encode(known).fields).values()


def test_a_name_that_looks_almost_like_an_id_is_a_name():
    assert not IDENTIFIER.fullmatch("42 Bookshop")
    assert not IDENTIFIER.fullmatch("Curn:li")


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=lambda p: p.name)
def test_every_option_reaches_its_field(platform):
    for option in platform.options:
        for post_type in option.types:
            made = delivery(post_type, platform.name, text="T", options={platform.name: {option.name: right(option)}})
            sent = {name for name, _ in encode(made).fields}
            assert option.wire.format(n=0) in sent or option.url_wire in sent


def test_forms_do_not_depend_on_the_order_of_mappings():
    options = {"x": {"nullcast": True, "community_id": "5"}, "linkedin": {"visibility": "PUBLIC", "page": "7"}}
    turned = {name: dict(reversed(given.items())) for name, given in reversed(options.items())}
    assert encode(delivery("text", "x", "linkedin", options=options)) == encode(
        delivery("text", "linkedin", "x", options=turned)
    )
