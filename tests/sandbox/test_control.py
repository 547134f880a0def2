"""Control over HTTP, and what people do behind the back of every client."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any

import pytest

from contentsync.sandbox import AccountError
from contentsync.sandbox import PeopleError
from contentsync.sandbox import Sandbox
from contentsync.sandbox.control import VERBS

from .conftest import Api

AT = "2027-01-05T10:00:00Z"


@pytest.fixture
def control(sandbox: Sandbox) -> Api:
    """A client of the control endpoints, without a key."""
    made = Api(sandbox, "")
    made.http.base_url = "http://sandbox/_sandbox"
    return made


def test_every_answer_says_what_it_is_and_when(api: Api) -> None:
    api.sandbox.advance(timedelta(milliseconds=250))
    headers = api.http.get("/uploadposts/me").headers
    assert headers["X-Upload-Post-Sandbox"] == "now=2027-01-04T08:00:00.250Z"
    assert headers["Date"] == "Mon, 04 Jan 2027 08:00:00 GMT"
    assert api.http.get("/nowhere").headers["X-Upload-Post-Sandbox"] == "now=2027-01-04T08:00:00.250Z"


def test_the_clock_is_read_and_moved(control: Api, api: Api) -> None:
    assert control.get("/clock") == {"now": "2027-01-04T08:00:00Z", "ticking": False}
    api.text("Hello", at=AT)
    assert control.post("/clock", {"advance": "P1DT1H"})["now"] == "2027-01-05T09:00:00Z"
    assert control.get("/ledger") == []
    assert control.post("/clock", {"to": "2027-01-05T12:00:00+01:00"})["now"] == "2027-01-05T11:00:00Z"
    assert control.get("/ledger") == api.sandbox.ledger() != []
    assert control.get("/jobs") == api.sandbox.jobs()
    assert api.sandbox.clock.now() == datetime(2027, 1, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"to": "2027-01-04T07:59:59Z"}, "the sandbox is already at 2027-01-04T08:00:00Z"),
        ({"to": "later"}, "not an ISO 8601 date: 'later'"),
        ({"advance": "2 days"}, "not an ISO 8601 duration: '2 days'"),
        ({"advance": "P"}, "not an ISO 8601 duration"),
        ({"advance": "PT"}, "not an ISO 8601 duration"),
        ({"advance": 3}, "the clock takes to or advance"),
        ({"to": AT, "advance": "P1D"}, "the clock takes to or advance"),
        ({}, "the clock takes to or advance"),
        ([], "the body is not a JSON object"),
    ],
)
def test_the_clock_refuses(control: Api, body: Any, said: str) -> None:
    answer = control.post("/clock", body, 400)
    assert answer["error"].startswith(said)
    assert answer["fix"]
    assert control.get("/clock")["now"] == "2027-01-04T08:00:00Z"


def test_settings_over_http(control: Api) -> None:
    assert control.get("/settings")["plan"] == "professional"
    assert control.post("/settings", {"plan": "free"})["plan"] == "free"
    answer = control.post("/settings", {"plan": "basic", "nope": 1}, 400)
    assert answer["error"] == "unknown setting 'nope'"
    assert answer["fix"].startswith("known: block_bad_keys")
    assert control.get("/settings")["plan"] == "free"


def test_faults_over_http(control: Api, api: Api) -> None:
    assert control.post("/faults", {"kind": "refuse", "times": 1}, 201)[0]["seen"] == 0
    api.get("/uploadposts/me", 400)
    assert control.get("/faults") == [{"kind": "refuse", "times": 1, "seen": 1, "fired": 1}]
    assert control.post("/faults", {"kind": "explode"}, 400)["error"].startswith("fault: kind 'explode'")
    assert control.call("DELETE", "/faults") == []
    api.get("/uploadposts/me")


def test_reset_forgets_all_but_the_time(control: Api, api: Api) -> None:
    first = api.text("Hello", at=AT)["job_id"]
    api.sandbox.configure(plan="free")
    api.sandbox.add_fault({"kind": "refuse", "nth": 99})
    api.sandbox.advance(timedelta(days=2))
    assert control.post("/reset")["now"] == "2027-01-06T08:00:00Z"
    assert (api.sandbox.jobs(), api.sandbox.ledger(), api.sandbox.faults()) == ([], [], [])
    assert api.sandbox.settings["plan"] == "professional"
    assert api.text("Again", at="2027-01-07T10:00:00Z")["job_id"] != first
    assert control.post("/reset", {"now": "2026-01-01T00:00:00Z"})["now"] == "2026-01-01T00:00:00Z"
    assert control.post("/reset", {"now": "then"}, 400)["error"] == "not an ISO 8601 date: 'then'"
    api.sandbox.reset(datetime(2028, 1, 1, tzinfo=UTC))
    assert api.sandbox.clock.now() == datetime(2028, 1, 1, tzinfo=UTC)


def test_accounts_over_http(control: Api, api: Api) -> None:
    control.post("/accounts", {"profile": "bare", "platform": "x", "connected": True})
    api.text("Hello", user="bare")
    control.post("/accounts", {"profile": "bare", "platform": "x", "connected": False})
    api.text("Hello", user="bare", status=400)
    made = control.post("/accounts", {"profile": "fresh", "platform": "x", "account": {"handle": "@f"}})
    assert made["social_accounts"]["x"]["handle"] == "@f"
    assert api.get("/uploadposts/users/fresh")["profile"]["social_accounts"]["x"]["username"] == "fresh-x"
    control.post("/accounts", {"profile": "fresh", "platform": "x", "account": None})
    assert api.get("/uploadposts/users/fresh")["profile"]["social_accounts"]["x"] is None
    control.post("/accounts", {"profile": "fresh", "blocked": True})
    assert api.text("Hello", user="fresh", status=403)["error_code"] == "PROFILE_BLOCKED"
    answer = api.post("/uploadposts/users/generate-jwt", {"username": "fresh"}, 403)
    assert answer["error_code"] == "PROFILE_BLOCKED"


@pytest.mark.parametrize(
    "change", [{}, {"profile": ""}, {"profile": "acme", "plat": "x"}, {"profile": "acme", "platform": "twitter"}]
)
def test_accounts_that_cannot_be(control: Api, change: dict) -> None:
    assert control.post("/accounts", change, 400)["error"].startswith("accounts: ")
    with pytest.raises(AccountError):
        control.sandbox.change_account(change)


def publishing(api: Api, job_id: str) -> dict[str, Any]:
    return api.status(job_id)["results"][0]


@pytest.mark.parametrize(
    ("platform", "change", "fields", "said"),
    [
        ("facebook", {"facebook_pages": []}, {}, "No Facebook pages found"),
        (
            "facebook",
            {"facebook_pages": [{"id": "1", "name": "A"}, {"id": "2", "name": "B"}]},
            {},
            "facebook_page_id is required: several pages are available",
        ),
        ("facebook", {}, {"facebook_page_id": "9"}, "Facebook page 9 is not available on this account"),
        ("google_business", {"locations": []}, {}, "gbp_location_id is required unless"),
        ("google_business", {}, {"gbp_location_id": "9"}, "Location 9 is not available on this account"),
        ("x", {"platform": "x", "account": {"reauth_required": True}}, {}, "Account needs to be reconnected"),
    ],
)
def test_destinations_are_found_when_the_job_runs(
    api: Api, platform: str, change: dict, fields: dict, said: str
) -> None:
    api.sandbox.change_account({"profile": "acme", **change})
    job_id = api.text("Hello", at=AT, **{"platform[]": platform}, **fields)["job_id"]
    api.sandbox.advance(timedelta(days=2))
    assert publishing(api, job_id)["error_message"].startswith(said)
    assert api.sandbox.ledger()[0]["success"] is False


@pytest.mark.parametrize(
    ("board", "said"), [("7", "Pinterest board 7 not found"), ("8", "Pins on secret boards are not possible")]
)
def test_boards_are_found_when_the_job_runs(api: Api, board: str, said: str) -> None:
    api.sandbox.change_account({"profile": "acme", "boards": [{"id": "8", "name": "b", "privacy": "SECRET"}]})
    form = {"user": "acme", "platform[]": "pinterest", "title": "t", "pinterest_board_id": board}
    made = api.call("POST", "/upload_photos", 200, data=form | {"photos[]": "https://a.example/p.png"})
    assert made["results"]["pinterest"]["error"] == said


def test_a_privacy_level_that_the_account_has_not(api: Api) -> None:
    account = {"privacy_level_options": ["SELF_ONLY"]}
    api.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": account})
    form = {"user": "acme", "platform[]": "tiktok", "video": "https://a.example/v.mp4"}
    made = api.call("POST", "/upload", 200, data=form | {"privacy_level": "PUBLIC_TO_EVERYONE"})
    assert made["results"]["tiktok"]["error_code"] == "tiktok_privacy_unavailable"
    assert api.call("POST", "/upload", 200, data=form | {"privacy_level": "SELF_ONLY"})["results"]["tiktok"]["success"]
    assert api.get("/uploadposts/tiktok/settings", profile="acme")["privacy_level_options"] == ["SELF_ONLY"]


def test_a_photo_that_says_nothing_is_for_everyone(api: Api) -> None:
    account = {"privacy_level_options": ["SELF_ONLY"]}
    api.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": account})
    form = {"user": "acme", "platform[]": "tiktok", "title": "t", "photos[]": "https://a.example/p.png"}
    made = api.call("POST", "/upload_photos", 200, data=form)
    assert made["results"]["tiktok"]["error_code"] == "tiktok_privacy_unavailable"
    made = api.call("POST", "/upload_photos", 200, data=form | {"post_mode": "MEDIA_UPLOAD"})
    assert made["results"]["tiktok"]["success"]


def test_what_an_account_cannot_do_is_ignored_with_a_warning(api: Api) -> None:
    account = {"capabilities": ["video_privacy", "draft"]}
    api.sandbox.change_account({"profile": "acme", "platform": "tiktok", "account": account})
    form = {"user": "acme", "platform[]": "tiktok", "video": "https://a.example/v.mp4", "post_mode": "MEDIA_UPLOAD"}
    asked = {"privacy_level": "SELF_ONLY", "tiktok_music_id": "7101", "cover_timestamp": "5"}
    made = api.call("POST", "/upload", 200, data=form | asked)["results"]["tiktok"]
    assert made["success"]
    assert made["warnings"] == [
        "tiktok_music_id was ignored: this account has no music capability",
        "cover_timestamp was ignored: this account has no cover_timestamp capability",
    ]


def test_a_pin_wins_over_the_field(api: Api) -> None:
    pages = [{"id": "1", "name": "A"}, {"id": "2", "name": "B"}]
    api.sandbox.change_account({"profile": "acme", "facebook_pages": pages, "pins": {"facebook_page_id": "2"}})
    assert api.text("Hello", **{"platform[]": "facebook", "facebook_page_id": "9"})["results"]["facebook"]["success"]


def test_a_profile_that_is_gone_when_the_job_runs(api: Api) -> None:
    api.text("Hello", user="press", at=AT)
    api.call("DELETE", "/uploadposts/users", json={"username": "press"})
    api.sandbox.advance(timedelta(days=2))
    assert api.history()[0]["error_message"] == "Profile press has no X account configured"


def test_people_edit_cancel_and_publish(control: Api, api: Api) -> None:
    jobs = [api.text(f"Post {n}", at=AT, external_id=f"e{n}")["job_id"] for n in range(4)]
    edit = {"job_id": jobs[0], "title": "By hand", "caption": "c", "scheduled_date": "2027-01-06T10:00:00Z"}
    assert control.post("/people/edit", edit) == {"job_id": jobs[0]}
    control.post("/people/cancel", {"job_id": jobs[1]})
    control.post("/people/publish_now", {"job_id": jobs[2]})
    shown = {post["job_id"]: (post["title"], post["caption"], post["scheduled_date"]) for post in api.schedule()}
    assert shown == {
        jobs[3]: ("Post 3", "", "2027-01-05T10:00:00"),
        jobs[0]: ("By hand", "c", "2027-01-06T10:00:00"),
    }
    assert [(row["text"], row["published_at"]) for row in api.sandbox.ledger()] == [("Post 2", "2027-01-04T08:00:00Z")]
    api.status(jobs[1], 404)


def test_people_copy_with_everything(control: Api, api: Api) -> None:
    job_id = api.text("Post", at=AT, external_id="e")["job_id"]
    copies = [
        control.post("/people/copy", {"job_id": job_id})["job_id"],
        control.post("/people/copy", {"job_id": job_id, "scheduled_date": "2027-01-06T10:00:00Z"})["job_id"],
    ]
    listed = [(post["job_id"], post["external_id"], post["scheduled_date"]) for post in api.schedule()]
    assert listed == [
        (job_id, "e", "2027-01-05T10:00:00"),
        (copies[0], "e", "2027-01-05T10:00:00"),
        (copies[1], "e", "2027-01-06T10:00:00"),
    ]
    api.sandbox.advance(timedelta(days=3))
    assert {row["job_id"]: row["dashboard"] for row in api.history()} == {
        job_id: False,
        copies[0]: True,
        copies[1]: True,
    }
    with pytest.raises(PeopleError, match="needs a scheduled_date ahead"):
        api.sandbox.ui_copy(job_id)
    with pytest.raises(PeopleError, match="no job 'nope' is known"):
        api.sandbox.ui_copy("nope")


def test_people_create(control: Api, api: Api) -> None:
    body = {"profile": "acme", "platforms": ["x", "slack"], "title": "By hand", "scheduled_date": AT}
    made = control.post("/people/create", body)["job_id"]
    (post,) = api.schedule()
    assert (post["job_id"], post["external_id"], post["title"]) == (made, None, "By hand")
    for wrong in ({"profile": "who"}, {"platforms": []}, {"platforms": ["tiktok"]}):
        assert "no text post for" in control.post("/people/create", body | wrong, 400)["error"]
    assert control.post("/people/create", body | {"scheduled_date": "2027-01-01"}, 400)["error"].endswith("the future")


def test_people_by_method(sandbox: Sandbox, api: Api) -> None:
    job_id = sandbox.ui_create("acme", ["x"], "By hand", AT)
    sandbox.ui_edit(job_id, title="Changed")
    copied = sandbox.ui_copy(job_id)
    sandbox.ui_cancel(job_id)
    sandbox.ui_publish_now(copied)
    assert [row["text"] for row in sandbox.ledger()] == ["Changed"]
    with pytest.raises(PeopleError, match=r"no job .* is waiting"):
        sandbox.ui_cancel(job_id)


@pytest.mark.parametrize(
    ("verb", "body", "status", "said"),
    [
        ("dance", {}, 404, "people cannot dance"),
        ("edit", {"title": "x"}, 400, "edit: missing a required argument: 'job_id'"),
        ("cancel", {"job_id": "1", "why": "x"}, 400, "cancel: got an unexpected keyword argument 'why'"),
        ("cancel", {"job_id": "1"}, 400, "no job '1' is waiting"),
    ],
)
def test_people_who_ask_for_too_much(control: Api, verb: str, body: dict, status: int, said: str) -> None:
    answer = control.post(f"/people/{verb}", body, status)
    assert answer["error"] == said
    assert answer["fix"]


def test_time_goes_forward_only(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="only goes forward"):
        sandbox.advance(timedelta(seconds=-1))


def test_every_verb_is_tested() -> None:
    assert set(VERBS) == {"edit", "cancel", "publish_now", "copy", "create"}
