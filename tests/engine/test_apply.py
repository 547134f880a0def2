"""The ordinary life of posts: each change carried out on the sandbox, and a second plan that is empty."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.engine.apply.report import Ending
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.facts import Drift
from contentsync.model.change import Action
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.windows import Windows
from contentsync.state.document import Lease
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import medium
from tests.engine.world import post

AS_WANTED = {"launch@acme": ("none", "16")}
PUBLISHED = {"launch@acme": ("none", "9")}


def test_create(world: World) -> None:
    world.write(post())
    applied = world.apply()
    assert [result.outcome for result in applied.results] == [Ending.DONE]
    assert (applied.exit_code, world.told()) == (0, AS_WANTED)
    assert world.entry().job is not None
    state = world.store.read().state
    assert state is not None
    assert state.lease is None
    assert state.applied_at == START_AT
    assert state.echoes == {"upload_text": True}
    world.wait(DAY)
    assert world.told() == PUBLISHED
    assert world.seen() == {("x", "Hello"): 1}


def test_a_run_without_anything_to_do_leaves_the_state_alone(world: World) -> None:
    world.write(post())
    world.apply()
    before = world.store.read().version
    assert world.apply().results == ()
    assert world.store.read().version == before


@pytest.mark.parametrize(
    ("edited", "says"),
    [
        (post(text="Hello again"), "Hello again"),
        (post(at=START_AT + 2 * DAY), "Hello"),
        (post(text="Ümläut\r\n😀"), "Ümläut\n😀"),
    ],
    ids=["text", "date", "unicode"],
)
def test_edit(world: World, edited, says) -> None:
    world.write(post())
    world.apply()
    job_id = world.scheduled()[0]["job_id"]
    world.write(edited)
    assert world.told() == {"launch@acme": ("update", "20")}
    world.apply()
    assert world.told() == AS_WANTED
    assert [job["job_id"] for job in world.scheduled()] == [job_id]
    world.wait(3 * DAY)
    assert {text.replace("\r\n", "\n") for _, text in world.seen()} == {says}
    assert sum(world.seen().values()) == 1


def test_replace_leaves_one_job_with_its_own_time(world: World) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.write(post(comment="second"))
    assert world.told() == {"launch@acme": ("replace", "19")}
    assert world.apply().exit_code == 0
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["second"]
    assert job["due_at"] == "2027-03-02T08:00:00Z"
    assert world.told() == AS_WANTED
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}
    assert world.told() == PUBLISHED


def test_replace_with_other_media_and_text_at_once(world: World) -> None:
    old, new = medium(world.root, "old.png", b"old"), medium(world.root, "new.png", b"new")
    world.write(post(platforms=["bluesky", "x"], post_type="photo", media=(old,)))
    world.apply()
    world.write(post(at=START_AT + 2 * DAY, text="New", platforms=["bluesky", "x"], post_type="photo", media=(new,)))
    world.apply()
    assert world.told() == AS_WANTED
    world.wait(3 * DAY)
    assert world.seen() == {("x", "New"): 1, ("bluesky", "New"): 1}
    assert {row["media"][0] for row in world.sandbox.ledger()} == {new.sha256}


def test_replace_close_to_its_moment_moves_the_date_first(world: World) -> None:
    world.write(post(at=START_AT + HOUR, comment="first"))
    world.apply()
    world.wait(40 * MINUTE)
    world.write(post(at=START_AT + DAY, comment="second"))
    assert world.told() == {"launch@acme": ("update", "19")}
    world.apply()
    (job,) = world.scheduled()
    assert job["fields"]["first_comment"] == ["second"]
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_delete(world: World) -> None:
    world.write(post())
    world.apply()
    world.write()
    assert world.told() == {"launch@acme": ("delete", "6")}
    world.apply()
    assert world.scheduled() == []
    assert world.told() == {}
    world.write(post())
    world.apply()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_delete_of_many_needs_a_word(world: World) -> None:
    names = "abcd"
    world.write(*(post(name, text=name) for name in names))
    world.apply()
    world.write()
    with pytest.raises(UserError, match="4 of 4 upcoming posts of acme") as caught:
        world.apply()
    assert "--allow-delete 4" in caught.value.fix
    assert len(world.scheduled()) == 4
    world.apply(allow_delete=4)
    assert world.scheduled() == []


def test_draft_and_bad_files(world: World) -> None:
    world.write(post())
    world.apply()
    world.write(bad_posts=("launch",))
    assert world.apply().results == ()
    assert len(world.scheduled()) == 1
    world.write(drafts=(post(),))
    world.apply()
    assert world.scheduled() == []


def test_lost_state_is_found_again(world: World) -> None:
    world.write(post(), post("other", text="Other", at=START_AT + 2 * DAY))
    world.apply()
    (world.root / ".contentsync" / "state.json").unlink()
    assert set(world.told().values()) == {("adopt", "15")}
    left = world.apply().left
    assert {change.action for change in left.changes} == {Action.NONE}
    assert len(world.scheduled()) == 2
    assert set(world.told().values()) == {("none", "16")}
    world.wait(36 * HOUR)
    (world.root / ".contentsync" / "state.json").unlink()
    assert world.told() == {"launch@acme": ("none", "9"), "other@acme": ("adopt", "15")}
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1, ("x", "Other"): 1}


def test_network_moves_to_its_own_delivery_and_back(world: World) -> None:
    both = ["bluesky", "x"]
    world.write(post(platforms=both))
    world.apply()
    world.write(post(), post(platform="bluesky", at=START_AT + 2 * DAY, text="Own"))
    world.settle()
    assert [job["platforms"] for job in world.scheduled()] == [["x"], ["bluesky"]]
    world.write(post(platforms=both))
    world.settle()
    assert [job["platforms"] for job in world.scheduled()] == [both]
    world.wait(3 * DAY)
    assert world.seen() == {("x", "Hello"): 1, ("bluesky", "Hello"): 1}


def test_on_merge_is_fixed_once(world: World) -> None:
    world.write(post(at=None))
    world.apply()
    moment = world.scheduled()[0]["due_at"]
    world.wait(3 * MINUTE)
    assert world.told() == AS_WANTED
    world.write(post(at=None, text="Hello again"))
    world.apply()
    assert [job["due_at"] for job in world.scheduled()] == [moment]
    world.wait(HOUR)
    assert world.told() == PUBLISHED
    assert world.seen() == {("x", "Hello again"): 1}


def test_on_merge_may_be_looked_at_for_a_while(world: World) -> None:
    world.write(post(at=None))
    session = world.session()
    planned = session.plan(world.files)
    world.wait(4 * MINUTE)
    session.apply(planned, world.progress)
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}


def test_a_plan_that_changed_while_it_was_looked_at_is_stale(world: World) -> None:
    world.write(post())
    session = world.session()
    planned = session.plan(world.files)
    world.wait(2 * MINUTE)
    world.apply()
    with pytest.raises(StaleError, match="changed"):
        session.apply(planned, world.progress)
    assert len(world.scheduled()) == 1


def test_rename(world: World) -> None:
    world.write(post(), post(platform="bluesky"))
    world.apply()
    jobs = [job["job_id"] for job in world.scheduled()]
    world.write(post("spring", renamed_from="launch"), post("spring", platform="bluesky", renamed_from="launch"))
    world.apply()
    assert [job["job_id"] for job in world.scheduled()] == jobs
    world.wait(2 * DAY)
    assert world.told() == {"spring@acme": ("none", "9"), "spring@acme:bluesky": ("none", "9")}
    assert sum(world.seen().values()) == 2


def test_rename_that_nobody_declared(world: World) -> None:
    world.write(post())
    world.apply()
    world.write(post("spring"))
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_twin_of_a_person(world: World) -> None:
    world.sandbox.ui_create("acme", ["x"], "Hello", "2027-03-02T09:00:00Z")
    world.write(post())
    assert world.apply().exit_code == 3
    assert world.told() == {"launch@acme": ("hold", "22")}
    assert len(world.scheduled()) == 1


def test_past_posts_are_sent_late_where_settings_say_so(make_world: Made) -> None:
    world = make_world(Terms(windows=Windows(late=2 * DAY)))
    world.write(post(at=START_AT - HOUR))
    world.apply()
    assert world.told() == AS_WANTED
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}
    assert world.told() == PUBLISHED


def test_missed_posts_are_told(world: World) -> None:
    world.write(post("first", text="First"))
    world.apply()
    world.write(post("first", text="First"), post(at=START_AT + HOUR))
    world.wait(2 * HOUR)
    assert world.told()["launch@acme"] == ("hold", "22")
    assert world.apply().exit_code == 3
    world.wait(DAY)
    world.apply()
    assert world.told()["launch@acme"] == ("hold", "22")


def test_a_narrowed_run_writes_nothing_else(world: World) -> None:
    world.write(post("a", text="a"), post("b", text="b"))
    applied = world.apply(Scope(targets=("a",)))
    assert [result.change.address for result in applied.results] == ["a@acme"]
    assert world.told() == {"a@acme": ("none", "16"), "b@acme": ("create", "22")}


def test_a_narrowed_run_does_not_make_an_archive_of_the_rest(world: World) -> None:
    world.write(post("past", at=START_AT - DAY, text="old"))
    world.apply()
    late = START_AT + 15 * MINUTE
    world.write(post("a", text="a"), post("b", text="b", at=late))
    world.fault(method="POST", path="/upload_text", kind="latency", seconds=960, times=1)
    world.apply(Scope(targets=("a",)))
    assert world.clock.now() > late
    assert world.told()["b@acme"] == ("hold", "22")


@pytest.mark.parametrize("drift", list(Drift))
def test_somebody_edits_the_text(make_world: Made, drift: Drift) -> None:
    world = make_world(Terms(drift=drift))
    world.write(post())
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    expected = {Drift.REVERT: ("update", "20"), Drift.KEEP: ("none", "20"), Drift.HOLD: ("hold", "20")}
    assert world.told() == {"launch@acme": expected[drift]}
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello" if drift is Drift.REVERT else "By hand"): 1}


def test_drift_is_put_back_once(world: World) -> None:
    world.write(post())
    world.apply()
    job_id = world.scheduled()[0]["job_id"]
    for _ in range(2):
        world.sandbox.ui_edit(job_id, title="By hand")
        world.apply()
    assert world.told() == {"launch@acme": ("none", "20")}
    assert world.scheduled()[0]["fields"]["title"] == ["By hand"]


def test_what_the_service_shortens_is_patched_once(world: World) -> None:
    paper = medium(world.root, "paper.pdf", b"%PDF-1.4")
    world.write(post(text="word " * 100, title="T" * 450, platforms=["linkedin"], post_type="document", media=(paper,)))
    for _ in range(3):
        world.apply()
    assert world.told() == AS_WANTED
    assert world.apply().results == ()


def test_own_texts_do_not_look_like_drift(world: World) -> None:
    world.write(post(platforms=["bluesky", "x"], texts={"x": "Short"}), post("one", texts={"x": "Single"}, text="Long"))
    for _ in range(2):
        world.apply()
    assert world.told() == {"launch@acme": ("none", "16"), "one@acme": ("none", "16")}
    world.write(
        post(platforms=["bluesky", "x"], texts={"x": "Shorter"}), post("one", texts={"x": "Other"}, text="Long")
    )
    world.settle()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Shorter"): 1, ("bluesky", "Hello"): 1, ("x", "Other"): 1}


def test_somebody_cancels(world: World) -> None:
    world.write(post())
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    assert world.told() == {"launch@acme": ("none", "21")}
    world.settle()
    assert world.scheduled() == []


@pytest.mark.parametrize("tombstone", ["not_found", "failed", "cancelled"])
def test_somebody_cancels_whatever_status_calls_it(make_world: Made, tombstone: str) -> None:
    world = make_world(tombstone=tombstone)
    world.write(post())
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    world.settle()
    assert world.scheduled() == []
    (change,) = world.plan().plan.changes
    assert (change.reason, change.code) == ("cancelled by a person", "CS606")


def test_somebody_publishes_now(world: World) -> None:
    world.write(post())
    world.apply()
    world.sandbox.ui_publish_now(world.scheduled()[0]["job_id"])
    world.settle()
    world.wait(2 * DAY)
    assert world.told() == PUBLISHED
    assert world.seen() == {("x", "Hello"): 1}


def test_somebody_copies(world: World) -> None:
    world.write(post())
    world.apply()
    copy = world.sandbox.ui_copy(world.scheduled()[0]["job_id"], "2027-03-05T08:00:00Z")
    assert world.told() == {"launch@acme": ("hold", "4")}
    world.apply()
    world.sandbox.ui_cancel(copy)
    assert world.told() == AS_WANTED


def test_partial_failure(make_world: Made) -> None:
    world = make_world(fail_platforms={"bluesky": "too long"})
    world.write(post(platforms=["bluesky", "x"]))
    world.apply()
    world.wait(DAY)
    (change,) = world.plan().plan.changes
    assert (change.rule, change.reason, change.code) == ("11", "failed on bluesky", "CS605")
    world.settle()
    world.wait(DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_all_failed_and_mended(make_world: Made) -> None:
    world = make_world(fail_platforms={"x": "too long"})
    world.write(post())
    world.apply()
    world.wait(DAY)
    assert world.told() == {"launch@acme": ("none", "13")}
    world.sandbox.configure(fail_platforms={})
    world.write(post(text="Mended", at=START_AT + 2 * DAY))
    world.apply()
    assert world.told() == AS_WANTED
    world.wait(DAY)
    assert world.seen() == {("x", "Mended"): 1}


def test_unconnected(world: World) -> None:
    world.write(post(profile="bare"), post("other", text="Other", profile="nobody"))
    applied = world.apply()
    assert applied.results == ()
    assert applied.exit_code == 3
    assert {change.code for change in applied.left.changes} == {"CS501", "CS502"}


def test_an_account_that_was_broken_is_no_reason_to_give_up_the_old_job(world: World) -> None:
    world.write(post(comment="first"))
    world.apply()
    world.sandbox.change_account({"profile": "acme", "platform": "x", "connected": False})
    world.write(post(comment="second"))
    assert world.told() == {"launch@acme": ("hold", "19")}


def test_horizon(world: World) -> None:
    world.write(post(at=START_AT + 370 * DAY))
    assert world.apply().results == ()
    world.wait(7 * DAY)
    world.apply()
    assert world.told() == AS_WANTED


def test_lease_of_another_run(world: World) -> None:
    world.write(post())
    world.apply()
    stored = world.store.read()
    assert stored.state is not None
    lease = Lease("other-machine-77", world.clock.now() + timedelta(minutes=4))
    world.store.write(replace(stored.state, lease=lease), stored.version)
    world.write(post(text="Hello again"))
    with pytest.raises(StaleError, match="other-machine-77") as caught:
        world.apply()
    assert caught.value.exit_code == 4
    assert world.scheduled()[0]["fields"]["title"] == ["Hello"]
    world.wait(5 * MINUTE)
    world.apply()
    assert world.scheduled()[0]["fields"]["title"] == ["Hello again"]
