"""The wire itself: what is retried, waited for, believed, and never said."""

import traceback
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from contentsync.model.errors import UserError
from contentsync.model.outcome import Unknown
from contentsync.model.remote import Phase
from contentsync.remote import Client
from contentsync.remote import ReadClient
from contentsync.remote import RefusedKeyError
from contentsync.remote import ServerTroubleError
from contentsync.remote._budget import RATES
from contentsync.remote._budget import Budget
from contentsync.testing import FrozenClock

from . import wire
from .wire import KEY
from .wire import NOW
from .wire import Act
from .wire import Server

ME = {"success": True, "email": "team@acme.dev", "plan": "Professional (yearly)"}
ROUTINE = wire.answer(200, ME)
BUSY = {"success": False, "message": "Rate limit exceeded"}


@pytest.mark.parametrize(
    "trouble",
    [
        wire.reset_at_once,
        wire.end_after_reading,
        wire.answer(500, {"error": "Failed"}),
        wire.answer(502, b"<html>"),
        wire.raw("HTTP/1.1 200 OK\nContent-Length: 500", b"{"),
    ],
    ids=["reset", "ended", "500", "502", "truncated"],
)
def test_a_question_survives_three_troubles(server: Server, client: Client, clock: FrozenClock, trouble: Act) -> None:
    server.then(trouble, trouble, trouble, ROUTINE)
    assert client.me().email == "team@acme.dev"
    assert len(server.requests) == client.requests == 4
    # 1, 2 and 4 seconds, each up to half longer.
    assert timedelta(seconds=7) <= clock.now() - NOW <= timedelta(seconds=10.5)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (wire.answer(500, {"error": "Failed", "details": "d"}), "order: GET /uploadposts/me answered 500: Failed"),
        (wire.answer(502, b"<h1>Bad\n Gateway</h1>"), "answered 502: <h1>Bad Gateway</h1>"),
        (wire.reset_after_reading, "broke the connection"),
    ],
)  # fmt: skip
def test_after_that_it_is_an_error(server: Server, client: Client, trouble: Act, words: str) -> None:
    server.default = trouble
    with pytest.raises(ServerTroubleError) as caught:
        client.me()
    assert words in caught.value.message
    assert caught.value.fix == "Check the network and api.url, then run the command again."
    assert len(server.requests) == 4


def test_an_answer_that_something_between_has_kept_is_none(server: Server, client: Client) -> None:
    kept = wire.answer(200, {"scheduled_posts": [], "total": 0}, Age="600")
    server.then(kept, wire.answer(200, {"scheduled_posts": [], "total": 0}, Age="0"))
    assert client.schedule() == ()
    assert [request.headers["cache-control"] for request in server.requests] == ["no-cache", "no-cache"]
    server.default = kept
    with pytest.raises(ServerTroubleError, match=r"GET /uploadposts/schedule: a proxy kept that for 600 s"):
        client.schedule()
    assert client.status("j1").phase is Phase.UNREACHABLE


def test_a_silent_server(server: Server, clock: FrozenClock, hang: Act) -> None:
    server.default = hang
    with (
        ReadClient(server.base, KEY, clock=clock, timeout=0.1) as client,
        pytest.raises(ServerTroubleError, match="did not answer in time"),
    ):
        client.me()
    assert len(server.requests) == 4


def test_nobody_listens(clock: FrozenClock) -> None:
    closed = Server()
    closed.close()
    with ReadClient(closed.base, KEY, clock=clock) as client, pytest.raises(ServerTroubleError) as caught:
        client.me()
    assert caught.value.message.startswith(f"{closed.base} cannot be reached: ")
    assert "refused" in caught.value.message


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "20"}, 20.0),
        ({"X_RateLimit_Reset": str(int(NOW.timestamp()) + 50)}, 50.0),
    ],
)
def test_a_rate_limit_is_waited_for(
    server: Server, client: Client, clock: FrozenClock, headers: dict[str, str], seconds: float
) -> None:
    server.then(wire.answer(429, BUSY, **headers), ROUTINE)
    client.me()
    assert clock.now() - NOW == timedelta(seconds=seconds)


