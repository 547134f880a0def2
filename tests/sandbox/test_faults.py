"""Every kind of fault, inside the process and over a real socket."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from contentsync.sandbox import ConnectionDropped
from contentsync.sandbox import FaultError
from contentsync.sandbox import Sandbox
from contentsync.sandbox.faults import KINDS

from .conftest import Api
from .conftest import ServedSandbox

FORM = {"user": "acme", "platform[]": "x", "title": "Hello", "scheduled_date": "2027-01-05T10:00:00Z"}
ANSWERED = {
    "refuse": (400, "application/json"),
    "error_before": (500, "application/json"),
    "error_after": (504, "application/json"),
    "html": (502, "text/html"),
    "rate_limit": (429, "application/json"),
    "wrong_json": (200, "application/json"),
    "truncate": (202, "application/json"),
    "latency": (202, "application/json"),
}


def rule(kind: str, **more: object) -> dict:
    timed = {"seconds": 30} if kind in ("serve_late", "latency") else {}
    return {"method": "POST", "path": "/upload_*", "kind": kind, "times": 1, **timed, **more}


@pytest.fixture(params=["in process", "served"])
def http(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[httpx.Client]:
    if request.param == "served":
        served: ServedSandbox = request.getfixturevalue("served")
        client = httpx.Client(base_url=served.url + "/api", headers={"Authorization": "Apikey sandbox"})
    else:
        client = Api(sandbox).http
    with client:
        yield client


# What a broken connection is to a client inside the process, and to one at the other end of a socket.
BROKEN = (ConnectionDropped, httpx.RemoteProtocolError, httpx.ReadError)


def jobs(sandbox: Sandbox) -> int:
    return len(sandbox.jobs())


@pytest.mark.parametrize("kind", ANSWERED)
def test_answered_faults(http: httpx.Client, sandbox: Sandbox, kind: str) -> None:
    sandbox.add_fault(rule(kind))
    status, content_type = ANSWERED[kind]
    if kind == "truncate" and not isinstance(http._transport, httpx.WSGITransport):
        with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
            http.post("/upload_text", data=FORM)
    else:
        answer = http.post("/upload_text", data=FORM)
        assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (status, content_type)
    assert jobs(sandbox) == int(KINDS[kind].takes_effect)
    assert http.post("/upload_text", data=FORM).status_code == 202


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "serve_late"])
def test_broken_connections(http: httpx.Client, sandbox: Sandbox, kind: str) -> None:
    sandbox.add_fault(rule(kind))
    with pytest.raises(BROKEN):
        http.post("/upload_text", data=FORM)
    assert jobs(sandbox) == int(kind == "drop_after")
    sandbox.advance(timedelta(seconds=30))
    assert jobs(sandbox) == int(kind != "drop_before")
    assert http.get("/uploadposts/schedule").json()["total"] == int(kind != "drop_before")


def test_a_dropped_connection_carries_not_one_byte(served: ServedSandbox) -> None:
    served.sandbox.add_fault({"kind": "drop_after", "times": 1})
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as raw:
        raw.sendall(b"GET /api/uploadposts/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Apikey sandbox\r\n\r\n")
        assert raw.recv(1000) == b""


def test_half_an_answer_is_no_json(api: Api) -> None:
    api.sandbox.add_fault({"kind": "truncate"})
    answer = api.http.get("/uploadposts/me")
    assert int(answer.headers["Content-Length"]) // 2 == len(answer.content)
    with pytest.raises(ValueError):
        answer.json()


def test_a_late_request_takes_effect_at_its_own_instant(api: Api) -> None:
    api.sandbox.add_fault(rule("serve_late", seconds=90))
    now = {name: value for name, value in FORM.items() if name != "scheduled_date"}
    file = {"video": ("v.mp4", b"film")}
    with pytest.raises(ConnectionDropped):
        api.http.post("/upload_videos", data=now, files=file)
    assert api.sandbox.ledger() == []
    api.text("Later", at="2027-01-04T08:01:00Z")
    api.text("Last", at="2027-01-04T08:02:00Z")
    api.sandbox.advance(timedelta(hours=1))
    ledger = [(row["text"], row["published_at"]) for row in api.sandbox.ledger()]
    assert ledger == [
        ("Later", "2027-01-04T08:01:00Z"),
        ("Hello", "2027-01-04T08:01:30Z"),
        ("Last", "2027-01-04T08:02:00Z"),
    ]


def test_latency_moves_a_standing_clock(api: Api) -> None:
    before = api.sandbox.clock.now()
    api.sandbox.add_fault({"kind": "latency", "seconds": 40})
    assert api.get("/uploadposts/me")["success"]
    assert api.sandbox.clock.now() - before == timedelta(seconds=40)


def test_latency_of_a_ticking_clock_is_waited_for(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    sandbox.add_fault({"kind": "latency", "seconds": 0.2})
    started = time.monotonic()
    Api(sandbox).get("/uploadposts/me")
    assert time.monotonic() - started >= 0.2
    sandbox.close()


@pytest.mark.parametrize("headers", [True, False])
def test_rate_limit_with_and_without_headers(api: Api, headers: bool) -> None:
    api.sandbox.add_fault({"kind": "rate_limit", "headers": headers})
    answer = api.http.get("/uploadposts/me")
    assert (answer.status_code, "X-RateLimit-Reset" in answer.headers) == (429, headers)


def test_status_and_words_can_be_chosen(api: Api) -> None:
    api.sandbox.add_fault({"kind": "error_before", "status": 503})
    assert api.get("/uploadposts/me", 503) == {"success": False, "error": "Injected fault: error_before"}


@pytest.mark.parametrize(
    ("given", "hits"),
    [
        ({}, [1, 2, 3, 4]),
        ({"nth": 2}, [2]),
        ({"nth": [1, 4]}, [1, 4]),
        ({"times": 2}, [1, 2]),
        ({"method": "get"}, [1, 2, 3, 4]),
        ({"method": "POST"}, []),
        ({"path": "/uploadposts/*"}, [1, 2, 3, 4]),
        ({"path": "/uploadposts/schedule"}, []),
    ],
)
def test_rules_choose_their_requests(api: Api, given: dict, hits: list[int]) -> None:
    api.sandbox.add_fault({"kind": "refuse", **given})
    statuses = [api.http.get("/uploadposts/me").status_code for _ in range(4)]
    assert [number for number, status in enumerate(statuses, start=1) if status == 400] == hits
    assert api.sandbox.faults()[0]["fired"] == len(hits)


def test_every_rule_counts_but_only_one_fires(api: Api) -> None:
    api.sandbox.add_fault({"kind": "refuse", "nth": 1})
    api.sandbox.add_fault({"kind": "html", "nth": [1, 2]})
    assert [api.http.get("/uploadposts/me").status_code for _ in range(3)] == [400, 502, 200]
    assert [(row["seen"], row["fired"]) for row in api.sandbox.faults()] == [(3, 1), (3, 1)]
    api.sandbox.clear_faults()
    assert api.sandbox.faults() == []


def test_control_is_never_at_fault(api: Api) -> None:
    api.sandbox.add_fault({"kind": "drop_before"})
    assert api.http.get("http://sandbox/_sandbox/faults").json()[0]["seen"] == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "kind None is not one of refuse, drop_before"),
        ({"kind": "explode"}, "kind 'explode' is not one of"),
        ({"kind": "refuse", "nht": 1}, "nht=1 is not possible"),
        ({"kind": "refuse", "nth": "first"}, "nth='first' is not possible"),
        ({"kind": "refuse", "nth": 1, "times": 1}, "nth and times exclude each other"),
        ({"kind": "latency"}, "latency needs seconds"),
        ({"kind": "serve_late"}, "serve_late needs seconds"),
    ],
)
def test_rules_that_make_no_sense(sandbox: Sandbox, wrong: dict, said: str) -> None:
    with pytest.raises(FaultError) as caught:
        sandbox.add_fault(wrong)
    assert said in str(caught.value)
    assert sandbox.faults() == []


def test_every_kind_is_tested() -> None:
    assert set(ANSWERED) | {"drop_before", "drop_after", "serve_late"} == set(KINDS)
