"""The official Python client, pointed at the served sandbox: its whole surface has to succeed."""

import inspect
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from upload_post import UploadPostClient
from upload_post.api_client import UploadPostError

AT = "2027-01-05T10:00:00Z"
EVERY_TEXT = ["x", "linkedin", "facebook", "threads", "bluesky", "google_business", "discord", "telegram", "slack"]
EVERY_TEXT += ["mastodon", "nostr", "lemmy", "devto", "hashnode", "wordpress", "whop", "listmonk"]
EVERY_VIDEO = ["tiktok", "instagram", "youtube", "linkedin", "facebook", "pinterest", "threads", "bluesky", "x"]
EVERY_VIDEO += ["google_business", "discord", "telegram", "mastodon", "wordpress"]


class Recording(UploadPostClient):
    """Remembers which of its methods were called."""

    def __init__(self, url: str) -> None:
        self.BASE_URL = url
        self.called: set[str] = set()
        super().__init__("sandbox")

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name in METHODS:
            self.called.add(name)
        return super().__getattribute__(name)


METHODS = {name for name, _ in inspect.getmembers(UploadPostClient, inspect.isfunction) if not name.startswith("_")}


@pytest.fixture
def client(served) -> Iterator[Recording]:
    made = Recording(served.url + "/api")
    yield made
    made.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "one.jpg"
    path.write_bytes(b"a photo")
    return path


def scheduled(client: Recording) -> dict[str, dict[str, Any]]:
    return {post["job_id"]: post for post in client.list_scheduled()["scheduled_posts"]}


def test_uploads_are_what_the_schedule_then_shows(client, served, photo: Path, tmp_path: Path) -> None:
    served.sandbox.configure(strict_fields=True)
    video, deck = tmp_path / "clip.mp4", tmp_path / "deck.pdf"
    for path in (video, deck):
        path.write_bytes(path.name.encode())
    made = {
        "text": client.upload_text(
            "Hello everyone",
            "acme",
            EVERY_TEXT,
            scheduled_date=AT,
            x_title="Hello X",
            first_comment="More below",
            link_url="https://example.com/launch",
            poll_options=["yes", "no"],
            poll_duration=60,
            reply_settings="following",
            gbp_cta_type="learn_more",
            gbp_cta_url="https://example.com",
            mastodon_visibility="unlisted",
            discord_embeds=[{"title": "t"}],
            facebook_call_to_action={"type": "SHOP_NOW"},
            facebook_link_url="https://example.com",
        ),
        "video": client.upload_video(
            video,
            "A film",
            "acme",
            EVERY_VIDEO,
            scheduled_date="2027-01-06T11:00:00",
            timezone="Europe/Madrid",
            description="About the film",
            privacy_level="SELF_ONLY",
            disable_duet=True,
            tags="spring,shop",
            privacyStatus="unlisted",
            subtitles=[{"language": "en", "name": "English", "url": "https://example.com/en.vtt"}],
            pinterest_board_id="9001",
            share_to_feed=False,
            facebook_media_type="VIDEO",
        ),
        "photo": client.upload_photos(
            [photo, "https://example.com/two.png"],
            "Two photos",
            "acme",
            ["instagram", "bluesky", "facebook"],
            scheduled_date="2027-01-07T10:00:00Z",
            instagram_alt_text=["first", "second"],
            bluesky_alt_text=["first", "second"],
            first_comment_media=[photo],
        ),
        "unknown": client.upload_document(
            deck, "The deck", "acme", description="Slides", visibility="PUBLIC", scheduled_date="2027-01-08T10:00:00Z"
        ),
    }
    listed = scheduled(client)
    assert {kind: listed[answer["job_id"]]["post_type"] for kind, answer in made.items()} == {k: k for k in made}
    text, film = listed[made["text"]["job_id"]], listed[made["video"]["job_id"]]
    assert (text["title"], text["platforms"]) == ("Hello everyone", EVERY_TEXT)
    assert text["platform_content"]["x"]["title"] == "Hello X"
    assert (film["scheduled_date"], film["original_timezone"]) == ("2027-01-06T10:00:00", "Europe/Madrid")
    assert film["source_filename"] == "clip.mp4"
    assert [job["unknown_fields"] for job in served.sandbox.jobs()] == [[], [], [], []]


def test_edits_and_cancels_show_in_the_schedule(client) -> None:
    job_id = client.upload_text("Hello", "acme", ["x"], scheduled_date=AT)["job_id"]
    client.edit_scheduled(job_id, scheduled_date="2027-01-09T12:00:00", timezone="Europe/Madrid")
    assert scheduled(client)[job_id]["scheduled_date"] == "2027-01-09T11:00:00"
    assert client.get_job_status(job_id)["status"] == "queued"
    assert client.cancel_scheduled(job_id)["success"]
    assert job_id not in scheduled(client)
    with pytest.raises(UploadPostError, match="Job not found"):
        client.cancel_scheduled(job_id)


