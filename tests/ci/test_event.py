import json
from typing import Any

import pytest

from contentsync.ci.event import Event
from contentsync.ci.event import Mode
from contentsync.ci.event import event_of
from contentsync.ci.event import mode_of
from contentsync.model.errors import UserError

from . import events


def event(name: str, payload: dict[str, Any], **more: str) -> Event:
    return event_of(events.environ(name, **more), json.dumps(payload).encode())


def test_a_pull_request() -> None:
    found = event("pull_request", events.pull_request(), ref="refs/pull/7/merge")
    assert found == Event(
        name="pull_request",
        repository="acme/social",
        sha=events.MERGE,
        default_branch="main",
        number=7,
        head_sha=events.HEAD,
        base_sha=events.BASE,
        base_ref="main",
        server_url="https://github.com",
        run_id="12",
    )
    assert (found.commit, found.tracked) == (events.HEAD, "main")
    assert found.run_url == "https://github.com/acme/social/actions/runs/12"


@pytest.mark.parametrize("fork", ["stranger/social", ""])
def test_a_fork_is_told_also_where_it_is_gone(fork: str) -> None:
    assert event("pull_request", events.pull_request(fork=fork)).is_fork


def test_a_draft() -> None:
    payload = events.pull_request()
    payload["pull_request"]["draft"] = True
    assert event("pull_request", payload).is_draft


def test_a_push() -> None:
    found = event("push", events.push(), sha=events.HEAD)
    assert (found.branch, found.before, found.commit, found.tracked) == ("main", events.BASE, events.HEAD, "main")
    assert event("push", events.push("0" * 40)).before == ""


def test_a_cron_that_says_nothing_of_the_repository() -> None:
    found = event("schedule", {"schedule": "17 * * * *"}, ref="refs/heads/trunk")
    assert (found.tracked, found.repository) == ("trunk", "acme/social")


def test_a_merge_group() -> None:
    found = event("merge_group", events.merge_group(), ref="refs/heads/gh-readonly-queue/main/pr-7")
    assert (found.base_sha, found.base_ref, found.number, found.is_fork) == (events.BASE, "main", 0, False)


def test_what_a_person_typed() -> None:
    found = event("workflow_dispatch", events.dispatch(**{"resolve-address": " launch ", "dry": True, "empty": None}))
    assert found.inputs == {"resolve-address": "launch", "dry": "True"}
    assert event("workflow_dispatch", events.dispatch()).inputs == {}


def test_outside_of_a_workflow() -> None:
    assert event_of({}) == Event()
    assert Event().run_url == ""


@pytest.mark.parametrize("payload", [b"{", b'{"pull_request": {"number": "seven"}}', b"\xff"])
def test_a_payload_that_nobody_can_read(payload: bytes) -> None:
    with pytest.raises(UserError, match="payload cannot be read") as caught:
        event_of(events.environ("push"), payload)
    assert "GITHUB_EVENT_PATH" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "payload", "ref", "mode"),
    [
        ("pull_request", events.pull_request(), "refs/pull/7/merge", Mode.PLAN),
        ("merge_group", events.merge_group(), "refs/heads/gh-readonly-queue/main/pr-7", Mode.PLAN),
        ("push", events.push(), "refs/heads/main", Mode.APPLY),
        ("push", events.push(), "refs/heads/other", Mode.NOTHING),
        ("push", events.push(), "refs/tags/v1", Mode.NOTHING),
        ("schedule", events.schedule(), "refs/heads/main", Mode.DRIFT),
        ("workflow_dispatch", events.dispatch(), "refs/heads/main", Mode.APPLY),
        ("workflow_dispatch", events.dispatch(), "refs/heads/other", Mode.NOTHING),
        ("issues", {}, "refs/heads/main", Mode.NOTHING),
    ],
)
def test_what_is_to_be_done(name: str, payload: dict[str, Any], ref: str, mode: Mode) -> None:
    assert mode_of(event(name, payload, ref=ref)) is mode


@pytest.mark.parametrize("name", ["pull_request_target", "workflow_run"])
def test_events_that_hand_secrets_to_strangers(name: str) -> None:
    with pytest.raises(UserError, match=f"does not run on {name}"):
        mode_of(event(name, events.pull_request()))
