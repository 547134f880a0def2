"""What each way of going wrong proves about a write."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from contentsync.model.change import Patch
from contentsync.model.outcome import Done
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.model.wire import WireForm
from contentsync.remote import Client
from contentsync.remote._outcome import of_exception
from contentsync.testing import FrozenClock

from . import wire
from .wire import KEY
from .wire import NOW
from .wire import Act
from .wire import Server

FORM = WireForm("upload_text", (("user", "acme"), ("platform[]", "x"), ("title", "Hello")))
AT = NOW + timedelta(days=1)


def create(client: Client) -> Outcome:
    return client.create(FORM, AT, "cs1:n:a:b:1", "idem")


def edit(client: Client) -> Outcome:
    return client.edit("job1", Patch(title="new"))


def cancel(client: Client) -> Outcome:
    return client.cancel("job1")


def retry(client: Client) -> Outcome:
    return client.retry("job1")


WRITES = [create, edit, cancel, retry]

EXCEPTIONS = [
    (httpx.ConnectError, Unsent),
    (httpx.ConnectTimeout, Unsent),
    (httpx.PoolTimeout, Unsent),
    (httpx.UnsupportedProtocol, Unsent),
    (httpx.WriteTimeout, Unknown),
    (httpx.WriteError, Unknown),
    (httpx.ReadTimeout, Unknown),
    (httpx.ReadError, Unknown),
    (httpx.CloseError, Unknown),
    (httpx.RemoteProtocolError, Unknown),
    (httpx.LocalProtocolError, Unknown),
    (httpx.ProxyError, Unknown),
    (httpx.DecodingError, Unknown),
    (httpx.TooManyRedirects, Unknown),
    (OSError, Unknown),
]


def all_request_errors(kind: type[Exception] = httpx.RequestError) -> set[type[Exception]]:
    below = [found for sub in kind.__subclasses__() for found in (sub, *all_request_errors(sub))]
    return {found for found in below if not found.__subclasses__() and found.__module__.startswith("httpx")}


@pytest.mark.parametrize(("kind", "expected"), EXCEPTIONS)
def test_what_an_exception_proves(kind: type[Exception], expected: type) -> None:
    found = of_exception(kind("why"))
    assert type(found) is expected
    assert found.cause == f"{kind.__name__}: why"


def test_every_exception_of_httpx_is_decided_above() -> None:
    assert all_request_errors() <= {kind for kind, _ in EXCEPTIONS}


def test_a_bug_is_not_an_outcome() -> None:
    with pytest.raises(ZeroDivisionError):
        of_exception(ZeroDivisionError())


@pytest.mark.parametrize("write", WRITES)
def test_nobody_listens(clock: FrozenClock, tmp_path: Path, write: Any) -> None:
    closed = Server()
    closed.close()
    with Client(closed.base, KEY, clock=clock, root=tmp_path) as client:
        assert isinstance(write(client), Unsent)


def test_no_tls_where_there_should_be(server: Server, clock: FrozenClock, tmp_path: Path) -> None:
    with Client(server.base.replace("http:", "https:"), KEY, clock=clock, root=tmp_path, upload_timeout=1) as client:
        server.released.set()
        found = create(client)
    assert isinstance(found, Unsent)
    assert server.requests == []


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize(
    "act",
    [
        wire.reset_at_once,
        wire.reset_after_reading,
        wire.end_after_reading,
        wire.raw("not HTTP at all"),
        wire.raw("HTTP/1.1 202 Accepted\nContent-Length: 500", b'{"success": true, "job_id": "job1"'),
        wire.raw("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 4", b"junk"),
    ],
    ids=["reset", "reset after reading", "ended", "not HTTP", "truncated", "broken encoding"],
)
def test_a_broken_connection_leaves_it_unknown(server: Server, client: Client, write: Any, act: Act) -> None:
    server.then(act)
    assert isinstance(write(client), Unknown)
    assert len(server.requests) == 1


def test_a_connection_that_breaks_in_the_body_leaves_it_unknown(server: Server, client: Client) -> None:
    server.then(wire.reset_in_the_body)
    long = WireForm("upload_text", (("title", "x" * (8 << 20)),))
    assert isinstance(client.create(long, AT, "e", "k"), Unknown)


def test_silence_leaves_it_unknown(server: Server, clock: FrozenClock, tmp_path: Path, hang: Act) -> None:
    server.then(hang, hang)
    with Client(server.base, KEY, clock=clock, root=tmp_path, timeout=0.2, upload_timeout=0.2) as client:
        assert create(client) == Unknown("ReadTimeout: timed out")
        assert cancel(client) == Unknown("ReadTimeout: timed out")


SUCCESS_FALSE = {"success": False, "message": "No."}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"success": False, "error": "Daily limit"}, Refused("Daily limit", 400)),
        (403, {**SUCCESS_FALSE, "error_code": "READONLY_CALENDAR"}, Refused("No.", 403, "READONLY_CALENDAR")),
        (404, {"success": False, "error": "Job not found"}, Refused("Job not found", 404)),
        (409, {"message": "", "detail": "exists"}, Refused("exists", 409)),
        (413, b"<html>Too large</html>", Refused("<html>Too large</html>", 413)),
        (422, {"detail": [{"msg": "no"}]}, Refused('[{"msg":"no"}]', 422)),
        (301, b"", Refused("no reason given", 301)),
        (400, {"error": "\x1b[31mred\n\u202elie"}, Refused("\\x1b[31mred \\u202elie", 400)),
        (408, SUCCESS_FALSE, Unknown),
        (500, SUCCESS_FALSE, Unknown),
        (502, b"<html>Bad Gateway</html>", Unknown),
        (503, SUCCESS_FALSE, Unknown),
        (503, {"error_code": "reddit_unavailable", "error": "Off."}, Refused("Off.", 503, "reddit_unavailable")),
        (504, b"", Unknown),
        (600, b"", Unknown),
        (429, {"message": "Slow down"}, Unsent("rate limit: Slow down")),
        (429, {"message": "Too much", "usage": {"count": 10}}, Refused("Too much", 429)),
        (429, {"message": "Verification failed", "violations": []}, Refused("Verification failed", 429)),
        (429, {"message": "You have reached your monthly limit of 10"}, Refused(
            "You have reached your monthly limit of 10", 429)),
        (200, b"", Unknown),
        (200, b"<html>", Unknown),
        (200, b'{"success": tr', Unknown),
        (200, ["unexpected"], Unknown),
        (200, {"success": False, "job_id": "job1"}, Unknown),
        (200, {"success": True, "job_id": 7}, Unknown),
        (200, {"success": True, "job_id": "job1", "scheduled_date": "tomorrow"}, Unknown),
        (204, b"", Unknown),
    ],
)  # fmt: skip
def test_what_an_answer_proves(
    server: Server, client: Client, write: Any, status: int, body: Any, expected: Any
) -> None:
    server.then(wire.answer(status, body))
    found = write(client)
    if isinstance(expected, type):
        assert type(found) is expected
    else:
        assert found == expected
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"Retry_After": "17"}, 17.0),
        ({"Retry_After": "Mon, 04 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"Retry_After": "soon"}, 0.0),
        ({"X_RateLimit_Reset": str(int(NOW.timestamp()) + 42), "Retry_After": "17"}, 42.0),
        ({"X_RateLimit_Reset": str(int(NOW.timestamp()) + 42), "Date": "Mon, 04 Jan 2027 08:00:40 GMT"}, 2.0),
        ({"X_RateLimit_Reset": "1"}, 0.0),
    ],
)
def test_the_rate_limit_says_when_it_ends(
    server: Server, client: Client, headers: dict[str, str], seconds: float
) -> None:
    server.then(wire.answer(429, {"message": "Slow down"}, **headers))
    assert create(client) == Unsent("rate limit: Slow down", seconds)


def test_a_key_that_is_refused_is_answered_with_what_to_do(server: Server, client: Client) -> None:
    server.then(wire.answer(401, {"success": False, "message": f"Invalid API key {KEY}"}))
    found = create(client)
    assert isinstance(found, Refused)
    assert "UPLOAD_POST_API_KEY" in found.reason
    assert KEY not in found.reason


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (202, {"success": True}),
        (202, {"success": True, "job_id": ""}),
        (202, {"success": True, "job_id": None, "request_id": "r"}),
        (200, {"success": True, "message": "Post added"}),
        (201, {"success": True, "job_id": "job1"}),
    ],
)
def test_a_create_without_a_job_is_unknown(server: Server, client: Client, status: int, body: Any) -> None:
    server.then(wire.answer(status, body))
    assert isinstance(create(client), Unknown)


@pytest.mark.parametrize(
    "body",
    [
        {"success": True, "results": {"x": {"success": True}}, "usage": {"count": 1}},
        {"success": True, "request_id": "r1", "job_id": "job1", "total_platforms": 2},
    ],
)
def test_a_200_says_that_it_went_out(server: Server, client: Client, body: dict[str, Any]) -> None:
    server.then(wire.answer(200, body))
    found = create(client)
    assert isinstance(found, Done)
    assert found.answer.is_published
    assert found.answer.job_id == body.get("job_id", "")


@pytest.mark.parametrize("write", [edit, cancel])
def test_an_answer_about_another_job_is_unknown(server: Server, client: Client, write: Any) -> None:
    server.then(wire.answer(200, {"success": True, "job_id": "job2"}))
    assert isinstance(write(client), Unknown)
