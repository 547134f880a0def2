"""Profiles, tokens, destinations, queue, and the rest that belongs to the account rather than to a post."""

from datetime import timedelta

import pytest

from .conftest import Api


def message(text: str, **extra: object) -> dict:
    return {"success": False, "message": text, **extra}


def test_profiles_show_three_ways_of_not_being_connected(api: Api) -> None:
    listed = api.get("/uploadposts/users")
    assert (listed["success"], listed["limit"], listed["plan"]) == (True, 25, "professional")
    accounts = {profile["username"]: profile["social_accounts"] for profile in listed["profiles"]}
    assert list(accounts) == ["acme", "bare", "press", "harbor-books"]
    assert set(accounts["acme"]["tiktok"]) == {
        *("username", "handle", "display_name", "social_images", "reauth_required", "capabilities")
    }
    assert (accounts["bare"]["x"], accounts["bare"]["slack"]) == ("", None)
    assert {name for name, found in accounts["harbor-books"].items() if found} == {
        *("x", "linkedin", "instagram", "facebook", "tiktok", "youtube"),
        *("threads", "bluesky", "mastodon", "pinterest", "telegram"),
    }


def test_dates_of_profiles_have_two_spellings(api: Api) -> None:
    assert api.get("/uploadposts/users")["profiles"][0]["created_at"] == "2027-01-04T08:00:00"
    assert api.get("/uploadposts/users/acme")["profile"]["created_at"] == "Mon, 04 Jan 2027 08:00:00 GMT"


def test_profiles_come_and_go(api: Api) -> None:
    made = api.post("/uploadposts/users", {"username": "new"}, 201)
    assert made["profile"].items() >= {"username": "new", "social_accounts": {}}.items()
    assert api.post("/uploadposts/users", {"username": "new"}, 409) == message("Username already exists")
    gone = api.call("DELETE", "/uploadposts/users", json={"username": "new"})
    assert gone == {"success": True, "message": "Perfil eliminado correctamente"}
    assert api.call("DELETE", "/uploadposts/users", 404, json={"username": "new"}) == message("User not found")
    assert api.get("/uploadposts/users/new", 404) == message("Profile not found")


def test_profiles_are_counted(api: Api) -> None:
    api.sandbox.configure(plan="basic")
    api.post("/uploadposts/users", {"username": "fifth"}, 201)
    refused = api.post("/uploadposts/users", {"username": "sixth"}, 403)
    assert refused == message("Profile limit reached for your plan", error_code="PROFILE_LIMIT_REACHED")


@pytest.mark.parametrize("body", [{}, {"username": ""}, {"username": 5}, {"username": "a b"}])
def test_a_profile_needs_a_name(api: Api, body: dict) -> None:
    assert api.post("/uploadposts/users", body, 400) == message("Username is required")


def test_a_body_must_be_json(api: Api) -> None:
    assert api.call("POST", "/uploadposts/users", 400, content=b"{") == message("Invalid JSON body")


@pytest.mark.parametrize(
    "option",
    [
        {"language": "xx"},
        {"platforms": ["x", "myspace"]},
        {"show_calendar": "yes"},
        {"readonly_calendar": 1},
        {"ui_labels": {"a b": "c"}},
        {"ui_labels": {"a": "c" * 301}},
        {"ui_labels": {f"a{n}": "c" for n in range(101)}},
        {"ui_labels": ["a"]},
    ],
)
def test_tokens_refuse_wrong_options(api: Api, option: dict) -> None:
    refused = api.post("/uploadposts/users/generate-jwt", {"username": "acme", **option}, 400)
    assert refused == message(f"Invalid {next(iter(option))}", error_code="invalid_parameter")


def test_tokens_are_for_profiles(api: Api) -> None:
    refused = api.post("/uploadposts/users/generate-jwt", {"username": "who"}, 404)
    assert refused == message("Profile not found", error_code="PROFILE_NOT_FOUND")


def token(api: Api, username: str = "acme") -> str:
    made = api.post("/uploadposts/users/generate-jwt", {"username": username})
    assert made["duration"] == "48h"
    return made["access_url"].partition("token=")[2]


