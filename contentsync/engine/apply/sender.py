"""What every step of an apply needs, in one hand."""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta

import msgspec

from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Progress
from contentsync.engine.apply.report import Result
from contentsync.engine.server import Writer
from contentsync.model.change import Change
from contentsync.model.clock import Clock
from contentsync.model.delivery import Delivery
from contentsync.model.outcome import Outcome
from contentsync.model.outcome import Refused
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.model.remote import Phase
from contentsync.model.windows import Windows
from contentsync.model.wire import WireForm

SOON = timedelta(hours=1)
"""Nearer to its moment than this a job may be running: after a write, status is asked (API page §9, trap 16)."""

GONE_OUT = frozenset({Phase.PROCESSING, Phase.COMPLETED})


class Sender(msgspec.Struct, frozen=True):
    """The seams of one run. `is_stopped` is asked between calls: a person wants the run to end."""

    server: Writer
    recorder: Recorder
    clock: Clock
    windows: Windows
    namespace: str
    encode: Callable[[Delivery], WireForm]
    progress: Progress
    is_stopped: Callable[[], bool] = lambda: False

    def until_sent(self, call: Callable[[], Outcome], not_after: datetime) -> Outcome:
        """Call, and call again only while it is proven that nothing arrived, with a growing wait, until `not_after`."""
        wait = 1.0
        while True:
            self.recorder.check_lease()
            outcome = call()
            if not isinstance(outcome, Unsent):
                return outcome
            wait = max(wait, outcome.retry_after)
            if self.is_stopped() or self.clock.now() + timedelta(seconds=wait) >= not_after:
                return outcome
            self.progress.note(f"not reached ({outcome.cause}); trying again in {wait:.0f} s")
            self.clock.sleep(wait)
            wait = min(wait * 2, 60.0)

    def is_soon(self, at: datetime | None) -> bool:
        """Whether a moment is near enough for status to be asked after a write."""
        return at is not None and at - self.clock.now() < SOON


def failure(change: Change, outcome: Refused | Unsent | Unknown, job_id: str = "") -> Result:
    """The result of a call that did not end well."""
    if isinstance(outcome, Refused):
        return Result(change, Ending.REFUSED, job_id, outcome.reason, outcome.status)
    if isinstance(outcome, Unsent):
        return Result(change, Ending.UNSENT, job_id, f"{outcome.cause}: apply again")
    return Result(change, Ending.UNKNOWN, job_id, f"{outcome.cause}: apply again, it looks before it sends")
