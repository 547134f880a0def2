"""What answers are read into, and which are not believed."""

import json
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from contentsync.model.errors import UserError
from contentsync.model.remote import Account
from contentsync.model.remote import Connection
from contentsync.model.remote import Destination
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Profile
from contentsync.model.remote import Running
from contentsync.remote import Client
from contentsync.remote import ServerTroubleError
from contentsync.remote import TokenCheck

from . import wire
from .wire import NOW
from .wire import Act
from .wire import Server

AT = datetime(2099, 1, 5, 17, 0, tzinfo=UTC)


def listed(job_id: Any = "job1", **changes: Any) -> dict[str, Any]:
    given = {
        "job_id": job_id,
        "scheduled_date": "2099-01-05T17:00:00",
        "profile_username": "acme",
        "platforms": ["x", "linkedin"],
        "surprise": {"of": "a later release"},
    }
    return {key: value for key, value in {**given, **changes}.items() if value is not ...}


def computed(body: Callable[[dict[str, str]], Any]) -> Act:
    """Answers what `body` makes of the query."""

    def act(connection: wire.Connection) -> None:
        assert connection.request is not None
        query = parse_qs(urlsplit(connection.request.path).query)
        wire.answer(200, body({name: values[0] for name, values in query.items()}))(connection)

    return act


@pytest.mark.parametrize(
    "envelope",
    [
        lambda jobs: jobs,
        lambda jobs: {"scheduled_posts": jobs, "total": len(jobs), "limit": None, "offset": 0},
        lambda jobs: {"success": True, "scheduled": jobs},
    ],
    ids=["array", "scheduled_posts", "scheduled"],
)
def test_three_spellings_of_the_schedule(server: Server, client: Client, envelope: Callable[[Any], Any]) -> None:
    server.then(wire.answer(200, envelope([listed("job1"), listed("job2")])))
    assert [job.job_id for job in client.schedule()] == ["job1", "job2"]
    assert server.requests[0].path == "/api/uploadposts/schedule"
    server.then(wire.answer(200, envelope([])))
    assert client.schedule() == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"scheduled_date": "2099-01-05T17:00:00Z"}, {}),
        ({"scheduled_date": "2099-01-05T17:00:00.000+00:00"}, {}),
        ({"scheduled_date": "2099-01-05T19:00:00+02:00"}, {}),
        ({"platforms": ["Twitter", "linkedin", "x"]}, {}),
        ({"post_type": "video"}, {"post_type": "video"}),
        ({"post_type": None}, {"post_type": "unknown"}),
        ({"title": "", "caption": ""}, {"title": "", "caption": ""}),
        ({"title": None}, {"title": None}),
        ({"description": "d"}, {"caption": "d"}),
        ({"description": "d", "caption": "c"}, {"caption": "c"}),
        ({"external_id": "e"}, {"external_id": "e"}),
        ({"fields": {"external_id": "e"}}, {"external_id": "e"}),
        ({"fields": {"external_id": 7}}, {}),
        ({"fields": []}, {}),
        ({"source_filename": "a.mp4"}, {"source_filename": "a.mp4"}),
    ],
)
def test_a_job(server: Server, client: Client, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    server.then(wire.answer(200, [listed(**changes)]))
    (job,) = client.schedule()
    base = {"job_id": "job1", "scheduled_at": AT, "profile": "acme", "platforms": ("linkedin", "x")}
    assert job == Job(**{**base, **expected})
    assert job.scheduled_at.tzinfo is UTC


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Sign in</title>",
        b"",
        b"null",
        b'"words"',
        b'[{"job_id": "j',
        b"\xff\xfe",
        {"success": True},
        {"scheduled_posts": None, "total": 0},
        {"scheduled_posts": "none"},
        {"scheduled_posts": [], "total": -1},
        [listed(job_id="")],
        [listed(job_id=...)],
        [listed(job_id=17)],
        [listed(scheduled_date=...)],
        [listed(scheduled_date="tomorrow")],
        [listed(profile_username=...)],
        [listed(platforms=...)],
        [listed(platforms=None)],
        [listed(), "more"],
    ],
)
def test_a_schedule_that_cannot_be_read_is_never_an_empty_one(server: Server, client: Client, body: Any) -> None:
    server.then(wire.answer(200, body))
    with pytest.raises(ServerTroubleError, match="cannot be read") as caught:
        client.schedule()
    assert f"{server.base} answered GET /uploadposts/schedule" in caught.value.message
    assert "api.url" in caught.value.fix