@pytest.mark.parametrize("spoil", ["", "a.b.c", "payload"])
def test_tokens_are_validated_both_ways(api: Api, spoil: str) -> None:
    good = token(api)
    guest = Api(api.sandbox, f"Bearer {good}")
    assert guest.get("/uploadposts/users/validate-jwt")["profile"]["username"] == "acme"
    assert api.post("/uploadposts/users/validate-jwt", {"jwt": good})["isValid"] is True
    wrong = good.replace(".", ".e", 1) if spoil == "payload" else spoil or "x"
    invalid = {"isValid": False, "reason": "Invalid token"}
    assert api.post("/uploadposts/users/validate-jwt", {"jwt": wrong}) == invalid
    assert Api(api.sandbox, f"Bearer {wrong}").get("/uploadposts/users/validate-jwt", 401) == invalid
    api.sandbox.advance(timedelta(hours=48))
    expired = {"isValid": False, "reason": "Token has expired"}
    assert api.post("/uploadposts/users/validate-jwt", {"jwt": good}) == expired


def test_a_token_of_a_profile_that_is_gone(api: Api) -> None:
    good = token(api, "press")
    api.call("DELETE", "/uploadposts/users", json={"username": "press"})
    answer = api.post("/uploadposts/users/validate-jwt", {"jwt": good})
    assert answer == {"isValid": False, "reason": "Profile not found"}


@pytest.mark.parametrize("payload", ["W10", "e30x", "_w"])
def test_a_signed_token_may_still_be_nonsense(api: Api, payload: str) -> None:
    from contentsync.sandbox import tokens

    with api.sandbox.turn() as here:
        signed = f"{payload}.{payload}"
        forged = f"{signed}.{tokens._signature(here, signed)}"
    assert api.post("/uploadposts/users/validate-jwt", {"jwt": forged})["reason"] == "Invalid token"


def test_destinations(api: Api) -> None:
    (page,) = api.get("/uploadposts/facebook/pages", profile="harbor-books")["pages"]
    assert set(page) == {"id", "name", "picture", "account_id", "followers", "likes"}
    pages = api.get("/uploadposts/linkedin/pages", profile="harbor-books")["pages"]
    assert [page["name"] for page in pages] == ["Harbor Books", "Harbor Books Careers"]
    assert set(pages[0]) == {"id", "name", "picture", "account_id", "vanityName", "followers"}
    boards = api.get("/uploadposts/pinterest/boards", profile="harbor-books")
    assert [board["name"] for board in boards["boards"]] == ["Spring reading", "Shop window"]
    assert boards["pinterest_account_used"] == "harbor-books-pinterest"
    (location,) = api.get("/uploadposts/google-business/locations", profile="acme")["locations"]
    assert location == {"name": "accounts/1/locations/2", "title": "Acme", "account_id": "accounts/1"}


@pytest.mark.parametrize(
    ("path", "profile", "said"),
    [
        ("facebook/pages", "who", "Profile not found"),
        ("facebook/pages", "bare", "No Facebook account connected"),
        ("linkedin/pages", "bare", "No Linkedin account connected"),
        ("pinterest/boards", "press", "No Pinterest account connected"),
        ("google-business/locations", "press", "No Google_business account connected"),
        ("pinterest/boards/1/sections", "acme", "Board not found"),
    ],
)
def test_destinations_that_are_not_there(api: Api, path: str, profile: str, said: str) -> None:
    assert api.get(f"/uploadposts/{path}", 404, profile=profile) == message(said)


def test_lists_without_entries_are_404(api: Api) -> None:
    api.sandbox.change_account({"profile": "acme", "facebook_pages": [], "linkedin_pages": []})
    assert api.get("/uploadposts/facebook/pages", 404, profile="acme") == message("No Facebook pages found")
    assert api.get("/uploadposts/linkedin/pages", 404, profile="acme") == message("No LinkedIn pages found")


def test_nobody_is_connected(api: Api) -> None:
    for profile in ("acme", "harbor-books"):
        api.sandbox.change_account({"profile": profile, "platform": "pinterest", "connected": False})
    assert api.get("/uploadposts/pinterest/boards", 404) == message("No Pinterest account connected")


def test_boards_and_sections_are_made(api: Api) -> None:
    board = api.post("/uploadposts/pinterest/boards", {"profile": "acme", "name": "New"}, 201)["board"]
    assert board["name"] in [found["name"] for found in api.get("/uploadposts/pinterest/boards")["boards"]]
    path = f"/uploadposts/pinterest/boards/{board['id']}/sections"
    section = api.post(path, {"profile": "acme", "name": "Part"}, 201)["section"]
    assert api.get(path, profile="acme")["sections"] == [section]
    assert api.post(path, {"profile": "acme"}, 400) == message("name is required")
    assert api.post("/uploadposts/pinterest/boards", {"profile": "acme"}, 400) == message("name is required")
    assert api.post("/uploadposts/pinterest/boards", {"name": "x"}, 404) == message("Profile not found")


