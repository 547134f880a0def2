from datetime import timedelta

import pytest

from .conftest import Api

AT = "2027-01-05T10:00:00Z"


@pytest.fixture
def three(api: Api) -> list[str]:
    """One job on acme, one on press, one on acme again, an hour apart, made in the wrong order."""
    made = {}
    for profile, hour in (("acme", 12), ("press", 11), ("acme", 10)):
        made[hour] = api.text(f"At {hour}", user=profile, at=f"2027-01-05T{hour}:00:00Z")["job_id"]
    return [made[hour] for hour in sorted(made)]


def ids(api: Api, **params: object) -> list[str]:
    return [post["job_id"] for post in api.schedule(**params)]


def test_lists_in_order_of_dates(api: Api, three: list[str]) -> None:
    assert api.get("/uploadposts/schedule").items() >= {"total": 3, "limit": None, "offset": 0}.items()
    assert ids(api) == three


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"profile_username": "acme"}, [0, 2]),
        ({"from": "2027-01-05T11:00:00Z"}, [1, 2]),
        ({"to": "2027-01-05T12:00:00+00:00"}, [0, 1]),
        ({"from": "2027-01-05T11:00:00", "to": "2027-01-05T12:00:00"}, [1]),
        ({"limit": "1", "offset": "1"}, [1]),
        ({"limit": "0"}, []),
        ({"offset": "2"}, [2]),
        # A typo in a filter returns the whole account.
        ({"from": "2027-13-45"}, [0, 1, 2]),
        ({"limit": "few", "offset": "-1", "to": "later"}, [0, 1, 2]),
        ({"profil": "acme"}, [0, 1, 2]),
    ],
)
def test_filters_and_ignores_what_it_cannot_read(api: Api, three: list[str], params: dict, expected: list) -> None:
    assert ids(api, **params) == [three[n] for n in expected]


def test_total_counts_what_matches_without_the_page(api: Api, three: list[str]) -> None:
    page = api.get("/uploadposts/schedule", profile_username="acme", limit=1)
    assert (page["total"], page["limit"], len(page["scheduled_posts"])) == (2, 1, 1)


def test_an_entry_tells_what_each_platform_will_show(api: Api) -> None:
    form = {
        "user": "acme",
        "platform[]": ["youtube", "linkedin"],
        "title": "Merry",
        "youtube_description": "Watch",
        "description": "All of it",
        "privacyStatus": "unlisted",
        "scheduled_date": "2027-02-01T11:30:00",
        "timezone": "Europe/Madrid",
        "video": "https://example.com/dir/xmas.mp4?sig=1",
        "external_id": "e-1",
    }
    job_id = api.call("POST", "/upload", 202, data=form)["job_id"]
    assert api.schedule() == [
        {
            "job_id": job_id,
            "scheduled_date": "2027-02-01T10:30:00",
            "post_type": "video",
            "profile_username": "acme",
            "title": "Merry",
            "caption": "All of it",
            "description": "All of it",
            "external_id": "e-1",
            "source_filename": "xmas.mp4",
            "platforms": ["youtube", "linkedin"],
            "platform_content": {
                "youtube": {"title": "Merry", "caption": "Watch"},
                "linkedin": {"title": "Merry", "caption": "All of it"},
            },
            "fields": {"external_id": "e-1", "youtube_description": "Watch", "youtube_privacy_status": "unlisted"},
            "has_cover": False,
            "cover_preview_url": None,
            "has_preview": True,
            "preview_url": None,
            "thumbnail_url": None,
            "original_timezone": "Europe/Madrid",
            "original_scheduled_str": "2027-02-01T11:30:00",
        }
    ]


def test_the_title_of_a_single_platform_is_its_own(api: Api) -> None:
    api.text("For all", x_title="For X", at=AT)
    assert api.schedule()[0]["title"] == "For X"


def test_cancels_once(api: Api, three: list[str]) -> None:
    path = f"/uploadposts/schedule/{three[0]}"
    assert api.call("DELETE", path) == {
        "success": True,
        "message": f"Job {three[0]} cancelled and assets deleted.",
        "credits_refunded": 0,
    }
    assert ids(api) == three[1:]
    assert api.call("DELETE", path, 404) == {"success": False, "error": "Job not found"}
    api.sandbox.advance(timedelta(days=2))
    assert len(api.sandbox.ledger()) == 2


def test_cancelling_what_is_being_published_comes_too_late(api: Api) -> None:
    api.sandbox.configure(processing_seconds=60, plan="free")
    job_id = api.text("Hello", at=AT)["job_id"]
    api.sandbox.advance(timedelta(days=1, hours=2))
    assert api.call("DELETE", f"/uploadposts/schedule/{job_id}")["credits_refunded"] == 0
    assert api.status(job_id)["status"] == "processing"
    assert len(api.sandbox.ledger()) == 1
    api.sandbox.advance(timedelta(seconds=60))
    assert api.status(job_id)["status"] == "completed"


def test_what_went_out_cannot_be_cancelled_or_edited(api: Api, three: list[str]) -> None:
    api.sandbox.advance(timedelta(days=2))
    path = f"/uploadposts/schedule/{three[0]}"
    assert api.call("DELETE", path, 404) == {"success": False, "error": "Job not found"}
    assert api.call("PATCH", path, 400, json={"title": "x"}) == {"success": False, "error": "Job is not editable"}
    assert api.call("PATCH", "/uploadposts/schedule/nope", 404, json={"title": "x"})["error"] == "Job not found"


