"""A job: one accepted upload, with what was sent and what became of it."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from typing import Any

import msgspec

from contentsync.sandbox import moments
from contentsync.sandbox.store import Store

SCHEDULED = "scheduled"
PUBLISHED = "published"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Medium:
    """A file part or a URL. `digest` is the SHA-256 of the bytes; of the address, where only a URL was sent."""

    field: str
    name: str
    digest: str
    size: int | None


@dataclass(slots=True)
class Job:
    """Instants are microseconds since 1970 UTC. `settled_at` is set once publishing has begun."""

    job_id: str
    request_id: str
    post_type: str
    endpoint: str
    profile: str
    platforms: list[str]
    fields: dict[str, list[str]]
    media: list[Medium]
    external_id: str | None
    created_at: int
    due_at: int
    fingerprint: str
    state: str = SCHEDULED
    is_scheduled: bool = True
    is_async: bool = False
    settled_at: int | None = None
    listed_at: int = 0
    credits: int = 0
    date_sent: str | None = None
    zone_sent: str | None = None
    unknown_fields: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    dashboard: bool = False

    def text(self, name: str) -> str:
        """The first value of a form field, or ''."""
        values = self.fields.get(name)
        return values[0] if values else ""

    @property
    def due(self) -> datetime:
        return moments.from_micros(self.due_at)


# A list of the schedule reads every job there is: ten thousand in a request.
_read = msgspec.json.Decoder(Job).decode
_written = msgspec.json.Encoder().encode


class Jobs:
    """The job table."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, job: Job) -> None:
        self._store.run(
            "INSERT INTO job VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (job_id) DO UPDATE SET state = excluded.state,"
            " due_at = excluded.due_at, settled_at = excluded.settled_at, data = excluded.data",
            job.job_id,
            job.request_id,
            job.external_id,
            job.profile,
            job.state,
            job.due_at,
            job.settled_at,
            job.fingerprint,
            job.created_at,
            _written(job).decode(),
        )

    def find(self, job_id: str) -> Job | None:
        return next(iter(self._select("job_id = ?", job_id)), None)

    def of(self, job_id: str) -> Job:
        """The job of a row that exists because of it."""
        (job,) = self._select("job_id = ?", job_id)
        return job

    def find_request(self, request_id: str) -> Job | None:
        return next(iter(self._select("request_id = ? ORDER BY rowid DESC", request_id)), None)

    def next_due(self, now_at: int) -> Job | None:
        found = self._select("state = ? AND due_at <= ? ORDER BY due_at, rowid LIMIT 1", SCHEDULED, now_at)
        return found[0] if found else None

    def scheduled(self) -> list[Job]:
        """In order of their dates."""
        return self._select("state = ? ORDER BY due_at, rowid", SCHEDULED)

    def in_progress(self, now_at: int, *, with_scheduled: bool) -> list[Job]:
        """Due and not yet settled, and those not yet due."""
        waiting = SCHEDULED if with_scheduled else ""
        return self._select("state = ? OR settled_at > ? ORDER BY due_at, rowid", waiting, now_at)

    def same_content(self, fingerprint: str, since_at: int) -> Job | None:
        found = self._select(
            "fingerprint = ? AND created_at >= ? AND state != ? ORDER BY rowid LIMIT 1",
            fingerprint,
            since_at,
            CANCELLED,
        )
        return found[0] if found else None

    def credits_since(self, since_at: int) -> int:
        sql = "SELECT coalesce(sum(json_extract(data, '$.credits')), 0) FROM job WHERE created_at >= ? AND state != ?"
        ((total,),) = self._store.rows(sql, since_at, CANCELLED)
        return int(total)

    def all(self) -> list[Job]:
        return self._select("1 ORDER BY rowid")

    def _select(self, where: str, *values: Any) -> list[Job]:
        # `where` is written in this package; values never get into it.
        sql = f"SELECT data FROM job WHERE {where}"  # noqa: S608
        return [_read(data) for (data,) in self._store.rows(sql, *values)]
