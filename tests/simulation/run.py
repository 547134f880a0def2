"""`make simulate`: as many random histories as the time allows, up to 100,000.

python -m tests.simulation.run [--minutes 20] [--histories 100000] [--first SEED] [--jobs 2] [--cases FILE]

What failed is made small and written to FILE, as entries for `found.py`.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from textwrap import indent

from tests.simulation.history import play
from tests.simulation.history import random_history
from tests.simulation.history import smallest

CHUNK = 50

Chunk = tuple[int, Counter[str], list[tuple[int, str, str]]]


def chunk(first: int, until: float) -> Chunk:
    """Histories from that seed on: how many, what fired, and which failed how (seed, what, script)."""
    counts: Counter[str] = Counter()
    failed: list[tuple[int, str, str]] = []
    done = 0
    for seed in range(first, first + CHUNK):
        if time.time() > until:
            break
        done += 1
        history = random_history(seed)
        try:
            ending = play(history)
        except Exception:
            failed.append((seed, traceback.format_exc(), history.script()))
            continue
        counts += ending.counts
        counts["histories that left something to a person"] += bool(ending.holds)
        if ending.faults:
            failed.append((seed, "\n".join(ending.faults), ""))
    return done, counts, failed


def chunks(first: int, histories: int, until: float, jobs: int) -> Iterator[Chunk]:
    with ProcessPoolExecutor(jobs) as pool:
        seeds = range(first, first + histories, CHUNK)
        yield from pool.map(chunk, seeds, [until] * len(seeds))


def cases(small: list[tuple[int, str, str]]) -> str:
    """Entries of `found.FOUND`, each under its seed until it has a name."""
    entries = []
    for seed, said, script in small:
        about = said.strip().splitlines()[-1]
        entries.append(indent(f'# {about}\n"seed {seed}": {script},\n', "    "))
    return "".join(entries)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--histories", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--shrink", type=int, default=5, help="how many failures are made small")
    parser.add_argument("--cases", type=Path, help="the file that these are written to")
    given = parser.parse_args()
    began = time.time()
    counts: Counter[str] = Counter()
    failed: list[tuple[int, str, str]] = []
    total = 0
    for done, fired, wrong in chunks(given.first, given.histories, began + 60 * given.minutes, given.jobs):
        total += done
        counts += fired
        for seed, said, _ in wrong:
            print(f"seed {seed}: {said}", flush=True)
        failed += wrong
    seconds = time.time() - began
    small = [
        (seed, said, made or smallest(random_history(seed)).script()) for seed, said, made in failed[: given.shrink]
    ]
    for seed, said, script in small:
        print(f"\nseed {seed}, made small: {said}\n{script}", flush=True)
    if given.cases and small:
        given.cases.write_text(cases(small), encoding="utf-8")
        print(f"\n{given.cases} has {len(small)} of them as entries for tests/simulation/found.py")
    print()
    for name, count in sorted(counts.items()):
        print(f"{name:50} {count:10}")
    print(f"\nseeds {given.first} to {given.first + total - 1}: {total} histories, {total / seconds:.0f} a second")
    print(f"{len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
