"""Months of a small campaign: authors who never rest, runs as real processes, and what the judge needs to know."""

import random
from collections import Counter
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from contentsync.engine.planned import Applied
from contentsync.engine.reconcile import Terms
from contentsync.model.change import Change
from contentsync.settings import Flags
from contentsync.settings import load
from contentsync.testing.happenings import Deed
from contentsync.testing.happenings import Edition
from contentsync.testing.happenings import Ran
from contentsync.testing.judge import Judge
from contentsync.testing.judge import is_told
from contentsync.testing.posts import Post
from contentsync.testing.world import World
from contentsync.workspace import open_workspace
from tests.processes.repository import Repository
from tests.processes.service import Service
from tests.processes.service import environment

START_AT = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
LIVE = range(6, 11)
"""How many posts wait for their moment."""

AHEAD = timedelta(hours=2)
"""Nearer to its moment no author touches a post: enough for several runs, so that nothing may have to be held."""


class Campaign:
    """What `testing.world.World` is to the simulations, over a real repository, a real socket and real processes.

    `counts` is what happened how often; `runs` are only those after which somebody looked.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.sandbox = Service(folder, START_AT)
        # So many posts a day are more than one account may have.
        self.sandbox.ask("settings", {"daily_caps": False})
        self.store = Repository(folder)
        self.terms = Terms()
        self.editions = [Edition(START_AT, {})]
        self.runs: list[Ran] = []
        self.counts: Counter[str] = Counter()
        self.holds: list[str] = []
        # Nobody but authors and runs acts here, and no state is lost; the judge asks all the same.
        self.deeds: list[Deed] = []
        self.copies: dict[str, str] = {}
        self.blind: set[str] = set()
        self.strangers: dict[str, object] = {}
        self.lost_at = None
        self.runs_before_loss = 0
        self._made = 0

    def close(self) -> None:
        self.sandbox.close()

    @property
    def now(self) -> datetime:
        return self.sandbox.now()

    @property
    def posts(self) -> dict[str, Post]:
        return self.editions[-1].posts

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, self.sandbox.url)

    def author(self, edits: int = 2) -> None:
        """That many edits in one commit, or as many posts as it takes to have enough that wait."""
        now = self.now
        posts = dict(self.posts)
        for _ in range(edits):
            self._edit(posts, now)
        while sum(1 for post in posts.values() if _at(post) > now) < LIVE[0]:
            self._write(posts, now)
        self.store.commit(self.posts, posts)
        self.editions.append(Edition(now, posts))

    def _edit(self, posts: dict[str, Post], now: datetime) -> None:
        free = sorted(name for name, post in posts.items() if _at(post) > now + AHEAD)
        deeds = ["text", "comment", "date", "remove"]
        if not free or (len(free) < LIVE[-1] and self.random.random() < 0.5):
            self._write(posts, now)
            return
        name, deed = self.random.choice(free), self.random.choice(deeds)
        self.counts[f"edit: {deed}"] += 1
        self._made += 1
        if deed == "remove":
            del posts[name]
        elif deed == "date":
            posts[name] = replace(posts[name], at=self._moment(now))
        else:
            posts[name] = replace(posts[name], **{deed: f"{deed} of {name}, version {self._made}"})

    def _write(self, posts: dict[str, Post], now: datetime) -> None:
        self._made += 1
        self.counts["edit: new"] += 1
        name = f"post-{self._made}"
        platforms = self.random.choice([("x",), ("bluesky", "x")])
        posts[name] = Post(name, self._moment(now), f"Text of {name}", platforms=platforms)

    def _moment(self, now: datetime) -> datetime:
        at = now + AHEAD + timedelta(minutes=self.random.randint(5, 360))
        return at.replace(second=0, microsecond=0)

    def look(self, code: int = 0, error: str = "") -> tuple[Change, ...]:
        """A plan, after a run that ended by itself; what it says is what that run left."""
        started_at = self.now
        with open_workspace(load(self.store.root, self.environment, Flags())) as workspace:
            plan = workspace.plan().plan
        applied = Applied(results=(), problems=plan.problems, left=plan)
        number = len(self.runs)
        self.runs.append(Ran(started_at, self.now, number, len(self.editions) - 1, applied, error))
        told = [f"{c.address}: {c.action} {c.rule} {c.reason} {c.hint}" for c in plan.changes if is_told(c)]
        self.holds += [f"{started_at:%d %H:%M:%S} {words}" for words in told]
        self.counts[f"looks: exit {code}"] += 1
        return plan.changes

    def faults(self) -> list[str]:
        """What the judge says, at the end: every moment past, and a look after that."""
        return Judge(cast("World", self)).faults()


def _at(post: Post) -> datetime:
    assert post.at is not None
    return post.at
