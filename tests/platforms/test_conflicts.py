"""What goes wrong only where networks share a delivery."""

from contentsync.model.problem import Severity
from contentsync.platforms import conflicts
from contentsync.platforms.finding import Finding

from .deliveries import captions
from .deliveries import delivery
from .deliveries import online
from .deliveries import picture
from .deliveries import video


def found(made) -> list[tuple[tuple[str | int, ...], str]]:
    return [(finding.path, finding.code) for finding in conflicts(made)]


def only(made) -> Finding:
    [finding] = conflicts(made)
    return finding


def test_an_ordinary_delivery_has_none():
    options = {"linkedin": {"page": "Acme"}, "x": {"reply_settings": "following"}}
    assert found(delivery("text", "linkedin", "x", text="T", options=options)) == []
    assert found(delivery("photo", "linkedin", "x", text="T", media=(picture("a.jpg"),), options=options)) == []


def test_a_headline_that_is_missing():
    finding = only(delivery("video", "tiktok", "youtube", text="T", media=(video(),)))
    assert (finding.path, finding.code) == (("platforms", "youtube"), "CS306")
    assert finding.fix == "Add `title:` to the post."


def test_words_that_no_field_can_carry():
    texts = {"google_business": "G", "devto": "D"}
    [(path, code)] = found(delivery("text", "devto", "google_business", text="T", texts=texts))
    assert code == "CS307"
    assert path in {("platforms", "devto", "text"), ("platforms", "google_business", "text")}


def test_a_reply_on_x_would_be_a_reply_on_bluesky():
    options = {"x": {"reply_to_id": "9"}}
    finding = only(delivery("text", "bluesky", "x", text="T", options=options))
    assert (finding.path, finding.code) == (("platforms", "x", "reply_to_id"), "CS307")
    assert "Bluesky" in finding.message
    assert "publish_at" in finding.fix
    both = options | {"bluesky": {"reply_to_id": "8"}}
    assert [code for _, code in found(delivery("text", "bluesky", "x", text="T", options=both))] == ["CS307"]
    same = options | {"bluesky": {"reply_to_id": "9"}}
    assert found(delivery("text", "bluesky", "x", text="T", options=same)) == []
    assert found(delivery("text", "x", text="T", options=options)) == []


def test_pictures_under_the_first_comment_of_two_networks():
    options = {"x": {"first_comment_media": ["a.jpg"]}}
    away = (("platforms", "reddit"), "CS311")
    assert found(delivery("text", "reddit", "x", text="T", title="H", options=options)) == [
        away,
        (("platforms", "x", "first_comment_media"), "CS307"),
    ]
    labelled = {"x": {"nullcast": True}}
    assert found(delivery("video", "reddit", "x", text="T", media=(video(),), options=labelled)) == [away]


def test_instagrams_ai_label_reaches_others_and_not_the_other_way_round():
    media = (picture("a.jpg"),)
    labelled = {"instagram": {"is_ai_generated": True}}
    assert found(delivery("photo", "instagram", "tiktok", "x", text="T", media=media, options=labelled)) == [
        (("platforms", "instagram", "is_ai_generated"), "CS307"),
        (("platforms", "instagram", "is_ai_generated"), "CS307"),
    ]
    both = labelled | {"tiktok": {"is_ai_generated": True}, "x": {"made_with_ai": True}}
    assert found(delivery("photo", "instagram", "tiktok", "x", text="T", media=media, options=both)) == []
    other = {"tiktok": {"is_ai_generated": True}, "instagram": {"is_ai_generated": False}}
    assert found(delivery("photo", "instagram", "tiktok", text="T", media=media, options=other)) == []


def test_two_covers_in_one_field():
    media = (video(cover=picture("c.jpg")),)
    assert found(delivery("video", "linkedin", "youtube", text="T", title="H", media=media)) == []
    options = {"youtube": {"thumbnail": "other.jpg"}}
    assert (("platforms", "linkedin", "thumbnail"), "CS307") in found(
        delivery("video", "linkedin", "youtube", text="T", title="H", media=media, options=options)
    )
    options = {"youtube": {"thumbnail": "https://e.org/t.jpg"}, "facebook": {"media_type": "VIDEO"}}
    assert (("platforms", "youtube", "thumbnail"), "CS307") in found(
        delivery("video", "facebook", "youtube", text="T", title="H", media=(video(),), options=options)
    )
    options["facebook"] = {"media_type": "REELS"}
    reel = delivery("video", "facebook", "youtube", text="T", title="H", media=(video(),), options=options)
    assert found(reel) == []


