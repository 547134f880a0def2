"""The engine's own steps for one post, each as a function of what it is given, remembered by its arguments.

A state search takes the same few thousand steps in a million orders. Everything decided here is decided by
`contentsync.engine`: reconcile, the recorder with its lease and compare-and-swap, the intents and the sends of apply.
"""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from functools import cache
from typing import Any
from typing import NamedTuple
from typing import cast

import msgspec
from msgspec.structs import replace

from contentsync.engine.apply import creating
from contentsync.engine.apply.recorder import LEASE
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.sender import Sender
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import reconcile
from contentsync.engine.server import Writer
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Change
from contentsync.model.delivery import Desired
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.identity import external_id
from contentsync.model.outcome import Accepted
from contentsync.model.outcome import Unknown
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.remote import Status
from contentsync.model.windows import Windows
from contentsync.platforms import encode
from contentsync.state.document import Lease
from contentsync.state.document import State
from contentsync.state.store import MovedError
from contentsync.state.store import Stored
from contentsync.testing.posts import Post
from contentsync.testing.posts import deliveries
from contentsync.testing.world import NAMESPACE
from contentsync.testing.world import START_AT
from contentsync.testing.world import Quiet

RUNS = ("a", "b")
DEAD = "x"
"""The name that a lease gets once its run is gone."""

SWAPPED = {"a": "b", "b": "a"}
THE_JOB = "job"
"""The id of the first job that is made. A second one is what the search looks for, and ends it."""

IN_ORDER = frozenset({"9", "16"})
"""The rules by which a plan says that a post is scheduled or published as wanted."""


class Seen(NamedTuple):
    """What the remote shows of the job: its creation count, and where it is shown."""

    n: int
    is_listed: bool
    is_past: bool
    phase: Phase


class Rules(NamedTuple):
    """What a protocol may leave out; each a way to break the promise."""

    has_cas: bool = True
    has_lease: bool = True
    is_echoed: bool = True


class Reached(BaseException):
    """The send would leave now."""


class Slot:
    """A store in which one document stands, written since by somebody else or not."""

    where = "the state"

    def __init__(self, state: State, has_cas: bool) -> None:
        self.state, self.version, self._has_cas = state, "1", has_cas

    def read(self) -> Stored:
        return Stored(self.state, self.version)

    def write(self, state: State, expected: str, note: str = "") -> str:
        if self._has_cas and expected != self.version:
            raise MovedError
        self.state, self.version = state, self.version + "1"
        return self.version


class Standing:
    """A clock within one step: nothing that a step waits for is worth a tick."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        """Time passes between steps."""


class Remote:
    """What the service shows at one moment; a create only says that it was called."""

    def __init__(self, engine: "Engine", seen: Seen | None) -> None:
        self._engine, self._seen = engine, seen

    def create(self, *_: object) -> None:
        raise Reached

    def schedule(self) -> tuple[Job, ...]:
        return self._engine.jobs(self._seen)

    def history_of(self, label: str) -> tuple[HistoryRow, ...]:
        return tuple(row for row in self._engine.rows(self._seen) if row.external_id == label)


class Step(NamedTuple):
    """What a step left: the run's own copy of the state, the stored one, whether the lease was lost, how it ended."""

    own: int
    durable: int
    is_lost: bool
    ended: str


