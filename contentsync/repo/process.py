"""Git as a process of its own: it never asks, never hangs, and a Ctrl-C meant for us does not stop it half way."""

import signal
from collections.abc import Mapping
from contextlib import suppress
from os import killpg
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import cast

import msgspec

from contentsync.model.errors import UserError

if TYPE_CHECKING:
    from subprocess import Popen

# Nobody sits in front of it: git, its credential helpers and ssh fail instead of asking (git manual, ENVIRONMENT
# VARIABLES; ssh manual, SSH_ASKPASS_REQUIRE). The ssh command itself is left alone, since checkouts in CI configure it.
UNATTENDED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
}
GRACE_SECONDS = 2.0
"""How long a git that was told to end has for removing its lock files, before it is killed."""


class Answer(msgspec.Struct, frozen=True):
    """How a git process ended. `status` is None where it did not in time and was stopped."""

    status: int | None
    out: bytes
    err: str


def answered(
    root: Path, *words: str, seconds: float, data: bytes = b"", environ: Mapping[str, str] | None = None
) -> Answer:
    """Run `git words…` in `root`, with `data` as its input and `environ` over ours. UserError where git cannot be run.

    It runs in a session of its own: without a terminal to ask on, and with all its children stopped together.
    """
    from subprocess import TimeoutExpired

    process = _started(root, ("git", "--literal-pathspecs", *words), {**UNATTENDED, **(environ or {})})
    try:
        out, err = process.communicate(data, timeout=seconds)
    except TimeoutExpired:
        _stop(process)
        return Answer(None, b"", "")
    except BaseException:
        _stop(process)
        raise
    return Answer(process.returncode, out, err.decode(errors="replace"))


def _started(root: Path, command: tuple[str, ...], environ: Mapping[str, str]) -> "Popen[bytes]":
    from subprocess import PIPE

    try:
        from git import Git
        from git import GitCommandNotFound
    except ImportError as error:
        raise UserError(f"git cannot be run: {error}", "Install git, or put it on the PATH.") from None
    options: dict[str, Any] = {"as_process": True, "istream": PIPE, "start_new_session": True}
    try:
        running = Git(root).execute(command, env=environ, **options)
    except (GitCommandNotFound, OSError) as error:
        raise UserError(f"git cannot be run: {error}", "Install git, or put it on the PATH.") from None
    # The wrapper would end the process with itself; who runs it here waits for it.
    process, running.proc = running.proc, None
    return cast("Popen[bytes]", process)


def _stop(process: "Popen[bytes]") -> None:
    """End it with all its children, gently first: killed at once, it leaves lock files."""
    from subprocess import TimeoutExpired

    with suppress(ProcessLookupError, PermissionError):
        killpg(process.pid, signal.SIGTERM)
    with suppress(TimeoutExpired):
        process.communicate(timeout=GRACE_SECONDS)
    with suppress(ProcessLookupError, PermissionError):
        killpg(process.pid, signal.SIGKILL)
    with process:
        pass
