"""Time that moves only when somebody sleeps."""

from datetime import datetime
from datetime import timedelta


class FrozenClock:
    """A `model.clock.Clock` that stands at `now` (aware UTC); `sleep` moves it on at once."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=max(0.0, seconds))
