"""The figures of the proof: what was killed where, and which break of the protocol is caught by what.

python -m tests.simulation.figures [--jobs 2] [--only crash-points|mutants]

Random histories print theirs with `make simulate`, the search through all states with
`python -m tests.simulation.state_search`, and real processes with `pytest -m full -rP tests/processes`.
"""

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.plans import PLANS
from tests.simulation.test_crash_points import GENERATIONS
from tests.simulation.test_crash_points import killed
from tests.simulation.test_mutants import CAUGHT_BY
from tests.simulation.test_mutants import caught

KINDS = ("state", "GET", "POST", "PATCH", "DELETE")


def crash_points(name: str, generation: str) -> Counter[str]:
    """Kills by the kind of effect that they fall before or after, and how many left something wrong or to a person."""
    switches = GENERATIONS[generation]
    whole, _ = killed(PLANS[name], 0, switches)
    counts = Counter(effect.split()[1] for effect in whole.names)
    for number in range(1, len(whole.names) + 1):
        _, judge = killed(PLANS[name], number, switches)
        counts["faults"] += bool(judge.faults())
        counts["holds"] += bool(judge.holds())
    return counts


def print_crash_points(jobs: int) -> None:
    began, total = time.time(), Counter[str]()
    todo = list(product(PLANS, GENERATIONS))
    print(f"| plan | service | kills | {' | '.join(KINDS)} | faults | holds |")
    print(f"| --- | --- |{' ---: |' * (len(KINDS) + 3)}")
    with ProcessPoolExecutor(jobs) as pool:
        for (name, generation), counts in zip(todo, pool.map(crash_points, *zip(*todo, strict=True)), strict=True):
            _print_row(name, generation, counts)
            total += counts
    _print_row("all", "both", total)
    print(f"\n{len(PLANS)} plans, {time.time() - began:.0f} s\n")


def _print_row(name: str, generation: str, counts: Counter[str]) -> None:
    numbers = [sum(counts[kind] for kind in KINDS), *(counts[kind] for kind in (*KINDS, "faults", "holds"))]
    print(f"| `{name}` | {generation} | {' | '.join(map(str, numbers))} |", flush=True)


def print_mutants() -> None:
    """As it stands in MUTANTS.md."""
    print("| mutant | trap | what comes of it |\n| --- | --- | --- |")
    found = {}
    for name, trap in CAUGHT_BY.items():
        with pytest.MonkeyPatch.context() as patch:
            found[name] = caught(name, patch)
        print(f"| `{name}` | `{trap}` | {found[name][0] if found[name] else 'NOTHING'} |", flush=True)
    print(f"\n{sum(map(bool, found.values()))} of {len(MUTANTS)} mutants caught")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=["crash-points", "mutants"])
    given = parser.parse_args()
    if given.only != "mutants":
        print_crash_points(given.jobs)
    if given.only != "crash-points":
        print_mutants()


if __name__ == "__main__":
    main()
