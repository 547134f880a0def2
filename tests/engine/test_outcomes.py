"""A service and a network that fail in every way. The judge is what followers saw: each leaf once, nothing lost."""

from typing import Any

import pytest

from contentsync.engine.apply.report import Ending
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.facts import Drift
from contentsync.model.errors import UserError
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import medium
from tests.engine.world import post

UPLOAD = {"method": "POST", "path": "/upload_text"}
JOB = "/uploadposts/schedule/*"
LOST = [
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "serve_late", "seconds": 3},
    {"kind": "serve_late", "seconds": 120},
    {"kind": "error_before", "status": 500},
    {"kind": "error_after", "status": 504},
    {"kind": "truncate"},
    {"kind": "html"},
    {"kind": "wrong_json"},
    {"kind": "rate_limit"},
    {"kind": "refuse"},
]
NAMES = [f"{fault['kind']} {fault.get('seconds', '')}".strip() for fault in LOST]


@pytest.mark.parametrize("fault", LOST, ids=NAMES)
@pytest.mark.parametrize("echo", [True, False], ids=["echo", "no echo"])
def test_create(make_world: Made, fault: dict[str, Any], echo: bool) -> None:
    world = make_world(echo_external_id={"upload_text": echo})
    world.write(post())
    world.fault(**UPLOAD, times=1, **fault)
    world.settle()
    assert world.told() == {"launch@acme": ("none", "16")}
    assert len(world.scheduled()) == 1
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}
    assert world.told() == {"launch@acme": ("none", "9")}


@pytest.mark.parametrize("fault", LOST, ids=NAMES)
@pytest.mark.parametrize("replays", [True, False], ids=["replays", "forgets"])
def test_create_whose_key_the_server_may_have_forgotten(make_world: Made, fault: dict[str, Any], replays: bool) -> None:
    world = make_world(idempotency=replays, idempotency_stored="end", list_lag=30)
    world.write(post())
    world.fault(**UPLOAD, times=2, **fault)
    world.settle(8)
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


@pytest.mark.parametrize("fault", LOST, ids=NAMES)
def test_edit(world: World, fault: dict[str, Any]) -> None:
    world.write(post())
    world.apply()
    world.write(post(text="Hello again", at=START_AT + 2 * DAY))
    world.fault(method="PATCH", path=JOB, times=1, **fault)
    world.settle()
    assert world.told() == {"launch@acme": ("none", "16")}
    world.wait(3 * DAY)
    assert world.seen() == {("x", "Hello again"): 1}


@pytest.mark.parametrize("fault", LOST, ids=NAMES)
def test_delete(world: World, fault: dict[str, Any]) -> None:
    world.write(post())
    world.apply()
    world.write()
    world.fault(method="DELETE", path=JOB, times=1, **fault)
    world.settle()
    assert world.scheduled() == []
    assert world.told() == {}
    world.wait(2 * DAY)
    assert not world.seen()


@pytest.mark.parametrize("fault", LOST, ids=NAMES)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH"])
def test_replace(world: World, fault: dict[str, Any], method: str) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    path = UPLOAD["path"] if method == "POST" else JOB
    world.fault(method=method, path=path, times=1, **fault)
    world.settle(8)
    assert world.told() == {"launch@acme": ("none", "16")}
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["second"]
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_lost_answer_is_found_in_the_same_run(world: World) -> None:
    world.write(post())
    world.fault(**UPLOAD, times=1, kind="drop_after")
    (result,) = world.apply().results
    assert result.outcome is Ending.DONE
    assert "found in the schedule" in result.detail


def test_lost_answer_that_is_not_found_waits_and_is_sent_once_more(world: World) -> None:
    world.write(post())
    world.fault(**UPLOAD, times=1, kind="drop_before")
    assert world.apply().results[0].outcome is Ending.UNKNOWN
    assert world.told() == {"launch@acme": ("none", "2b")}
    world.wait(11 * MINUTE)
    assert world.told() == {"launch@acme": ("create", "2e")}
    world.apply()
    assert world.told() == {"launch@acme": ("none", "16")}


def test_a_dead_network_while_looking_leaves_the_intent(world: World) -> None:
    world.write(post(), post("other", text="Other"))
    world.fault(**UPLOAD, times=1, kind="drop_after")
    world.fault(method="GET", path="/uploadposts/history", kind="drop_before", nth=[2, 3, 4, 5])
    with pytest.raises(UserError):
        world.apply()
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1, ("x", "Other"): 1}


