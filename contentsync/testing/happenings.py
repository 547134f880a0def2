"""What happens in a world, kept for its judge: editions of the repository, runs, and what people did."""

from datetime import datetime

import msgspec

from contentsync.engine.apply.report import Result
from contentsync.engine.planned import Applied
from contentsync.model.change import Change
from contentsync.testing.posts import Post


class Ran(msgspec.Struct, frozen=True):
    """One run: what it did and what a plan says after it (None where it did not get so far), and how it ended.

    `error` is what a person was told, `is_killed` that the process was gone before it could say anything. `noted` are
    the changes that called nobody, and were in the state with the lease.
    """

    started_at: datetime
    ended_at: datetime
    number: int
    edition: int
    applied: Applied | None = None
    error: str = ""
    is_killed: bool = False
    noted: tuple[Change, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is left to do, or to say, after it."""
        return self.applied.left.changes if self.applied else ()

    @property
    def results(self) -> tuple[Result, ...]:
        """What it wrote."""
        return self.applied.results if self.applied else ()


class Edition(msgspec.Struct, frozen=True):
    """All posts as they stood from a moment on."""

    since_at: datetime
    posts: dict[str, Post]


class Deed(msgspec.Struct, frozen=True):
    """What a person did to a job in the service's own calendar: `text`, `date`, `cancel` or `copy`.

    `is_blind` says that nobody could know whose job it is by then: no state has it, and its endpoint does not echo.
    `is_late` says that a run had set out to cancel the job, and nobody knew whether it had: it may have been either.
    """

    at: datetime
    kind: str
    job_id: str
    is_blind: bool
    is_late: bool
