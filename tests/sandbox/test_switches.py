"""Every switch of the settings table, one test or more each; the last test says so."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest

from contentsync.sandbox import Sandbox
from contentsync.sandbox import SettingError
from contentsync.sandbox.settings import SWITCHES

from .conftest import Api

AT = "2027-01-05T10:00:00Z"
DAY = timedelta(days=1)


def test_schedule_shape(api: Api) -> None:
    api.text(at=AT)
    api.sandbox.configure(schedule_shape="array")
    assert isinstance(api.get("/uploadposts/schedule"), list)
    api.sandbox.configure(schedule_shape="scheduled")
    assert set(api.get("/uploadposts/schedule")) == {"success", "scheduled"}


@pytest.mark.parametrize(("form", "ending"), [("naive", ":00"), ("Z", ":00Z"), ("offset", ":00+00:00")])
def test_date_format(api: Api, form: str, ending: str) -> None:
    api.sandbox.configure(date_format=form)
    made = api.text(at=AT)
    assert made["scheduled_date"] == AT
    path = f"/uploadposts/schedule/{made['job_id']}"
    edited = api.call("PATCH", path, json={"scheduled_date": "2027-01-06T10:00:00"})["scheduled_date"]
    shown = [edited, api.schedule()[0]["scheduled_date"], api.get("/uploadposts/history")["in_progress"][0]["run_date"]]
    assert shown == [f"2027-01-06T10:00{ending}"] * 3


def test_echo_external_id(api: Api) -> None:
    api.sandbox.configure(echo_external_id={"upload_text": False, "upload_document": True})
    api.text(at=AT, external_id="e")
    form = {"user": "acme", "platform[]": "linkedin", "title": "d", "document": "https://a.example/a.pdf"}
    api.call("POST", "/upload_document", 202, data=form | {"scheduled_date": AT, "external_id": "d"})
    assert [post["external_id"] for post in api.schedule()] == [None, "d"]
    assert api.get("/uploadposts/history", external_id="e")["in_progress"] == []
    assert api.sandbox.settings["echo_external_id"]["upload"] is True


def test_media_fields(api: Api) -> None:
    api.sandbox.configure(media_fields=False)
    api.text(at=AT)
    assert set(api.schedule()[0]) == {
        *("job_id", "scheduled_date", "post_type", "profile_username", "title", "external_id", "source_filename"),
        *("platforms", "platform_content", "fields", "has_preview", "preview_url"),
    }


def test_list_limit(api: Api) -> None:
    api.sandbox.configure(list_limit=2)
    for number in range(3):
        api.text(f"Post {number}", at=AT)
    first = api.get("/uploadposts/schedule")
    assert (first["total"], len(first["scheduled_posts"])) == (3, 2)
    assert len(api.schedule(offset=2)) == 1


def test_history_pages(api: Api) -> None:
    for number in range(11):
        api.text(f"Post {number}")
    api.sandbox.configure(history_pages=1)
    assert (len(api.history()), len(api.history(page=2))) == (10, 0)


def test_in_progress_scheduled(api: Api) -> None:
    api.sandbox.configure(in_progress_scheduled=False, processing_seconds=60)
    api.text("Waits", at=AT)
    api.text("Runs", async_upload="true")
    (running,) = api.get("/uploadposts/history")["in_progress"]
    assert running["is_scheduled"] is False


@pytest.mark.parametrize("variant", ["not_found", "failed", "cancelled"])
def test_tombstone(api: Api, variant: str) -> None:
    api.sandbox.configure(tombstone=variant)
    job_id = api.text(at=AT)["job_id"]
    api.call("DELETE", f"/uploadposts/schedule/{job_id}")
    gone = api.status(job_id, 404 if variant == "not_found" else 200)
    assert gone["status"] == variant
    if variant != "not_found":
        assert (gone["completed"], gone["total"], gone["results"]) == (0, 1, [])
    assert ("no activity" in gone.get("message", "")) is (variant == "failed")


def test_scheduled_answers(api: Api) -> None:
    api.sandbox.configure(scheduled_answers=200)
    assert api.text(at=AT, status=200)["results"]["x"]["success"]
    assert (api.schedule(), len(api.sandbox.ledger())) == ([], 1)


@pytest.mark.parametrize("status", ["404", "405"])
def test_upload_videos_only(api: Api, status: str) -> None:
    api.sandbox.configure(upload_videos_only=status)
    form = {"user": "acme", "platform[]": "x", "title": "t", "video": "https://a.example/v.mp4"}
    assert set(api.call("POST", "/upload", int(status), data=form)) == {"error", "message", "request_id"}
    api.call("POST", "/upload_videos", 200, data=form)


def test_min_lead(api: Api) -> None:
    api.sandbox.configure(min_lead=600)
    api.text(at="2027-01-04T08:10:00Z", status=400)
    job_id = api.text(at="2027-01-04T08:10:01Z")["job_id"]
    body = {"scheduled_date": "2027-01-04T08:09:00Z"}
    assert "future" in api.call("PATCH", f"/uploadposts/schedule/{job_id}", 400, json=body)["error"]


def test_list_lag(api: Api) -> None:
    api.sandbox.configure(list_lag=60)
    job_id = api.text(at=AT)["job_id"]
    assert (api.schedule(), api.get("/uploadposts/history")["in_progress"]) == ([], [])
    assert api.status(job_id)["status"] == "queued"
    api.sandbox.advance(timedelta(seconds=60))
    assert len(api.schedule()) == len(api.get("/uploadposts/history")["in_progress"]) == 1


def keyed(api: Api, title: str = "Hello", header: str = "Idempotency-Key", **fields: str) -> str:
    form = {"user": "acme", "platform[]": "x", "title": title, "scheduled_date": AT, **fields}
    return api.call("POST", "/upload_text", 202, data=form, headers={header: "k-1"})["job_id"]


@pytest.mark.parametrize("header", ["Idempotency-Key", "X-Idempotency-Key", "X-Request-Id"])
def test_idempotency_replays_for_a_day(api: Api, header: str) -> None:
    first = keyed(api, header=header)
    assert keyed(api, "Another title", header=header) == first
    assert len(api.sandbox.jobs()) == 1
    api.sandbox.advance(DAY)
    assert keyed(api, header=header, scheduled_date="2027-01-08T10:00:00Z") != first


def test_idempotency_off(api: Api) -> None:
    api.sandbox.configure(idempotency=False)
    assert keyed(api) != keyed(api)


def test_idempotency_is_not_for_documents(api: Api) -> None:
    form = {"user": "acme", "platform[]": "linkedin", "title": "d", "document": "https://a.example/a.pdf"}
    for _ in range(2):
        api.call("POST", "/upload_document", 200, data=form, headers={"Idempotency-Key": "k"})
    assert len(api.sandbox.jobs()) == 2


@pytest.mark.parametrize(("replays", "jobs"), [(False, 2), (True, 1)])
def test_idempotency_replay_cancelled(api: Api, replays: bool, jobs: int) -> None:
    api.sandbox.configure(idempotency_replay_cancelled=replays)
    first = keyed(api)
    api.call("DELETE", f"/uploadposts/schedule/{first}")
    assert (keyed(api) == first) is replays
    assert len(api.sandbox.jobs()) == jobs


@pytest.mark.parametrize(("stored", "jobs"), [("start", 1), ("end", 2)])
def test_idempotency_stored(api: Api, stored: str, jobs: int) -> None:
    api.sandbox.configure(idempotency_stored=stored)
    api.sandbox.add_fault({"kind": "error_after", "times": 1})
    form = {"user": "acme", "platform[]": "x", "title": "Hello", "scheduled_date": AT}
    for status in (504, 202):
        api.call("POST", "/upload_text", status, data=form, headers={"Idempotency-Key": "k"})
    assert len(api.sandbox.jobs()) == jobs


def test_a_lost_answer_forgets_its_own_key_only(api: Api) -> None:
    api.sandbox.configure(idempotency_stored="end")
    first = keyed(api)
    api.sandbox.add_fault({"kind": "error_after", "times": 1, "method": "GET"})
    api.get("/uploadposts/me", 504)
    assert keyed(api) == first


def test_content_hash_folding(api: Api) -> None:
    api.sandbox.configure(content_hash_folding=300)
    first = api.text("Same", at=AT, external_id="one")
    again = api.text("Same", at=AT, external_id="two")
    assert (again["job_id"], again["scheduled_date"]) == (first["job_id"], AT)
    assert api.text("Same", at="2027-01-09T10:00:00Z") == again
    assert api.text("Same", at=AT, **{"platform[]": "slack"})["job_id"] != first["job_id"]
    now = api.text("Now")
    assert api.text("Now") == {"success": True, "job_id": now["job_id"], "request_id": now["request_id"]}
    api.sandbox.advance(timedelta(seconds=301))
    assert api.text("Same", at=AT)["job_id"] != first["job_id"]
    api.call("DELETE", f"/uploadposts/schedule/{first['job_id']}")


def test_title_trim(api: Api) -> None:
    api.sandbox.configure(title_trim=False)
    form = {"user": "acme", "platform[]": "linkedin", "title": "d" * 401, "document": "https://a.example/a.pdf"}
    assert "warnings" not in api.call("POST", "/upload_document", 200, data=form)["results"]["linkedin"]
    assert len(api.sandbox.ledger()[0]["title"]) == 401
    api.sandbox.configure(title_trim=True)
    api.call("POST", "/upload_document", 200, data=form)
    assert len(api.sandbox.ledger()[1]["title"]) == 400


def test_sync_turns_async(api: Api) -> None:
    api.sandbox.configure(sync_turns_async=True)
    made = api.text("Hello")
    assert made.items() >= {"success": True, "total_platforms": 1}.items()
    assert "results" not in made


def test_level_text(api: Api) -> None:
    api.sandbox.configure(level_text=True)
    job_id = api.text(" Cafe\u0301\r\nbar \n", at=AT)["job_id"]
    assert api.schedule()[0]["title"] == "Caf\u00e9\nbar"
    answer = api.call("PATCH", f"/uploadposts/schedule/{job_id}", json={"title": "x\r\n"})
    assert answer["title"] == api.schedule()[0]["title"] == "x"


def edited(api: Api, **change: str) -> list[str]:
    """What followers read after such an edit of a post with its own text on X."""
    job_id = api.text("For all", x_title="For X", at=AT, **{"platform[]": ["x", "slack"]})["job_id"]
    api.call("PATCH", f"/uploadposts/schedule/{job_id}", json=change)
    api.sandbox.advance(2 * DAY)
    return [row["text"] for row in api.sandbox.ledger()]


def test_edit_platform_titles(api: Api) -> None:
    api.sandbox.configure(edit_platform_titles=True)
    assert edited(api, x_title="New for X", linkedin_title="Not there") == ["New for X", "For all"]


def test_edit_drops_overrides(api: Api) -> None:
    api.sandbox.configure(edit_drops_overrides=True)
    assert edited(api, title="New for all") == ["New for all", "New for all"]


def test_edit_daily_limit(api: Api) -> None:
    api.sandbox.configure(edit_daily_limit=True, plan="basic")
    for number in range(10):
        api.text(f"Post {number}", at=AT)
    job_id = api.text("Tomorrow", at="2027-01-09T10:00:00Z")["job_id"]
    path = f"/uploadposts/schedule/{job_id}"
    answer = api.call("PATCH", path, 400, json={"scheduled_date": "2027-01-05T12:00:00Z"})
    assert answer == {"success": False, "error": "Daily limit reached for x: 10/10 on that day"}
    api.call("PATCH", path, json={"scheduled_date": "2027-01-06T10:00:01Z"})


def test_history_gap(api: Api) -> None:
    api.sandbox.configure(history_gap=120)
    job_id = api.text(at=AT)["job_id"]
    api.sandbox.advance_to(datetime(2027, 1, 5, 10, 1, tzinfo=UTC))
    assert (api.schedule(), api.history(), api.status(job_id)["status"]) == ([], [], "processing")
    assert len(api.sandbox.ledger()) == 1
    api.sandbox.advance(timedelta(minutes=1))
    assert (len(api.history()), api.status(job_id)["status"]) == (1, "completed")


def test_x_links(api: Api) -> None:
    text = "See https://a.example/x and www.b.example,\nor c.example/path, 10.0.0.1/y. Not d.example or e dot com"
    api.text(text)
    api.sandbox.configure(x_links=True)
    api.text(text)
    assert [row["text"] for row in api.sandbox.ledger()] == ["See and\nor Not d.example or e dot com", text]


def test_fail_platforms_and_skip_unconnected(api: Api) -> None:
    api.sandbox.configure(fail_platforms={"x": "over capacity"}, skip_unconnected=False)
    made = api.text(user="press", **{"platform[]": ["x", "linkedin", "slack"]})["results"]
    assert made["x"] == {
        "success": False,
        "error": "over capacity",
        "failure_stage": "publish",
        "status": "failed",
        "attempts": 1,
    }
    assert made["linkedin"]["success"]
    assert "skipped" not in made["slack"]


def test_tiktok_inbox(api: Api) -> None:
    api.sandbox.configure(tiktok_inbox=True)
    form = {"user": "acme", "platform[]": "tiktok", "title": "t", "video": "https://a.example/v.mp4"}
    made = api.call("POST", "/upload", 200, data=form)["results"]["tiktok"]
    assert (made["success"], made["fallback_to_inbox"]) == (True, True)


def test_duplicate_verifier_at_create(api: Api) -> None:
    api.sandbox.configure(duplicate_verifier="create")
    api.text("Our spring sale begins on Monday", at=AT)
    refused = api.text("Our spring sale begins on monday!", at="2027-01-06T10:00:00Z", status=400)
    assert refused["message"] == "Post verification failed"
    assert refused["violations"][0].items() >= {"platform": "x", "type": "duplicate_content"}.items()
    api.text("Our spring sale begins on Monday", at="2027-01-07T10:00:00Z")
    api.text("Our spring sale begins on Monday", at=AT, **{"platform[]": "slack"})
    api.text("Something else entirely", at=AT)
    api.sandbox.advance(2 * DAY)
    assert api.text("Our spring sale begins on Monday", status=400)["violations"]


def test_duplicate_verifier_at_run(api: Api) -> None:
    api.sandbox.configure(duplicate_verifier="run")
    for date in (AT, "2027-01-06T10:00:00Z", "2027-01-08T10:00:01Z"):
        api.text("Again", at=date)
    api.sandbox.advance(7 * DAY)
    assert [row["success"] for row in api.sandbox.ledger()] == [True, False, True]
    assert "last 48h" in api.history()[1]["error_message"]


def test_daily_caps(api: Api) -> None:
    api.sandbox.configure(plan="basic")
    for number in range(10):
        api.text(f"Post {number}")
    assert api.text("One more", status=429) == {
        "success": False,
        "message": "Post verification failed",
        "violations": [
            {
                "platform": "x",
                "type": "hard_cap",
                "message": "Daily cap reached for x: 10/10 in last 24h",
                "used_last_24h": 10,
                "cap": 10,
            }
        ],
    }
    job_id = api.text("In an hour", at="2027-01-04T09:00:00Z")["job_id"]
    api.text("In a day", at="2027-01-05T08:00:00Z")
    api.sandbox.advance(DAY)
    assert api.status(job_id)["results"][0]["violations"][0]["cap"] == 10
    assert [row["text"] for row in api.sandbox.ledger() if row["success"]][-1] == "In a day"
    api.sandbox.configure(daily_caps=False)
    for number in range(11):
        api.text(f"More {number}")


@pytest.mark.parametrize(("platform", "cap"), [("youtube", 10), ("bluesky", 25)])
def test_daily_caps_of_videos(api: Api, platform: str, cap: int) -> None:
    form = {"user": "acme", "platform[]": platform, "title": "t", "video": "https://a.example/v.mp4"}
    for _ in range(cap):
        api.call("POST", "/upload", 200, data=form)
    assert api.call("POST", "/upload", 429, data=form)["violations"][0]["cap"] == cap


def test_tiktok_takes_six_in_a_minute(api: Api) -> None:
    form = {"user": "acme", "platform[]": "tiktok", "title": "t", "video": "https://a.example/v.mp4"}
    for _ in range(6):
        api.call("POST", "/upload", 200, data=form)
    (violation,) = api.call("POST", "/upload", 429, data=form)["violations"]
    assert violation["message"] == "Rate reached for tiktok: 6/6 in last minute"
    api.sandbox.advance(timedelta(minutes=1))
    api.call("POST", "/upload", 200, data=form)


def test_text_limits(api: Api) -> None:
    form = {"platform[]": ["linkedin", "x"]}
    assert api.text("a" * 3000, **form)["results"]["linkedin"]["success"]
    results = api.text("a" * 3001, **form)["results"]
    assert (results["linkedin"]["error"], results["x"]["success"]) == ("Text too long for linkedin: 3001/3000", True)
    assert [row["success"] for row in api.sandbox.ledger()] == [True, True, False, True]
    api.sandbox.configure(text_limits=False)
    assert api.text("a" * 3002, **form)["results"]["linkedin"]["success"]


@pytest.mark.parametrize(("kind", "succeeds"), [("REELS", False), ("", False), ("STORIES", True), ("VIDEO", True)])
def test_only_reels_have_short_titles(api: Api, kind: str, succeeds: bool) -> None:
    form = {"user": "acme", "platform[]": "facebook", "video": "https://a.example/v.mp4", "facebook_media_type": kind}
    for title, expected in (("a" * 255, True), ("a" * 256, succeeds)):
        made = api.call("POST", "/upload", 200, data=form | {"title": title, "description": "Text"})
        assert made["results"]["facebook"]["success"] == expected


def test_bluesky_texts_have_no_cap(api: Api) -> None:
    for number in range(26):
        api.text(f"Post {number}", **{"platform[]": "bluesky"})


def test_cap_moves_date(api: Api) -> None:
    api.sandbox.configure(plan="basic", cap_moves_date=True)
    for number in range(10):
        api.text(f"Post {number}")
    job_id = api.text("In an hour", at="2027-01-04T09:00:00Z")["job_id"]
    api.sandbox.advance(timedelta(hours=2))
    assert [(post["job_id"], post["scheduled_date"]) for post in api.schedule()] == [(job_id, "2027-01-05T09:00:00")]
    api.sandbox.advance(DAY)
    assert api.sandbox.ledger()[-1]["published_at"] == "2027-01-05T09:00:00Z"


def test_plan_and_monthly_uploads(api: Api) -> None:
    api.sandbox.configure(plan="free", monthly_uploads=4)
    job_id = api.text("Two", at=AT, **{"platform[]": ["x", "slack"]})["job_id"]
    api.sandbox.configure(fail_platforms={"x": "down"})
    assert api.text("Failed")["usage"]["count"] == 2
    api.sandbox.configure(fail_platforms={})
    assert api.text("Third")["usage"] == {"count": 3, "limit": 4, "last_reset": "2027-01-01T00:00:00Z"}
    refused = api.text("Two more", at=AT, status=429, **{"platform[]": ["x", "slack"]})
    assert refused["message"] == "This upload would exceed your monthly limit."
    assert refused["usage"]["count"] == 3
    assert api.call("DELETE", f"/uploadposts/schedule/{job_id}")["credits_refunded"] == 2
    api.text("Two more", at=AT, **{"platform[]": ["x", "slack"]})
    api.sandbox.advance(31 * DAY)
    assert api.text("Next month")["usage"]["count"] == 1


def test_free_has_no_tiktok(api: Api) -> None:
    api.sandbox.configure(plan="free")
    form = {"user": "acme", "platform[]": ["x", "tiktok"], "title": "t", "video": "https://a.example/v.mp4"}
    assert api.call("POST", "/upload", 403, data=form) == {
        "success": False,
        "message": "TikTok uploads are not available on the Free plan. Please upgrade to a paid plan.",
    }


def test_rate_limit_and_headers(api: Api) -> None:
    api.sandbox.configure(rate_limit=True, plan="free")
    limit = 60 + 2 * 4
    for _ in range(limit):
        api.get("/uploadposts/me")
    refused = api.http.get("/uploadposts/me")
    assert (refused.status_code, refused.json()["success"]) == (429, False)
    assert "X-RateLimit-Limit" not in refused.headers
    api.sandbox.configure(rate_headers=True)
    refused = api.http.get("/uploadposts/me")
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert int(refused.headers["X-RateLimit-Reset"]) == int(api.sandbox.clock.now().timestamp()) + 60
    api.sandbox.advance(timedelta(minutes=1))
    answer = api.http.get("/uploadposts/me")
    assert (answer.status_code, answer.headers["X-RateLimit-Remaining"]) == (200, str(limit - 1))


def test_rate_limit_of_ten_minutes(api: Api) -> None:
    api.sandbox.configure(rate_limit=True, plan="free")
    for _ in range(6):
        for _ in range(60):
            api.http.get("/uploadposts/me")
        api.sandbox.advance(timedelta(minutes=1))
    assert api.http.get("/uploadposts/me").status_code == 429
    api.sandbox.advance(timedelta(minutes=10))
    assert api.http.get("/uploadposts/me").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"plann": "free"}, "unknown setting 'plann'"),
        ({"plan": "gold"}, "'gold' is not one of free, basic"),
        ({"list_lag": -1}, "not a whole number from 0"),
        ({"list_lag": "60"}, "not a whole number from 0"),
        ({"list_lag": True}, "not a whole number from 0"),
        ({"strict_fields": 1}, "not true or false"),
        ({"fail_platforms": ["x"]}, "not an object"),
        ({"scheduled_answers": 201}, "not 200 or 202"),
        ({"echo_external_id": {"upload_texts": True}}, "true or false for upload, upload_photos"),
        ({"echo_external_id": {"upload": 1}}, "true or false for upload, upload_photos"),
    ],
)
def test_wrong_settings_are_refused_whole(sandbox: Sandbox, change: dict, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        sandbox.configure(x_links=True, **change)
    assert sandbox.settings["x_links"] is False


def test_a_new_sandbox_may_begin_with_switches(tmp_path: Path) -> None:
    for switches in ({"plan": "free"}, {"plan": "business"}):
        sandbox = Sandbox(tmp_path, switches=switches)
        assert sandbox.settings["plan"] == "free"
        sandbox.close()
    with pytest.raises(SettingError):
        Sandbox(switches={"nope": 1})


def test_every_switch_is_tested() -> None:
    tests = "\n".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in SWITCHES if f"{name}=" not in tests] == []
