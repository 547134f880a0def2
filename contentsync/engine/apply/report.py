"""What came of a change, and who is told while it happens."""

from enum import StrEnum
from typing import Protocol

import msgspec

from contentsync.model.change import Change


class Ending(StrEnum):
    """How a change ended in this run."""

    DONE = "done"
    PUBLISHED = "published at once"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    UNSENT = "unsent"
    MERGED = "merged"
    HELD = "held"
    SKIPPED = "skipped"


class Result(msgspec.Struct, frozen=True):
    """One change and its outcome. `detail` is what the server said or what to do next, `status` its HTTP code, or 0."""

    change: Change
    outcome: Ending
    job_id: str = ""
    detail: str = ""
    status: int = 0


class Progress(Protocol):
    """Told of everything as it happens. Must not raise."""

    def started(self, change: Change, number: int, total: int) -> None: ...

    def sent(self, sent: int, total: int) -> None:
        """Bytes of the upload under way."""

    def finished(self, result: Result) -> None: ...

    def note(self, text: str) -> None: ...