def test_a_rate_limit_without_a_word_is_waited_for_longer_each_time(
    server: Server, client: Client, clock: FrozenClock
) -> None:
    server.then(*[wire.answer(429, BUSY)] * 5, ROUTINE)
    client.me()
    assert timedelta(seconds=31) <= clock.now() - NOW <= timedelta(seconds=46.5)


def test_a_rate_limit_is_not_waited_for_without_end(server: Server, client: Client, clock: FrozenClock) -> None:
    server.default = wire.answer(429, BUSY, Retry_After="300")
    with pytest.raises(ServerTroubleError, match="no more requests for now: Rate limit exceeded") as caught:
        client.me()
    assert caught.value.fix == "Run the command again in 300 seconds."
    assert clock.now() == NOW
    server.default = wire.answer(429, BUSY)
    with pytest.raises(ServerTroubleError):
        client.me()
    assert clock.now() - NOW <= timedelta(seconds=120)


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_is_not_followed(server: Server, client: Client, status: int) -> None:
    server.then(wire.answer(status, b"", Location="https://elsewhere.example/api"))
    with pytest.raises(ServerTroubleError, match="sends GET /uploadposts/me to 'https://elsewhere"):
        client.me()
    assert len(server.requests) == 1


def test_a_refused_key(server: Server, client: Client) -> None:
    server.default = wire.answer(401, {"success": False, "message": "Invalid API key"})
    with pytest.raises(RefusedKeyError, match="does not take the API key: Invalid API key") as caught:
        client.me()
    assert "UPLOAD_POST_API_KEY" in caught.value.fix
    with pytest.raises(RefusedKeyError):
        client.status("job1")
    assert len(server.requests) == 2


@pytest.mark.parametrize(("status", "has_fix"), [(404, True), (405, True), (403, False), (400, False)])
def test_a_refused_question(server: Server, client: Client, status: int, has_fix: bool) -> None:
    server.then(wire.answer(status, {"message": "No."}))
    with pytest.raises(ServerTroubleError) as caught:
        client.me()
    assert caught.value.message == f"{server.base} refused GET /uploadposts/me ({status}): No."
    assert ("/api" in caught.value.fix) is has_fix


@pytest.mark.parametrize(
    "act",
    [
        wire.answer(401, {"message": f"Invalid key {KEY}"}),
        wire.answer(400, {"error": f"{KEY} is strange"}),
        wire.answer(200, f"<html>{KEY}</html>".encode()),
        wire.answer(302, b"", Location=f"https://elsewhere.example/?key={KEY}"),
        wire.answer(500, {"error": KEY}),
        wire.answer(429, {"error": KEY}, Retry_After="999"),
        wire.raw(f"nonsense {KEY}"),
    ],
)
def test_the_key_is_never_said(server: Server, client: Client, act: Act) -> None:
    server.default = act
    with pytest.raises(UserError) as caught:
        client.me()
    said = "".join(traceback.format_exception(caught.value)) + caught.value.fix + caught.value.message
    assert KEY not in said
    assert KEY not in repr(client.cancel("job1"))
    assert KEY not in repr(client) + repr(vars(client))


def test_the_key_is_not_said_in_an_unreadable_write(server: Server, client: Client) -> None:
    server.then(wire.answer(200, [KEY]))
    found = client.cancel("job1")
    assert isinstance(found, Unknown)
    assert KEY not in found.cause
    assert "***" in found.cause


@pytest.mark.parametrize("key", ["", "with blank", "line\nbreak", "clé-secrète", "tab\t"])
def test_a_key_that_cannot_be_one(clock: FrozenClock, key: str) -> None:
    with pytest.raises(UserError, match="API key") as caught:
        ReadClient("https://api.upload-post.com/api", key, clock=clock)
    assert not key or key not in caught.value.message


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.upload-post.com",
        "ftp://host/api",
        "https://",
        "https://user:pass@host/api",
        "https://host:port/api",
        "\0",
    ],
)
def test_an_address_that_is_none(clock: FrozenClock, url: str) -> None:
    with pytest.raises(UserError, match="is not the address of a server"):
        ReadClient(url, KEY, clock=clock)


@pytest.mark.parametrize(
    "url", ["http://api.upload-post.com/api", "http://10.0.0.1/api", "http://localhost.evil.com/api"]
)
def test_the_key_is_not_sent_unencrypted(clock: FrozenClock, url: str) -> None:
    with pytest.raises(UserError, match="unencrypted"):
        ReadClient(url, KEY, clock=clock)


