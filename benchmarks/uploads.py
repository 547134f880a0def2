"""Peak memory of an apply that uploads a large video, beside one that sends a short text, on the served sandbox."""

import os
import re
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import timing
from benchmarks.plans import CONTENTSYNC
from benchmarks.timing import Measure

MEGABYTES = 500
FILM = Path(__file__).parents[1] / "examples" / "content" / "open-early" / "open-early-short.mp4"
NOW = "2027-01-01T00:00:00Z"
SETTINGS = "namespace: uploads-k3f9xa\ndefaults: {profile: acme, timezone: UTC}\nstate: {store: file}\n"
HEAD = "publish_at: 2027-02-01 09:00\nplatforms: [x]\n"


@contextmanager
def sandbox(folder: Path) -> Iterator[str]:
    """A served sandbox with nothing in it: the address of its API."""
    command = [*CONTENTSYNC, "sandbox", "serve", "--port", "0", "--now", NOW]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        announced = re.search(r"http://\S+/api", server.stdout.readline())
        assert announced is not None
        try:
            yield announced[0]
        finally:
            server.terminate()


def applied(folder: Path, megabytes: int) -> Measure:
    """An apply of one new post, with a video of that size or, for 0, with a text of a kilobyte."""
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "contentsync.yaml").write_text(SETTINGS)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    if megabytes:
        _write_video(content / "film.mp4", megabytes)
        (content / "post.yaml").write_text(f"{HEAD}text: A long film\nmedia: film.mp4\n")
    else:
        words = "\n".join(f"  {'word ' * 12}".rstrip() for _ in range(17))
        (content / "post.yaml").write_text(f"{HEAD}text: |\n{words}\n")
    with sandbox(folder) as address:
        environ = {**os.environ, "UPLOAD_POST_API_KEY": "sandbox", "CONTENTSYNC_API_URL": address}
        return timing.measured([*CONTENTSYNC, "apply", "--auto-approve"], folder, environ)


def _write_video(path: Path, megabytes: int) -> None:
    """A short film with room for an edit behind it (a `free` box): as long as the figure needs, and it plays."""
    block = os.urandom(2**20)
    with path.open("wb") as file:
        file.write(FILM.read_bytes())
        file.write(struct.pack(">I4sQ", 1, b"free", 16 + megabytes * len(block)))
        for _ in range(megabytes):
            file.write(block)


def compared(folder: Path, rounds: int) -> tuple[Measure, Measure]:
    """Medians: (large video, short text)."""
    large, small = [], []
    for number in range(rounds):
        large.append(applied(folder / f"large-{number}", MEGABYTES))
        (folder / f"large-{number}" / "content" / "film.mp4").unlink()
        small.append(applied(folder / f"small-{number}", 0))
    return timing.median(large), timing.median(small)