class Engine:
    """Steps of the real engine at ticks. `due` is the post's moment in ticks from the start."""

    def __init__(self, due: int, tick: timedelta, windows: Windows, rules: Rules) -> None:
        self.tick, self.windows, self.rules = tick, windows, rules
        self.due_at = START_AT + due * tick
        (self.delivery,) = deliveries(Post("launch", self.due_at, "Launch day"))
        self._desired = Desired(deliveries=(self.delivery,))
        self._terms = Terms(windows=windows)
        self._states: list[State] = []
        self._numbers: dict[bytes, int] = {}
        self._plans: list[Reconciled] = []
        self._plan_numbers: dict[bytes, int] = {}
        self.empty = self._intern(State(namespace=NAMESPACE, lineage="one"))
        self.decide = cache(self._decide)
        self.begin = cache(self._begin)
        self.open = cache(self._open)
        self.send = cache(self._send)
        self.record = cache(self._record)
        self.look_up = cache(self._look_up)
        self.close = cache(self._close)
        self.renamed = cache(self._renamed)
        self.aged = cache(self._aged)

    def _intern(self, state: State) -> int:
        state = replace(state, serial=0)
        data = msgspec.json.encode(state, order="sorted")
        number = self._numbers.setdefault(data, len(self._states))
        if number == len(self._states):
            self._states.append(state)
        return number

    def at(self, now: int) -> datetime:
        return START_AT + now * self.tick

    def jobs(self, seen: Seen | None) -> tuple[Job, ...]:
        if seen is None or not seen.is_listed:
            return ()
        d = self.delivery
        return (Job(THE_JOB, self.due_at, d.profile, d.platforms, "text", d.wire_title, "", self._label(seen)),)

    def rows(self, seen: Seen | None) -> tuple[HistoryRow, ...]:
        if seen is None or not seen.is_past:
            return ()
        d = self.delivery
        row = HistoryRow(d.profile, "x", True, self.due_at, THE_JOB, external_id=self._label(seen), title=d.wire_title)
        return (replace(row, total_platforms=1),)

    def _label(self, seen: Seen) -> str:
        return external_id(NAMESPACE, self.delivery, seen.n) if self.rules.is_echoed else ""

    def _snapshot(self, now: int, seen: Seen | None) -> Snapshot:
        phase = seen.phase if seen else Phase.NOT_FOUND
        statuses = {THE_JOB: Status(THE_JOB, phase, total=1)}
        return Snapshot(self.at(now), self.jobs(seen), History(self.rows(seen)), statuses)

    def _decide(self, now: int, state: int, seen: Seen | None) -> int:
        """The number of the plan."""
        found = reconcile(self._desired, self._states[state], self._snapshot(now, seen), self._terms)
        (decision,) = found.decisions
        change = decision.change
        data = msgspec.json.encode((change.rule, change.step, change.n, change.at, found.records))
        number = self._plan_numbers.setdefault(data, len(self._plans))
        if number == len(self._plans):
            self._plans.append(found)
        return number

    def change(self, plan: int) -> Change:
        (decision,) = self._plans[plan].decisions
        return decision.change

    def says(self, plan: int) -> str:
        """What a run that only looked tells people: `ok` for a post in order."""
        return "ok" if self.change(plan).rule in IN_ORDER else "told"

    def count(self, state: int) -> int:
        """The creation count of the open intent."""
        intent = self._states[state].posts[self.delivery.address].intent
        assert intent is not None
        return intent.n

    def _step(
        self, run: str, now: int, own: int, durable: int, is_stale: bool, is_lost: bool, act: Callable[[Sender], Any],
        seen: Seen | None = None,
    ) -> Step:  # fmt: skip
        """One act of the real engine by that run, on its copy of the state and the one that is stored."""
        store = Slot(self._states[durable], self.rules.has_cas)
        clock = Standing(self.at(now))
        recorder = Recorder(store, clock, run, self._states[own], "0" if is_stale else "1", _no_rescue)
        recorder._is_lost = is_lost
        sender = Sender(
            server=cast("Writer", Remote(self, seen)), recorder=recorder, clock=clock, windows=self.windows,
            namespace=NAMESPACE, encode=lambda delivery: encode(delivery, {}), progress=Quiet(),
        )  # fmt: skip
        try:
            result = act(sender)
            ended = str(result.outcome) if result is not None else ""
        except Reached:
            ended = "reached"
        except StaleError:
            ended = "stale"
        is_lost = recorder._is_lost and self.rules.has_lease
        return Step(self._intern(recorder.state), self._intern(store.state), is_lost, ended)

    def _begin(self, run: str, now: int, own: int, durable: int, is_stale: bool, plan: int) -> Step:
        """Take the lease, and write what reconcile found out."""
        found = self._plans[plan]
        if not self.rules.has_lease:
            own = self._intern(replace(self._states[own], lease=None))
        return self._step(
            run, now, own, durable, is_stale, False, lambda sender: sender.recorder.begin(found.records, found.dropped)
        )

    def _open(self, run: str, now: int, own: int, durable: int, is_stale: bool, plan: int) -> Step:
        """Write the intent."""
        change = self.change(plan)
        assert change.at is not None
        at = change.at

        def act(sender: Sender) -> None:
            intent = creating.intend(sender, change, "wanted", at)
            creating.open_intents(sender, [(change.address, intent)])

        return self._step(run, now, own, durable, is_stale, False, act)

    def _send(self, run: str, now: int, own: int, durable: int, is_stale: bool, is_lost: bool, plan: int) -> Step:
        """All checks before the call; it ends with `reached` where the call would leave."""
        change = self.change(plan)
        return self._step(run, now, own, durable, is_stale, is_lost, lambda sender: creating.send(sender, change))

    def _record(self, run: str, now: int, own: int, durable: int, is_stale: bool, is_lost: bool, plan: int) -> Step:
        """Write the answer down."""
        change = self.change(plan)

        def act(sender: Sender) -> Any:
            intent = sender.recorder.entry(change.address).intent
            assert intent is not None
            return creating._accepted(sender, change, intent, Accepted(job_id=THE_JOB))

        return self._step(run, now, own, durable, is_stale, is_lost, act)

    def _look_up(
        self, run: str, now: int, own: int, durable: int, is_stale: bool, is_lost: bool, plan: int, seen: Seen | None
    ) -> Step:
        """The answer was lost."""
        change = self.change(plan)
        return self._step(
            run, now, own, durable, is_stale, is_lost,
            lambda sender: creating._looked_up(sender, change, Unknown("time-out")), seen,
        )  # fmt: skip

    def _close(self, run: str, now: int, own: int, durable: int, is_stale: bool, is_lost: bool, is_done: bool) -> Step:
        """Give the lease back."""
        head = {"applied_at": self.at(now)} if is_done else {}
        return self._step(run, now, own, durable, is_stale, is_lost, lambda sender: sender.recorder.release(**head))

    def _renamed(self, state: int, names: tuple[tuple[str, str], ...]) -> int:
        found = self._states[state]
        lease = found.lease
        if lease is None or lease.run not in dict(names):
            return state
        return self._intern(replace(found, lease=Lease(dict(names)[lease.run], lease.until)))

    def _aged(self, state: int, now: int) -> int:
        """The same state with all instants that can decide nothing any more put to the beginning."""
        found, at, windows = self._states[state], self.at(now), self.windows
        if found.lease is not None and found.lease.until <= at:
            is_gone = found.lease.run == DEAD
            found = replace(found, lease=None if is_gone else Lease(found.lease.run, START_AT))
        if found.applied_at is not None and found.applied_at < self.due_at:
            found = replace(found, applied_at=START_AT)
        entry = found.posts.get(self.delivery.address)
        if entry is not None and entry.intent is not None and at >= entry.intent.not_after + windows.settle:
            entry = replace(entry, intent=replace(entry.intent, first_at=START_AT, not_after=START_AT))
        if entry is not None and entry.job is not None and at >= entry.job.sent_at + windows.settle:
            entry = replace(entry, job=replace(entry.job, sent_at=START_AT))
        if entry is not None:
            found = replace(found, posts={self.delivery.address: entry})
        return self._intern(found)


def is_done(ended: str) -> bool:
    return ended == Ending.DONE


def _no_rescue(_: object) -> str:
    raise UserError("nothing is ever out of reach here", "")


assert timedelta(minutes=5) == LEASE, "ticks are chosen by it"
