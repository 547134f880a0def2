"""The seam to the server, in two halves, so that a plan cannot write: it is handed an object without write methods."""

from datetime import datetime
from typing import Protocol

from contentsync.model.change import Patch
from contentsync.model.outcome import Outcome
from contentsync.model.remote import Account
from contentsync.model.remote import History
from contentsync.model.remote import HistoryRow
from contentsync.model.remote import Job
from contentsync.model.remote import Profiles
from contentsync.model.remote import Status
from contentsync.model.wire import WireForm


class Reader(Protocol):
    """What planning may ask. Every method raises `UserError` where no trustworthy answer can be had.

    An answer that is short, inconsistent (`total` does not match) or unreadable is an error, never an empty list.
    """

    def me(self) -> Account: ...

    def profiles(self) -> Profiles: ...

    def schedule(self) -> tuple[Job, ...]:
        """All jobs of the account, complete."""

    def history(self, since: datetime | None) -> History:
        """Rows newest first, complete back to `since` (aware UTC); None reads to the beginning."""

    def history_of(self, external_id: str) -> tuple[HistoryRow, ...]:
        """The rows of one `external_id`."""

    def status(self, job_id: str) -> Status:
        """Never raises for a missing job (`NOT_FOUND`) or a server in trouble (`UNREACHABLE`)."""


class Writer(Reader, Protocol):
    """What applying may do. Each call is sent at most once; the outcome is a value (see `model.outcome`)."""

    def create(self, form: WireForm, scheduled_at: datetime, external_id: str, idempotency_key: str) -> Outcome: ...

    def edit(self, job_id: str, patch: Patch) -> Outcome: ...

    def cancel(self, job_id: str) -> Outcome:
        """A 404 is `Refused` with status 404; the caller asks status and history what it means."""

    def retry(self, job_id: str) -> Outcome:
        """The service's own retry of the failed platforms."""