@pytest.mark.parametrize(
    "url", ["http://localhost:8642/api/", "http://127.0.0.5/api", "http://[::1]:1/api", "https://host/api"]
)
def test_this_machine_needs_no_encryption(clock: FrozenClock, url: str) -> None:
    with ReadClient(url, KEY, clock=clock) as client:
        assert repr(client) == f"<ReadClient {url.rstrip('/')}>"


@pytest.mark.parametrize(
    ("header", "told_at"),
    [
        ("now=2027-03-01T09:00:00Z", datetime(2027, 3, 1, 9, tzinfo=UTC)),
        ("now=2027-03-01T09:00:00.250000Z", datetime(2027, 3, 1, 9, 0, 0, 250000, tzinfo=UTC)),
        ("now=soon", None),
        ("later=2027-03-01T09:00:00Z", None),
    ],
)
def test_a_sandbox_on_this_machine_says_its_time(
    server: Server, client: Client, header: str, told_at: datetime | None
) -> None:
    assert client.sandbox_now is None
    server.then(wire.answer(200, ME, X_Upload_Post_Sandbox=header))
    client.me()
    assert client.sandbox_now == told_at


def answering(headers: dict[str, str]) -> httpx.BaseTransport:
    return httpx.MockTransport(lambda request: httpx.Response(200, json=ME, headers=headers))


def test_nobody_else_is_believed_to_be_a_sandbox(clock: FrozenClock) -> None:
    transport = answering({"X-Upload-Post-Sandbox": "now=2027-03-01T09:00:00Z"})
    with ReadClient("https://api.upload-post.com/api", KEY, clock=clock, transport=transport) as client:
        client.me()
        assert client.sandbox_now is None


@pytest.mark.parametrize(
    ("date", "skew"),
    [("Mon, 04 Jan 2027 08:01:30 GMT", 90.0), ("Mon, 04 Jan 2027 07:59:30 GMT", -30.0), ("whenever", None)],
)
def test_the_skew_of_the_clocks(clock: FrozenClock, date: str, skew: float | None) -> None:
    with ReadClient("https://api.upload-post.com/api", KEY, clock=clock, transport=answering({"Date": date})) as client:
        assert client.skew is None
        client.me()
        assert client.skew == (None if skew is None else timedelta(seconds=skew))


def test_nothing_comes_from_the_environment(
    server: Server, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.then(ROUTINE)
    with ReadClient(server.base, KEY, clock=FrozenClock(NOW)) as other:
        assert other.me().email == "team@acme.dev"


def spend(budget: Budget, count: int) -> None:
    for _ in range(count):
        budget.spend()


def test_the_budget_of_a_minute_and_of_ten() -> None:
    clock = FrozenClock(NOW)
    budget = Budget(clock)
    spend(budget, 60)
    assert clock.now() == NOW
    spend(budget, 1)
    assert clock.now() - NOW == timedelta(minutes=1)
    spend(budget, 239)
    assert clock.now() - NOW == timedelta(minutes=4)
    spend(budget, 1)
    assert clock.now() - NOW == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("plan", "rate"),
    [("Professional (yearly)", 100), ("advanced", 200), ("BUSINESS", 500), ("Basic", 60), ("Gold", 60), ("", 60)],
)
def test_the_budget_follows_the_plan(plan: str, rate: int) -> None:
    clock = FrozenClock(NOW)
    budget = Budget(clock)
    budget.adopt(plan)
    spend(budget, rate)
    assert clock.now() == NOW
    spend(budget, 1)
    assert clock.now() > NOW


def test_the_client_keeps_the_budget_of_its_plan(server: Server, client: Client, clock: FrozenClock) -> None:
    server.default = ROUTINE
    for _ in range(RATES["professional"][0]):
        client.me()
    assert clock.now() == NOW
    client.me()
    assert clock.now() - NOW == timedelta(minutes=1)


def test_a_sandbox_keeps_its_own_rates(server: Server, client: Client, clock: FrozenClock) -> None:
    server.default = wire.answer(200, ME, X_Upload_Post_Sandbox="now=2027-03-01T09:00:00Z")
    for _ in range(150):
        client.me()
    assert clock.now() == NOW
