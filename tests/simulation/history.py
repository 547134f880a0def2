"""Random histories: made from a seed, played in a world, judged, and made small where they fail."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile.facts import Drift
from contentsync.model.change import Action
from contentsync.model.windows import Windows
from contentsync.testing.judge import Judge
from contentsync.testing.posts import deliveries
from contentsync.testing.world import World
from tests.simulation.deeds import DEEDS
from tests.simulation.deeds import HOUR

Step = tuple[str, int, int, int]

LONGEST = 60
"""Hours that a world goes on for after its last step; moments lie within a day of it."""

SWITCHES: dict[str, tuple[Any, ...]] = {
    "schedule_shape": ("array", "scheduled"),
    "date_format": ("Z", "offset"),
    "echo_external_id": (
        dict.fromkeys(("upload", "upload_photos", "upload_text"), False),
        {"upload_document": True},
        {"upload_text": False},
    ),
    "media_fields": (False,),
    "list_limit": (3,),
    "history_pages": (1,),
    "tombstone": ("failed", "cancelled"),
    "strict_fields": (True,),
    "scheduled_answers": (200,),
    "upload_videos_only": ("404", "405"),
    "min_lead": (60, 300),
    "list_lag": (5, 60, 200),
    "idempotency": (False,),
    "idempotency_stored": ("end",),
    "idempotency_replay_cancelled": (True,),
    "content_hash_folding": (600, 86400),
    "title_trim": (False,),
    "edit_platform_titles": (True,),
    "edit_drops_overrides": (True,),
    "edit_daily_limit": (True,),
    "processing_seconds": (30, 600),
    "history_gap": (30, 600),
    "x_links": (True,),
    "text_limits": (False,),
    "fail_platforms": ({"x": "No"}, {"linkedin": "No"}),
    "skip_unconnected": (False,),
    "tiktok_inbox": (True,),
    "duplicate_verifier": ("create", "run"),
    "daily_caps": (False,),
    "cap_moves_date": (True,),
    "plan": ("free", "basic"),
    "monthly_uploads": (3, 6),
    "rate_limit": (True,),
    "rate_headers": (False,),
    "block_bad_keys": (False,),
    "level_text": (True,),
    "in_progress_scheduled": (False,),
    "sync_turns_async": (True,),
}
"""Values other than the default. A history takes a few of them."""


class History(msgspec.Struct, frozen=True):
    """What happens, complete: the same history always ends the same way."""

    steps: tuple[Step, ...]
    switches: dict[str, Any] = {}
    drift: str = "revert"
    late: int = 0
    is_gentle: bool = False

    def script(self) -> str:
        """The history as code, as it stands in `found.py`."""
        lines = "\n".join(f"        {step!r}," for step in self.steps)
        given = f"switches={self.switches!r}, drift={self.drift!r}, late={self.late}, is_gentle={self.is_gentle}"
        return f"History(\n    (\n{lines}\n    ),\n    {given},\n)"


class Ending(msgspec.Struct):
    """What came of it: what must never happen, what was left to people, and what fired how often."""

    faults: list[str]
    holds: list[str]
    counts: Counter[str]

    @property
    def kinds(self) -> frozenset[str]:
        """The first words of the faults, by which a smaller history is the same failure."""
        return frozenset(fault.partition(":")[0] for fault in self.faults)


def random_history(seed: int) -> History:
    """One in four is gentle: authors only, and one transient fault with time to mend. It has to end in sync."""
    random = Random(seed)
    if seed % 4 == 0:
        return _gentle(random)
    names, weights = list(DEEDS), [weight for weight, _ in DEEDS.values()]
    count = random.randint(6, 34)
    steps = [_step(random, name) for name in random.choices(names, weights, k=count)]
    switches = {
        name: random.choice(SWITCHES[name]) for name in random.sample(list(SWITCHES), random.choice((0, 1, 2, 4)))
    }
    if "monthly_uploads" in switches:
        switches["plan"] = "free"
    if random.random() < 0.7:
        switches.pop("scheduled_answers", None)
    drift = random.choice(("revert", "revert", "keep", "hold"))
    return History((_step(random, "new"), *steps), switches, drift, random.choice((0, 0, 0, 2)))


AUTHORS = (
    "new", "new", "edit_text", "edit_comment", "edit_date", "edit_own_text", "edit_platforms", "split", "rename",
    "remove", "revert", "draft",
)  # fmt: skip
UPSETS = ("crash", "crash", "fault", "fault", "two_runs", "frozen")
GENTLE = (
    "schedule_shape", "date_format", "tombstone", "media_fields", "idempotency", "idempotency_replay_cancelled",
    "list_lag", "history_gap", "processing_seconds",
)  # fmt: skip
"""Switches that no person has to make up for."""
AFAR = 16
"""From here on `later` gives at least five hours and a half: a fault then leaves time to mend."""


def _gentle(random: Random) -> History:
    steps = [("new", random.randrange(1000), AFAR + random.randrange(24), random.randrange(1000))]
    upset = random.randrange(4)
    for number in range(4):
        for _ in range(random.randint(1, 3)):
            steps.append(
                (random.choice(AUTHORS), random.randrange(1000), AFAR + random.randrange(24), random.randrange(1000))
            )
        if number == upset:
            steps += [_step(random, random.choice(UPSETS))]
        steps += [("run", 0, 0, 0), ("wait", 44, 0, 0), ("run", 0, 0, 0)]
    switches: dict[str, Any] = {}
    if random.random() < 0.5:
        name = random.choice(GENTLE)
        switches[name] = random.choice(SWITCHES[name])
    return History(tuple(steps), switches, is_gentle=True)


def _step(random: Random, name: str) -> Step:
    return (name, random.randrange(1000), random.randrange(1000), random.randrange(1000))


def play(history: History) -> Ending:
    """From its first step to a fixed point past every moment, and the judge's word on it."""
    windows = Windows(late=timedelta(hours=history.late))
    world = World(Terms(windows=windows, drift=Drift(history.drift)), **history.switches)
    try:
        counts: Counter[str] = Counter()
        for name, a, b, c in history.steps:
            counts[f"deed {name}"] += 1
            DEEDS[name][1](world, a, b, c)
        for rule in world.sandbox.faults():
            counts[f"fault {rule['kind']}"] += rule["fired"]
        world.sandbox.clear_faults()
        _rest(world)
        judge = Judge(world)
        _count(world, counts)
        counts.update(f"switch {name}={value}" for name, value in history.switches.items())
        faults, holds = judge.faults(), judge.holds()
        if history.is_gentle:
            faults += [f"HOLD: {hold}" for hold in holds]
        return Ending(faults, holds, counts)
    finally:
        world.close()


