"""What the Upload-Post service says: jobs of the schedule, rows of the history, status, account and profiles."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Job(msgspec.Struct, frozen=True):
    """Upload-Post's scheduled object. A text that the answer did not carry is None, which equals anything.

    `platforms` are sorted, `twitter` read as `x`. `scheduled_at` is aware UTC (a naive date of the wire is UTC).
    `in_list` is False where only the history's `in_progress` rows show it.
    """

    job_id: str
    scheduled_at: datetime
    profile: str
    platforms: tuple[str, ...]
    post_type: str = "unknown"
    title: str | None = None
    caption: str | None = None
    external_id: str = ""
    source_filename: str = ""
    in_list: bool = True


class HistoryRow(msgspec.Struct, frozen=True):
    """One platform's result. `at` is the time of the attempt, not the scheduled one."""

    profile: str
    platform: str
    success: bool
    at: datetime
    job_id: str = ""
    request_id: str = ""
    external_id: str = ""
    title: str = ""
    caption: str = ""
    url: str = ""
    post_id: str = ""
    error: str = ""
    skipped: bool = False
    total_platforms: int = 0
    is_draft: bool = False


class Running(msgspec.Struct, frozen=True):
    """One platform of an upload that the history shows under `in_progress`."""

    job_id: str
    external_id: str
    profile: str
    platform: str
    is_waiting: bool
    run_at: datetime | None = None


class History(msgspec.Struct, frozen=True):
    """`rows` newest first, complete back to `since` (aware UTC); None means back to the beginning."""

    rows: tuple[HistoryRow, ...] = ()
    running: tuple[Running, ...] = ()
    since: datetime | None = None


class Phase(StrEnum):
    """What status says of a job, read into the words that decisions are made in."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    NOT_FOUND = "not found"
    UNREACHABLE = "unreachable"


class Status(msgspec.Struct, frozen=True):
    """`completed` and `total` count platforms. A failed job with nothing done may be a cancelled one (API page §4)."""

    job_id: str
    phase: Phase
    completed: int = 0
    failed: int = 0
    total: int = 0
    external_id: str = ""
    message: str = ""


class Account(msgspec.Struct, frozen=True):
    """Who the key belongs to, as `/me` says."""

    email: str
    plan: str


class Connection(msgspec.Struct, frozen=True):
    """One connected social account of a profile."""

    handle: str
    needs_reauth: bool = False
    capabilities: tuple[str, ...] = ()


class Profile(msgspec.Struct, frozen=True):
    """`connections` has only what is connected; `pins` maps wire field (`facebook_page_id` …) to the pinned place.

    The name of a pinned place is empty where the service does not say it.
    """

    username: str
    connections: dict[str, Connection]
    pins: dict[str, "Destination"] = {}


class Profiles(msgspec.Struct, frozen=True):
    """All profiles of the account, and how many its plan allows (0: not said)."""

    profiles: tuple[Profile, ...]
    limit: int = 0
    plan: str = ""


class Destination(msgspec.Struct, frozen=True):
    """A Facebook or LinkedIn page, a Pinterest board or a Google Business location."""

    id: str
    name: str
