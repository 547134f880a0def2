"""The clocks behind the seam `model.clock.Clock`: the only place, with the sandbox, that reads the machine's time."""

import time
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta


class SystemClock:
    """The machine's own time; set back while it is in use, it goes on as if it had not been.

    Windows and leases end by it: an hour back would leave a run an hour more to send what the next run sends again
    after minutes. `read` is the time that can be set, `ticks` counts seconds, perhaps not those that the machine slept.
    """

    def __init__(
        self, read: Callable[[], datetime] = lambda: datetime.now(UTC), ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._read, self._ticks = read, ticks
        self._began, self._first = read(), ticks()

    def now(self) -> datetime:
        return max(self._read(), self._began + timedelta(seconds=self._ticks() - self._first))

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class EmbeddedClock:
    """The virtual clock of the sandbox inside this process. Waiting moves it, so nobody has to sit through it."""

    def __init__(self, now: Callable[[], datetime], advance: Callable[[timedelta], None]) -> None:
        self._now, self._advance = now, advance

    def now(self) -> datetime:
        return self._now()

    def sleep(self, seconds: float) -> None:
        self._advance(timedelta(seconds=seconds))


class ServedClock:
    """The time of a served sandbox, as its last answer said, running on at real speed; the machine's own without one.

    `told` gives the time that the server last said (None: it is no sandbox, or not on loopback).
    """

    def __init__(self, told: Callable[[], datetime | None]) -> None:
        self._told, self._system = told, SystemClock()
        self._last: datetime | None = None
        self._heard = 0.0

    def now(self) -> datetime:
        told = self._told()
        if told is None:
            return self._system.now()
        if told != self._last:
            self._last, self._heard = told, time.monotonic()
        return told + timedelta(seconds=time.monotonic() - self._heard)

    def sleep(self, seconds: float) -> None:
        self._system.sleep(seconds)
