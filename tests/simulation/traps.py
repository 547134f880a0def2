"""Situations that a broken protocol comes out of badly. Each is played on the whole one first, which comes out well."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.facts import Drift
from contentsync.testing.crash import KillAt
from contentsync.testing.crash import Killed
from contentsync.testing.judge import Judge
from contentsync.testing.world import START_AT
from contentsync.testing.world import World
from tests.simulation import plans
from tests.simulation.plans import HOUR
from tests.simulation.plans import HOURS
from tests.simulation.plans import at
from tests.simulation.plans import change
from tests.simulation.plans import post
from tests.simulation.runners import side_by_side

FORGETFUL = {"idempotency": False}
OLDER = {"echo_external_id": dict.fromkeys(("upload", "upload_photos", "upload_text"), False), **FORGETFUL}


class Trap(msgspec.Struct, frozen=True):
    """What happens, the switches of the service, and whether a person has to be left with something at the end."""

    happens: Callable[[World], None]
    switches: dict[str, Any] = {}
    drift: Drift = Drift.REVERT
    leaves_something: bool = False


def sprung(trap: Trap) -> list[str]:
    """Everything that is wrong at the end: nothing, where the protocol is whole."""
    world = World(Terms(drift=trap.drift), **trap.switches)
    try:
        trap.happens(world)
        world.sandbox.clear_faults()
        for _ in range(HOURS):
            world.wait(HOUR)
            world.run()
        judge = Judge(world)
        return judge.faults() + ([] if trap.leaves_something else judge.holds())
    finally:
        world.close()


def found_again(world: World) -> None:
    plans.found_again(world)


def lost_answer(world: World) -> None:
    plans.one_create(world)
    world.sandbox.add_fault({"method": "POST", "kind": "drop_after", "times": 1})
    world.run()


def lost_answer_edited(world: World) -> None:
    plans.one_create(world)
    world.sandbox.add_fault({"method": "POST", "kind": "drop_after", "times": 1})
    world.sandbox.add_fault(
        {"method": "GET", "path": "/uploadposts/schedule", "kind": "html", "nth": list(range(2, 40))}
    )
    world.run()
    world.sandbox.clear_faults()
    change(world, "a", text="Better words")


def lost_edit(world: World) -> None:
    plans.edited_text(world)
    world.sandbox.add_fault({"method": "PATCH", "kind": "drop_before", "times": 1})
    world.run()


def edit_served_late(world: World) -> None:
    """An edit arrives four minutes late, and another one was made meanwhile."""
    plans.edited_text(world)
    world.sandbox.add_fault({"method": "PATCH", "kind": "serve_late", "seconds": 240, "times": 1})
    world.run()
    change(world, "a", text="Best words")
    world.wait(timedelta(minutes=1))
    world.run()


def edited_into_a_twin(world: World) -> None:
    world.put(post("a", 6), post("b", 8))
    world.run()
    change(world, "b", text=world.posts["a"].text)


def cancelled_while_parked(world: World) -> None:
    plans.one_create(world)
    world.run()
    world.wait(HOUR)
    world.run()
    (old,) = world.waiting()
    change(world, "a", comment="More below")
    world.run(KillAt(1, "after POST"))
    world.wait(timedelta(minutes=1))
    world.cancel(old)


def removed_and_back(world: World) -> None:
    """The DELETE of a post whose file was removed arrives four minutes late, and the file is back by then."""
    plans.one_create(world)
    world.run()
    world.remove("a")
    world.sandbox.add_fault({"method": "DELETE", "kind": "serve_late", "seconds": 240, "times": 1})
    world.run()
    world.put(post("a"))
    world.wait(timedelta(minutes=1))
    world.run()


def served_late(world: World) -> None:
    plans.one_create(world)
    world.sandbox.add_fault({"method": "POST", "kind": "serve_late", "seconds": 240, "times": 1})
    world.run()
    world.wait(timedelta(minutes=1))
    world.run()


def split_and_killed(world: World) -> None:
    plans.split(world)
    world.run(KillAt(1, "after POST"))


def brought_back(world: World) -> None:
    plans.one_create(world)
    world.run()
    world.remove("a")
    world.run()
    world.put(post("a"))


def folded(world: World) -> None:
    world.put(post("a", 3))
    world.run()
    world.put(replace(post("a", 9), id="b", repost_of="a"))


def same_words(world: World) -> None:
    world.put(post("a"))
    world.run()
    world.put(replace(post("a", 5), id="b"))


def nobody_comes_back(world: World) -> None:
    """A re-creation is killed in the middle, and the next run is long after the moment."""
    plans.replaced(world)
    world.run(KillAt(1, "after POST"))
    world.wait(10 * HOUR)


def swapped(world: World) -> None:
    plans.swapped(world)


def edited_while_parked(world: World) -> None:
    plans.edited_while_parked(world)


def let_go_while_replaced(world: World) -> None:
    """Somebody publishes the old job just before its DELETE arrives, and the run ends before anybody can mend it."""
    plans.replaced(world)
    (old,) = world.waiting()

    def watch(name: str) -> None:
        if name.startswith("before DELETE") and old in world.waiting():
            world.publish_now(old)
        if name.startswith("after PATCH"):
            raise Killed(name)

    world.run(watch)
    world.wait(12 * HOUR)


def parked_one_let_go(world: World) -> None:
    plans.parked(world)
    world.publish_now(world.waiting()[-1])


def split_and_left(world: World) -> None:
    world.put(post("a", platforms=("linkedin", "x")))
    world.run()
    change(world, "a", own_at={"x": START_AT + at(7)}, text="Better words")
    world.run(KillAt(1, "after POST"))
    world.wait(12 * HOUR)


def orphaned_copy(world: World) -> None:
    plans.one_create(world)
    world.run()
    (job,) = world.waiting()
    world.copy(job, START_AT + at(11))
    world.cancel(job)
    world.lose_state()
    world.remove("a")


def copied(world: World) -> None:
    plans.one_create(world)
    world.run()
    world.copy(world.waiting()[0], START_AT + at(11))


def unreadable_list(world: World) -> None:
    plans.adopted(world)
    change(world, "a", text="Better words")
    world.sandbox.add_fault({"method": "GET", "path": "/uploadposts/schedule", "kind": "html"})
    world.run()


def long_list(world: World) -> None:
    plans.adopted(world)
    change(world, "b", text="Better words")
    world.run()


def neighbour(world: World) -> None:
    plans.one_create(world)
    world.neighbour("Words of a neighbour", START_AT + at(9))


def published_then_lost(world: World) -> None:
    world.put(post("a", 2))
    world.run()
    world.wait(3 * HOUR)
    world.lose_state()
    change(world, "a", at=START_AT + at(9))


def published_long_ago(world: World) -> None:
    world.put(post("a", 2))
    world.run()
    world.wait(3 * HOUR)
    world.run()
    for day in range(2, 8):
        everywhere = ["bluesky", "devto", "discord", "facebook", "hashnode", "linkedin", "mastodon", "nostr", "slack"]
        for part in (everywhere, [*everywhere[:8], "threads"]):
            title = f"Words of day {day} {part[-1] * 9}"
            world.sandbox.ui_create("acme", part, title, f"{START_AT + timedelta(days=day):%Y-%m-%dT%H:%M:%SZ}")
    world.wait(timedelta(days=9))
    world.run()
    change(world, "a", at=world.now + at(6), text="Better words")


def split_after_publishing(world: World) -> None:
    world.put(post("a", 2, platforms=("linkedin", "x")))
    world.run()
    world.wait(3 * HOUR)
    world.run()
    change(world, "a", own_at={"x": START_AT + at(9)}, text="Better words")


def renamed_after_publishing(world: World) -> None:
    world.put(post("a", 2))
    world.run()
    world.wait(3 * HOUR)
    world.run()
    world.remove("a")
    world.put(replace(post("a", 9), id="b", renamed_from="a", text="Better words"))


def broken_over_its_moment(world: World) -> None:
    plans.one_create(world)
    world.run()
    change(world, "a", is_broken=True)
    for _ in range(9):
        world.wait(HOUR)
        world.run()
    change(world, "a", is_broken=False)


def cancelled(world: World) -> None:
    plans.one_create(world)
    world.run()
    world.wait(HOUR)
    world.run()
    world.wait(HOUR)
    world.cancel(world.waiting()[0])


def listed_late(world: World) -> None:
    plans.one_create(world)
    world.run()
    world.wait(timedelta(minutes=1))
    world.run()


def refused(world: World) -> None:
    world.put(post("a", 6, platforms=("linkedin", "x")), post("b", 7, platforms=("linkedin", "x")))


def half_failed(world: World) -> None:
    world.put(post("a", platforms=("linkedin", "x")))


def two_runners(world: World) -> None:
    plans.creates_in_a_batch(world)
    side_by_side(world, Random(2))


def frozen_at_its_record(world: World) -> None:
    """A runner stands still after its create until its lease is over, and another one comes, applies and goes."""
    plans.one_create(world)
    is_first = True

    def watch(name: str) -> None:
        nonlocal is_first
        if is_first and name.startswith("after POST"):
            is_first = False
            world.wait(timedelta(minutes=20))
            world.put(post("b", 9))
            world.run()

    world.run(watch)


def one_create(world: World) -> None:
    plans.one_create(world)


def edited_text(world: World) -> None:
    plans.edited_text(world)


def drifted(world: World) -> None:
    plans.drift_reverted(world)


def added_and_missed(world: World) -> None:
    """A file that comes between two runs, with a moment before the second."""
    plans.one_create(world)
    world.run()
    world.put(post("b", 1))
    world.wait(2 * HOUR)


NO_WAITING = {"in_progress_scheduled": False, **FORGETFUL}

TRAPS: dict[str, Trap] = {
    "found_again": Trap(found_again, OLDER),
    "lost_answer": Trap(lost_answer, FORGETFUL),
    "lost_answer_edited": Trap(lost_answer_edited, OLDER),
    "lost_edit": Trap(lost_edit, drift=Drift.KEEP),
    "edit_served_late": Trap(edit_served_late, drift=Drift.KEEP),
    "edited_into_a_twin": Trap(edited_into_a_twin, leaves_something=True),
    "cancelled_while_parked": Trap(cancelled_while_parked, leaves_something=True),
    "removed_and_back": Trap(removed_and_back),
    "served_late": Trap(served_late, OLDER),
    "split_and_killed": Trap(split_and_killed, OLDER),
    "brought_back": Trap(brought_back, {"idempotency_replay_cancelled": True}),
    "folded": Trap(folded, {"content_hash_folding": 86400}, leaves_something=True),
    "same_words": Trap(same_words, leaves_something=True),
    "nobody_comes_back": Trap(nobody_comes_back, leaves_something=True),
    "swapped": Trap(swapped),
    "edited_while_parked": Trap(edited_while_parked),
    "let_go_while_replaced": Trap(let_go_while_replaced, leaves_something=True),
    "parked_one_let_go": Trap(parked_one_let_go, leaves_something=True),
    "split_and_left": Trap(split_and_left, leaves_something=True),
    "orphaned_copy": Trap(orphaned_copy, leaves_something=True),
    "copied": Trap(copied, leaves_something=True),
    "unreadable_list": Trap(unreadable_list, NO_WAITING),
    "long_list": Trap(long_list, {"list_limit": 1, **NO_WAITING}),
    "neighbour": Trap(neighbour),
    "published_then_lost": Trap(published_then_lost, leaves_something=True),
    "published_long_ago": Trap(published_long_ago, leaves_something=True),
    "split_after_publishing": Trap(split_after_publishing, leaves_something=True),
    "renamed_after_publishing": Trap(renamed_after_publishing, leaves_something=True),
    "broken_over_its_moment": Trap(broken_over_its_moment),
    "cancelled": Trap(cancelled, leaves_something=True),
    "listed_late": Trap(listed_late, {"list_lag": 200, **FORGETFUL}),
    "refused": Trap(refused, {"plan": "free", "monthly_uploads": 3}, leaves_something=True),
    "half_failed": Trap(half_failed, {"fail_platforms": {"x": "No"}}, leaves_something=True),
    "two_runners": Trap(two_runners, FORGETFUL),
    "frozen_at_its_record": Trap(frozen_at_its_record, OLDER),
    "one_create_older": Trap(one_create, OLDER),
    "edited_text": Trap(edited_text),
    "drifted": Trap(drifted),
    "added_and_missed": Trap(added_and_missed, leaves_something=True),
}
