"""Stopping a run in order: what is being written is finished, nothing new is begun, the lease is given back."""

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

    def exit_code(self, code: int) -> int:
        """The code to end with, where the run itself ended with `code`."""
        return _BASE + self.signal if self.signal else code


@contextmanager
def stopping_in_order() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM (which automation services send) ask to stop; a second one does not wait any longer."""
    stop = Stop()

    def asked(number: int, _: object) -> None:
        if stop.signal:
            raise KeyboardInterrupt
        stop.signal = number
        sys.stderr.write("\nstopping after what is being written now (once more: at once)\n")

    before = {number: signal.signal(number, asked) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
