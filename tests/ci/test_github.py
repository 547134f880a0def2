"""The client, against a server on a real socket."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.testing.clock import FrozenClock

from .conftest import NOW
from .forge import BOT
from .forge import REPOSITORY
from .forge import Forge
from .forge import pull


def test_comments_are_read_page_by_page(forge: Forge, github: GitHub) -> None:
    for number in range(230):
        forge.add_comment(7, f"comment {number}")
    found = github.comments(7)
    assert not isinstance(found, Refusal)
    assert [comment.body for comment in found] == [f"comment {number}" for number in range(230)]
    assert [each.query["page"] for each in forge.asked] == ["1", "2", "3"]
    assert forge.tokens == {"Bearer ghs_token"}


def test_a_comment_is_written_and_written_again(forge: Forge, github: GitHub) -> None:
    made = github.create_comment(7, "one")
    assert not isinstance(made, Refusal)
    assert made.user is not None
    assert made.user.login == BOT
    github.update_comment(made.id, "two")
    assert [comment["body"] for comment in forge.comments[7]] == ["two"]


def test_labels(forge: Forge, github: GitHub) -> None:
    github.add_labels(7, ["content:create", "content:edit"])
    github.remove_label(7, "content:edit")
    found = github.labels(7)
    assert not isinstance(found, Refusal)
    assert [each.name for each in found] == ["content:create"]
    assert github.remove_label(7, "content:edit") == Refusal(404, "Label does not exist")


def test_the_pull_requests_of_a_commit(forge: Forge, github: GitHub) -> None:
    forge.pulls["abc"] = [pull(7)]
    found = github.pulls_of("abc")
    assert not isinstance(found, Refusal)
    assert [(each.number, each.merged_at is not None) for each in found] == [(7, True)]
    assert github.pulls_of("def") == []


def test_the_commit_that_last_touched_a_file(forge: Forge, github: GitHub) -> None:
    forge.touched["content/a b.yaml"] = "abc"
    assert github.last_commit("content/a b.yaml", "main") == "abc"
    assert github.last_commit("content/other.yaml", "main") == ""
    assert forge.asked[0].query == {"path": "content/a b.yaml", "sha": "main", "per_page": "1"}


def test_issues_are_opened_updated_and_closed(forge: Forge, github: GitHub) -> None:
    forge.add_issue("a pull request", "", pull_request={"url": "https://api.github.com/repos/acme/social/pulls/100"})
    made = github.create_issue("Drift", "body")
    assert not isinstance(made, Refusal)
    github.update_issue(made.number, body="other")
    found = github.open_issues()
    assert not isinstance(found, Refusal)
    assert [(issue.title, issue.body) for issue in found] == [("Drift", "other")]
    github.update_issue(made.number, state="closed", state_reason="completed")
    assert github.open_issues() == []


CALLS: dict[str, Callable[[GitHub], object]] = {
    "login": lambda github: github.login(),
    "comments": lambda github: github.comments(7),
    "create_comment": lambda github: github.create_comment(7, "text"),
    "update_comment": lambda github: github.update_comment(1, "text"),
    "labels": lambda github: github.labels(7),
    "add_labels": lambda github: github.add_labels(7, ["a"]),
    "remove_label": lambda github: github.remove_label(7, "a"),
    "pulls_of": lambda github: github.pulls_of("abc"),
    "last_commit": lambda github: github.last_commit("a", "main"),
    "open_issues": lambda github: github.open_issues(),
    "create_issue": lambda github: github.create_issue("a", "b"),
    "update_issue": lambda github: github.update_issue(1, body="b"),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("status", "said"),
    [(403, "Resource not accessible by integration"), (404, "Not Found"), (422, "Validation Failed")],
)
def test_a_refusal_is_a_value(forge: Forge, github: GitHub, call: str, status: int, said: str) -> None:
    for method in ("GET", "POST", "PATCH", "DELETE"):
        forge.fail(method, ".", status)
    assert CALLS[call](github) == Refusal(status, said)
    assert len(forge.asked) == 1


def test_a_token_of_a_person_knows_its_login(forge: Forge, github: GitHub) -> None:
    forge.login = "ann"
    assert github.login() == "ann"


def test_it_waits_as_long_as_it_is_told(forge: Forge, github: GitHub, clock: FrozenClock) -> None:
    forge.fail("POST", "comments", 403, times=1, body={"message": "API rate limit exceeded"}, Retry_After="7")
    assert not isinstance(github.create_comment(7, "text"), Refusal)
    assert clock.now() - NOW == timedelta(seconds=7)


def test_it_waits_until_the_hour_is_over(forge: Forge, github: GitHub, clock: FrozenClock) -> None:
    reset = str(int(NOW.timestamp()) + 30)
    forge.fail("GET", "comments", 403, times=1, X_RateLimit_Remaining="0", X_RateLimit_Reset=reset)
    assert github.comments(7) == []
    assert clock.now() - NOW == timedelta(seconds=30)


@pytest.mark.parametrize("headers", [{}, {"X_RateLimit_Remaining": "0"}])
def test_a_limit_that_does_not_say_how_long_is_a_minute(
    forge: Forge, github: GitHub, clock: FrozenClock, headers: dict[str, str]
) -> None:
    forge.fail("PATCH", "comments", 429, times=1, **headers)
    forge.add_comment(7, "one")
    assert not isinstance(github.update_comment(1001, "two"), Refusal)
    assert clock.now() - NOW == timedelta(minutes=1)


def test_it_does_not_wait_for_the_rest_of_an_hour(forge: Forge, github: GitHub, clock: FrozenClock) -> None:
    forge.fail("GET", "comments", 429, Retry_After="3000")
    assert isinstance(github.comments(7), Refusal)
    assert (clock.now(), len(forge.asked)) == (NOW, 1)


def test_it_gives_up_after_three_tries(forge: Forge, github: GitHub, clock: FrozenClock) -> None:
    forge.fail("GET", "comments", 502)
    assert github.comments(7) == Refusal(502, "Bad Gateway")
    assert (clock.now() - NOW, len(forge.asked)) == (timedelta(seconds=3), 3)


def test_a_new_comment_is_not_sent_twice(forge: Forge, github: GitHub) -> None:
    forge.fail("POST", "comments", 500)
    assert github.create_comment(7, "text") == Refusal(500, "Server Error")
    assert len(forge.asked) == 1


@pytest.mark.parametrize(
    ("call", "error", "sent"),
    [
        ("comments", httpx.ReadTimeout, 3),
        ("create_comment", httpx.ReadTimeout, 1),
        ("create_comment", httpx.ConnectError, 3),
        ("update_comment", httpx.RemoteProtocolError, 3),
    ],
)
def test_without_an_answer(clock: FrozenClock, call: str, error: type[httpx.RequestError], sent: int) -> None:
    asked = []

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        raise error("no", request=request)

    with GitHub("https://api.github.com", "t", REPOSITORY, clock, httpx.MockTransport(broken)) as github:
        found = CALLS[call](github)
    assert found == Refusal(0, f"api.github.com gave no answer ({error.__name__})")
    assert str(found) == "api.github.com gave no answer (" + error.__name__ + ")"
    assert len(asked) == sent


@pytest.mark.parametrize("body", [b"<html>", b"\xff", {"id": "no number"}])
def test_an_answer_that_is_not_understood(forge: Forge, github: GitHub, body: object) -> None:
    forge.fail("GET", "comments", 200, body=body)
    forge.fail("POST", "comments", 404, body=body)
    assert github.comments(7) == Refusal(200, "an answer that is not GitHub's")
    assert str(github.create_comment(7, "a")) == "404: Not Found"


def test_the_token_is_not_shown(github: GitHub) -> None:
    assert repr(github) == f"<GitHub 127.0.0.1 /repos/{REPOSITORY}>"
