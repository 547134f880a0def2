"""Saved plans, continuing, editing the state by hand, rebuilding it; how far back is read; where every post stands."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.engine import saved
from contentsync.engine import statuses
from contentsync.engine.apply.report import Ending
from contentsync.engine.observe import history_since
from contentsync.engine.reconcile import Terms
from contentsync.engine.statuses import Fate
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.windows import Windows
from contentsync.state.document import Entry
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Lease
from contentsync.state.document import Sent
from contentsync.state.document import State
from contentsync.state.edits import removed
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import medium
from tests.engine.world import post


def approve(world: World) -> saved.SavedPlan:
    session = world.session()
    plan = session.save(session.plan(world.files))
    assert saved.decode(saved.encode(plan), "plan.json") == plan
    return plan


def apply(world: World, plan: saved.SavedPlan) -> None:
    session = world.session()
    session.apply(session.approved(plan, world.files), world.progress)


def test_saved_plan_is_used_once(world: World) -> None:
    world.write(post())
    plan = approve(world)
    assert plan.expires_at == START_AT + DAY - 10 * MINUTE
    apply(world, plan)
    assert len(world.scheduled()) == 1
    with pytest.raises(StaleError, match="applied before"):
        apply(world, plan)


def test_saved_plan_lets_unrelated_changes_be(world: World) -> None:
    world.write(post())
    plan = approve(world)
    world.write(post(), post("other", text="Other"))
    apply(world, plan)
    assert [job["fields"]["title"] for job in world.scheduled()] == [["Hello"]]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "launch@acme is gone"),
        ((post(text="Edited"),), "launch@acme has other words"),
        ((post(at=START_AT + 2 * DAY),), "launch@acme has another time"),
    ],
)
def test_saved_plan_that_no_longer_holds(world: World, files, said: str) -> None:
    world.write(post())
    plan = approve(world)
    world.write(*files)
    with pytest.raises(StaleError, match=f"no longer holds: {said}"):
        apply(world, plan)
    assert world.scheduled() == []


def test_saved_plan_that_became_another_action(world: World) -> None:
    world.write(post())
    plan = approve(world)
    world.sandbox.ui_create("acme", ["x"], "Hello", "2027-03-02T09:00:00Z")
    with pytest.raises(StaleError, match="was to create, and is now to hold"):
        apply(world, plan)


def test_saved_plan_expires(world: World) -> None:
    world.write(post())
    plan = approve(world)
    world.wait(DAY - 10 * MINUTE)
    with pytest.raises(StaleError, match="expired"):
        apply(world, plan)


def test_saved_plan_of_on_merge_does_not_expire(world: World) -> None:
    world.write(post(at=None))
    plan = approve(world)
    assert plan.expires_at is None
    world.wait(HOUR)
    apply(world, plan)
    assert len(world.scheduled()) == 1


def test_saved_plan_of_what_is_past_holds(make_world: Made) -> None:
    """What forgets a published post comes at no time too late, and what is sent late has a moment that moves on."""
    world = make_world(Terms(windows=Windows(late=2 * DAY)))
    world.write(post())
    world.apply()
    world.wait(2 * DAY)
    world.write(post("late", text="Late", at=START_AT + 2 * DAY - HOUR))
    plan = approve(world)
    assert [(change.address, change.action) for change in plan.changes] == [
        ("launch@acme", "forget"),
        ("late@acme", "create"),
    ]
    assert plan.expires_at is None
    world.wait(HOUR)
    apply(world, plan)
    assert [job["fields"]["title"] for job in world.scheduled()] == [["Late"]]


def test_saved_plan_of_somebody_else(world: World) -> None:
    world.write(post())
    plan = approve(world)
    with pytest.raises(StaleError, match="another namespace"):
        apply(world, replace(plan, namespace="other-social-000000"))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[]"])
def test_what_is_no_saved_plan(data: bytes) -> None:
    with pytest.raises(UserError, match=r"plan\.json is not a saved plan"):
        saved.decode(data, "plan.json")


def test_saved_plan_of_another_format(world: World) -> None:
    world.write(post())
    data = saved.encode(replace(approve(world), format_version=2))
    with pytest.raises(UserError, match="format 2"):
        saved.decode(data, "plan.json")


def test_continue_finishes_and_starts_nothing(world: World) -> None:
    world.write(post())
    world.fault(method="POST", path="/upload_text", kind="drop_before", times=1)
    world.apply()
    world.write(post(), post("other", text="Other"))
    world.wait(15 * MINUTE)
    session = world.session()
    session.apply(session.continued(world.files), world.progress)
    assert [job["fields"]["title"] for job in world.scheduled()] == [["Hello"]]
    session = world.session()
    assert session.apply(session.continued(world.files), world.progress).results == ()


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_continue_finishes_a_lost_edit_and_a_lost_cancelling(world: World, method: str) -> None:
    launch = [post(text="Better")] if method == "PATCH" else []
    world.write(post(), post("other", text="Other"))
    world.apply()
    world.write(*launch, post("other", text="Other"))
    world.fault(method=method, path="/uploadposts/schedule/*", kind="drop_before", times=1)
    world.apply()
    world.write(*launch, post("other", text="A new edit"))
    world.wait(HOUR)
    session = world.session()
    results = session.apply(session.continued(world.files), world.progress).results
    assert [(result.change.address, result.outcome) for result in results] == [("launch@acme", Ending.DONE)]


def test_edit_of_the_state_by_hand(world: World) -> None:
    world.write(post())
    world.apply()
    world.session().edit_state(lambda state: removed(state, "launch@acme"))
    assert world.session().state().posts == {}
    assert world.told() == {"launch@acme": ("adopt", "15")}


def test_edit_of_the_state_while_somebody_writes(world: World) -> None:
    world.write(post())
    world.apply()

    def slow(state: State) -> State:
        world.write(post(text="Edited"))
        world.apply()
        return state

    with pytest.raises(StaleError):
        world.session().edit_state(slow)
    stored = world.store.read()
    assert stored.state is not None
    lease = Lease("run-9", world.clock.now() + MINUTE)
    world.store.write(replace(stored.state, lease=lease), stored.version)
    with pytest.raises(StaleError, match="run-9"):
        world.session().edit_state(lambda state: state)


def test_rebuild_without_an_echo(make_world: Made) -> None:
    world = make_world(echo_external_id={"upload_text": False})
    paper = medium(world.root, "paper.pdf", b"%PDF-1.4")
    document = post("paper", text="", title="Paper", platforms=["linkedin"], post_type="document", media=(paper,))
    world.write(post(), document, post("twice", text="Same"), post("thrice", text="Same", repost_of="twice"))
    world.apply()
    (world.root / ".contentsync" / "state.json").unlink()
    changed = world.session().rebuild(world.files)
    assert {"launch@acme", "paper@acme"} <= set(changed)
    told = world.told()
    assert told["launch@acme"] == told["paper@acme"] == ("none", "16")
    assert told["twice@acme"][0] != "none"


def test_rebuild_with_an_echo(world: World) -> None:
    world.write(post())
    world.apply()
    (world.root / ".contentsync" / "state.json").unlink()
    assert world.session().rebuild(world.files) == ("launch@acme",)
    assert world.told() == {"launch@acme": ("none", "16")}


def entry(**given) -> Entry:
    return Entry("launch", "acme", ("x",), **given)


RECORD = JobRecord("j1", Sent(START_AT), START_AT - 5 * DAY)
INTENT = Intent("cs1:n:a:b:0", "k", 0, "d", Sent(START_AT), START_AT - 7 * DAY, START_AT - 7 * DAY)
RECENT = START_AT - 2 * DAY - 15 * MINUTE


@pytest.mark.parametrize(
    ("posts", "listed", "since"),
    [
        ({}, set(), RECENT),
        ({"a": entry(job=RECORD)}, {"j1"}, RECENT),
        ({"a": entry(job=RECORD)}, set(), START_AT - 5 * DAY - 15 * MINUTE),
        ({"a": entry(job=replace(RECORD, is_listed=True))}, set(), START_AT - 3 * DAY - 15 * MINUTE),
        ({"a": entry(intent=INTENT)}, set(), START_AT - 7 * DAY - 15 * MINUTE),
    ],
    ids=["nothing open", "still listed", "never listed", "listed once", "intent"],
)
def test_how_far_back_the_history_is_read(posts, listed, since) -> None:
    state = State("n", lineage="l", applied_at=START_AT - 3 * DAY, posts=posts)
    assert history_since(state, listed, Windows(), START_AT) == since


def test_a_state_that_was_never_written_reads_the_whole_history() -> None:
    assert history_since(State("n"), set(), Windows(), START_AT) is None


def test_late_posts_are_looked_for_as_far_back_as_they_are_sent() -> None:
    state = State("n", lineage="l", applied_at=START_AT)
    assert history_since(state, set(), Windows(late=9 * DAY), START_AT) == START_AT - 9 * DAY - 15 * MINUTE


def test_a_dead_status_endpoint_is_asked_once(world: World) -> None:
    world.write(*(post(name, text=name) for name in "abcde"))
    world.apply()
    for job in world.scheduled():
        world.sandbox.ui_cancel(job["job_id"])
    world.fault(method="GET", path="/uploadposts/status", kind="error_before", status=500)
    planned = world.plan()
    assert [change.reason for change in planned.plan.changes] == ["waits: status cannot be reached"] * 5
    assert sum(rule["fired"] for rule in world.sandbox.faults()) == 4


def test_where_every_post_stands(make_world: Made) -> None:
    world = make_world(fail_platforms={"bluesky": "too long"})
    soon = START_AT + HOUR
    world.write(
        post("out", at=soon, text="out"),
        post("gone", at=soon, text="gone"),
        post("failed", at=soon, text="failed", platforms=["bluesky"]),
        post("coming", text="coming"),
    )
    world.apply()
    world.wait(2 * HOUR)
    world.write(
        post("out", at=soon, text="out"),
        post("failed", at=soon, text="failed", platforms=["bluesky"]),
        post("coming", text="coming"),
        post("new", text="new"),
        post("old", at=START_AT - DAY, text="old"),
        post("stuck", text="stuck", profile="bare"),
    )
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[-1]["job_id"])
    planned = world.plan()
    rows = statuses.rows(planned.plan, planned.state, planned.reconciled.records)
    assert {row.address.partition("@")[0]: row.fate for row in rows} == {
        "out": Fate.PUBLISHED,
        "gone": Fate.PUBLISHED,
        "failed": Fate.FAILED,
        "coming": Fate.SCHEDULED,
        "new": Fate.WAITING,
        "old": Fate.ARCHIVE,
        "stuck": Fate.WAITING,
    }
    urls = {row.address: row.urls for row in rows if row.fate is Fate.PUBLISHED}
    assert all(found["x"].startswith("https://x.example/posts/") for found in urls.values())
    assert [row.at for row in rows] == sorted(row.at for row in rows if row.at)


def test_fates_of_plans(world: World) -> None:
    world.write(post())
    planned = world.plan()
    (row,) = statuses.rows(planned.plan, planned.state, {})
    assert (row.fate, row.job_id) == (Fate.PLANNED, "")
    world.apply()
    world.sandbox.configure(history_gap=600)
    world.wait(DAY)
    planned = world.plan()
    (row,) = statuses.rows(planned.plan, planned.state, {})
    assert row.fate is Fate.PUBLISHING


def test_places_of_problems() -> None:
    problem = Problem("a.yaml", 3, 7, "CS201", "unknown")
    assert problem.where == "a.yaml:3:7"
    assert replace(problem, column=0).where == "a.yaml:3"
    assert replace(problem, line=0).where == "a.yaml"


def test_planned_counts_what_was_read(world: World) -> None:
    world.write(post(), post("other", text="Other"))
    world.apply()
    world.wait(DAY + timedelta(hours=1))
    planned = world.plan()
    assert (planned.jobs_read, planned.rows_read, planned.now) == (0, 2, world.clock.now())