def test_a_blip_does_not_make_the_others_wait(world: World) -> None:
    """Creates of a batch whose turn never came were not sent, and the run knows it."""
    world.write(post(), post("other", text="Other"))
    world.fault(**UPLOAD, times=1, kind="drop_after")
    world.fault(method="GET", path="/uploadposts/history", kind="drop_before", nth=[2, 3, 4, 5])
    with pytest.raises(UserError):
        world.apply()
    assert world.told()["other@acme"] == ("create", "22")


def test_rate_limit_is_waited_for(world: World) -> None:
    world.write(post())
    world.fault(**UPLOAD, times=3, kind="rate_limit", headers=True)
    (result,) = world.apply().results
    assert result.outcome is Ending.DONE
    assert any("trying again" in note for note in world.progress.notes)


def test_rate_limit_without_end_is_told(world: World) -> None:
    world.write(post())
    world.fault(**UPLOAD, kind="rate_limit")
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.UNSENT]
    assert applied.exit_code == 1
    world.sandbox.clear_faults()
    assert world.told() == {"launch@acme": ("create", "22")}
    world.apply()
    assert world.told() == {"launch@acme": ("none", "16")}


def test_refused_is_told_and_tried_again_by_the_next_run(world: World) -> None:
    world.write(post(), post("other", text="Other"))
    world.fault(**UPLOAD, nth=1, kind="refuse")
    applied = world.apply()
    assert sorted(result.outcome.value for result in applied.results) == ["done", "refused"]
    assert applied.exit_code == 1
    world.settle()
    assert set(world.told().values()) == {("none", "16")}


def test_folded_into_another_job(make_world: Made) -> None:
    """The service answers an identical upload with the job that it has: that one is not ours."""
    world = make_world(content_hash_folding=1200, idempotency=False, echo_external_id={"upload_text": False})
    world.write(post(), post("again", at=START_AT + DAY + HOUR, repost_of="launch"))
    outcomes = {result.change.address: result.outcome for result in world.apply().results}
    assert outcomes == {"launch@acme": Ending.DONE, "again@acme": Ending.MERGED}
    assert world.told()["again@acme"] == ("none", "22")
    assert len(world.scheduled()) == 1
    world.settle(8)
    assert len(world.scheduled()) == 2
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 2}


def test_published_at_once(make_world: Made) -> None:
    """A 200 to a create with a date: followers see it now. Nothing more is sent."""
    world = make_world(scheduled_answers=200)
    world.write(post(), post("other", text="Other"))
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.PUBLISHED]
    assert applied.exit_code == 1
    world.sandbox.configure(scheduled_answers=202)
    assert world.told() == {"launch@acme": ("none", "9"), "other@acme": ("create", "22")}
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1, ("x", "Other"): 1}


def test_re_creation_published_at_once_cancels_the_old_one(world: World) -> None:
    """Followers have just seen the new one. Whoever runs nothing more must not see the old one go out as well."""
    world.write(post(comment="first"))
    world.apply()
    world.sandbox.configure(scheduled_answers=200)
    world.write(post(comment="second"))
    assert world.apply().exit_code == 1
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


@pytest.mark.parametrize("lag", [1, 10, 60, 400])
def test_the_list_is_late(make_world: Made, lag: int) -> None:
    world = make_world(list_lag=lag)
    world.write(post(comment="first"))
    world.settle()
    world.write(post(comment="second"))
    world.settle()
    assert len(world.scheduled()) == 1
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_the_history_is_late(make_world: Made) -> None:
    world = make_world(history_gap=600, processing_seconds=300)
    world.write(post())
    world.apply()
    world.wait(DAY + MINUTE)
    assert world.told() == {"launch@acme": ("none", "12")}
    world.wait(10 * MINUTE)
    assert world.told() == {"launch@acme": ("none", "9")}


@pytest.mark.parametrize("shape", ["object", "array", "scheduled"])
@pytest.mark.parametrize("dates", ["naive", "Z", "offset"])
def test_every_spelling_of_the_schedule(make_world: Made, shape: str, dates: str) -> None:
    world = make_world(schedule_shape=shape, date_format=dates)
    world.write(post())
    world.apply()
    world.write(post(at=START_AT + 2 * DAY, comment="new"))
    world.apply()
    assert world.told() == {"launch@acme": ("none", "16")}