PINS = [
    ("facebook-page", "facebook_page", "100200300", "pages"),
    ("linkedin-page", "linkedin_page", "urn:li:organization:5001", "pages"),
    ("google-business-location", "gbp_location", "accounts/1/locations/2", "locations"),
]


@pytest.mark.parametrize(("kind", "key", "choice", "listed"), PINS)
def test_pins(api: Api, kind: str, key: str, choice: str, listed: str) -> None:
    path = f"/uploadposts/users/{kind}"
    before = api.get(path, profile="acme")
    assert (len(before[listed]), before[f"{key}_id"], before[f"{key}_name"]) == (1, None, None)
    after = api.post(path, {"profile": "acme", "selected_page_id": choice})
    assert (after[f"{key}_id"], after[f"{key}_name"]) == (choice, "Acme")
    assert api.get("/uploadposts/users/acme")["profile"][f"{key}_id"] == choice
    assert api.post(path, {"profile": "acme", "selected_page_id": "9"}, 404)["message"].startswith("The selected page")
    guest = Api(api.sandbox, f"Bearer {token(api)}")
    assert guest.get(path)[f"{key}_id"] == choice
    assert api.call("DELETE", path, json={"profile_username": "acme"})[f"{key}_id"] is None
    assert api.get(path, 400) == message("profile is required")
    assert api.get(path, 404, profile="who") == message("Profile not found")


def test_selecting_a_location_pins_it(api: Api) -> None:
    body = {"location_id": "accounts/1/locations/2"}
    assert api.post("/uploadposts/google-business/locations/select", body)["display_name"] == "Acme"
    assert api.get("/uploadposts/users/acme")["profile"]["gbp_location_id"] == body["location_id"]


def test_queue_settings_are_replaced_as_a_whole(api: Api) -> None:
    path = "/uploadposts/queue/settings"
    settings = api.get(path, profile_username="acme")["queue_settings"]
    assert settings == {
        "timezone": "America/New_York",
        "slots": [{"hour": 9, "minute": 0}, {"hour": 12, "minute": 0}, {"hour": 17, "minute": 0}],
        "days_of_week": [0, 1, 2, 3, 4, 5, 6],
        "max_posts_per_slot": 1,
        "full_slots": [],
    }
    api.post(path, {"profile_username": "acme", "max_posts_per_slot": 3})
    changed = api.post(path, {"profile_username": "acme", "timezone": "Europe/Madrid", "days_of_week": [1]})
    assert changed["queue_settings"] == {**settings, "timezone": "Europe/Madrid", "days_of_week": [1]}


@pytest.mark.parametrize(
    "change",
    [
        {"timezone": "Mars"},
        {"slots": [{"hour": 24, "minute": 0}]},
        {"slots": [{"hour": 9}]},
        {"days_of_week": [7]},
        {"max_posts_per_slot": 0},
        {"slots": 5},
    ],
)
def test_queue_settings_that_cannot_be(api: Api, change: dict) -> None:
    body = {"profile_username": "acme", **change}
    assert api.post("/uploadposts/queue/settings", body, 400) == message("Invalid queue settings")


def test_the_queue_is_previewed(api: Api) -> None:
    job_id = api.text("First", add_to_queue="true")["job_id"]
    marked = "2027-01-04T17:00:00+00:00"
    body = {"profile_username": "acme", "slot_datetime": "2027-01-04T12:00:00-05:00"}
    assert api.post("/uploadposts/queue/slot-full", body)["full_slots"] == [marked]
    preview = api.get("/uploadposts/queue/preview", profile_username="acme", count=2)
    post = {"job_id": job_id, "title": "First", "platforms": ["x"]}
    assert preview["slots"][0] == {
        "datetime_utc": "2027-01-04T14:00:00+00:00",
        "datetime_local": "2027-01-04T09:00:00-05:00",
        "available": False,
        "post_count": 1,
        "max_posts_per_slot": 1,
        "is_full": True,
        "manually_full": False,
        "scheduled_posts": [post],
        "scheduled_post": post,
    }
    assert (preview["slots"][1]["manually_full"], preview["slots"][1]["scheduled_post"]) == (True, None)
    expected = {"datetime_utc": "2027-01-04T22:00:00+00:00", "datetime_local": "2027-01-04T17:00:00-05:00"}
    assert preview["next_available"] == expected
    assert api.get("/uploadposts/queue/next-slot", profile_username="acme")["next_slot"] == expected
    assert api.call("DELETE", "/uploadposts/queue/slot-full", json=body)["full_slots"] == []
    assert api.get("/uploadposts/queue/next-slot", profile_username="acme")["next_slot"]["datetime_utc"] == marked
    assert len(api.get("/uploadposts/queue/preview", profile_username="acme", count="99")["slots"]) == 50
    assert len(api.get("/uploadposts/queue/preview", profile_username="acme")["slots"]) == 10