def test_an_error_quotes_200_characters_and_no_escapes(server: Server, client: Client) -> None:
    server.then(wire.answer(200, b"<html>\n  \x1b[31mred " + b"x" * 900))
    with pytest.raises(ServerTroubleError) as caught:
        client.schedule()
    quoted = caught.value.message.partition("<html>")[2]
    assert quoted.startswith(" \\x1b[31mred xxx")
    assert 150 < quoted.count("x") < 200


def capped(jobs: list[dict[str, Any]], cap: int) -> Act:
    def body(query: dict[str, str]) -> Any:
        start = int(query.get("offset", 0))
        most = min(int(query.get("limit", cap)), cap)
        return {"scheduled_posts": jobs[start : start + most], "total": len(jobs)}

    return computed(body)


def test_a_list_with_a_hidden_cap_is_paged(server: Server, client: Client) -> None:
    server.default = capped([listed(f"job{number}") for number in range(5)], cap=2)
    assert [job.job_id for job in client.schedule()] == [f"job{number}" for number in range(5)]
    assert [urlsplit(request.path).query for request in server.requests] == [
        "",
        "offset=2&limit=100",
        "offset=4&limit=100",
    ]


def test_a_job_that_is_listed_twice_counts_once(server: Server, client: Client) -> None:
    server.then(
        wire.answer(200, {"scheduled_posts": [listed("a"), listed("b")], "total": 3}),
        wire.answer(200, {"scheduled_posts": [listed("b"), listed("c")], "total": 3}),
    )
    assert [job.job_id for job in client.schedule()] == ["a", "b", "c"]


def test_a_list_that_changes_between_two_pages_is_read_again(server: Server, client: Client) -> None:
    server.then(
        wire.answer(200, {"scheduled_posts": [listed("a"), listed("b")], "total": 4}),
        wire.answer(200, {"scheduled_posts": [listed("d")], "total": 3}),
    )
    server.default = capped([listed("b"), listed("c"), listed("d")], cap=3)
    assert [job.job_id for job in client.schedule()] == ["b", "c", "d"]


@pytest.mark.parametrize("total", [1, 3])
def test_a_list_that_contradicts_its_total_is_an_error(server: Server, client: Client, total: int) -> None:
    server.default = computed(lambda query: {"scheduled_posts": [listed("a"), listed("b")], "total": total})
    with pytest.raises(ServerTroubleError, match=f"says that {total} posts are scheduled, and lists 2"):
        client.schedule()


def row(number: int, **changes: Any) -> dict[str, Any]:
    at = NOW - timedelta(hours=number)
    given = {
        "profile_username": "acme",
        "platform": "x",
        "success": True,
        "upload_timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "job_id": f"job{number}",
        "post_title": None,
    }
    return {key: value for key, value in {**given, **changes}.items() if value is not ...}


def paged(rows: list[dict[str, Any]], **changes: Any) -> Act:
    def body(query: dict[str, str]) -> Any:
        page, limit = int(query["page"]), int(query["limit"])
        found = rows[(page - 1) * limit : page * limit]
        whole = {"history": found, "in_progress": [], "total": len(rows), "page": page, "limit": limit, **changes}
        return {key: value for key, value in whole.items() if value is not ...}

    return computed(body)


@pytest.mark.parametrize(
    ("count", "since_hours", "pages"),
    [(0, None, 1), (99, None, 1), (100, None, 2), (250, None, 3), (250, 50, 1), (250, 99, 2), (250, 9999, 3)],
)
def test_history_is_read_as_far_back_as_needed(
    server: Server, client: Client, count: int, since_hours: int | None, pages: int
) -> None:
    server.default = paged([row(number) for number in range(count)])
    since = None if since_hours is None else NOW - timedelta(hours=since_hours)
    found = client.history(since)
    wanted = [number for number in range(count) if since_hours is None or number <= since_hours]
    assert [row.job_id for row in found.rows][: len(wanted)] == [f"job{number}" for number in wanted]
    assert found.since == since
    assert len(server.requests) == pages
    assert all("start" not in request.path and "limit=100" in request.path for request in server.requests)


def test_history_without_a_total_ends_with_a_short_page(server: Server, client: Client) -> None:
    server.default = paged([row(number) for number in range(120)], total=...)
    assert len(client.history(None).rows) == 120
    assert len(server.requests) == 2


def test_rows_that_moved_to_the_next_page_count_once(server: Server, client: Client) -> None:
    first, second = [row(number) for number in range(100)], [row(number) for number in range(99, 130)]
    server.then(wire.answer(200, {"history": first, "total": 131}), wire.answer(200, {"history": second, "total": 131}))
    assert len(client.history(None).rows) == 130


