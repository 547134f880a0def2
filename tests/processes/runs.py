"""`contentsync apply` as a process: started, waited for, or killed with no time to clean up."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.processes.campaign import Campaign
from tests.processes.service import PATIENCE
from tests.processes.service import contentsync

SERVER_SIDE = ("receive-pack", "upload-pack")
"""What a remote on this machine runs for its client; elsewhere it would be another machine's, and live on."""


class Run:
    """One apply, under way. Its words go to files, so that nobody has to read them for it to go on."""

    def __init__(self, campaign: Campaign, root: Path) -> None:
        self._version = campaign.store.version
        self._store = campaign.store
        self._out, self._err = campaign.folder / f"{root.name}.out", campaign.folder / f"{root.name}.err"
        words = contentsync("-C", str(root), "apply", "--auto-approve", "--json", "--allow-delete", "100")
        self._began = time.monotonic()
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=campaign.environment
            )

    def wait(self) -> int:
        """The exit code."""
        code = self._process.wait(PATIENCE)
        self.seconds = time.monotonic() - self._began
        return code

    @property
    def said(self) -> str:
        """Its words to people, and its document."""
        return self._err.read_text() + self._out.read_text()

    def wait_for_state(self) -> None:
        """Until it has written the state for the first time, or is through."""
        while self._process.poll() is None and self._store.version == self._version:
            time.sleep(0.002)

    def let(self, seconds: float) -> None:
        """Let it go on for so long."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def kill(self, *, with_children: bool) -> bool:
        """SIGKILL; False where it had ended by itself. Its git may be in the middle of a push, and may live on."""
        children = _children(self._process.pid) if with_children else []
        self._process.kill()
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return self.wait() == -signal.SIGKILL


def _children(parent: int) -> list[int]:
    """All processes that come from it, those of the remote's side left out. None where /proc is missing."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            words = (path.parent / "cmdline").read_bytes().decode(errors="replace")
            if int(fields[1]) == parent and not any(side in words for side in SERVER_SIDE):
                pid = int(path.parent.name)
                found += [pid, *_children(pid)]
    return found
