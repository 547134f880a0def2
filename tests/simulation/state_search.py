"""Every interleaving of two runs over one post: late service, late lists, late history, lost answers, kills anywhere.

python -m tests.simulation.state_search      prints the table
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from msgspec.structs import replace

from contentsync.model.remote import Phase
from contentsync.model.windows import Windows
from tests.simulation.one_post import DEAD
from tests.simulation.one_post import RUNS
from tests.simulation.one_post import SWAPPED
from tests.simulation.one_post import Engine
from tests.simulation.one_post import Rules
from tests.simulation.one_post import Seen
from tests.simulation.one_post import Step
from tests.simulation.one_post import is_done

READ, BEGIN, OPEN, SEND, ASLEEP, LOOK, RECORD, CLOSE = range(8)
"""What a run is about to do. Before each it may be killed, and any time may pass."""


class Protocol(NamedTuple):
    """`windows` are what the engine believes in; `late`, `lag` and `gap` what really happens, in ticks.

    `starts` is how many runs there are in all, two at a time. `nap` is how long a run may sleep between its last check
    and its call. `is_blunt` calls before it writes the intent, `is_hasty` writes down that it is done before it calls,
    `retries` calls again after a lost answer.
    """

    windows: Windows
    tick: timedelta = timedelta(minutes=5)
    due: int = 8
    late: int = 1
    lag: int = 1
    gap: int = 1
    starts: int = 3
    nap: int = 0
    rules: Rules = Rules()
    is_blunt: bool = False
    is_hasty: bool = False
    retries: bool = False


class Made(NamedTuple):
    """The job: when it was taken, when it is listed from, how long history takes to show it, its creation count."""

    at: int
    listed_at: int
    gap: int
    n: int


class Run(NamedTuple):
    """A run between two steps. `own` is its copy of the state; `is_stale`: somebody else has written since."""

    about: int
    own: int = -1
    plan: int = -1
    is_stale: bool = False
    is_lost: bool = False
    says: str = ""
    since: int = 0


Runs = tuple[Run | None, Run | None]


class World(NamedTuple):
    """One state. `said` is what the last run to end told people: `ok`, `told`, or nothing where it was killed."""

    now: int
    job: Made | None
    durable: int
    runs: Runs
    left: int
    said: str


class Found(NamedTuple):
    """How many states were reached, and how many of them were bad."""

    states: int
    doubles: int
    silent: int
    late: int

    @property
    def is_safe(self) -> bool:
        return not (self.doubles or self.silent or self.late)


class Search:
    """All states that can be reached from an empty service, an empty state and no run."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.engine = Engine(protocol.due, protocol.tick, protocol.windows, protocol.rules)
        gap = -(-protocol.windows.gap // protocol.tick)
        self._end = protocol.due + max(protocol.gap, gap) + 1
        self.doubles = 0

    def run(self, *, until_bad: bool = False) -> Found:
        """Explore, tick by tick: time never goes back. `until_bad` ends it at the first bad state."""
        states = silent = late = 0
        waiting = {World(0, None, self.engine.empty, (None, None), self.protocol.starts, "")}
        for now in range(self._end + 1):
            seen = {self._canonical(each) for world in waiting for each in self._aged(world, now)}
            todo = list(seen)
            while todo and not (until_bad and (late or silent or self.doubles)):
                world = todo.pop()
                late += world.job is not None and world.job.at >= self.protocol.due
                silent += now == self._end and world.job is None and world.said == "ok"
                for following in self._next(world):
                    canonical = self._canonical(following)
                    if canonical not in seen:
                        seen.add(canonical)
                        todo.append(canonical)
            states += len(seen)
            waiting = seen
        return Found(states, self.doubles, silent, late)

    def _aged(self, world: World, now: int) -> Iterator[World]:
        """The world one tick later, without what can decide nothing any more."""
        runs = tuple(run and self._aged_run(run, now) for run in world.runs)
        world = World(now, world.job, self.engine.aged(world.durable, now), runs, world.left, world.said)
        job = world.job
        if job is None or job.at >= self.protocol.due:
            yield world
        elif now < self.protocol.due:
            is_there = now >= job.at
            yield world._replace(job=Made(0 if is_there else job.at, max(job.listed_at, now), 0, job.n))
        elif now == self.protocol.due:
            for gap in range(self.protocol.gap + 1):
                yield world._replace(job=Made(0, 0, gap, job.n))
        else:
            yield world

    def _aged_run(self, run: Run, now: int) -> Run:
        return run._replace(own=self.engine.aged(run.own, now)) if run.own >= 0 else run

    def _canonical(self, world: World) -> World:
        """The two slots are alike, and what a run will not look at any more makes no difference."""
        one, other = (run and self._forgetful(run, world.durable) for run in world.runs)
        if other is None or (one is not None and one <= other):
            return world._replace(runs=(one, other))
        names = tuple(SWAPPED.items())
        runs = tuple(run and run._replace(own=self.engine.renamed(run.own, names)) for run in (other, one))
        return world._replace(runs=runs, durable=self.engine.renamed(world.durable, names))

    @staticmethod
    def _forgetful(run: Run, durable: int) -> Run:
        if run.about == BEGIN and run.is_stale:
            return Run(BEGIN, durable, is_stale=True)
        if run.about == CLOSE:
            return run._replace(own=durable, plan=-1, since=0)
        return run

    def _next(self, world: World) -> Iterator[World]:
        for slot, run in enumerate(world.runs):
            if run is None:
                if world.left:
                    yield _put(world, slot, Run(READ))._replace(left=world.left - 1)
                continue
            yield self._gone(world, slot, "")
            yield from STEPS[run.about](self, world, slot, run)

    def _seen(self, world: World) -> Seen | None:
        job, now, due = world.job, world.now, self.protocol.due
        if job is None or job.at > now:
            return None
        is_listed = job.listed_at <= now < due
        is_past = now >= max(due, job.at) + job.gap
        return Seen(job.n, is_listed, is_past, Phase.QUEUED if now < due else Phase.COMPLETED)

    def _gone(self, world: World, slot: int, said: str) -> World:
        """The run has ended; a lease that it still has belongs to nobody."""
        durable = self.engine.renamed(world.durable, ((RUNS[slot], DEAD),))
        ended = _put(world, slot, None)._replace(said=said)
        other = ended.runs[1 - slot]
        if other is not None and not other.is_stale and other.own == world.durable:
            ended = _put(ended, 1 - slot, other._replace(own=durable))
        return ended._replace(durable=durable)

    def _after(self, world: World, slot: int, run: Run, step: Step, **changes: object) -> World:
        """The world after a step that may have written the state, which makes the other run's copy an old one."""
        world = _put(world, slot, run._replace(own=step.own, is_lost=step.is_lost, **changes))
        if step.durable == world.durable:
            return world
        other = world.runs[1 - slot]
        if other is not None and other.about != READ:
            world = _put(world, 1 - slot, other._replace(is_stale=True))
        return world._replace(durable=step.durable)

    def _read(self, world: World, slot: int, run: Run) -> Iterator[World]:
        plan = self.engine.decide(world.now, world.durable, self._seen(world))
        yield _put(world, slot, Run(BEGIN, world.durable, plan))

    def _begin(self, world: World, slot: int, run: Run) -> Iterator[World]:
        if run.is_stale and self.protocol.rules.has_cas:
            yield self._gone(world, slot, "told")
            return
        step = self.engine.begin(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.plan)
        if step.ended == "stale":
            yield self._gone(world, slot, "told")
        elif not self.engine.change(run.plan).writes:
            yield self._after(world, slot, run, step, about=CLOSE, says=self.engine.says(run.plan))
        else:
            about = SEND if self.protocol.is_blunt else OPEN
            yield self._after(world, slot, run, step, about=about, is_stale=False)

    def _open(self, world: World, slot: int, run: Run) -> Iterator[World]:
        step = self.engine.open(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.plan)
        yield self._after(world, slot, run, step, about=RECORD if self.protocol.is_hasty else SEND, is_stale=False)

    def _send(self, world: World, slot: int, run: Run) -> Iterator[World]:
        if self.protocol.is_blunt or self.protocol.is_hasty:
            yield from self._call(world, slot, run)
            return
        step = self.engine.send(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.is_lost, run.plan)
        is_stale = run.is_stale and step.durable == world.durable
        if step.ended != "reached":
            yield self._after(world, slot, run, step, about=CLOSE, says="told", is_stale=is_stale)
            return
        ready = self._after(world, slot, run, step, about=ASLEEP, is_stale=is_stale, since=world.now)
        if self.protocol.nap:
            yield ready
        else:
            awake = ready.runs[slot]
            assert awake is not None
            yield from self._call(ready, slot, awake)

    def _wake(self, world: World, slot: int, run: Run) -> Iterator[World]:
        if world.now <= run.since + self.protocol.nap:
            yield from self._call(world, slot, run)
        else:
            yield _put(world, slot, run._replace(about=CLOSE, says="told"))

    def _call(self, world: World, slot: int, run: Run) -> Iterator[World]:
        """The create, in all its endings: never there, taken and answered, answer lost, taken after the time-out."""
        answered = run._replace(about=RECORD, since=0)
        lost = run._replace(about=SEND if self.protocol.retries and run.since >= 0 else LOOK, since=-1)
        if self.protocol.is_hasty:
            answered = lost = run._replace(about=CLOSE, says="ok")
        yield _put(world, slot, lost)
        if world.job is not None:
            self.doubles += 1
            return
        n = 0 if self.protocol.is_blunt or self.protocol.is_hasty else self.engine.count(run.own)
        for lag in range(self.protocol.lag + 1):
            for late in range(self.protocol.late + 1):
                at = world.now + late
                made = world._replace(job=Made(at, at + lag, 0, n))
                yield _put(made, slot, lost)
                if not late:
                    yield _put(made, slot, answered)

    def _record(self, world: World, slot: int, run: Run) -> Iterator[World]:
        if self.protocol.is_blunt:
            step = self.engine.open(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.plan)
            world, run = world._replace(durable=step.durable), run._replace(own=step.own, is_stale=False)
        step = self.engine.record(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.is_lost, run.plan)
        about = SEND if self.protocol.is_hasty else CLOSE
        yield self._after(world, slot, run, step, about=about, says="ok", is_stale=False)

    def _look(self, world: World, slot: int, run: Run) -> Iterator[World]:
        if self.protocol.is_blunt:
            yield _put(world, slot, run._replace(about=CLOSE, says="told", since=0))
            return
        step = self.engine.look_up(
            RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.is_lost, run.plan, self._seen(world)
        )
        is_stale = run.is_stale and step.durable == world.durable
        says = "ok" if is_done(step.ended) else "told"
        yield self._after(world, slot, run, step, about=CLOSE, says=says, is_stale=is_stale, since=0)

    def _close(self, world: World, slot: int, run: Run) -> Iterator[World]:
        is_through = run.says == "ok"
        step = self.engine.close(RUNS[slot], world.now, run.own, world.durable, run.is_stale, run.is_lost, is_through)
        yield self._gone(self._after(world, slot, run, step), slot, run.says)


STEPS = {
    READ: Search._read,
    BEGIN: Search._begin,
    OPEN: Search._open,
    SEND: Search._send,
    ASLEEP: Search._wake,
    LOOK: Search._look,
    RECORD: Search._record,
    CLOSE: Search._close,
}


def _put(world: World, slot: int, run: Run | None) -> World:
    one, other = world.runs
    return world._replace(runs=(run, other) if slot == 0 else (one, run))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


OURS = Protocol(Windows(settle=minutes(10), gap=minutes(5)))
"""Ticks of five minutes, which a create's window and a lease take. Settle time and gap are what `late`, `lag` and `gap`
need, and not a minute more."""

PROTOCOLS: dict[str, Protocol] = {
    "ours": OURS,
    "ours, without an echo": OURS._replace(rules=Rules(is_echoed=False)),
}

LARGER: dict[str, Protocol] = {
    "ours, 4 starts": OURS._replace(starts=4),
    "ours, late service, lag and gap of 2 ticks": OURS._replace(
        late=2,
        lag=2,
        gap=2,
        due=10,
        windows=replace(OURS.windows, settle=minutes(20), lead=minutes(15), gap=minutes(10)),
    ),
    "ours, as the settings come": Protocol(Windows(), tick=minutes(2.5), due=12),
}
"""What takes minutes."""

MUTANTS: dict[str, Protocol] = {
    "no settle": OURS._replace(windows=replace(OURS.windows, settle=minutes(0))),
    "settle one tick short": OURS._replace(windows=replace(OURS.windows, settle=minutes(5))),
    "no lead": OURS._replace(windows=replace(OURS.windows, lead=minutes(0))),
    "write it down, then call": OURS._replace(is_hasty=True),
    "call before intent": OURS._replace(is_blunt=True),
    "no compare-and-swap": OURS._replace(rules=Rules(has_cas=False)),
    "lease ignored": OURS._replace(rules=Rules(has_lease=False)),
    "retry on unknown": OURS._replace(retries=True),
    "real late service twice the assumed": OURS._replace(late=2),
    "a run may sleep 2 ticks before its call": OURS._replace(nap=2),
}


def main() -> None:
    print("| protocol | states | doubles | green, and nothing exists | late creates | time |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, protocol in {**PROTOCOLS, **MUTANTS, **LARGER}.items():
        began = time.time()
        found = Search(protocol).run()
        counts = " | ".join(f"{count:,}" for count in found)
        print(f"| {name} | {counts} | {time.time() - began:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