@pytest.mark.parametrize("total", [250, 120])
def test_history_that_ends_too_early_is_an_error(server: Server, client: Client, total: int) -> None:
    server.default = paged([row(number) for number in range(100)], total=total)
    with pytest.raises(ServerTroubleError, match=f"ends after 100 results of {total}"):
        client.history(None)


def test_a_server_that_repeats_a_page_is_an_error(server: Server, client: Client) -> None:
    rows = [row(number) for number in range(100)]
    server.default = computed(lambda query: {"history": rows})
    with pytest.raises(ServerTroubleError, match=r"ends after 100 results$"):
        client.history(None)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"platform": "twitter"}, {}),
        ({"job_id": None}, {"job_id": ""}),
        ({"job_id": ...}, {"job_id": ""}),
        ({"post_title": "t", "post_caption": "c", "post_url": "u"}, {"title": "t", "caption": "c", "url": "u"}),
        ({"platform_post_id": "17"}, {"post_id": "17"}),
        ({"platform_post_id": 17}, {"post_id": "17"}),
        ({"platform_post_id": ["17", 18]}, {"post_id": "17,18"}),
        ({"success": False, "error_message": "no"}, {"success": False, "error": "no"}),
        ({"success": False, "skipped": True}, {"success": False, "skipped": True}),
        ({"success": False, "skip_reason": "profile_platform_not_configured"}, {"success": False, "skipped": True}),
        ({"success": False, "error_code": "profile_platform_mapping_invalid"}, {"success": False, "skipped": True}),
        (
            {"success": False, "error_message": "Profile acme has no X account configured"},
            {"success": False, "skipped": True, "error": "Profile acme has no X account configured"},
        ),
        ({"success": False, "error_code": "MEDIA_LIMITS"}, {"success": False}),
        ({"request_id": "r", "external_id": "e"}, {"request_id": "r", "external_id": "e"}),
        ({"request_total_platforms": 3, "fallback_to_inbox": True}, {"total_platforms": 3, "is_draft": True}),
    ],
)
def test_a_history_row(server: Server, client: Client, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    server.default = paged([row(1, **changes)])
    base = {"profile": "acme", "platform": "x", "success": True, "at": NOW - timedelta(hours=1), "job_id": "job1"}
    assert client.history(None).rows == (HistoryRow(**{**base, **expected}),)


@pytest.mark.parametrize("change", [{"success": None}, {"success": "yes"}, {"upload_timestamp": "x"}, {"platform": ""}])
def test_a_row_that_matters_and_cannot_be_read(server: Server, client: Client, change: dict[str, Any]) -> None:
    server.default = paged([row(1, **change)])
    with pytest.raises(ServerTroubleError, match="cannot be read"):
        client.history(None)


RUN = {"job_id": "j", "profile_username": "acme", "platform": "twitter", "run_date": "2099-01-05T17:00:00"}


@pytest.mark.parametrize(
    ("changes", "is_waiting"),
    [
        ({"is_scheduled": True, "upload_status": "queued"}, True),
        ({"is_scheduled": True}, True),
        ({"upload_status": "pending"}, True),
        ({"is_scheduled": True, "upload_status": "processing"}, False),
        ({"is_scheduled": False, "upload_status": "queued"}, False),
    ],
)
def test_what_is_under_way(server: Server, client: Client, changes: dict[str, Any], is_waiting: bool) -> None:
    server.default = paged([], in_progress=[{**RUN, **changes}] * 2)
    assert client.history(None).running == (Running("j", "", "acme", "x", is_waiting, AT),)


def test_an_upload_under_way_without_a_date(server: Server, client: Client) -> None:
    given = {"profile_username": "acme", "platform": "x", "external_id": "e", "upload_status": "queued"}
    server.default = paged([], in_progress=[given])
    assert client.history(None).running == (Running("", "e", "acme", "x", False),)
    server.default = paged([], in_progress=None)
    assert client.history(None).running == ()


def test_the_history_of_an_external_id_is_filtered_again(server: Server, client: Client) -> None:
    server.default = paged([row(1, external_id="mine"), row(2, external_id="other"), row(3)])
    assert [found.job_id for found in client.history_of("mine")] == ["job1"]
    assert "external_id=mine" in server.requests[0].path


@pytest.mark.parametrize(
    ("body", "phase"),
    [
        *[({"status": word}, Phase.QUEUED) for word in ("pending", "queued")],
        *[({"status": word}, Phase.PROCESSING) for word in ("processing", "in_progress")],
        *[({"status": word}, Phase.CANCELLED) for word in ("cancelled", "canceled")],
        ({"status": "completed", "scheduler_status": "done"}, Phase.COMPLETED),
        ({"status": "failed"}, Phase.FAILED),
        ({"status": "failed", "completed": 0, "total": 2, "results": []}, Phase.FAILED),
        ({"status": "failed", "scheduler_status": "pending"}, Phase.QUEUED),
        ({"status": "failed", "scheduler_status": "cancelled"}, Phase.CANCELLED),
        ({"status": "failed", "scheduler_status": "running"}, Phase.FAILED),
        ({"status": "failed", "scheduler_status": "pending", "completed": 1}, Phase.FAILED),
        ({"status": "not_found"}, Phase.NOT_FOUND),
        ({"status": "levitating"}, Phase.UNREACHABLE),
        ({"status": "levitating", "scheduler_status": "pending"}, Phase.QUEUED),
        ({"status": "queued", "job_id": "other"}, Phase.UNREACHABLE),
        ({"success": True}, Phase.UNREACHABLE),
        (b"<html>", Phase.UNREACHABLE),
    ],
)
def test_the_words_of_status(server: Server, client: Client, body: Any, phase: Phase) -> None:
    server.then(wire.answer(200, body))
    found = client.status("job1")
    assert (found.job_id, found.phase) == ("job1", phase)
    assert server.requests[0].path == "/api/uploadposts/status?job_id=job1"


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ({"completed": 1, "failed": 2, "total": 4}, (1, 2, 4)),
        ({"completed": 0, "total": 2, "results": []}, (0, 0, 2)),
        ({"results": [{"success": True}, {"success": False}, {"success": False, "status": "skipped"}]}, (1, 1, 3)),
        ({}, (0, 0, 0)),
    ],
)
def test_the_counts_of_status(
    server: Server, client: Client, body: dict[str, Any], counts: tuple[int, int, int]
) -> None:
    server.then(wire.answer(200, {"status": "failed", "external_id": "e", "message": "why", **body}))
    found = client.status("job1")
    assert (found.completed, found.failed, found.total) == counts
    assert (found.external_id, found.message) == ("e", "why")