@pytest.mark.parametrize("method", ["PATCH", "POST"])
def test_edits_date_and_words(api: Api, three: list[str], method: str) -> None:
    path = f"/uploadposts/schedule/{three[0]}"
    body = {"scheduled_date": "2027-01-06T09:00:00Z", "title": "New", "caption": "Caption"}
    assert api.call(method, path, json=body) == {
        "success": True,
        "job_id": three[0],
        "scheduled_date": "2027-01-06T09:00:00",
        "title": "New",
        "caption": "Caption",
    }
    entry = api.schedule()[-1]
    assert (entry["job_id"], entry["title"], entry["caption"]) == (three[0], "New", "Caption")


def test_an_edit_in_a_zone_is_remembered_as_it_came(api: Api, three: list[str]) -> None:
    body = {"scheduled_date": "2027-01-06T09:00:00", "timezone": "America/New_York"}
    answer = api.call("PATCH", f"/uploadposts/schedule/{three[0]}", json=body)
    assert answer == {"success": True, "job_id": three[0], "scheduled_date": "2027-01-06T14:00:00"}
    entry = api.schedule()[-1]
    assert entry["original_scheduled_str"], entry["original_timezone"] == list(body.values())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "Invalid request body"),
        (["title"], "Invalid request body"),
        ({"scheduled_date": 5}, "Invalid scheduled_date"),
        ({"title": None}, "Invalid title"),
        ({"scheduled_date": "soon"}, "Invalid scheduled_date format. Use ISO 8601"),
        ({"scheduled_date": "2027-01-04T07:00:00Z", "title": "New"}, "scheduled_date must be in the future"),
        ({"scheduled_date": "2029-01-04T07:00:00Z"}, "scheduled_date must be within 365 days"),
        ({"scheduled_date": AT, "timezone": "Nowhere"}, "Invalid timezone: Nowhere"),
    ],
)
def test_a_refused_edit_changes_nothing(api: Api, three: list[str], body: object, said: str) -> None:
    before = api.schedule()
    answer = api.call("PATCH", f"/uploadposts/schedule/{three[0]}", 400, json=body)
    assert answer == {"success": False, "error": said}
    assert api.schedule() == before


def test_a_generic_edit_leaves_overrides_alone(api: Api) -> None:
    job_id = api.text("For all", x_title="For X", at=AT, **{"platform[]": ["x", "slack"]})["job_id"]
    api.call("PATCH", f"/uploadposts/schedule/{job_id}", json={"title": "Changed", "slack_title": "Slack"})
    api.sandbox.advance(timedelta(days=2))
    assert [row["text"] for row in api.sandbox.ledger()] == ["For X", "Changed"]


def bearer(api: Api, *, readonly: bool = False) -> Api:
    body = {"username": "acme", "readonly_calendar": readonly}
    token = api.post("/uploadposts/users/generate-jwt", body)["access_url"].partition("token=")[2]
    return Api(api.sandbox, f"Bearer {token}")


def test_a_profile_token_sees_and_changes_its_own_profile_only(api: Api, three: list[str]) -> None:
    guest = bearer(api)
    assert ids(guest, profile_username="press") == [three[0], three[2]]
    assert guest.call("DELETE", f"/uploadposts/schedule/{three[1]}", 404)["error"] == "Job not found"
    guest.call("PATCH", f"/uploadposts/schedule/{three[0]}", json={"title": "By a guest"})
    guest.call("DELETE", f"/uploadposts/schedule/{three[2]}")
    assert guest.get("/uploadposts/me", 401)["message"] == "Invalid or expired token"


def test_a_readonly_token_only_looks(api: Api, three: list[str]) -> None:
    guest = bearer(api, readonly=True)
    refusal = guest.call("DELETE", f"/uploadposts/schedule/{three[0]}", 403)
    assert (refusal["success"], refusal["error_code"]) == (False, "READONLY_CALENDAR")
    assert guest.call("PATCH", f"/uploadposts/schedule/{three[0]}", 403, json={"title": "x"}) == refusal
    assert len(ids(guest)) == 2


def test_a_token_ends_after_two_days(api: Api) -> None:
    guest = bearer(api)
    api.sandbox.advance(timedelta(hours=48))
    assert guest.get("/uploadposts/schedule", 401) == {"success": False, "error": "Invalid or expired token"}


def test_previews_media_of_what_waits(api: Api, three: list[str]) -> None:
    form = {"user": "acme", "platform[]": "x", "photos[]": "https://example.com/a.png", "scheduled_date": AT}
    job_id = api.call("POST", "/upload_photos", 202, data=form)["job_id"]
    assert api.get(f"/uploadposts/schedule/{job_id}/preview")["preview_urls"] == ["https://media.example/a.png"]
    api.get(f"/uploadposts/schedule/{three[1]}/preview", 200)
    assert bearer(api).get(f"/uploadposts/schedule/{three[1]}/preview", 404)["error"] == "Job not found"
    assert api.get("/uploadposts/schedule/nope/preview", 404)["error"] == "Job not found"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/upload", 405), ("GET", "//upload", 404)]
)
def test_unknown_routes_have_their_own_body(api: Api, method: str, path: str, status: int) -> None:
    body = api.call(method, path, status)
    assert set(body) == {"error", "message", "request_id"}
    assert body["error"] in ("Not Found", "Method Not Allowed")