def test_a_full_queue_has_no_slot(api: Api) -> None:
    api.post("/uploadposts/queue/settings", {"profile_username": "acme", "slots": []})
    answer = api.get("/uploadposts/queue/next-slot", profile_username="acme")
    assert answer == {"success": True, "next_slot": None, "message": "No available slots found"}


def test_the_queue_needs_a_profile(api: Api) -> None:
    assert api.get("/uploadposts/queue/settings", 400) == message("profile_username is required")
    assert api.get("/uploadposts/queue/preview", 404, profile_username="who") == message("Profile not found")
    body = {"profile_username": "acme", "slot_datetime": "noon"}
    assert api.post("/uploadposts/queue/slot-full", body, 400) == message("Invalid slot_datetime")


def test_me_and_preferences(api: Api) -> None:
    assert api.get("/uploadposts/me") == {
        "success": True,
        "message": "Token is valid",
        "email": "team@sandbox.example",
        "plan": "professional",
        "preferences": {"weekStartDay": 1},
    }
    api.post("/uploadposts/users/preferences", {"weekStartDay": 6})
    assert api.get("/uploadposts/users/preferences")["preferences"] == {"weekStartDay": 6}
    assert api.post("/uploadposts/users/preferences", {"week_start_day": 7}, 400)["success"] is False


def test_notifications(api: Api) -> None:
    path = "/uploadposts/users/notifications"
    assert api.post(f"{path}/test", status=400) == message("No webhook_url is configured")
    api.post(path, {"webhook_url": "https://example.com/h", "webhook_events": {"upload_completed": True}})
    api.post(path, {"webhook_url": "https://example.com/i"})
    kept = api.get("/uploadposts/notification-config")
    assert (kept["webhook_url"], kept["webhook_events"]["upload_completed"]) == ("https://example.com/i", True)
    assert api.post(f"{path}/test")["success"]
    assert api.post(path, {"webhook_events": ["sunrise"]}, 400) == message("Invalid webhook_events")
    api.call("DELETE", path)
    assert api.get(path)["webhook_url"] is None


@pytest.mark.parametrize(("platform", "parameter", "total"), [("instagram", "profile", 50), ("threads", "user", 50)])
def test_publishing_limits(api: Api, platform: str, parameter: str, total: int) -> None:
    path = f"/uploadposts/{platform}/publishing_limit"
    limit = api.get(path, **{parameter: "acme"})
    assert (limit["quota_usage"], limit["quota_total"]) == (0, total)
    assert api.get(path, 404) == message("User not found")
    said = f"Profile bare has no {platform.capitalize()} account configured"
    assert api.get(path, 400, **{parameter: "bare"}) == message(said)


def test_tiktok_places_need_words(api: Api) -> None:
    assert api.get("/uploadposts/tiktok/locations", 400, profile="acme") == message("q is required")
    assert api.get("/uploadposts/tiktok/music/search", profile="acme", q="nothing like it")["tracks"] == []


def test_retry_publishes_what_failed_again(api: Api) -> None:
    api.sandbox.configure(fail_platforms={"x": "down"})
    made = api.text("Hello", user="press", **{"platform[]": ["x", "linkedin", "bluesky"]})
    api.post("/uploadposts/posts/retry", {"job_id": made["job_id"]})
    api.sandbox.configure(fail_platforms={}, processing_seconds=60)
    retried = api.post("/uploadposts/posts/retry", {"request_id": made["request_id"]})
    assert retried["message"] == "Failed platforms re-enqueued for retry"
    assert api.status(made["job_id"])["status"] == "processing"
    assert api.post("/uploadposts/posts/retry", {"job_id": made["job_id"]}, 409)["success"] is False
    api.sandbox.advance(timedelta(minutes=1))
    status = api.status(made["job_id"])
    assert [entry["status"] for entry in status["results"]] == ["completed", "completed", "skipped"]
    assert [row["success"] for row in api.history(platform="x")] == [True, False, False]
    assert api.post("/uploadposts/posts/retry", {"job_id": made["job_id"]}, 409) == message(
        "No failed platforms to retry"
    )


