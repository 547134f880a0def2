"""The ```console blocks of a page: commands with what they print, run word for word in one shell for each kind."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(r"^```console ?(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "\x1e"
PROGRAM = Path(sys.executable).with_name("contentsync")


class Step(NamedTuple):
    """A command line, and what the page says that it prints ("" where the page says nothing)."""

    command: str
    shown: str


def steps(page: Path) -> dict[str, list[Step]]:
    """The commands of all blocks by the word behind `console`, in order."""
    found: dict[str, list[Step]] = {}
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        command = ""
        shown: list[str] = []
        for line in [*block["body"].splitlines(), "$ "]:
            if not line.startswith("$ "):
                shown.append(line)
                continue
            if command:
                found.setdefault(block["kind"], []).append(Step(command, "\n".join(shown).strip("\n")))
            command, shown = line[2:], []
    return found


def run(commands: list[Step], folder: Path, environ: Mapping[str, str]) -> list[tuple[int, str]]:
    """Exit code and output of each, typed into one bash in that folder, without a terminal."""
    script = "".join(f"{step.command}\nprintf '{_MARK}%s{_MARK}\\n' $?\n" for step in commands)
    done = subprocess.run(
        ["bash"],
        input=script,
        cwd=folder,
        env=dict(environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    pieces = done.stdout.split(_MARK)
    return [(int(code), text.removeprefix("\n")) for text, code in zip(pieces[::2], pieces[1::2], strict=False)]


def is_as_shown(shown: str, printed: str) -> bool:
    """Whether it was printed like that. `…` stands for anything within a line; alone on a line, for any lines."""
    parts = [
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.rstrip().split("…"))) + " *\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(parts), printed.rstrip("\n") + "\n") is not None


def newcomer(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of somebody with the installed command, a home without settings, and nothing of ours."""
    home = folder / "home"
    home.mkdir()
    kept = {name: environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in environ}
    path = f"{PROGRAM.parent}{os.pathsep}{environ['PATH']}"
    return {**kept, "PATH": path, "HOME": str(home), "PYTHONUTF8": "1"}


def follow(commands: list[Step], folder: Path, environ: dict[str, str], exit_code: int = 0) -> None:
    done = run(commands, folder, environ)
    for step, (code, printed) in zip(commands, done, strict=True):
        assert code == exit_code, f"{step.command} ended with {code}:\n{printed}"
        if step.shown:
            assert is_as_shown(step.shown, printed), f"{step.command} printed\n{printed}\nand not\n{step.shown}"
