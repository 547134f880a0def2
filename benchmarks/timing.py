"""One process timed from outside, and rounds in which the contestants take turns."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Measure(NamedTuple):
    """Wall and processor time in seconds, peak memory of the process in MiB, and what it printed."""

    wall: float
    cpu: float
    peak: float
    output: str


def measured(command: list[str], folder: Path, environ: Mapping[str, str] = os.environ, expected: int = 0) -> Measure:
    """Run a command to its end. Its output goes to a file. Another exit code than the expected one ends the run.

    A child has at least the memory that its parent had when it began, so this process has to stay small.
    """
    printed = folder / ".printed"
    with printed.open("wb") as output:
        began = time.perf_counter()
        running = subprocess.Popen(command, cwd=folder, env=dict(environ), stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(running.pid, 0)
        wall = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    text = printed.read_text(errors="replace")
    if running.returncode != expected:
        sys.exit(f"{' '.join(command)} ended with {running.returncode}:\n{text[-2000:]}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, _mebibytes(usage), text)


def _mebibytes(usage: resource.struct_rusage) -> float:
    """Linux counts kibibytes, macOS bytes (getrusage manual pages)."""
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def in_turns(contestants: Mapping[str, Callable[[], Measure]], rounds: int) -> dict[str, Measure]:
    """A B A B …, after one uncounted round; the median of each, figure by figure."""
    runs: dict[str, list[Measure]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, run in contestants.items():
            measure = run()
            if number:
                runs[name].append(measure)
    return {name: median(measures) for name, measures in runs.items()}


def median(measures: list[Measure]) -> Measure:
    """Figure by figure; the output is that of the last run."""
    walls, cpus, peaks, outputs = zip(*measures, strict=True)
    return Measure(statistics.median(walls), statistics.median(cpus), statistics.median(peaks), outputs[-1])