def test_a_key_that_replays_cancelled_jobs(make_world: Made) -> None:
    world = make_world(idempotency_replay_cancelled=True)
    world.write(post())
    world.apply()
    world.write()
    world.apply()
    world.write(post())
    world.settle()
    assert len(world.scheduled()) == 1
    assert world.told() == {"launch@acme": ("none", "16")}


def test_free_plan_has_no_credit_for_a_parked_job(make_world: Made) -> None:
    world = make_world(plan="free", monthly_uploads=1)
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.apply()
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["second"]
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_free_plan_near_its_moment_keeps_the_old_one(make_world: Made) -> None:
    world = make_world(plan="free", monthly_uploads=1)
    at = START_AT + 100 * MINUTE
    world.write(post(at=at, comment="first"))
    world.apply()
    world.write(post(at=at, comment="second"))
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.HELD]
    assert applied.exit_code == 3
    world.wait(3 * HOUR)
    assert world.seen() == {("x", "Hello"): 1}


@pytest.mark.parametrize("fault", [{"kind": "drop_before"}, {"kind": "error_after"}, {"kind": "refuse"}])
def test_free_plan_and_the_delete_fails(make_world: Made, fault: dict[str, Any]) -> None:
    world = make_world(plan="free", monthly_uploads=1)
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.fault(method="DELETE", path=JOB, times=1, **fault)
    world.settle(8)
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["second"]


def test_documents_without_an_echo(make_world: Made) -> None:
    world = make_world()
    paper = medium(world.root, "paper.pdf", b"%PDF-1.4")
    given: dict[str, Any] = {"platforms": ["linkedin"], "post_type": "document", "title": "Paper", "media": (paper,)}
    world.write(post(**given))
    world.fault(method="POST", path="/upload_document", times=1, kind="drop_after")
    world.settle()
    assert world.told() == {"launch@acme": ("none", "16")}
    world.write(post(text="Hello again", **given))
    world.settle()
    world.wait(2 * DAY)
    assert sum(world.seen().values()) == 1


def test_a_file_that_changed_under_the_plan_is_not_sent(world: World) -> None:
    picture = medium(world.root, "a.png", b"one")
    world.write(post(post_type="photo", media=(picture,)))
    (world.root / "a.png").write_bytes(b"two")
    (result,) = world.apply().results
    assert result.outcome is Ending.REFUSED
    assert world.scheduled() == []


def test_it_goes_out_while_it_is_being_cancelled(world: World) -> None:
    world.write(post(at=START_AT + HOUR))
    world.apply()
    world.wait(55 * MINUTE)
    world.write()
    world.fault(method="DELETE", path=JOB, kind="latency", seconds=400, times=1)
    session = world.session()
    planned = session.plan(world.files)
    world.sandbox.ui_publish_now(world.scheduled()[0]["job_id"])
    (result,) = session.apply(planned, world.progress).results
    assert result.outcome is Ending.REFUSED
    assert "went out" in result.detail
    assert world.entry().published.keys() == {"x"}
    assert world.told() == {}


def test_it_goes_out_while_it_is_being_replaced(world: World) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    session = world.session()
    planned = session.plan(world.files)
    world.sandbox.ui_publish_now(world.scheduled()[0]["job_id"])
    session.apply(planned, world.progress)
    world.settle()
    assert world.scheduled() == []
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_status_is_silent_while_a_job_that_is_gone_is_replaced(world: World) -> None:
    """DELETE says 404, status cannot be asked, and the history is late: that is no proof that nothing went out."""
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.sandbox.configure(history_gap=600)
    world.fault(method="DELETE", path=JOB, kind="drop_before", times=1)
    world.apply()
    old = world.entry().job
    assert old is not None
    session = world.session()
    planned = session.plan(world.files)
    listed = session.server.schedule()
    world.sandbox.ui_publish_now(old.job_id)
    world.fault(method="GET", path="/uploadposts/status", kind="error_before", status=500)
    session.server.schedule = lambda: listed  # type: ignore[method-assign]
    session.apply(planned, world.progress)
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}
    world.sandbox.clear_faults()
    world.settle()
    assert world.scheduled() == []


