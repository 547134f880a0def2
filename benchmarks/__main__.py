"""Runs everything and prints one table. `python -m benchmarks [N …]`; 100, 1,000 and 10,000 if not given.

octoDNS and check-jsonschema go into virtual environments of their own in a temporary folder. A ratio holds for this run
and machine, to about ± 15 %; the absolute times are worth nothing elsewhere.
"""

import compileall
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import contentsync
from benchmarks import pages
from benchmarks import plans
from benchmarks import timing
from benchmarks import uploads
from benchmarks import validation
from benchmarks.plans import Row

SIZES = (100, 1_000, 10_000)
START_GOAL, MEMORY_GOAL = 7.0, 1.2


def installed_octodns(folder: Path) -> Path:
    """octoDNS by pip, outside our own environment."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "octodns==1.22.0"], check=True)
    return folder / "bin" / "octodns-sync"


def compiled() -> None:
    """Our modules as bytecode, as pip leaves those of the others: a run from a working copy may not be let write it."""
    compileall.compile_dir(str(Path(contentsync.__file__).parent), quiet=1)


def start_up(folder: Path) -> Iterator[Row]:
    """`--version` and `--help` beside an interpreter that does nothing."""
    nothing = [sys.executable, "-I", "-c", "pass"]
    for word, goal in (("--version", START_GOAL), ("--help", None)):
        found = timing.in_turns(
            {
                "ours": lambda word=word: timing.measured([*plans.CONTENTSYNC, word], folder),
                "theirs": lambda: timing.measured(nothing, folder),
            },
            15,
        )
        yield Row(word, 1, found["ours"], found["theirs"], goal)


def rounds_for(count: int) -> int:
    """Fewer where each takes long."""
    return 5 if count <= 1_000 else 3


def head() -> None:
    names = ("", "posts", "contentsync s", "peer s", "ratio", "goal", "", "peak MiB")
    print("{:<18} {:>7} {:>14} {:>9} {:>7} {:>6} {:<7} {:>9}".format(*names))


def printed(row: Row) -> None:
    ratio = row.ours.wall / row.theirs.wall
    print(
        f"{row.name:<18} {row.count:>7,} {row.ours.wall:>14.3f} {row.theirs.wall:>9.3f} {ratio:>7.3f} "
        f"{row.goal or '':>6} {_verdict(ratio, row.goal):<7} {row.ours.peak:>9.0f}",
        flush=True,
    )


def _verdict(ratio: float, goal: float | None) -> str:
    if goal is None:
        return ""
    return "met" if ratio <= goal else "not met"


def main() -> None:
    """Build, run, print, and clean up."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    compiled()
    with tempfile.TemporaryDirectory(prefix="contentsync-bench-") as name:
        folder = Path(name)
        octodns = installed_octodns(folder / "octodns")
        checker = validation.installed_check_jsonschema(folder / "check-jsonschema")
        print("plans: the peer is octodns-sync with as many records; --version, --help: python -I -c pass;")
        print("validate: check-jsonschema on the same files\n")
        head()
        compared = (plans.compared(folder / str(count), count, octodns, rounds_for(count)) for count in sizes)
        validated = validation.compared(folder / "validation", checker, rounds_for(validation.COUNT))
        for row in chain(start_up(folder), validated, chain.from_iterable(compared)):
            printed(row)
        large, small = uploads.compared(folder / "uploads", 3)
        ratio = large.peak / small.peak
        print(
            f"\npeak memory of apply: {uploads.MEGABYTES} MB video {large.peak:.0f} MiB in {large.wall:.1f} s, ", end=""
        )
        print(f"1 KB text {small.peak:.0f} MiB, ratio {ratio:.2f}, goal {MEMORY_GOAL} {_verdict(ratio, MEMORY_GOAL)}")
        print_page(pages.compared(folder / "pages", 3))


def print_page(found: pages.Pages) -> None:
    """Seconds hold for this machine only; the goals are the page's own."""
    verdict = _verdict(found.later.wall, pages.SECONDS_GOAL)
    print(
        f"\nreview page of {pages.POSTS} posts with pictures: {found.later.wall:.2f} s, goal {pages.SECONDS_GOAL} "
        f"{verdict} ({found.first.wall:.2f} s when all pictures have to be made); "
        f"{found.size / 1e6:.2f} MB, goal {pages.BYTES_GOAL / 1e6:.0f} {_verdict(found.size, pages.BYTES_GOAL)}"
    )


if __name__ == "__main__":
    main()