def test_the_rest_of_its_surface_succeeds(client, served, photo: Path) -> None:
    sandbox = served.sandbox
    now = client.upload_text("Out at once", "acme", ["x", "linkedin"])
    assert now["results"]["linkedin"]["success"]
    assert client.get_status(now["request_id"])["status"] == "completed"
    later = client.upload_text("Later", "acme", ["x"], async_upload=True)
    queued = client.upload_text("Queued", "acme", ["x"], add_to_queue=True, max_posts_per_slot=2)
    assert later["total_platforms"] == 1
    assert queued["queue_slot"] == "2027-01-04T14:00:00+00:00"
    assert {row["job_id"] for row in client.get_history()["history"]} == {now["job_id"], later["job_id"]}
    sandbox.configure(fail_platforms={"bluesky": "down"})
    failed = client.upload_text("Twice", "acme", ["x", "bluesky"])
    sandbox.configure(fail_platforms={})
    assert client.retry_post(request_id=failed["request_id"])["success"]
    sandbox.advance(timedelta(days=1))

    post_id = now["results"]["x"]["post_id"]
    assert client.get_analytics("acme", ["x", "instagram"], page_id="1", page_urn="2")["x"]["impressions"] > 0
    client.get_total_impressions("acme", period="last_week", platforms=["x"], breakdown=True, metrics=["likes"])
    assert set(client.get_post_analytics(now["request_id"])["platforms"]) == {"x", "linkedin"}
    client.get_post_analytics_by_platform_id(post_id, "x", "acme")
    assert client.get_cached_post_analytics("acme", platform="x", limit=2)["has_more"]
    client.get_audience("acme", "tiktok", start_date="2027-01-01", end_date="2027-01-02")
    client.get_suggestions("acme", "tiktok", "hashtag", q="spring")
    assert "x" in client.get_platform_metrics()["platforms"]
    assert post_id in [found["id"] for found in client.get_media("x", "acme", limit=10)["media"]]
    assert client.unpublish_post("acme", "x", post_id)["success"]

    assert client.create_user("newcomer")["profile"]["username"] == "newcomer"
    assert "newcomer" in [profile["username"] for profile in client.list_users()["profiles"]]
    access = client.generate_jwt(
        "newcomer",
        redirect_url="https://example.com",
        logo_image="https://example.com/logo.png",
        redirect_button_text="Back",
        platforms=["x"],
        show_calendar=True,
        readonly_calendar=True,
        connect_title="Connect",
        connect_description="Do it",
        language="es",
        ui_labels={"a.b": "c"},
    )["access_url"]
    assert client.validate_jwt(access.partition("token=")[2])["profile"]["username"] == "newcomer"
    client.delete_user("newcomer")
    client.update_user_preferences(week_start_day=0)
    assert client.get_user_preferences()["preferences"] == {"weekStartDay": 0}
    client.update_notification_config(webhook_events=["upload_completed"], webhook_url="https://example.com/hook")
    assert client.get_notification_config()["webhook_events"]["upload_completed"]

    assert len(client.get_facebook_pages("acme")["pages"]) == 1
    assert len(client.get_linkedin_pages("harbor-books")["pages"]) == 2
    assert client.get_pinterest_boards()["boards"] == [{"id": "9001", "name": "Ideas"}]
    location = client.get_google_business_locations("acme")["locations"][0]["name"]
    assert client.select_google_business_location(location, "acme")["google_business_id"] == location

    comment = client.create_comment("acme", "instagram", "Nice", post_id="p1")["comment_id"]
    client.public_reply_to_comment("acme", comment, "Thanks")
    client.reply_to_comment("acme", comment, "Hello", buttons=[{"title": "Open", "url": "https://example.com"}])
    assert [c["id"] for c in client.get_post_comments("acme", post_id="p1")["comments"]] == [comment]
    assert [c["text"] for c in client.get_post_comments("acme", comment_id=comment)["comments"]] == ["Thanks"]
    client.comment_action("acme", "tiktok", comment, "hide", post_id="p1")
    client.comment_action("acme", "tiktok", comment, "like")
    client.delete_comment("acme", "instagram", comment)

    assert client.get_tiktok_trending_music("acme", genre="POP", country_code="ES", date_range="7DAY")["tracks"]
    assert [t["id"] for t in client.search_tiktok_music("acme", q="paper")["tracks"]] == ["7102"]
    assert "SELF_ONLY" in client.get_tiktok_publishing_settings("acme")["privacy_level_options"]
    assert client.get_tiktok_locations("acme", "harbour")["locations"]

    elsewhere = {"upload_video", "upload_photos", "upload_document", "list_scheduled", "cancel_scheduled"}
    elsewhere |= {"edit_scheduled", "get_job_status"}
    assert METHODS - client.called == elsewhere