def test_a_poll_and_a_link_on_linkedin():
    poll = {"linkedin": {"poll_question": "Why?", "poll_options": ["a", "b"]}}
    made = delivery("text", "linkedin", "x", text="T", link="https://e.org", options=poll)
    assert found(made) == [(("platforms", "linkedin", "poll_question"), "CS307")]
    assert found(delivery("text", "linkedin", text="T", options=poll)) == []


def test_a_link_that_pinterest_does_not_take():
    media, link = (picture("a.jpg"),), "https://e.org/" + "a" * 2034
    assert found(delivery("photo", "pinterest", "x", text="T", link=link, media=media)) == []
    finding = only(delivery("photo", "pinterest", "x", text="T", link=link + "a", media=media))
    assert (finding.path, finding.code, finding.severity) == (("link",), "CS303", Severity.ERROR)
    assert "2,048 characters at most; this has 2,049" in finding.message
    own = {"pinterest": {"link": "https://e.org"}}
    assert found(delivery("photo", "pinterest", "x", text="T", link=link + "a", media=media, options=own)) == []
    assert found(delivery("text", "x", "linkedin", text="T", link=link + "a")) == []


def test_a_network_that_takes_no_posts_now():
    finding, *others = conflicts(delivery("text", "reddit", "x", text="T", title="H"))
    assert (finding.path, finding.code, finding.severity) == (("platforms", "reddit"), "CS311", Severity.ERROR)
    assert "503" in finding.message
    assert others == []


def test_an_option_that_needs_the_posts_link():
    options = {"facebook": {"call_to_action": {"type": "LEARN_MORE"}, "place_id": None}}
    assert found(delivery("text", "facebook", text="T", options=options)) == [
        (("platforms", "facebook", "call_to_action"), "CS306")
    ]
    assert found(delivery("text", "facebook", text="T", link="https://e.org", options=options)) == []
    options["facebook"]["link"] = "https://e.org"
    assert found(delivery("text", "facebook", text="T", options=options)) == []


def named(name: str):
    return delivery("video", "youtube", text="T", title="H", media=(video(captions=captions(name)),))


def test_captions_without_a_language():
    made = delivery("video", "youtube", text="T", title="H", media=(video(captions=captions("talk.srt")),))
    finding = only(made)
    assert (finding.path, finding.code) == (("platforms", "youtube"), "CS306")
    assert "talk.en.srt" in finding.fix
    assert [code for _, code in found(named("talk.final.srt"))] == ["CS306"]
    assert [code for _, code in found(named("v1.2.srt"))] == ["CS306"]
    assert found(named("talk.pt-BR.srt")) == []
    for options in ({"subtitle_language": "en"}, {"default_language": "en"}, {"subtitles": [{"file": "a"}]}):
        media = (video(captions=captions("talk.srt")),)
        assert found(delivery("video", "youtube", title="H", media=media, options={"youtube": options})) == []
    assert found(delivery("video", "youtube", title="H", media=(video(captions=captions("talk.en.srt")),))) == []


def test_captions_that_x_cannot_take():
    finding = only(delivery("video", "x", text="T", media=(video(captions=captions()),)))
    assert (finding.path, finding.severity) == (("platforms", "x"), Severity.WARNING)
    media = (video(captions=online("https://e.org/a.srt", "captions")),)
    assert found(delivery("video", "x", text="T", media=media)) == []
    told = {"x": {"subtitles": "1\n"}}
    assert found(delivery("video", "x", text="T", media=(video(captions=captions()),), options=told)) == []


def test_what_no_network_shows_is_a_warning():
    media = (picture("a.jpg"),)
    finding = only(delivery("photo", "linkedin", "x", text="T", link="https://e.org", media=media))
    assert (finding.path, finding.severity) == (("link",), Severity.WARNING)
    finding = only(delivery("text", "mastodon", text="T", first_comment="C"))
    assert (finding.path, finding.severity) == (("first_comment",), Severity.WARNING)
    assert found(delivery("text", "mastodon", "x", text="T", first_comment="C")) == []
    assert found(delivery("text", "slack", text="T", first_comment="C")) == []


def test_files_and_addresses_in_one_carousel():
    media = (online("https://e.org/a.jpg"), picture("b.jpg"))
    finding = only(delivery("photo", "x", text="T", media=media))
    assert (finding.path, finding.code, finding.severity) == (("media",), "CS404", Severity.WARNING)
