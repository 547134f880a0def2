"""The facts about one address: what is wanted, what is remembered, what the remote shows. Rules read nothing else."""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from enum import StrEnum

import msgspec

from contentsync.model.delivery import Delivery
from contentsync.model.identity import address_of
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.windows import Windows
from contentsync.rules.accounts import Unusable
from contentsync.state.document import Entry
from contentsync.state.document import Failed
from contentsync.state.document import Published

UPLOAD_BYTES_PER_SECOND = 1_000_000
"""A slow office line; only used to keep away from the moment, so too low is the safe side."""

ON_MERGE_LATE = timedelta(hours=24)
"""How long after its first try an `on-merge` post that never arrived is still sent: it has no moment to be late for."""


class Want(StrEnum):
    """What the repository says of an address."""

    WANT = "want"
    OFF = "off"
    BAD = "bad"


class Drift(StrEnum):
    """What to do where only the remote changed."""

    REVERT = "revert"
    KEEP = "keep"
    HOLD = "hold"


class Leaves(msgspec.Struct, frozen=True):
    """Evidence per platform of the address. `here` was published under this address, `elsewhere` under another one of
    the post; `failed` explicitly failed or was skipped; `scheduled_elsewhere` is live under another address.
    `is_complete` says that every platform of the job has a row. `jobs` are the ids that the evidence names.
    """

    here: dict[str, Published] = {}
    elsewhere: dict[str, str] = {}
    failed: dict[str, Failed] = {}
    scheduled_elsewhere: dict[str, str] = {}
    running: frozenset[str] = frozenset()
    is_complete: bool = False
    jobs: frozenset[str] = frozenset()
    highest_n: int = -1


class Twin(msgspec.Struct, frozen=True):
    """Where the same words stand: `where` for people, and the address that is letting go of them in this very plan,
    because nothing wants it any more, or because it is edited.
    """

    where: str
    leaving: str = ""
    edited: str = ""


class Facts(msgspec.Struct, frozen=True):
    """One address at one moment. `d_at` is the wanted moment, `on-merge` already fixed; None where nothing is wanted.

    `jobs` is J, the parked job of a replace left out; `parked_job` is that one, if the schedule shows it, else
    `parked_phase` is what status says of it. `phase` is X, None where status was not asked; `x_failed` how many
    platforms it calls failed. `intent_jobs` are the jobs that an open create intent may have made. `twin` answers, when
    asked, where the same text already stands; given a moment, of those only that were not near it.
    """

    address: str
    want: Want
    now: datetime
    windows: Windows
    d: Delivery | None = None
    d_at: datetime | None = None
    s: Entry | None = None
    jobs: tuple[Job, ...] = ()
    parked_job: Job | None = None
    parked_phase: Phase | None = None
    leaves: Leaves = Leaves()
    phase: Phase | None = None
    x_failed: int = 0
    x_total: int = 0
    intent_jobs: tuple[Job, ...] = ()
    intent_echoes: bool = False
    drift: Drift = Drift.REVERT
    applied_at: datetime | None = None
    file_gone: bool = True
    twin: Callable[[datetime | None], Twin | None] = lambda _: None
    unusable: Unusable | None = None

    @property
    def job(self) -> Job:
        """The one job. Only for rules that have checked that there is one."""
        return self.jobs[0]

    @property
    def owns(self) -> str:
        """The job id that state owns, or an empty text."""
        return self.s.job.job_id if self.s and self.s.job else ""

    @property
    def moment(self) -> datetime | None:
        """The remote date if it is known, else the wanted one."""
        if self.jobs:
            return self.jobs[0].scheduled_at
        if self.s and self.s.job:
            return (self.s.job.observed or self.s.job.sent).at
        return self.d_at

    @property
    def lead(self) -> timedelta:
        """No create nearer than this: the window plus the estimated upload."""
        return self.windows.lead + upload_time(self.d) if self.d else self.windows.lead

    @property
    def late(self) -> timedelta:
        """How long after its moment it is still sent."""
        is_on_merge = self.d is not None and self.d.publish_at is None
        return max(self.windows.late, ON_MERGE_LATE) if is_on_merge else self.windows.late

    @property
    def is_explicitly_failed(self) -> bool:
        """True where status says that every platform failed, not merely that nothing happened (API page §4)."""
        return self.phase is Phase.FAILED and self.x_total > 0 and self.x_failed >= self.x_total


def upload_time(delivery: Delivery) -> timedelta:
    """How long sending its media is expected to take."""
    return timedelta(seconds=delivery.upload_bytes / UPLOAD_BYTES_PER_SECOND)


def soon(now: datetime, windows: Windows, delivery: Delivery) -> datetime:
    """The next moment that a create can safely have: a whole minute, past the lead, with time to look at the plan."""
    return (now + windows.lead + upload_time(delivery) + timedelta(minutes=5)).replace(second=0, microsecond=0)


def old_address(delivery: Delivery) -> str:
    """The address that the delivery had before its post was renamed."""
    platform = delivery.address.rpartition(":")[2] if ":" in delivery.address else ""
    return address_of(delivery.renamed_from, delivery.profile, platform)