def test_retry_refuses(api: Api) -> None:
    assert api.post("/uploadposts/posts/retry", {}, 400) == message("request_id or job_id is required")
    assert api.post("/uploadposts/posts/retry", {"job_id": "nope"}, 404) == message("Upload not found")
    job_id = api.text("Hello", at="2027-01-05T10:00:00Z")["job_id"]
    assert api.post("/uploadposts/posts/retry", {"job_id": job_id}, 409) == message("No failed platforms to retry")


def test_unpublish_once(api: Api) -> None:
    post_id = api.text("Hello")["results"]["x"]["post_id"]
    body = {"platform": "x", "user": "acme", "post_id": post_id}
    assert api.post("/uploadposts/posts/unpublish", body)["success"]
    assert api.post("/uploadposts/posts/unpublish", body, 404) == message("Post not found")
    refused = api.post("/uploadposts/posts/unpublish", body | {"platform": "tiktok"}, 400)
    assert refused == message("Unpublishing is not supported for tiktok", error_code="platform_not_supported")


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        (
            "create",
            {"platform": "instagram", "user": "acme", "message": "x"},
            "post_id, post_url or comment_id is required",
        ),
        ("create", {"platform": "instagram", "user": "acme", "post_id": "1"}, "message is required"),
        ("create", {"platform": "x", "user": "acme", "message": "x"}, "Comments are not supported for x"),
        ("reply", {"platform": "instagram", "user": "acme", "message": "x"}, "comment_id is required"),
        ("action", {"platform": "tiktok", "user": "acme", "comment_id": "1", "action": "eat"}, "Invalid action: eat"),
        (
            "action",
            {"platform": "tiktok", "user": "acme", "comment_id": "1", "action": "pin"},
            "post_id is required for pin",
        ),
    ],
)
def test_comments_refuse(api: Api, path: str, body: dict, said: str) -> None:
    assert api.post(f"/uploadposts/comments/{path}", body, 400)["message"] == said


def test_comments_need_a_post(api: Api) -> None:
    refused = api.get("/uploadposts/comments", 400, platform="instagram", user="acme")
    assert refused == message("post_id or post_url is required")


@pytest.mark.parametrize(
    ("path", "params", "status", "said"),
    [
        ("/analytics/who", {}, 404, "Profile not found"),
        ("/analytics/acme", {"platforms": "x,myspace"}, 400, "Invalid platforms: ['myspace']"),
        ("/uploadposts/total-impressions/who", {}, 404, "Profile not found"),
        ("/uploadposts/total-impressions/acme", {"period": "ever"}, 400, "Invalid period: ever"),
        ("/uploadposts/post-analytics/nope", {}, 404, "No post found for this request_id"),
        (
            "/uploadposts/post-analytics",
            {"user": "acme", "platform": "x", "platform_post_id": "1"},
            404,
            "Post not found",
        ),
        ("/uploadposts/post-analytics/cached", {}, 404, "Profile not found"),
        ("/uploadposts/media", {"user": "acme", "platform": "x", "limit": "all"}, 400, "Invalid limit or cursor"),
        ("/uploadposts/audience", {"user": "acme", "platform": "x"}, 400, "Audience is not available for x"),
        ("/uploadposts/suggestions", {"user": "acme", "platform": "tiktok"}, 400, "type is required"),
    ],
)
def test_analytics_refuse(api: Api, path: str, params: dict, status: int, said: str) -> None:
    assert api.get(path, status, **params)["message"] == said


def test_analytics_pages_and_sums(api: Api) -> None:
    for number in range(3):
        api.text(f"Post {number}", **{"platform[]": ["x", "slack"]})
    page = api.get("/uploadposts/post-analytics/cached", user="acme", limit=4)
    assert (len(page["posts"]), page["next_cursor"], page["has_more"]) == (4, "4", True)
    rest = api.get("/uploadposts/post-analytics/cached", user="acme", limit=4, cursor=page["next_cursor"])
    assert (len(rest["posts"]), rest["next_cursor"], rest["has_more"]) == (2, None, False)
    assert "x" in api.get("/analytics/acme")
    total = api.get("/uploadposts/total-impressions/acme", platform="x")
    assert (total["total_impressions"], "breakdown" in total) == (300, False)


def test_an_audience_behind_a_dead_connection(api: Api) -> None:
    api.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": {"reauth_required": True}})
    refused = api.get("/uploadposts/audience", 409, user="acme", platform="tiktok")
    assert refused == message("The account needs to be reconnected", reauth_required=True)
