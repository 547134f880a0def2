"""Files written to hurt, read by a real process that may take so much memory and processor time and no more."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import jpeg_bomb
from tests.corpus import pdf

from .conftest import LAUNCH

MEMORY = 2 << 30
"""Bytes of address space, which libraries take far more of than of memory."""
SECONDS = 20

# What stands in bad.yaml, what its medium holds, and the problem that it is.
HOSTILE: dict[str, tuple[bytes, str, bytes, str]] = {
    "10 MB of one line": (b"text: " + b"a" * 10_000_000, "", b"", "CS106"),
    "100,000 nested lists": (b"[" * 100_000, "", b"", "CS106"),
    "invalid UTF-8": (b"text: \xff", "", b"", "CS107"),
    "a NUL byte": (b"text: a\x00b", "", b"", "CS107"),
    "a turned text": (LAUNCH.replace("Monday", "\u202eyadnoM").encode(), "", b"", "CS329"),
    "a JPEG bomb": (f"{LAUNCH}media: a.jpg\n".encode(), "a.jpg", jpeg_bomb(), "CS413"),
    "a film of no length": (f"{LAUNCH}media: a.mp4\n".encode(), "a.mp4", b"", "CS410"),
    "an SVG by another name": (f"{LAUNCH}media: a.png\n".encode(), "a.png", b"<svg onload='x()'/>", "CS411"),
    "a PDF without pages": (
        LAUNCH.replace("[x]", "[linkedin]").encode() + b"title: T\nmedia: a.pdf\n",
        "a.pdf",
        pdf(0),
        "CS428",
    ),
}


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.parametrize(("raw", "name", "medium", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_one_problem_within_bounds_and_the_others_are_read(
    posts: Path, raw: bytes, name: str, medium: bytes, code: str
) -> None:
    (posts / "content/bad.yaml").write_bytes(raw)
    if name:
        (posts / "content" / name).write_bytes(medium)
    done = subprocess.run(
        [sys.executable, "-m", "contentsync", "validate", "--json"],
        cwd=posts,
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    document = json.loads(done.stdout)
    assert [(each["code"], each["file"]) for each in document["problems"]] == [(code, "content/bad.yaml")]
    assert document["posts"] >= 1
    assert (done.stderr, len(done.stdout) < 2_000) == ("", True)
