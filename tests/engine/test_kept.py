"""Planning again with what was read once: the same plan as asking again would give, and nobody is asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from contentsync.destinations import Destinations
from contentsync.engine.kept import Kept
from contentsync.engine.kept import with_last
from contentsync.engine.planned import Planned
from contentsync.model.change import Action
from contentsync.model.change import Patch
from contentsync.model.delivery import Desired
from contentsync.model.outcome import Refused
from contentsync.state.document import State
from contentsync.testing import FrozenClock
from contentsync.testing.posts import Post
from contentsync.testing.world import START_AT
from contentsync.testing.world import World

POSTS = [Post(name, START_AT + timedelta(days=90 + day), f"Words of {name}") for day, name in enumerate("abc")]


@pytest.fixture
def world() -> Iterator[World]:
    """Where one post went out, two are scheduled, one was cancelled by hand, and one job is somebody else's."""
    world = World()
    world.put(*POSTS, replace(POSTS[0], id="out", at=START_AT + timedelta(hours=1)))
    world.run()
    world.wait(timedelta(hours=3))
    world.run()
    world.cancel(world.waiting()[1])
    world.stranger("By hand", START_AT + timedelta(days=100))
    yield world
    world.close()


def kept(world: World) -> Kept:
    session, client = world.session("look")
    with client:
        planned = session.plan(world.desired())
        return Kept(planned, client.profiles(), Destinations(client).kept())


def again(world: World, kept: Kept, desired: Desired) -> Planned:
    session, client = world.session("again")
    client.close()
    clock = FrozenClock(kept.planned.now)
    return replace(session, server=kept, store=kept, clock=clock, destinations=kept.destinations).plan(desired)


def test_the_same_files_give_the_same_plan(world: World) -> None:
    before = kept(world)
    assert before.planned.snapshot.statuses
    assert again(world, before, world.desired()) == before.planned


def test_other_files_give_the_plan_that_asking_again_would_give(world: World) -> None:
    before = kept(world)
    world.commit({"a": replace(POSTS[0], text="Other words"), "new": replace(POSTS[1], id="new", text="New")})
    planned = again(world, before, world.desired())
    assert planned.plan == replace(kept(world).planned.plan, now=planned.now)
    assert {change.address: change.action for change in planned.plan.changes if change.writes} == {
        "a@acme": Action.UPDATE,
        "c@acme": Action.DELETE,
        "new@acme": Action.CREATE,
    }


def test_nothing_can_be_written(world: World) -> None:
    before = kept(world)
    assert isinstance(before.edit("job", Patch()), Refused)
    assert before.history_of("cs1:x") == ()
    with pytest.raises(AssertionError):
        before.write(State(namespace="a"), "")
    assert before.where


def test_a_post_with_an_error_is_shown_as_it_was(world: World) -> None:
    last = kept(world).planned
    world.put(replace(POSTS[0], is_broken=True), replace(POSTS[1], text="Other words"))
    world.remove("c")
    desired = with_last(world.desired(), last)
    texts = {each.post_id: each.text for each in desired.deliveries if each.post_id != "out"}
    assert texts == {"a": "Words of a", "b": "Other words"}


def test_one_of_several_posts_in_a_file_with_an_error(world: World) -> None:
    last = kept(world).planned
    rest = tuple(each for each in last.desired.deliveries if each.post_id != "a")
    now = replace(last.desired, deliveries=rest, bad_posts=frozenset({"a"}))
    assert {each.post_id for each in with_last(now, last).deliveries} == {"a", "b", "c", "out"}
    assert with_last(now, None) is now


def test_a_draft_with_an_error(world: World) -> None:
    world.put(replace(POSTS[0], is_draft=True))
    last = kept(world).planned
    world.put(replace(POSTS[0], is_broken=True))
    assert [each.post_id for each in with_last(world.desired(), last).drafts] == ["a"]
