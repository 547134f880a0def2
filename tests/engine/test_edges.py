"""Moments at which a write comes too late, is answered strangely, or is not believed."""

import pytest

from contentsync.engine.apply.report import Ending
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import KillAt
from tests.engine.world import Killed
from tests.engine.world import World
from tests.engine.world import post

UPLOAD = {"method": "POST", "path": "/upload_text"}
DELETE = {"method": "DELETE", "path": "/uploadposts/schedule/*"}
PATCH = {"method": "PATCH", "path": "/uploadposts/schedule/*"}


def killed_after_parking(world: World, at=START_AT + DAY) -> None:
    """A replace whose run was gone right after its parked job was recorded."""
    world.write(post(at=at, comment="first"))
    world.apply()
    world.write(post(at=at, comment="second"))
    with pytest.raises(Killed):
        world.apply(watch=KillAt(8))
    entry = world.entry()
    assert entry.parked is not None
    assert entry.job is not None
    world.wait(6 * MINUTE)


def test_a_create_behind_a_slow_one_gets_a_window_of_its_own(world: World) -> None:
    world.write(post(), post("other", text="Other", at=START_AT + 2 * DAY))
    world.fault(**UPLOAD, kind="latency", seconds=400, nth=1)
    outcomes = [result.outcome for result in world.apply().results]
    assert outcomes == [Ending.DONE, Ending.DONE]
    world.settle()
    world.wait(3 * DAY)
    assert sum(world.seen().values()) == 2


@pytest.mark.parametrize("echo", [True, False])
def test_an_answer_about_a_job_that_nobody_knows(make_world: Made, echo: bool) -> None:
    world = make_world(content_hash_folding=3600, idempotency=False, echo_external_id={"upload_text": echo})
    world.write(post())
    world.apply()
    (world.root / ".contentsync" / "state.json").unlink()
    world.write(post("again", at=START_AT + 5 * DAY))
    (result,) = world.apply().results
    assert result.outcome is Ending.MERGED
    assert world.entry("again@acme").job is None
    world.settle(8)
    world.wait(6 * DAY)
    assert world.seen() == {("x", "Hello"): 2}


def test_a_404_for_a_job_that_still_waits_is_not_believed(world: World) -> None:
    world.write(post())
    world.apply()
    world.write()
    world.fault(**DELETE, kind="refuse", status=404, times=1)
    (result,) = world.apply().results
    assert (result.outcome, world.entry().job is None) == (Ending.UNKNOWN, False)
    world.settle()
    assert world.scheduled() == []


def test_a_404_for_a_job_that_still_waits_does_not_give_the_new_one_its_time(world: World) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.fault(**DELETE, kind="refuse", status=404, times=1)
    (result,) = world.apply().results
    assert result.outcome is Ending.UNKNOWN
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_an_upload_that_took_too_long_leaves_the_old_one(world: World) -> None:
    at = START_AT + 35 * MINUTE
    world.write(post(at=at, comment="first"))
    world.apply()
    world.write(post(at=at, comment="second"))
    world.fault(**UPLOAD, kind="latency", seconds=1620, times=1)
    (result,) = world.apply().results
    assert result.outcome is Ending.HELD
    world.settle()
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}
    assert world.scheduled() == []


def test_a_delete_that_took_too_long_is_told(world: World) -> None:
    world.write(post(at=START_AT + 3 * HOUR, comment="first"))
    world.apply()
    world.write(post(at=START_AT + 40 * MINUTE, comment="second"))
    world.fault(**DELETE, kind="latency", seconds=2370, times=1)
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.HELD]
    assert applied.exit_code == 3
    assert world.told() == {"launch@acme": ("hold", "1c")}
    world.settle()
    assert world.scheduled() == []
    assert world.told() == {"launch@acme": ("hold", "22")}


def test_clearing_a_parked_job_that_is_refused(world: World) -> None:
    killed_after_parking(world)
    world.write(post(comment="third"))
    world.fault(**DELETE, kind="refuse", times=1)
    (result,) = world.apply().results
    assert result.outcome is Ending.REFUSED
    world.settle()
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["third"]


def test_a_person_cancels_the_old_job_of_an_interrupted_replace(world: World) -> None:
    killed_after_parking(world)
    old = world.entry().job
    assert old is not None
    world.sandbox.ui_cancel(old.job_id)
    world.write(post(comment="third"))
    world.settle()
    assert world.scheduled() == []
    assert world.told() == {"launch@acme": ("none", "21")}


def test_clearing_a_parked_job_after_the_old_one_is_gone(world: World) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.fault(**PATCH, kind="drop_before", times=1)
    assert world.apply().results[0].outcome is Ending.UNKNOWN
    assert world.entry().parked is not None
    assert world.entry().job is None
    world.write(post(comment="third"))
    world.settle()
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["third"]
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_a_parked_job_of_a_post_that_was_removed(world: World) -> None:
    killed_after_parking(world)
    world.write()
    world.settle()
    assert world.scheduled() == []


def test_a_parked_job_that_somebody_published(world: World) -> None:
    killed_after_parking(world)
    parked = world.entry().parked
    assert parked is not None
    world.sandbox.ui_publish_now(parked.job_id)
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_free_plan_and_the_old_one_goes_out_meanwhile(make_world: Made) -> None:
    world = make_world(plan="free", monthly_uploads=1)
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    world.fault(**UPLOAD, kind="latency", seconds=1, times=1)
    session = world.session()
    planned = session.plan(world.files)
    job_id = world.scheduled()[0]["job_id"]

    def publish(name: str) -> None:
        if name.startswith("before DELETE"):
            world.sandbox.ui_publish_now(job_id)

    session = world.session(publish)
    (result,) = session.apply(planned, world.progress).results
    assert result.outcome is Ending.REFUSED
    world.settle(8)
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


@pytest.mark.parametrize("fault", ["drop_after", "error_before"])
def test_an_edit_whose_answer_was_lost_is_unknown(world: World, fault: str) -> None:
    world.write(post())
    world.apply()
    world.write(post(text="Edited"))
    world.fault(method="PATCH", path="/uploadposts/schedule/*", kind=fault, times=1)
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.UNKNOWN]
    world.settle()
    assert world.told() == {"launch@acme": ("none", "16")}


def test_an_on_merge_post_that_was_cancelled_stays_cancelled(world: World) -> None:
    world.write(post(at=None))
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    world.wait(2 * HOUR)
    world.apply()
    assert world.scheduled() == []


def test_an_edit_during_which_it_goes_out_is_told(world: World) -> None:
    world.write(post(at=START_AT + HOUR))
    world.apply()
    world.wait(55 * MINUTE)
    world.write(post(at=START_AT + HOUR, text="Edited"))
    job_id = world.scheduled()[0]["job_id"]

    def publish(name: str) -> None:
        if name.startswith("after PATCH"):
            world.sandbox.ui_publish_now(job_id)

    (result,) = world.apply(watch=publish).results
    assert (result.outcome, result.detail) == (Ending.REFUSED, "it went out while it was being edited")
    assert world.told() == {"launch@acme": ("none", "9")}
    assert world.seen() == {("x", "Edited"): 1}


def test_own_texts_that_are_changed_again_and_again_are_put_back_once(world: World) -> None:
    world.write(post(platforms=("linkedin", "x"), texts={"x": "Short"}))
    world.settle()
    for told in (("none", "16"), ("none", "20")):
        (job,) = world.scheduled()
        world.sandbox.ui_edit(job["job_id"], title="By hand")
        world.settle()
        assert world.told() == {"launch@acme": told}
