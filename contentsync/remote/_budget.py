"""How many requests the account may make, kept here because the service's rate headers cannot be relied on."""

import threading
from collections import deque
from datetime import datetime
from datetime import timedelta

from contentsync.model.clock import Clock

# Requests per minute and per ten minutes (Upload-Post docs, rate-limits page; Basic is not listed there).
RATES: dict[str, tuple[int, int]] = {
    "free": (60, 300),
    "basic": (60, 300),
    "professional": (100, 500),
    "advanced": (200, 1000),
    "business": (500, 2500),
}
WINDOWS = (timedelta(minutes=1), timedelta(minutes=10))


class Budget:
    """Waits, through the clock, until one more request stays within both windows. Free until the plan is known."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rates = RATES["free"]
        self._spent: deque[datetime] = deque(maxlen=max(rates[1] for rates in RATES.values()))
        self._lock = threading.Lock()

    def adopt(self, plan: str) -> None:
        """From now on the rates of that plan; a plan that is not known has those of Free."""
        self._rates = RATES.get(plan.strip().partition(" ")[0].lower(), RATES["free"])

    def spend(self) -> None:
        """Returns when the request may go out."""
        with self._lock:
            now = self._clock.now()
            wait = max((self._wait(now, *limit) for limit in zip(WINDOWS, self._rates, strict=True)), default=0.0)
            if wait > 0:
                self._clock.sleep(wait)
                now = self._clock.now()
            self._spent.append(now)

    def _wait(self, now: datetime, window: timedelta, rate: int) -> float:
        """Seconds until the `rate`-th last request leaves the window."""
        if len(self._spent) < rate:
            return 0.0
        return (self._spent[-rate] + window - now).total_seconds()
