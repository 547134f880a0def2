"""What a shell offers, asked as the script of bash asks it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("contentsync")


@pytest.mark.parametrize(
    ("words", "offered"),
    [("contentsync fm", {"fmt"}), ("contentsync m", {"mv"}), ("contentsync fmt --", {"--check", "--diff"})],
)
def test_verbs_and_options(words: str, offered: set[str]) -> None:
    environ = {"PATH": os.environ["PATH"], "_CONTENTSYNC_COMPLETE": "bash_complete", "COMP_WORDS": words}
    environ["COMP_CWORD"] = str(len(words.split()) - 1)
    done = subprocess.run([PROGRAM], env=environ, capture_output=True, text=True, check=True)
    assert offered <= {line.partition(",")[2] for line in done.stdout.splitlines()}