def _rest(world: World) -> None:
    """Runs an hour apart, without faults, until every moment is past and history has told of it."""
    moments = [each.publish_at for post in world.posts.values() for each in deliveries(post) if each.publish_at]
    moments += [world.now + 3 * HOUR]
    last = max(at for at in moments if at < world.now + LONGEST * HOUR) + 2 * HOUR
    while world.now < last:
        world.wait(HOUR)
        world.run()


def _count(world: World, counts: Counter[str]) -> None:
    for run in world.runs:
        counts["runs"] += 1
        counts["killed"] += run.is_killed
        if run.error:
            counts[f"error {run.error.partition(':')[0]}"] += 1
        for change in (*run.changes, *run.noted):
            counts[f"rule {change.rule}"] += 1
            counts[f"action {change.action}"] += 1
            if change.action is Action.HOLD:
                counts[f"hold {change.reason}"] += 1
        for result in run.results:
            counts[f"step {result.change.step}"] += 1
            counts[f"rule {result.change.rule}"] += 1
            counts[f"action {result.change.action}"] += 1
            counts[f"outcome {result.outcome}"] += 1


def shrunk(history: History, fails: Callable[[History], bool]) -> History:
    """The smallest history found that still fails in the same way."""
    size = len(history.steps) // 2
    while size:
        start = 0
        while start < len(history.steps):
            fewer = replace(history, steps=history.steps[:start] + history.steps[start + size :])
            if fails(fewer):
                history = fewer
            else:
                start += size
        size //= 2
    for name in list(history.switches):
        without = replace(history, switches={key: value for key, value in history.switches.items() if key != name})
        if fails(without):
            history = without
    for plainer in (replace(history, drift="revert"), replace(history, late=0)):
        if plainer != history and fails(plainer):
            history = plainer
    return history


def smallest(history: History) -> History:
    """`shrunk` by what the judge says."""
    kinds = play(history).kinds
    kinds &= {"DOUBLE"} if "DOUBLE" in kinds else kinds

    def fails(fewer: History) -> bool:
        try:
            return bool(play(fewer).kinds & kinds)
        except Exception:
            return False

    return shrunk(history, fails)
