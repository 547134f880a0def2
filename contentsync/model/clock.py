"""The seam for time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Whoever needs the time or has to wait is handed one of these.

    `now` is an aware UTC instant; it never runs backwards within a run. `sleep` returns when `now` has moved on by at
    least that many seconds (a virtual clock moves itself).
    """

    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...