@pytest.mark.parametrize(
    ("status", "body", "phase"),
    [
        (404, {"status": "not_found", "message": "No upload"}, Phase.NOT_FOUND),
        (404, {"error": "Not Found", "message": "no such route"}, Phase.UNREACHABLE),
        (404, b"<html>", Phase.UNREACHABLE),
        (400, {"error": "job_id is required"}, Phase.UNREACHABLE),
        (500, {"error": "Failed to get status"}, Phase.UNREACHABLE),
    ],
)
def test_only_the_endpoint_itself_says_that_a_job_is_missing(
    server: Server, client: Client, status: int, body: Any, phase: Phase
) -> None:
    server.default = wire.answer(status, body)
    assert client.status("job1").phase is phase


def test_status_of_a_dead_server(server: Server, client: Client) -> None:
    server.default = wire.reset_at_once
    assert client.status("job1").phase is Phase.UNREACHABLE


def test_me(server: Server, client: Client) -> None:
    server.then(wire.answer(200, {"success": True, "email": "team@acme.dev", "plan": None}))
    assert client.me() == Account("team@acme.dev", "")
    server.then(wire.answer(200, {"success": True, "email": ""}))
    with pytest.raises(ServerTroubleError):
        client.me()


def test_profiles(server: Server, client: Client) -> None:
    accounts = {
        "twitter": {"username": "123", "display_name": "Acme", "reauth_required": True},
        "tiktok": {"handle": "@acme", "capabilities": ["music"]},
        "mastodon": {"username": "acme", "capabilities": None},
        "linkedin": "",
        "threads": None,
        "bluesky": "acme.example",
    }
    pins = {"facebook_page_id": 17, "facebook_page_name": "Acme", "linkedin_page_id": "urn:1", "gbp_location_id": None}
    profiles = [{"username": "acme", "social_accounts": accounts, **pins}, {"username": "bare"}]
    server.then(wire.answer(200, {"success": True, "limit": 25, "plan": "Basic", "profiles": profiles}))
    found = client.profiles()
    assert (found.limit, found.plan) == (25, "Basic")
    assert found.profiles == (
        Profile(
            "acme",
            {
                "x": Connection("Acme", needs_reauth=True),
                "tiktok": Connection("@acme", capabilities=("music",)),
                "mastodon": Connection("acme"),
                "bluesky": Connection("acme.example"),
            },
            {"facebook_page_id": Destination("17", "Acme"), "target_linkedin_page_id": Destination("urn:1", "")},
        ),
        Profile("bare", {}),
    )


