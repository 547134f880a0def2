"""Status and history."""

from datetime import timedelta

import pytest

from .conftest import Api

AT = "2027-01-05T10:00:00Z"


def test_status_of_what_waits_runs_and_is_done(api: Api) -> None:
    api.sandbox.configure(processing_seconds=60)
    made = api.text("Hello", at=AT, external_id="e", **{"platform[]": ["x", "linkedin"]})
    waiting = api.status(made["job_id"])
    assert waiting == {
        "job_id": made["job_id"],
        "request_id": waiting["request_id"],
        "external_id": "e",
        "status": "queued",
        "completed": 0,
        "failed": 0,
        "skipped": 0,
        "retryable": 0,
        "total": 2,
        "results": [
            {"platform": platform, "status": "queued", "attempts": 0, "success": False}
            for platform in ("x", "linkedin")
        ],
        "scheduler_status": "pending",
    }
    api.sandbox.advance(timedelta(days=1, hours=2))
    running = api.status(made["job_id"])
    assert (running["status"], running["scheduler_status"], running["results"][0]["status"]) == (
        "processing",
        "running",
        "processing",
    )
    api.sandbox.advance(timedelta(seconds=60))
    done = api.get("/uploadposts/status", request_id=waiting["request_id"])
    assert (done["status"], done["completed"], done["scheduler_status"]) == ("completed", 2, "done")
    assert done["results"][0]["post_url"].startswith("https://x.example/")
    assert done["last_update"] == "2027-01-05T10:01:00"


def test_status_asks_for_an_id(api: Api) -> None:
    assert api.get("/uploadposts/status", 400) == {"error": "request_id or job_id is required"}
    assert api.status("nope", 404) == {
        "request_id": "nope",
        "status": "not_found",
        "message": "No upload request found with this ID",
    }


def test_failed_only_if_everything_failed(api: Api) -> None:
    api.sandbox.configure(fail_platforms={"x": "X is down"})
    alone = api.text("Alone")
    both = api.text("Both", **{"platform[]": ["x", "slack"]})
    skipped = api.text("Skipped", user="press", at=AT, **{"platform[]": ["bluesky"]})
    api.sandbox.advance(timedelta(days=2))
    assert api.status(alone["job_id"])["status"] == "failed"
    counts = api.status(both["job_id"])
    assert (counts["status"], counts["completed"], counts["failed"]) == ("completed", 1, 1)
    assert counts["results"][0]["error_message"] == "X is down"
    gone = api.status(skipped["job_id"])
    assert (gone["status"], gone["skipped"], gone["results"][0]["status"]) == ("completed", 1, "skipped")
    assert [row["success"] for row in api.sandbox.ledger()] == [False, False, True, False]


@pytest.fixture
def published(api: Api) -> Api:
    """Twelve texts, one an hour, the last one failed; another waits."""
    for number in range(12):
        api.text(
            f"Post {number}",
            at=f"2027-01-05T{number + 8:02}:00:00Z",
            external_id=f"e-{number}",
            request_id=f"r-{number}",
        )
    api.text("Waits", at="2027-03-05T10:00:00Z", external_id="e-w", user="press")
    api.sandbox.advance_to(api.sandbox.clock.now() + timedelta(days=1, hours=10, minutes=30))
    api.sandbox.configure(fail_platforms={"x": "down"})
    api.sandbox.advance(timedelta(days=1))
    return api


def test_history_is_newest_first_and_paged(published: Api) -> None:
    first = published.get("/uploadposts/history")
    assert (first["total"], first["page"], first["limit"]) == (12, 1, 10)
    assert [row["post_title"] for row in first["history"]] == [f"Post {n}" for n in range(11, 1, -1)]
    assert [row["success"] for row in first["history"]] == [False] + [True] * 9
    second = published.get("/uploadposts/history", page=2)
    assert [row["post_title"] for row in second["history"]] == ["Post 1", "Post 0"]
    assert [row["external_id"] for row in first["in_progress"]] == ["e-w"]
    assert published.get("/uploadposts/history", limit=20, page=2)["history"] == []


@pytest.mark.parametrize(
    ("params", "titles", "running"),
    [
        ({"status": "failed"}, ["Post 11"], 0),
        ({"external_id": "e-3"}, ["Post 3"], 0),
        ({"external_id": "e-w"}, [], 1),
        ({"request_id": "r-4"}, ["Post 4"], 0),
        ({"profile_username": "press"}, [], 1),
        ({"profile": "press", "platform": "x"}, [], 1),
        ({"platform": "slack"}, [], 0),
        ({"start": "2027-01-05T08:00:00Z", "end": "2027-01-05T09:00:00Z"}, ["Post 1", "Post 0"], 1),
    ],
)
def test_history_filters(published: Api, params: dict, titles: list, running: int) -> None:
    found = published.get("/uploadposts/history", **params)
    assert [row["post_title"] for row in found["history"]] == titles
    assert (found["total"], len(found["in_progress"])) == (len(titles), running)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"limit": "5"}, "Invalid limit"),
        ({"limit": "200"}, "Invalid limit"),
        ({"page": "0"}, "Invalid page"),
        ({"page": "one"}, "Invalid page"),
        ({"job_id": "j" * 201}, "Invalid job_id"),
        ({"request_id": ""}, "Invalid request_id"),
        ({"status": "done"}, "Invalid status"),
        ({"start": "2027-01-05"}, "Invalid date range"),
        ({"start": "2027-01-05", "end": "2027-04-05"}, "Invalid date range: at most 2 months"),
    ],
)
def test_history_refuses(api: Api, params: dict, said: str) -> None:
    assert api.get("/uploadposts/history", 400, **params) == {"error": said}


def test_a_row_has_what_the_service_tells(api: Api) -> None:
    made = api.text("Hello https://example.com now", external_id="e")
    (row,) = api.history()
    assert row == {
        "user_email": "team@sandbox.example",
        "profile_username": "acme",
        "platform": "x",
        "media_type": "text",
        "upload_timestamp": "2027-01-04T08:00:00Z",
        "success": True,
        "platform_post_id": made["results"]["x"]["post_id"],
        "post_url": made["results"]["x"]["url"],
        "error_message": None,
        "media_size_bytes": None,
        "post_title": "Hello now",
        "post_caption": "Hello now",
        "is_async": False,
        "job_id": made["job_id"],
        "request_id": made["request_id"],
        "request_total_platforms": 1,
        "dashboard": False,
        "fallback_to_inbox": False,
        "external_id": "e",
    }


def test_a_row_without_label_has_no_key_for_it(api: Api) -> None:
    api.text("Hello")
    assert "external_id" not in api.history()[0]
