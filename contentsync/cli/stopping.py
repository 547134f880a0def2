"""Stopping a run in order: what is being written is finished, nothing new is begun, the lease is given back."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_BASE = 128
"""Shells expect a program that was stopped by a signal to exit with this much more than the signal's number."""


class Stop:
    """Asked by the engine between two changes. `signal` is the one that came, 0 while none did."""

    def __init__(self) -> None:
        self.signal = 0

    def __call__(self) -> bool:
        return bool(self.signal)

    def end(self, has_more: bool, flag: str) -> None:
        """Say how to go on, where the run was stopped before it was through. `flag` is as in `Header`."""
        if self.signal and has_more:
            words = "contentsync apply --continue{0} finishes what was begun, contentsync apply{0} does the rest"
            sys.stderr.write(f"stopped: {words.format(f' {flag}' if flag else '')}\n")

    def exit_code(self, code: int) -> int:
        """The code to end with, where the run itself ended with `code`."""
        return _BASE + self.signal if self.signal else code


@contextmanager
def stopping_in_order() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM (which automation services send) ask to stop; a second one does not wait any longer.

    That is safe as well: whatever was under way stands in the state since before it was sent, and the next run looks it
    up before it sends anything.
    """
    stop = Stop()

    def asked(number: int, _: object) -> None:
        if stop.signal:
            _say("\nstopping at once: the next contentsync apply looks up what became of it\n")
            raise KeyboardInterrupt
        stop.signal = number
        _say("\nstopping after what is being written now (once more: at once)\n")

    before = {number: signal.signal(number, asked) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    """Not through the buffer of stderr, which refuses a second signal while it takes the words of the first."""
    try:
        os.write(sys.stderr.fileno(), text.encode())
    except OSError:
        # No file stands behind it, where this runs inside another program.
        sys.stderr.write(text)
