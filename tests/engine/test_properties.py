"""What holds of every plan, whatever authors, people and networks do: a random life, step by step."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contentsync.engine import guards
from contentsync.engine.planning import Scope
from contentsync.engine.planning import narrowed
from contentsync.engine.planning import plan_of
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import reconcile
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Patch
from contentsync.model.change import Step
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.remote import Account
from contentsync.state.document import State
from tests.engine.perfect import Service
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import NAMESPACE
from tests.engine.world import START_AT
from tests.engine.world import post

NETWORKS = ("bluesky", "linkedin", "x")
IDS = ("first", "second", "third")
WRITING = frozenset({Action.CREATE, Action.REPLACE})

moments = st.one_of(st.none(), st.integers(-2, 30).map(lambda number: START_AT + number * 5 * HOUR))
deeds = st.sampled_from(["wait", "wait long", "reword", "move", "cancel", "copy", "nothing", "lose state"])


@st.composite
def wishes(draw: st.DrawFn, post_id: str) -> tuple[Delivery, ...]:
    """What one file says: nothing, or a post, perhaps with a delivery of its own for x."""
    if draw(st.integers(0, 4)) == 0:
        return ()
    networks = draw(st.sets(st.sampled_from(NETWORKS), min_size=1))
    text = f"{post_id} {draw(st.sampled_from(['one', 'two']))}"
    given_: dict[str, str] = {"comment": draw(st.sampled_from(["", "see link"]))}
    if draw(st.booleans()) and "x" in networks and len(networks) > 1:
        own = post(post_id, draw(moments), f"{text} on x", platform="x")
        return (post(post_id, draw(moments), text, platforms=networks - {"x"}, **given_), own)
    return (post(post_id, draw(moments), text, platforms=networks, **given_),)


@st.composite
def editions(draw: st.DrawFn) -> Desired:
    """What the repository says after one commit."""
    deliveries = tuple(each for post_id in IDS for each in draw(wishes(post_id)))
    bad = draw(st.sets(st.sampled_from(IDS), max_size=1)) if draw(st.integers(0, 3)) == 0 else set()
    good = tuple(d for d in deliveries if d.post_id not in bad)
    files = frozenset(f"content/{name}.yaml" for name in IDS)
    return Desired(good, bad_posts=frozenset(bad), bad_files=frozenset(f"content/{b}.yaml" for b in bad), files=files)


steps = st.lists(st.tuples(editions(), deeds, st.integers(0, 5)), min_size=1, max_size=6)


class Life:
    """A repository, a state and a perfect service; every plan on the way is looked at."""

    def __init__(self, drift: Drift) -> None:
        self.service = Service(START_AT)
        self.state = State(NAMESPACE)
        self.terms = Terms(drift=drift)
        self.copies: set[str] = set()

    def plan(self, desired: Desired) -> tuple[Reconciled, Snapshot]:
        snapshot = self.service.snapshot(self.state)
        found = reconcile(desired, self.state, snapshot, self.terms)
        check_plan(found, desired, snapshot)
        check_order(found, desired, self.state, snapshot, self.terms)
        check_scopes(found, desired, snapshot)
        return found, snapshot

    def apply(self, desired: Desired) -> None:
        for _ in range(6):
            found, _ = self.plan(desired)
            self.state = self.service.applied(self.state, found)
            # What one look writes down may let the next one see more; it comes to rest all the same.
            if not found.records and not any(decision.change.writes for decision in found.decisions):
                break
        left, _ = self.plan(desired)
        assert [told(decision.change) for decision in left.decisions if decision.change.writes] == []
        assert left.records == {}

    def happen(self, deed: str, number: int) -> None:
        jobs = sorted(self.service.jobs.values(), key=lambda job: job.job_id)
        if deed.startswith("wait"):
            span = timedelta(minutes=7 * number) if deed == "wait" else number * 5 * HOUR
            self.service.advance(self.service.now + span, frozenset({"linkedin"}) if number == 3 else frozenset())
        elif deed == "lose state":
            self.state = State(NAMESPACE)
        elif jobs and deed != "nothing":
            self._touch(deed, jobs[number % len(jobs)].job_id)

    def _touch(self, deed: str, job_id: str) -> None:
        job = self.service.jobs[job_id]
        if deed == "reword":
            self.service.jobs[job_id] = replace(job, title="by hand")
        elif deed == "move":
            self.service.jobs[job_id] = replace(job, scheduled_at=job.scheduled_at + HOUR)
        elif deed == "cancel":
            del self.service.jobs[job_id]
        else:
            copy = replace(job, job_id=f"{job_id}-copy", scheduled_at=job.scheduled_at + 3 * HOUR)
            self.service.jobs[copy.job_id] = copy
            self.copies.add(copy.job_id)


def told(change: Change) -> tuple[str, str, str]:
    return (change.address, change.rule, change.reason)


def check_plan(found: Reconciled, desired: Desired, snapshot: Snapshot) -> None:
    """No create of what followers have seen, or where a job for the same followers stands; no bad file is written."""
    wanted = {d.address: d for d in desired.deliveries}
    ours = {job.external_id.split(":")[2]: job for job in snapshot.jobs if job.external_id}
    assert len({decision.change.address for decision in found.decisions}) == len(found.decisions)
    for decision in found.decisions:
        change = decision.change
        assert change.rule != "23"
        if change.action in WRITING:
            assert change.address in wanted
            entry = decision.entry
            assert entry is not None
            assert not entry.published.keys() & set(change.platforms)
        if change.step is Step.CREATE:
            assert change.delivery is not None
            assert not any(job.job_id in change.job_ids for job in ours.values())
            assert not _stands(change, snapshot)
        if change.address.partition("@")[0] in desired.bad_posts:
            assert change.step is Step.NOTHING or change.rule in ("3", "4")
        if change.step is Step.PATCH:
            assert change.patch != Patch()
            assert change.before != change.after


def _stands(change: Change, snapshot: Snapshot) -> bool:
    """Whether a job with the very words already goes to the same followers near that moment."""
    d = change.delivery
    assert d is not None
    assert change.at is not None
    return any(
        job.profile == d.profile
        and set(job.platforms) & set(d.platforms)
        and job.title == d.wire_title
        and abs(job.scheduled_at - change.at) < 48 * HOUR
        for job in snapshot.jobs
    )


def check_order(found: Reconciled, desired: Desired, state: State, snapshot: Snapshot, terms: Terms) -> None:
    """The order of files, of entries, of jobs and of rows does not matter; the plan itself is in its order."""
    turned = reconcile(
        replace(desired, deliveries=desired.deliveries[::-1]),
        replace(state, posts=dict(reversed(state.posts.items()))),
        replace(snapshot, jobs=snapshot.jobs[::-1]),
        terms,
    )
    assert [d.change for d in turned.decisions] == [d.change for d in found.decisions]
    moments = [d.change.at or datetime.max.replace(tzinfo=START_AT.tzinfo) for d in found.decisions]
    plain = [
        at
        for at, d in zip(moments, found.decisions, strict=True)
        if d.change.action is not Action.DELETE and d.change.rule.isdigit()
    ]
    assert all(before <= after for before, after in pairwise(plain))


def check_scopes(found: Reconciled, desired: Desired, snapshot: Snapshot) -> None:
    """Scopes only leave out, and allowing deletes lifts nothing else."""
    plan = plan_of(found, desired, snapshot, Account("", ""))
    for scope in (Scope(targets=("first",)), Scope(profiles=("acme",)), Scope(profiles=("beta",))):
        assert set(map(told, narrowed(plan, scope).changes)) <= set(map(told, plan.changes))
    state = State(NAMESPACE)
    hit, lifted = guards.check(plan, state, {}), guards.check(plan, state, {}, 1000)
    assert {guard.allow for guard in hit} - {guard.allow for guard in lifted} <= {"--allow-delete"}


@settings(max_examples=150, deadline=None)
@given(steps, st.sampled_from(list(Drift)))
def test_every_plan_on_the_way(life_steps: list[tuple[Desired, str, int]], drift: Drift) -> None:
    life = Life(drift)
    for desired, deed, number in life_steps:
        life.apply(desired)
        life.happen(deed, number)
        life.plan(desired)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_followers_see_each_leaf_once(life_steps: list[tuple[Desired, str, int]]) -> None:
    """As long as people copy nothing: a copy that they let go out is theirs."""
    life = Life(Drift.REVERT)
    for desired, deed, number in life_steps:
        life.apply(desired)
        life.happen("wait" if deed in ("copy", "lose state") else deed, number)
    life.service.advance(START_AT + 400 * 24 * HOUR)
    seen: Counter[tuple[str, str]] = Counter()
    for row in life.service.rows:
        if row.success:
            seen[row.external_id.split(":")[2], row.platform] += 1
    assert [leaf for leaf, count in seen.items() if count > 1] == []


def test_waiting_is_not_for_ever() -> None:
    """A post that waits for another address is told as missed or too close when its time comes."""
    life = Life(Drift.REVERT)
    life.apply(Desired((post("first", START_AT + HOUR, "one", platforms=["linkedin", "x"]),)))
    life.service.advance(START_AT + 40 * MINUTE)
    split = Desired(
        (
            post("first", START_AT + HOUR, "one", platforms=["linkedin"]),
            post("first", START_AT + 2 * HOUR, "own", platform="x"),
        )
    )
    reasons = {decision.change.address: decision.change.reason for decision in life.plan(split)[0].decisions}
    assert reasons["first@acme:x"].startswith("waits until first@acme")
    assert reasons["first@acme"] == "too late to re-create"
    life.service.advance(START_AT + HOUR)
    left, _ = life.plan(split)
    assert {d.change.address: d.change.rule for d in left.decisions} == {"first@acme": "9", "first@acme:x": "9"}