def test_edit_of_a_job_that_is_going_out(world: World) -> None:
    world.write(post(at=START_AT + HOUR))
    world.apply()
    world.wait(55 * MINUTE)
    world.write(post(at=START_AT + HOUR, text="Hello again"))
    session = world.session()
    planned = session.plan(world.files)
    world.sandbox.ui_publish_now(world.scheduled()[0]["job_id"])
    (result,) = session.apply(planned, world.progress).results
    assert result.outcome is Ending.REFUSED
    assert world.told() == {"launch@acme": ("none", "9")}


def test_drift_that_cannot_be_put_back_is_kept(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.REVERT))
    world.write(post())
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    world.fault(method="PATCH", path=JOB, kind="refuse", times=1)
    assert world.apply().exit_code == 1
    assert world.told() == {"launch@acme": ("none", "20")}
    assert world.scheduled()[0]["fields"]["title"] == ["By hand"]


def test_unreachable_from_the_beginning_writes_nothing(world: World) -> None:
    world.write(post())
    world.fault(kind="drop_before")
    with pytest.raises(UserError):
        world.apply()
    assert world.store.read().state is None


def test_a_list_that_is_cut_short_is_not_believed(make_world: Made) -> None:
    world = make_world(list_limit=2, schedule_shape="object")
    world.write(*(post(name, text=name) for name in "abcd"))
    world.settle()
    assert len(world.scheduled()) == 4
    assert set(world.told().values()) == {("none", "16")}


def test_scope_of_a_removed_post(world: World) -> None:
    world.write(post(), post("other", text="Other"))
    world.apply()
    world.write()
    world.apply(Scope(targets=("launch",)))
    assert [job["fields"]["title"] for job in world.scheduled()] == [["Other"]]


NEAR = START_AT + 40 * MINUTE


def test_a_lost_create_that_is_due_before_the_next_run_is_waited_for(world: World) -> None:
    world.write(post(at=NEAR))
    world.fault(**UPLOAD, times=1, kind="drop_before")
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.DONE]
    assert applied.exit_code == 0
    assert any(note.startswith("waits until 08:1") for note in world.progress.notes)
    assert world.told() == {"launch@acme": ("none", "16")}
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}


def test_a_run_that_is_stopped_waits_no_more_and_the_next_one_does(world: World) -> None:
    world.write(post(at=NEAR))
    world.fault(**UPLOAD, times=1, kind="drop_before")
    session, before = world.session(), world.sandbox.now()
    applied = session.apply(session.plan(world.files), world.progress, is_stopped=lambda: bool(world.progress.notes))
    assert [result.outcome for result in applied.results] == [Ending.UNKNOWN]
    assert world.sandbox.now() - before < MINUTE
    assert [result.outcome for result in world.apply().results] == [Ending.DONE]
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}


def test_a_lost_edit_is_waited_for_and_not_overtaken(world: World) -> None:
    world.write(post(at=NEAR))
    world.apply()
    world.write(post(at=NEAR, text="Second"))
    world.fault(method="PATCH", path=JOB, times=1, kind="serve_late", seconds=240)
    world.apply()
    world.write(post(at=NEAR, text="Third"))
    world.apply()
    assert world.told() == {"launch@acme": ("none", "16")}
    world.wait(HOUR)
    assert world.seen() == {("x", "Third"): 1}


def test_nothing_is_waited_for_that_the_next_run_can_do(world: World) -> None:
    world.write(post(at=START_AT + 2 * HOUR))
    world.fault(**UPLOAD, times=1, kind="drop_before")
    assert [result.outcome for result in world.apply().results] == [Ending.UNKNOWN]
    assert world.progress.notes == []


def test_what_was_refused_is_not_sent_again_after_a_wait(world: World) -> None:
    world.write(post(at=NEAR), post("other", at=START_AT + DAY, text="Other"))
    world.fault(**UPLOAD, times=1, kind="drop_before")
    world.fault(**UPLOAD, nth=2, kind="refuse")
    endings = {(result.change.address, result.outcome) for result in world.apply().results}
    assert endings == {
        ("other@acme", Ending.REFUSED),
        ("launch@acme", Ending.DONE),
    }