NONE = (404, {"success": False, "message": "No Facebook pages found"})


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"pages": [{"id": 17, "name": "A"}]}, (Destination("17", "A"),)),
        (200, {"pages": [{"page_id": "17", "page_name": "A"}]}, (Destination("17", "A"),)),
        (200, {"boards": [{"id": "9", "name": None}]}, (Destination("9", ""),)),
        (200, {"locations": [{"name": "locations/1", "title": "Shop"}]}, (Destination("locations/1", "Shop"),)),
        (200, {"pages": []}, ()),
        (*NONE, ()),
    ],
)
def test_destinations(server: Server, client: Client, status: int, body: Any, expected: Any) -> None:
    server.then(wire.answer(status, body))
    assert client.places("facebook_page", "acme inc") == expected
    assert server.requests[0].path == "/api/uploadposts/facebook/pages?profile=acme+inc"


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, {"success": True}), (200, {"pages": [{"name": "A"}]}), (404, b"<html>"), (404, {"error": "Not Found"})],
)
def test_destinations_that_cannot_be_read(server: Server, client: Client, status: int, body: Any) -> None:
    server.then(wire.answer(status, body))
    with pytest.raises(ServerTroubleError):
        client.places("facebook_page", "acme")


def test_pins(server: Server, client: Client) -> None:
    server.then(
        wire.answer(200, {"facebook_page_id": "17", "pages": []}),
        wire.answer(404, {"success": False, "message": "none"}),
        wire.answer(200, {"gbp_location_id": None}),
    )
    assert client.pins("acme") == {"facebook_page_id": Destination("17", "")}


@pytest.mark.parametrize(
    ("status", "body", "levels"),
    [
        (200, {"success": True, "privacy_level_options": ["SELF_ONLY"]}, ["SELF_ONLY"]),
        (200, {"success": True}, []),
        (404, {"error": "Not Found"}, []),
    ],
)
def test_levels_of_tiktok(server: Server, client: Client, status: int, body: Any, levels: list[str]) -> None:
    server.then(wire.answer(status, body))
    assert [level.id for level in client.tiktok_levels("acme inc")] == levels
    assert server.requests[0].path == "/api/uploadposts/tiktok/settings?profile=acme+inc"


def test_analytics(server: Server, client: Client) -> None:
    server.default = wire.answer(200, {"x": {"followers": 3}})
    assert client.analytics("acme", ["x", "linkedin"]) == {"x": {"followers": 3}}
    assert client.analytics("acme", []) == {"x": {"followers": 3}}
    assert [request.path for request in server.requests] == [
        "/api/analytics/acme?platforms=x%2Clinkedin",
        "/api/analytics/acme",
    ]


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_name_that_would_change_the_path(client: Client, name: str) -> None:
    with pytest.raises(UserError, match="cannot be the name"):
        client.analytics(name, [])


def test_a_link_to_connect_accounts(server: Server, client: Client) -> None:
    server.then(wire.answer(200, {"success": True, "access_url": "https://example.com/?token=t", "duration": "48h"}))
    link = client.generate_jwt("acme", readonly_calendar=True)
    assert (link.url, link.duration) == ("https://example.com/?token=t", "48h")
    assert json.loads(server.requests[0].body) == {"username": "acme", "readonly_calendar": True}
    server.then(wire.answer(200, {"success": True}))
    with pytest.raises(ServerTroubleError):
        client.generate_jwt("acme")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"isValid": True, "profile": {"username": "acme"}}, TokenCheck(True, "acme")),
        (200, {"success": True, "profile": {"username": "acme"}}, TokenCheck(True, "acme")),
        (200, {"isValid": False, "reason": "expired"}, TokenCheck(False, "", "expired")),
        (401, {"isValid": False, "reason": "expired"}, TokenCheck(False, "", "expired")),
        (200, {"success": False}, TokenCheck(False)),
    ],
)
def test_a_token(server: Server, client: Client, status: int, body: Any, expected: TokenCheck) -> None:
    server.then(wire.answer(status, body))
    assert client.validate_jwt("t.o.k") == expected
    (request,) = server.requests
    assert (request.method, request.headers["authorization"]) == ("GET", "Bearer t.o.k")


def test_a_token_where_it_has_to_be_posted(server: Server, client: Client) -> None:
    server.then(wire.answer(405, {"error": "Method Not Allowed"}), wire.answer(200, {"isValid": False, "reason": "r"}))
    assert client.validate_jwt("t.o.k") == TokenCheck(False, "", "r")
    assert json.loads(server.requests[1].body) == {"jwt": "t.o.k"}
