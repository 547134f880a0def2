"""What publishing left behind: the history, one row per platform, and the ledger, the judge of every test."""

import json
from dataclasses import dataclass
from typing import Any

from contentsync.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Result:
    """One platform of one upload. `data` is what status and history tell about it."""

    job_id: str
    request_id: str
    external_id: str | None
    profile: str
    platform: str
    success: bool
    published_at: int
    shown_at: int
    data: dict[str, Any]


_COLUMNS = "job_id, request_id, external_id, profile, platform, success, published_at, shown_at, data"


def _result(row: tuple[Any, ...]) -> Result:
    job_id, request_id, external_id, profile, platform, success, published_at, shown_at, data = row
    told = json.loads(data)
    return Result(job_id, request_id, external_id, profile, platform, bool(success), published_at, shown_at, told)


class Results:
    """The result and ledger tables."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, result: Result) -> None:
        self._store.run(
            "INSERT INTO result VALUES (NULL,?,?,?,?,?,?,?,?,?)",
            result.job_id,
            result.request_id,
            result.external_id,
            result.profile,
            result.platform,
            result.success,
            result.published_at,
            result.shown_at,
            json.dumps(result.data),
        )

    def of_job(self, job_id: str) -> list[Result]:
        """In the order in which they were published; a retry comes later."""
        return self._select("job_id = ? ORDER BY seq", job_id)

    def find(self, where: str, values: list[Any], limit: int, offset: int) -> list[Result]:
        """Newest first. `where` is a condition over the columns of the table, written in this package."""
        order = "ORDER BY published_at DESC, seq DESC LIMIT ? OFFSET ?"
        return self._select(f"{where} {order}", *values, limit, offset)

    def count(self, where: str, values: list[Any]) -> int:
        sql = f"SELECT count(*) FROM result WHERE {where}"  # noqa: S608
        ((total,),) = self._store.rows(sql, *values)
        return int(total)

    def succeeded_between(self, profile: str, platform: str, after_at: int, until_at: int) -> list[Result]:
        return self._select(
            "profile = ? AND platform = ? AND success AND published_at > ? AND published_at <= ? ORDER BY seq",
            profile,
            platform,
            after_at,
            until_at,
        )

    def unpublish(self, profile: str, platform: str, post_id: str) -> bool:
        """Mark a post as taken down again. False where there is no such post, or no more."""
        named = "profile = ? AND platform = ? AND success"
        posted = " AND json_extract(data, '$.platform_post_id') = ? AND NOT json_extract(data, '$.unpublished') IS 1"
        values = (profile, platform, post_id)
        if not self._select(named + posted, *values):
            return False
        update = "UPDATE result SET data = json_set(data, '$.unpublished', 1) WHERE "
        self._store.run(update + named + posted, *values)
        return True

    def _select(self, where: str, *values: Any) -> list[Result]:
        # `where` is written in this package; values never get into it.
        sql = f"SELECT {_COLUMNS} FROM result WHERE {where}"  # noqa: S608
        return [_result(row) for row in self._store.rows(sql, *values)]

    def record(self, row: dict[str, Any]) -> None:
        """Write one line of the ledger. Nothing ever removes one, except a reset."""
        self._store.run("INSERT INTO ledger VALUES (NULL, ?)", json.dumps(row))

    def ledger(self) -> list[dict[str, Any]]:
        return [json.loads(data) for (data,) in self._store.rows("SELECT data FROM ledger ORDER BY seq")]
