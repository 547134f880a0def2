"""Plans of N posts, cold, warm and with one post in a hundred edited, beside octoDNS with N records."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks import peer_octodns
from benchmarks import posts
from benchmarks import timing
from benchmarks.timing import Measure

CONTENTSYNC = [str(Path(sys.executable).with_name("contentsync"))]
MODULES = str(Path(__file__).parents[1])


class Row(NamedTuple):
    """A line of the table: what was done, with how many, by us and by the other; `goal` is the ratio not to pass."""

    name: str
    count: int
    ours: Measure
    theirs: Measure
    goal: float | None


@contextmanager
def served(answers: Path) -> Iterator[str]:
    """A server over the answers, in its own process: the address of its API."""
    command = [sys.executable, "-m", "benchmarks.remote", str(answers)]
    with subprocess.Popen(command, cwd=MODULES, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/api"
        finally:
            server.terminate()


def prepared(folder: Path, count: int) -> None:
    """Posts, answers and zones below `folder`, written by other processes so that this one stays small."""
    code = (
        "import sys; from pathlib import Path; from benchmarks import posts, remote, peer_octodns;"
        "folder = Path(sys.argv[1]); posts.write(folder / 'ours', int(sys.argv[2]));"
        "texts = remote.prepare(folder / 'ours', folder / 'answers'); peer_octodns.write(folder / 'theirs', texts)"
    )
    environ = {**os.environ, "PYTHONPATH": MODULES}
    subprocess.run([sys.executable, "-c", code, str(folder), str(count)], check=True, cwd=MODULES, env=environ)
    shutil.rmtree(folder / "ours" / ".contentsync", ignore_errors=True)


def compared(folder: Path, count: int, octodns: Path, rounds: int) -> Iterator[Row]:
    """The three plans. `octodns` is its `octodns-sync`."""
    prepared(folder, count)
    with served(folder / "answers") as address:
        ours, theirs = Ours(folder, count, address), Theirs(folder, count, octodns)
        goals: dict[str, float | None] = {"cold": None, "warm": None, "1 % changed": None}
        if count == 10_000:
            goals = {"cold": 0.35, "warm": 0.10, "1 % changed": 0.11}
        for name, run, other in (
            ("cold", ours.cold, theirs.cold),
            ("warm", ours.warm, theirs.warm),
            ("1 % changed", ours.changed, theirs.changed),
        ):
            found = timing.in_turns({"ours": run, "theirs": other}, rounds)
            yield Row(f"plan, {name}", count, found["ours"], found["theirs"], goals[name])


class Ours:
    """contentsync in a folder of posts. Each run checks what it printed."""

    def __init__(self, folder: Path, count: int, address: str) -> None:
        self._folder, self._answers, self._count = folder / "ours", folder / "answers", count
        self._editions = itertools.count(1)
        self._environ = {**os.environ, "UPLOAD_POST_API_KEY": "sandbox", "CONTENTSYNC_API_URL": address}

    def cold(self) -> Measure:
        """No cache, no state, nothing scheduled."""
        shutil.rmtree(self._folder / ".contentsync", ignore_errors=True)
        shutil.copy(self._answers / "empty.json", self._answers / "schedule.json")
        return self._plan(f"{self._count} to schedule")

    def warm(self) -> Measure:
        """Everything scheduled as it is written."""
        self._all_applied()
        return self._plan("nothing to do")

    def changed(self) -> Measure:
        """Everything scheduled, and one post in a hundred edited since: each run with another edit."""
        self._all_applied()
        edited = posts.edit(self._folder, self._count, next(self._editions))
        return self._plan(f"{edited} to edit")

    def _all_applied(self) -> None:
        (self._folder / ".contentsync").mkdir(exist_ok=True)
        shutil.copy(self._answers / "state.json", self._folder / ".contentsync" / "state.json")
        shutil.copy(self._answers / "full.json", self._answers / "schedule.json")

    def _plan(self, expected: str) -> Measure:
        return _checked(timing.measured([*CONTENTSYNC, "plan"], self._folder, self._environ), expected)


class Theirs:
    """octoDNS in a folder of zone files. Each run checks what it printed."""

    def __init__(self, folder: Path, count: int, program: Path) -> None:
        self._folder, self._count = folder / "theirs", count
        self._command = [str(program), "--config-file", "config.yaml"]
        self._environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        self._editions = itertools.count(1)

    def cold(self) -> Measure:
        return self._sync("empty", f"Creates={self._count}")

    def warm(self) -> Measure:
        return self._sync("full", "No changes were planned")

    def changed(self) -> Measure:
        chosen, edition = range(0, self._count, posts.CHANGED_EVERY), next(self._editions)
        for number in chosen:
            row = peer_octodns.record(number, f"Edition {edition}.")
            peer_octodns.write_record(self._folder, row)
        return self._sync("full", f"Updates={len(chosen)}")

    def _sync(self, target: str, expected: str) -> Measure:
        shutil.copy(self._folder / f"{target}.json", self._folder / "target.json")
        return _checked(timing.measured(self._command, self._folder, self._environ), expected)


def _checked(measure: Measure, expected: str) -> Measure:
    if expected not in measure.output.replace(",", ""):
        sys.exit(f"{expected!r} was expected, and this was printed:\n{measure.output[-2000:]}")
    return measure
