"""Plans to be killed in the middle: each brings a world to the moment before an apply that has something to write.

Moments lie hours ahead, so that a run killed anywhere leaves time to mend: after it, every post goes out as its file
says, and nobody has to do anything.
"""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from contentsync.testing.crash import KillAt
from contentsync.testing.posts import Post
from contentsync.testing.world import START_AT
from contentsync.testing.world import World

HOUR = timedelta(hours=1)
HOURS = 14
"""How long a world goes on after the kill: past every moment that a plan names."""

Plan = Callable[[World], None]


def at(hours: float) -> timedelta:
    """A moment of a plan, in hours after its beginning."""
    return timedelta(hours=hours)


def post(name: str, hours: float = 8, **given: object) -> Post:
    return Post(name, START_AT + at(hours), f"Words of {name}", **given)  # type: ignore[arg-type]


def change(world: World, name: str, **fields: object) -> None:
    world.put(replace(world.posts[name], **fields))


def one_create(world: World) -> None:
    world.put(post("a"))


def creates_in_a_batch(world: World) -> None:
    world.put(post("a"), post("b", 9, platforms=("linkedin", "x")), post("c", 10, post_type="photo", medium="c.png"))


def document(world: World) -> None:
    """The endpoint that echoes nothing and takes no key, on both generations of the service."""
    world.put(post("deck", title="Deck", platforms=("linkedin",), post_type="document", medium="deck.pdf"))


def on_merge(world: World) -> None:
    world.put(Post("a", None, "As soon as it is merged"))


def edited_text(world: World) -> None:
    one_create(world)
    world.run()
    change(world, "a", text="Better words")


def edited_date(world: World) -> None:
    creates_in_a_batch(world)
    world.run()
    change(world, "a", at=START_AT + at(10))
    change(world, "b", at=START_AT + at(7))


def replaced(world: World) -> None:
    one_create(world)
    world.run()
    change(world, "a", comment="More below", text="Better words")


def replaced_document(world: World) -> None:
    document(world)
    world.run()
    change(world, "deck", medium="deck-2.pdf")


def replaced_texts(world: World) -> None:
    world.put(post("a", platforms=("linkedin", "x"), own_texts={"x": "Short"}))
    world.run()
    change(world, "a", own_texts={"x": "Shorter"}, at=START_AT + at(9))


def deleted(world: World) -> None:
    creates_in_a_batch(world)
    world.run()
    world.remove("a", "b")


def drafted(world: World) -> None:
    creates_in_a_batch(world)
    world.run()
    change(world, "b", is_draft=True)


def adopted(world: World) -> None:
    creates_in_a_batch(world)
    world.run()
    world.lose_state()


def adopted_and_edited(world: World) -> None:
    adopted(world)
    change(world, "a", text="Better words")
    change(world, "b", comment="More below")


def forgotten(world: World) -> None:
    world.put(post("a", 1.5), post("b"))
    world.run()
    world.wait(2 * HOUR)
    world.remove("a")
    world.put(post("c", 9))


def renamed(world: World) -> None:
    one_create(world)
    world.run()
    world.remove("a")
    world.put(replace(post("a"), id="b", renamed_from="a", text="Better words"))


def renamed_without_a_word(world: World) -> None:
    one_create(world)
    world.run()
    world.remove("a")
    world.put(replace(post("a"), id="b"))


def split(world: World) -> None:
    world.put(post("a", platforms=("linkedin", "mastodon", "x")))
    world.run()
    change(world, "a", own_at={"x": START_AT + at(9)})


def merged(world: World) -> None:
    world.put(post("a", platforms=("linkedin", "mastodon", "x"), own_at={"x": START_AT + at(9)}))
    world.run()
    change(world, "a", own_at={})


def one_more_platform(world: World) -> None:
    one_create(world)
    world.run()
    change(world, "a", platforms=("linkedin", "x"))


def two_profiles(world: World) -> None:
    world.put(post("a", profiles=("acme", "press"), platforms=("linkedin", "x")))
    world.run()
    change(world, "a", profiles=("press",), comment="More below")


def mixture(world: World) -> None:
    world.put(post("a"), post("b", 9), post("c", 10), post("d", 7))
    world.run()
    change(world, "a", comment="More below")
    world.remove("b")
    change(world, "c", text="Better words")
    world.put(post("e", 11), post("f", 6))


def drift_reverted(world: World) -> None:
    one_create(world)
    world.run()
    (job,) = world.waiting()
    world.reword(job, "Words of a person")
    world.move(job, START_AT + at(5))


def left_by(prefix: str) -> Plan:
    """A replace that was killed at the first effect of that name: the plan is what the next run makes of it."""

    def plan(world: World) -> None:
        replaced(world)
        world.run(KillAt(1, prefix))
        world.wait(HOUR)

    return plan


parked = left_by("before DELETE")
"""The new job stands parked, and the old one is live."""

swapped = left_by("after DELETE")
"""The old job is gone, and the new one stands parked; nobody has recorded that."""

unparked = left_by("after PATCH")
"""The new job has its time; nobody has recorded that."""


def edited_while_parked(world: World) -> None:
    parked(world)
    change(world, "a", comment="Still more below")


def deleted_while_parked(world: World) -> None:
    parked(world)
    world.remove("a")


def deleted_while_swapped(world: World) -> None:
    swapped(world)
    world.remove("a")


def resent(world: World) -> None:
    """Killed between the intent and the send: the next run sends it again with the same key."""
    one_create(world)
    world.run(KillAt(1, "before POST"))
    world.wait(HOUR)


def edited_before_resent(world: World) -> None:
    resent(world)
    change(world, "a", text="Better words")


def found_again(world: World) -> None:
    """Killed after the send, before the record."""
    one_create(world)
    world.run(KillAt(1, "after POST"))
    world.wait(HOUR)
    change(world, "a", text="Better words")


def lost_delete(world: World) -> None:
    """The answer to a DELETE is lost, and the file comes back before anybody looks."""
    creates_in_a_batch(world)
    world.run()
    world.remove("a")
    world.sandbox.add_fault({"method": "DELETE", "kind": "drop_after", "times": 1})
    world.run()
    world.wait(HOUR)
    world.put(post("a"))


def killed_delete(world: World) -> None:
    """Killed after a DELETE, before its record, and the file comes back before anybody looks."""
    creates_in_a_batch(world)
    world.run()
    world.remove("a")
    world.run(KillAt(1, "after DELETE"))
    world.wait(HOUR)
    world.put(post("a"))


PLANS: dict[str, Plan] = {
    plan.__name__: plan
    for plan in (
        one_create, creates_in_a_batch, document, on_merge, edited_text, edited_date, replaced, replaced_document,
        replaced_texts, deleted, drafted, adopted, adopted_and_edited, forgotten, renamed, renamed_without_a_word,
        split, merged, one_more_platform, two_profiles, mixture, drift_reverted, edited_while_parked,
        deleted_while_parked, deleted_while_swapped, resent, edited_before_resent, found_again, lost_delete,
        killed_delete,
    )
} | {"parked": parked, "swapped": swapped, "unparked": unparked}  # fmt: skip
