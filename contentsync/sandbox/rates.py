"""Request rates and the block after bad keys, measured in virtual time and kept in memory only.

Source of the numbers: API page, request rate limits.
"""

from collections import deque

from contentsync.sandbox.publishing import SECOND
from contentsync.sandbox.service import Service

PER_MINUTE = {"free": 60, "basic": 60, "professional": 100, "advanced": 200, "business": 500}
PER_PROFILE = 2
CEILING = 1000
TEN_MINUTES = 5  # ten minutes allow five times as much as one
MINUTE = 60 * SECOND
BAD_KEYS = 10
BLOCK = 5 * MINUTE


class Meter:
    """Counts the requests of one account. Every client of a sandbox shares it."""

    def __init__(self) -> None:
        self._times: deque[int] = deque()
        self._bad_keys: dict[str, int] = {}
        self._blocked_until: dict[str, int] = {}

    def is_blocked(self, here: Service, address: str) -> bool:
        return here.settings["block_bad_keys"] and here.now_micros < self._blocked_until.get(address, 0)

    def heard(self, here: Service, address: str, *, bad_key: bool) -> None:
        """Note whether the key of this request was good. A good one clears the count."""
        self._bad_keys[address] = self._bad_keys.get(address, 0) + 1 if bad_key else 0
        if self._bad_keys[address] >= BAD_KEYS:
            self._blocked_until[address] = here.now_micros + BLOCK
            self._bad_keys[address] = 0

    def count(self, here: Service) -> None:
        self._times.append(here.now_micros)
        while self._times[0] <= here.now_micros - 10 * MINUTE:
            self._times.popleft()

    def is_over(self, here: Service) -> bool:
        limit = self.limit(here)
        return self._last_minute(here) > limit or len(self._times) > TEN_MINUTES * limit

    def limit(self, here: Service) -> int:
        """Requests per minute."""
        return min(PER_MINUTE[here.settings["plan"]] + PER_PROFILE * len(here.profiles()), CEILING)

    def headers(self, here: Service) -> dict[str, str]:
        limit = self.limit(here)
        reset = (here.now_micros + MINUTE) // SECOND
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - self._last_minute(here))),
            "X-RateLimit-Reset": str(reset),
        }

    def _last_minute(self, here: Service) -> int:
        return sum(at > here.now_micros - MINUTE for at in self._times)
