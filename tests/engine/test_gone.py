"""What a calendar has to be told of that no file speaks of any more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.engine.gone import TOLD
from contentsync.engine.gone import gone
from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.model.change import Action
from contentsync.model.change import Fields
from contentsync.testing.posts import Post
from contentsync.testing.world import START_AT
from contentsync.testing.world import World

AHEAD = START_AT + timedelta(days=90)
LAUNCH = Post("launch", AHEAD, "Launch day")


@pytest.fixture
def world() -> Iterator[World]:
    """Where one post is scheduled."""
    world = World()
    world.put(LAUNCH)
    world.run()
    yield world
    world.close()


def planned(world: World) -> Planned:
    session, client = world.session("look")
    with client:
        return session.plan(world.desired())


def test_what_is_scheduled_is_not_gone(world: World) -> None:
    assert gone(planned(world)) == {}


def test_what_was_cancelled_is_told_for_a_while(world: World) -> None:
    world.remove("launch")
    assert gone(planned(world)) == {}  # the plan's own delete says it
    cancelled_at = world.now
    world.run()
    assert gone(planned(world)) == {"launch@acme": AHEAD}
    world.wait(TOLD - (world.now - cancelled_at))
    assert gone(planned(world)) == {"launch@acme": AHEAD}
    world.wait(timedelta(seconds=1))
    assert gone(planned(world)) == {}


def test_a_cancelled_post_is_shown_as_it_would_have_gone_out(world: World) -> None:
    world.remove("launch")
    (change,) = planned(world).plan.changes
    assert (change.action, change.before) == (Action.DELETE, Fields(scheduled_at=AHEAD, title="Launch day"))
    (job_id,) = change.job_ids
    world.reword(job_id, "Launch day, as somebody typed it")
    (change,) = planned(world).plan.changes
    assert change.before
    assert change.before.title == "Launch day, as somebody typed it"


def test_what_is_wanted_again_is_not_gone(world: World) -> None:
    world.remove("launch")
    world.run()
    world.put(replace(LAUNCH, text="Launch day, again"))
    assert gone(planned(world)) == {}


def test_what_went_out_is_not_cancelled(world: World) -> None:
    world.wait(timedelta(days=91))
    world.run()
    world.remove("launch")
    world.run()
    assert gone(planned(world)) == {}


def test_what_was_renamed_is_gone_under_its_old_name_while_it_is_ahead(world: World) -> None:
    world.commit({"start": replace(LAUNCH, id="start", renamed_from="launch")})
    assert gone(planned(world)) == {"launch@acme": AHEAD}
    world.run()
    assert gone(planned(world)) == {"launch@acme": AHEAD}
    world.wait(timedelta(days=91))
    world.run()
    assert gone(planned(world)) == {}


def test_only_of_what_the_plan_was_narrowed_to(world: World) -> None:
    world.remove("launch")
    world.run()
    assert gone(replace(planned(world), scope=Scope(profiles=("acme",))))
    assert gone(replace(planned(world), scope=Scope(profiles=("beta",)))) == {}
