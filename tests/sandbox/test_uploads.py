import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta

import pytest

from contentsync.sandbox import ConnectionDropped
from contentsync.sandbox import Sandbox
from contentsync.sandbox import requirements
from contentsync.sandbox.form import Form
from contentsync.sandbox.job import Medium
from contentsync.sandbox.refusal import Refusal

from .conftest import Api

AT = "2027-01-05T10:00:00Z"
TEXT = {"user": "acme", "platform[]": ["x"], "title": "Hello"}
VIDEO = {"user": "acme", "platform[]": ["x"], "title": "Film", "video": "https://example.com/a.mp4"}
PHOTO = {"user": "acme", "platform[]": ["x"], "title": "Two", "photos[]": ["https://example.com/a.png?x=1"]}
DOCUMENT = {"user": "acme", "platform[]": ["linkedin"], "title": "Deck", "document": "https://example.com/a.pdf"}


def without(form: dict, *names: str) -> dict:
    return {name: value for name, value in form.items() if name not in names}


def message(text: str, **extra: object) -> dict:
    return {"success": False, "message": text, **extra}


REFUSALS = {
    "no user": ("upload_text", without(TEXT, "user"), 400, message("Username required in form data")),
    "unknown user": ("upload_text", TEXT | {"user": "who"}, 400, message("Username not associated with any profile")),
    "no platform": ("upload_text", without(TEXT, "platform[]"), 400, message("At least one platform is required")),
    "python list": (
        "upload_text",
        TEXT | {"platform[]": ["x", "myspace", "tiktok"]},
        400,
        message("Invalid platforms for text post: ['myspace', 'tiktok']"),
    ),
    "twitter": (
        "upload_text",
        TEXT | {"platform[]": "twitter"},
        400,
        message("Invalid platforms for text post: ['twitter']"),
    ),
    "document for x": (
        "upload_document",
        DOCUMENT | {"platform[]": "x"},
        400,
        message("Invalid platforms for document post: ['x']"),
    ),
    "reddit": (
        "upload_text",
        TEXT | {"platform[]": ["x", "reddit"]},
        503,
        {
            "success": False,
            "error_code": "reddit_unavailable",
            "error": "Reddit posting is currently unavailable.",
        },
    ),
    "no text title": ("upload_text", without(TEXT, "title"), 400, message("Title is required")),
    "no document title": ("upload_document", without(DOCUMENT, "title"), 400, message("Title is required")),
    "no youtube title": (
        "upload",
        without(VIDEO, "title") | {"platform[]": "youtube"},
        400,
        message("Video file and title are required"),
    ),
    "no video": ("upload", without(VIDEO, "video"), 400, message("Video file and title are required")),
    "no photos": ("upload_photos", without(PHOTO, "photos[]"), 400, message("At least one photo is required")),
    "no document": ("upload_document", without(DOCUMENT, "document"), 400, message("Document file is required")),
    "no board": (
        "upload",
        VIDEO | {"platform[]": "pinterest"},
        400,
        message("pinterest_board_id is required for Pinterest"),
    ),
    "date and queue": (
        "upload_text",
        TEXT | {"scheduled_date": AT, "add_to_queue": "true"},
        400,
        message("scheduled_date and add_to_queue cannot be used together"),
    ),
    "no date": (
        "upload_text",
        TEXT | {"scheduled_date": "tomorrow"},
        400,
        message("Invalid scheduled_date format. Use ISO 8601"),
    ),
    "now is past": (
        "upload_text",
        TEXT | {"scheduled_date": "2027-01-04T08:00:00Z"},
        400,
        message("scheduled_date must be in the future"),
    ),
    "past in its zone": (
        "upload_text",
        TEXT | {"scheduled_date": "2027-01-04T09:00:00", "timezone": "Europe/Madrid"},
        400,
        message("scheduled_date must be in the future"),
    ),
    "over a year": (
        "upload_text",
        TEXT | {"scheduled_date": "2028-01-04T08:00:01Z"},
        400,
        message("scheduled_date must be within 365 days"),
    ),
    "zone": (
        "upload_text",
        TEXT | {"scheduled_date": AT, "timezone": "Mars/Olympus"},
        400,
        message("Invalid timezone: Mars/Olympus"),
    ),
    "slot of none": (
        "upload_text",
        TEXT | {"add_to_queue": "true", "max_posts_per_slot": "0"},
        400,
        message("max_posts_per_slot must be between 1 and 100"),
    ),
    "long external_id": (
        "upload_text",
        TEXT | {"external_id": "e" * 256},
        400,
        message("external_id must be at most 255 characters"),
    ),
    "gbp action": (
        "upload_text",
        TEXT | {"platform[]": "google_business", "gbp_cta_type": "WAVE"},
        400,
        message("Invalid gbp_cta_type: WAVE"),
    ),
    "gbp action without url": (
        "upload_text",
        TEXT | {"platform[]": "google_business", "cta_type": "shop"},
        400,
        message("gbp_cta_url is required for this gbp_cta_type"),
    ),
    "gbp event": (
        "upload_text",
        TEXT | {"platform[]": "google_business", "gbp_topic_type": "event", "gbp_event_title": "t"},
        400,
        message("Missing fields for a Google Business event or offer: ['gbp_event_start_date', 'gbp_event_end_date']"),
    ),
    "gbp gallery": (
        "upload_text",
        TEXT | {"platform[]": "google_business", "gbp_post_type": "photo"},
        400,
        message("A gallery upload needs media", error_code="MEDIA_REQUIRED"),
    ),
    "gbp category": (
        "upload_text",
        TEXT | {"platform[]": "google_business", "gbp_media_category": "CATS"},
        400,
        message("Invalid gbp_media_category: CATS", error_code="INVALID_MEDIA_CATEGORY"),
    ),
    "facebook's own schedule": (
        "upload",
        VIDEO | {"platform[]": "facebook", "facebook_unpublished_content_type": "SCHEDULED"},
        400,
        message("facebook_unpublished_content_type SCHEDULED is not supported"),
    ),
    "a spreadsheet": (
        "upload_document",
        DOCUMENT | {"document": "https://example.com/a.xlsx"},
        400,
        message("Unsupported document format. Use PDF, PPT, PPTX, DOC or DOCX"),
    ),
    "a film among photos": (
        "upload_photos",
        PHOTO
        | {"platform[]": ["instagram", "x"], "photos[]": ["https://example.com/a.png", "https://example.com/B.MP4"]},
        400,
        message("Videos among photos are possible on Instagram and Threads only: ['B.MP4']"),
    ),
    "nothing connected": (
        "upload_text",
        TEXT | {"user": "bare", "platform[]": ["linkedin", "x"]},
        400,
        message(
            'None of the requested platforms are valid for profile "bare". Profile bare has no Linkedin account '
            "configured; Profile bare has no X account configured",
            invalid_platforms={
                "linkedin": "Profile bare has no Linkedin account configured",
                "x": "Profile bare has no X account configured",
            },
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refuses_what_the_service_refuses(api: Api, case: str) -> None:
    endpoint, form, status, body = REFUSALS[case]
    assert api.call("POST", f"/{endpoint}", status, data=form) == body
    assert api.sandbox.jobs() == []


@pytest.mark.parametrize(
    ("authorization", "said"),
    [
        ("", "Authorization header required"),
        ("Apikey wrong", "Invalid API key"),
        ("Apikey ", "Invalid API key format"),
        ("Basic abc", "Invalid API key format"),
        ("Bearer abc", "Invalid or expired token"),
    ],
)
def test_each_part_of_the_api_has_its_own_401(sandbox, authorization: str, said: str) -> None:
    stranger = Api(sandbox, authorization)
    assert stranger.call("POST", "/upload_text", 401, data=TEXT) == message(said)
    assert stranger.get("/uploadposts/schedule", 401) == {"success": False, "error": said}
    assert stranger.get("/uploadposts/history", 401) == {"error": said}


@pytest.mark.parametrize("scheme", ["Apikey", "ApiKey", "apikey"])
def test_the_scheme_may_be_written_in_any_case(sandbox, scheme: str) -> None:
    assert Api(sandbox, f"{scheme} sandbox").get("/uploadposts/me")["message"] == "Token is valid"


def test_ten_bad_keys_block_the_client_for_five_minutes(sandbox, api: Api) -> None:
    stranger = Api(sandbox, "Apikey guess")
    for _ in range(9):
        stranger.get("/uploadposts/me", 401)
    api.get("/uploadposts/me")
    for _ in range(10):
        stranger.get("/uploadposts/me", 401)
    assert "5 minutes" in api.get("/uploadposts/me", 429)["message"]
    sandbox.configure(block_bad_keys=False)
    api.get("/uploadposts/me")
    sandbox.configure(block_bad_keys=True)
    api.call("GET", "/uploadposts/history", 429)
    sandbox.advance(timedelta(minutes=5))
    api.get("/uploadposts/me")


def test_a_text_without_title_may_be_an_article_or_have_its_own_titles(api: Api) -> None:
    api.call("POST", "/upload_text", 200, data=without(TEXT, "title") | {"x_article_title": "An article"})
    api.call("POST", "/upload_text", 200, data=without(TEXT, "title") | {"x_title": "Only for X"})
    api.call("POST", "/upload", 200, data=without(VIDEO, "title"))
    assert [row["title"] for row in api.sandbox.ledger()] == ["An article", "Only for X", ""]


def test_a_sync_text_tells_results_and_usage(api: Api) -> None:
    made = api.text("Hello", **{"platform[]": ["x", "slack"], "request_id": "r-1", "first_comment": "c"})
    assert (made["request_id"], made["success"]) == ("r-1", True)
    assert made["usage"] == {"count": 2, "limit": None, "last_reset": "2027-01-01T00:00:00Z"}
    assert (
        made["results"]["x"].items() >= {"success": True, "status": "completed", "first_comment_posted": True}.items()
    )


def test_a_sync_upload_skips_what_is_not_connected(api: Api) -> None:
    made = api.text("Hello", user="press", **{"platform[]": ["x", "bluesky"]})
    assert made["success"]
    assert made["results"]["bluesky"] == {
        "success": False,
        "skipped": True,
        "skip_reason": "profile_platform_not_configured",
        "error": "Profile press has no Bluesky account configured",
        "error_code": "profile_platform_mapping_invalid",
        "failure_stage": "profile_platform_validation",
        "status": "skipped",
        "attempts": 1,
    }


def test_an_async_upload_gives_both_ids_and_runs_on(api: Api) -> None:
    api.sandbox.configure(processing_seconds=30)
    made = api.text("Hello", async_upload="true")
    assert made.items() >= {"success": True, "total_platforms": 1}.items()
    assert api.get("/uploadposts/status", request_id=made["request_id"])["status"] == "processing"
    assert api.get("/uploadposts/history")["in_progress"][0]["upload_status"] == "processing"
    api.sandbox.advance(timedelta(seconds=30))
    assert api.status(made["job_id"])["status"] == "completed"


def test_files_are_hashed_and_urls_stand_for_themselves(api: Api) -> None:
    files = [("photos[]", ("a.png", b"one")), ("photos[]", ("b.png", b"two"))]
    made = api.call("POST", "/upload_photos", 200, data=PHOTO | {"platform[]": ["x", "linkedin"]}, files=files)
    assert made["results"]["x"]["photos_were_processed"] is False
    digests = [hashlib.sha256(raw).hexdigest() for raw in (b"one", b"two", PHOTO["photos[]"][0].encode())]
    assert [row["media"] for row in api.sandbox.ledger()] == [digests, digests]
    (job,) = api.sandbox.jobs()
    assert [(m["name"], m["size"]) for m in job["media"]] == [("a.png", 3), ("b.png", 3), ("a.png", None)]
    assert api.history()[0]["media_size_bytes"] == 3


def test_a_streamed_body_is_read_to_its_end(api: Api) -> None:
    def parts() -> Iterator[bytes]:
        for name, value in (("user", "acme"), ("platform[]", "x"), ("title", "Ein schöner Tag 🌻")):
            yield f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        yield b"--b--\r\n"

    api.sandbox.add_fault({"kind": "serve_late", "seconds": 5, "nth": 2})
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert api.call("POST", "/upload_text", 200, content=parts(), headers=headers)["success"]
    with pytest.raises(ConnectionDropped):
        api.http.post("/upload_text", content=parts(), headers=headers)
    api.sandbox.advance(timedelta(seconds=5))
    assert [row["text"] for row in api.sandbox.ledger()] == ["Ein schöner Tag 🌻"] * 2


def test_a_mixed_carousel(api: Api) -> None:
    form = PHOTO | {
        "platform[]": ["instagram", "threads"],
        "photos[]": ["https://a.example/a.png", "https://a.example/b.mp4"],
    }
    api.call("POST", "/upload_photos", 200, data=form)


@pytest.mark.parametrize(("size", "is_refused"), [(100 * 1024 * 1024, False), (100 * 1024 * 1024 + 1, True)])
def test_a_document_has_a_size(sandbox: Sandbox, size: int, is_refused: bool) -> None:
    fields = {"user": ["acme"], "platform": ["linkedin"], "title": ["Deck"]}
    form = Form(fields, [Medium("document", "a.DOC", "0" * 64, size)])
    with sandbox.turn() as here, pytest.raises(Refusal) if is_refused else nullcontext() as refused:
        requirements.check(here, "document", form)
    if is_refused:
        assert refused.value.body == message("Document exceeds 100 MB")


def test_a_whole_event_is_taken(api: Api) -> None:
    dates = {"gbp_event_start_date": "2027-02-01", "gbp_event_end_date": "2027-02-02"}
    event = {"gbp_topic_type": "EVENT", "gbp_event_title": "Fair", **dates}
    assert api.text(**{"platform[]": "google_business"}, **event)["results"]["google_business"]["success"]


def test_a_platform_has_ids_of_its_own(api: Api) -> None:
    form = PHOTO | {"platform[]": ["instagram", "tiktok", "pinterest", "facebook"], "pinterest_board_id": "9001"}
    results = api.call("POST", "/upload_photos", 200, data=form)["results"]
    assert [key for key in ("publish_id", "container_id") if key in results["instagram"]] == ["container_id"]
    assert "publish_id" in results["tiktok"]
    assert "publish_id" in results["facebook"]
    assert results["pinterest"]["success"]
    assert api.text(**{"platform[]": "google_business"})["results"]["google_business"]["success"]


@pytest.mark.parametrize("path", ["/upload", "/upload_videos"])
def test_a_video_goes_to_either_spelling(api: Api, path: str) -> None:
    made = api.call("POST", path, 200, data=VIDEO | {"platform[]": ["x", "tiktok"], "post_mode": "MEDIA_UPLOAD"})
    assert made["results"]["x"]["video_was_transcoded"] is False
    assert made["results"]["tiktok"]["fallback_to_inbox"] is True
    row = api.history(platform="tiktok")[0]
    assert (row["fallback_to_inbox"], row["prevalidation_metadata"]) == (True, {})


def test_a_document_has_an_answer_of_its_own(api: Api) -> None:
    files = {"document": ("deck.pdf", b"%PDF", "application/pdf")}
    form = without(DOCUMENT, "document") | {"title": "T" * 401, "external_id": "e", "description": "Read this"}
    made = api.call("POST", "/upload_document", 200, data=form, files=files)
    assert made["message"] == "Document uploaded successfully"
    result = made["results"]["linkedin"]
    assert result["warnings"] == ["Title was trimmed to 400 characters"]
    assert (result["filename"], result["file_size"], result["content_type"]) == ("deck.pdf", 4, "application/pdf")
    assert "external_id" not in api.history()[0]
    (row,) = api.sandbox.ledger()
    assert (row["text"], row["external_id"]) == ("Read this", "e")


def test_a_scheduled_document_is_listed_as_unknown(api: Api) -> None:
    api.call("POST", "/upload_document", 202, data=DOCUMENT | {"scheduled_date": AT, "external_id": "e"})
    assert [(post["post_type"], post["external_id"]) for post in api.schedule()] == [("unknown", None)]


def test_bluesky_keeps_four_images(api: Api) -> None:
    form = PHOTO | {"platform[]": "bluesky", "photos[]": [f"https://example.com/{n}.png" for n in range(5)]}
    assert api.call("POST", "/upload_photos", 200, data=form)["results"]["bluesky"]["warnings"]
    assert (
        "warnings"
        not in api.call("POST", "/upload_photos", 200, data=form | {"bluesky_gallery": "true"})["results"]["bluesky"]
    )


@pytest.mark.parametrize("header", ["X-External-Id"])
def test_the_label_may_come_as_a_header(api: Api, header: str) -> None:
    api.call("POST", "/upload_text", 202, data=TEXT | {"scheduled_date": AT}, headers={header: "h-1"})
    assert api.schedule()[0]["external_id"] == "h-1"


def test_fields_that_nobody_knows_are_dropped_and_remembered(api: Api) -> None:
    api.text("Hello", foo="1", privacy_level="SELF_ONLY", youtube_subtitle_name_0="x", x_title="X")
    assert api.sandbox.jobs()[0]["unknown_fields"] == ["foo", "privacy_level", "youtube_subtitle_name_0"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({"foo": "1"}, "foo: not a field of a text post"),
        ({"async_upload": "True"}, "async_upload: 'True' is not true or false"),
        ({"poll_duration": "an hour"}, "poll_duration: 'an hour' is not a whole number"),
        ({"discord_embeds": "{"}, "discord_embeds: '{' is not JSON"),
        ({"reply_settings": "nobody"}, "is not one of everyone, following"),
        ({"exclude_reply_user_ids[]": "1"}, "exclude_reply_user_ids needs reply_to_id"),
        ({"linkedin_poll_question": "?", "link_url": "https://a.example"}, "exclude each other"),
        ({"poll_duration": "4"}, "poll_duration: 4 is not from 5 to 10080"),
        ({"poll_options[]": ["a", "b", "c", "d", "e"]}, "poll_options: 5 is not from 2 to 4"),
        ({"poll_options[]": '["a", "b", "c", "d", "e"]'}, "poll_options: 5 is not from 2 to 4"),
        ({"poll_options[]": ["a", "b" * 26]}, "is longer than 25"),
        ({"bluesky_langs": "en,es,fr,de"}, "bluesky_langs: 4 is not from 0 to 3"),
        ({"gbp_terms": "a" * 1001}, "is longer than 1000"),
    ],
)
def test_strict_fields_say_what_is_wrong(api: Api, field: dict, said: str) -> None:
    api.sandbox.configure(strict_fields=True)
    assert said in api.text("Hello", status=400, **field)["message"]


@pytest.mark.parametrize(
    "field",
    [
        {"gbp_topic_type": "standard"},
        {"facebook_call_to_action": "{}", "link_url": "https://a.example"},
        {"linkedin_poll_options[]": ["a", "b" * 30], "linkedin_poll_duration": "3"},
        {"poll_options[]": '["a", "b"]', "poll_duration": "5"},
        {"bluesky_langs": "en,es,fr"},
    ],
)
def test_strict_fields_let_good_ones_through(api: Api, field: dict) -> None:
    api.sandbox.configure(strict_fields=True)
    api.text("Hello", **field)


def test_strict_fields_of_a_video(api: Api) -> None:
    api.sandbox.configure(strict_fields=True)
    good = VIDEO | {"pinterest_cover_image_key_frame_time": "1.5", "youtube_subtitle_file_0": "https://a.example/s"}
    api.call("POST", "/upload", 200, data=good)
    bad = good | {"pinterest_cover_image_key_frame_time": "soon", "allowedCountries": "ES", "blockedCountries": "FR"}
    said = api.call("POST", "/upload", 400, data=bad)["message"]
    assert "is not a number" in said
    assert "allowedCountries and blockedCountries exclude each other" in said


def test_queued_posts_fill_the_slots_in_order(api: Api) -> None:
    api.text("Elsewhere", user="press", at="2027-01-04T14:00:00Z")
    slots = [api.text(f"Post {n}", add_to_queue="true", max_posts_per_slot="2")["queue_slot"] for n in range(3)]
    assert slots == ["2027-01-04T14:00:00+00:00"] * 2 + ["2027-01-04T17:00:00+00:00"]
    api.post("/uploadposts/queue/settings", {"profile_username": "acme", "days_of_week": []})
    assert api.text("Late", add_to_queue="true", status=400) == message("No available slots found")
