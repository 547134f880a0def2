"""What an option of `apply` lets through is what it names, and what narrows only narrows: by what is really sent."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

import msgspec

from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.engine.session import Session
from contentsync.model.change import Step
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.testing.crash import KillAt
from contentsync.testing.posts import Post
from contentsync.testing.world import ANY_NUMBER
from contentsync.testing.world import START_AT
from contentsync.testing.world import Quiet
from contentsync.testing.world import World

EDITS = 24
NAMES = tuple("abcdefgh")
PROFILES = (("acme",), ("press",), ("acme", "press"))
CANCELS = (Step.DELETE, Step.DROP_BOTH)

Posts = dict[str, Post]
Written = frozenset[tuple[Step, str]]
Plan = Callable[[Session, Desired], Planned]


class Edit(msgspec.Struct, frozen=True):
    """What stood there when it was applied, and what stands there now."""

    before: Posts
    after: Posts

    @property
    def without_removals(self) -> "Edit":
        """The same edit, and every file still there."""
        return Edit(self.before, {**self.before, **self.after})


class Ended(msgspec.Struct, frozen=True):
    """`shown` is what the plan said, `written` what was called; `refusal` is why nothing was."""

    shown: Written
    written: Written
    effects: tuple[str, ...]
    refusal: str = ""


def random_edit(seed: int) -> Edit:
    random = Random(seed)
    before = {name: random_post(random, name) for name in NAMES if random.random() < 0.8}
    after = {}
    for name in NAMES:
        fate = random.random()
        if name in before and fate < 0.25:
            after[name] = before[name]
        elif fate < 0.5:
            after[name] = random_post(random, name)
    return Edit(before, after)


def random_post(random: Random, name: str) -> Post:
    words = f"{random.choice(('Words', 'Better words'))} of {name}"
    at = START_AT + timedelta(hours=random.choice((8, 9, 30)))
    comment = random.choice(("", "More below"))
    return Post(name, at, words, platforms=("linkedin", "x"), profiles=random.choice(PROFILES), comment=comment)


def applied(edit: Edit, plan: Plan = Session.plan, allow_delete: int = 0, killed_at: int = 0) -> Ended:
    """From the beginning to the end of one run of that kind; a run before it may be killed at one of its effects."""
    world = World()
    world.commit(edit.before)
    world.run()
    world.commit(edit.after)
    if killed_at:
        world.run(KillAt(killed_at))
        world.wait(timedelta(minutes=15))
    effects: list[str] = []
    session, client = world.session("the run", effects.append)
    try:
        planned = plan(session, world.desired())
        shown = frozenset((change.step, change.address) for change in planned.plan.changes if change.writes)
        try:
            results = session.apply(planned, Quiet(), allow_delete).results
        except UserError as error:
            return Ended(shown, frozenset(), _writes(effects), error.message)
        return Ended(shown, frozenset((each.change.step, each.change.address) for each in results), _writes(effects))
    finally:
        client.close()
        world.close()


def _writes(effects: list[str]) -> tuple[str, ...]:
    """The calls that were made, and the writes of the state."""
    return tuple(each for each in effects if each.startswith("before ") and not each.startswith("before GET"))


def cancels(written: Written) -> int:
    return sum(step in CANCELS for step, _ in written)


def test_allow_delete_adds_deletes_and_nothing_else() -> None:
    counts: Counter[str] = Counter()
    for seed in range(EDITS):
        edit, allowed = random_edit(seed), seed % 10
        without, lifted = applied(edit), applied(edit, allow_delete=allowed)
        assert lifted.shown == without.shown
        assert not any(ended.refusal and ended.effects for ended in (without, lifted))
        assert bool(lifted.refusal) == (bool(without.refusal) and allowed < cancels(without.shown)), seed
        if not without.refusal:
            assert lifted == without
        added = lifted.written - applied(edit.without_removals).written
        assert {step for step, _ in added} <= set(CANCELS), (seed, added)
        counts["refused"] += bool(lifted.refusal)
        counts["lifted"] += bool(without.refusal and not lifted.refusal)
        counts["added"] += len(added)
    assert min(counts[name] for name in ("refused", "lifted", "added")) > 2, counts


def narrowed(scope: Scope) -> Plan:
    return lambda session, desired: session.plan(desired, scope)


def approved(session: Session, desired: Desired) -> Planned:
    """A saved plan of every other post alone."""
    planned = session.plan(desired)
    odd = {change.address for change in planned.plan.changes if change.address[0] in NAMES[::2]}
    plan = session.save(session.plan(desired, Scope(targets=tuple(sorted(odd)) or ("none",))))
    return session.approved(plan, desired)


NARROWER: dict[str, Plan] = {
    "--target": narrowed(Scope(targets=("a", "b@press", "c:x", "d"))),
    "--profile": narrowed(Scope(profiles=("press",))),
    "--target --profile": narrowed(Scope(targets=("a", "b", "c"), profiles=("acme",))),
    "--continue": Session.continued,
    "FILE": approved,
}


def test_what_narrows_only_narrows() -> None:
    counts: Counter[str] = Counter()
    for seed in range(EDITS // 2):
        edit, killed_at = random_edit(seed), (0, 25, 35)[seed % 3]
        whole = applied(edit, allow_delete=ANY_NUMBER, killed_at=killed_at)
        for name, plan in NARROWER.items():
            less = applied(edit, plan, ANY_NUMBER, killed_at)
            assert less.shown <= whole.shown, (name, seed)
            assert less.written <= whole.written, (name, seed, less.written - whole.written)
            counts[f"{name} writes something"] += bool(less.written)
            counts[f"{name} writes less"] += less.written < whole.written
    assert len(counts) == 2 * len(NARROWER)
    assert all(counts.values()), counts
