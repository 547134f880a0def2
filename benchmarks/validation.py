"""Validation of N posts, cold and warm, beside check-jsonschema on the same files with our schema."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import posts
from benchmarks import timing
from benchmarks.plans import CONTENTSYNC
from benchmarks.plans import Row
from benchmarks.timing import Measure

COUNT = 1_000
COLD_GOAL, WARM_GOAL = 0.2, 0.07
SCHEMA = Path(__file__).parents[1] / "schemas" / "post.schema.json"


def installed_check_jsonschema(folder: Path) -> Path:
    """check-jsonschema by pip, outside our own environment."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "check-jsonschema==0.39.0"], check=True)
    return folder / "bin" / "check-jsonschema"


def compared(folder: Path, program: Path, rounds: int) -> Iterator[Row]:
    """Both runs of ours look at more than theirs: media, dates, lengths, repeats. `program` is `check-jsonschema`."""
    posts.write(folder, COUNT)
    files = sorted(str(path.relative_to(folder)) for path in (folder / "content").rglob("*.yaml"))

    def theirs() -> Measure:
        return timing.measured([str(program), "--schemafile", str(SCHEMA), *files], folder)

    def warm() -> Measure:
        measure = timing.measured([*CONTENTSYNC, "validate"], folder)
        if f"{COUNT:,} posts read" not in measure.output:
            sys.exit(f"not all posts were read:\n{measure.output[-2000:]}")
        return measure

    def cold() -> Measure:
        shutil.rmtree(folder / ".contentsync", ignore_errors=True)
        return warm()

    for name, run, goal in (("cold", cold, COLD_GOAL), ("warm", warm, WARM_GOAL)):
        found = timing.in_turns({"ours": run, "theirs": theirs}, rounds)
        yield Row(f"validate, {name}", COUNT, found["ours"], found["theirs"], goal)
