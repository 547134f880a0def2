"""The SQLite file, or memory, behind one sandbox.

One request is one transaction, so a process that is killed leaves the sandbox before or after a request,
never in between.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORMAT = 1
FILE_NAME = "sandbox.sqlite3"

_SCHEMA = """
CREATE TABLE document (name TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE profile (username TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE job (
  job_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, external_id TEXT, profile TEXT NOT NULL,
  state TEXT NOT NULL, due_at INTEGER NOT NULL, settled_at INTEGER, fingerprint TEXT NOT NULL,
  created_at INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX job_due ON job (state, due_at);
CREATE INDEX job_request ON job (request_id);
CREATE INDEX job_external ON job (external_id);
CREATE INDEX job_fingerprint ON job (fingerprint);
CREATE INDEX job_settled ON job (settled_at);
CREATE TABLE result (
  seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL, request_id TEXT NOT NULL, external_id TEXT,
  profile TEXT NOT NULL, platform TEXT NOT NULL, success INTEGER NOT NULL,
  published_at INTEGER NOT NULL, shown_at INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE INDEX result_job ON result (job_id);
CREATE INDEX result_request ON result (request_id);
CREATE INDEX result_external ON result (external_id);
CREATE INDEX result_account ON result (profile, platform, published_at);
CREATE INDEX result_time ON result (published_at);
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE replay (
  name TEXT PRIMARY KEY, job_id TEXT NOT NULL, stored_at INTEGER NOT NULL, answer TEXT NOT NULL
);
CREATE TABLE fault (seq INTEGER PRIMARY KEY, rule TEXT NOT NULL, seen INTEGER NOT NULL, fired INTEGER NOT NULL);
CREATE TABLE late (seq INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, request TEXT NOT NULL, body BLOB NOT NULL);
"""
_TABLES = ("document", "profile", "job", "result", "ledger", "replay", "fault", "late")


class StoreError(Exception):
    """The directory holds a sandbox that this release cannot read."""


class Store:
    """Rows in, rows out. Everything but `transaction` must run inside one."""

    def __init__(self, data: Path | None) -> None:
        """StoreError for a file that is no sandbox of this release, OSError for a directory that cannot be made."""
        if data is not None:
            data.mkdir(parents=True, exist_ok=True)
        name = ":memory:" if data is None else str(data / FILE_NAME)
        try:
            # Several threads share the connection; the sandbox's lock lets one in at a time.
            self._db = sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=30)
            if data is not None:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
            self._create(name)
        except sqlite3.Error as wrong:
            raise StoreError(f"{name}: {wrong}") from None

    def _create(self, name: str) -> None:
        with self.transaction():
            (found,) = self._db.execute("PRAGMA user_version").fetchone()
            if found not in (0, FORMAT):
                raise StoreError(f"{name}: sandbox format {found}, this release reads {FORMAT}; delete the file")
            if not found:
                for statement in _SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={FORMAT}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happened inside, or nothing of it when an exception leaves."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Any) -> None:
        self._db.execute(sql, values)

    def document(self, name: str) -> Any:
        """The JSON document of that name, or None."""
        found = self._db.execute("SELECT data FROM document WHERE name = ?", (name,)).fetchone()
        return None if found is None else json.loads(found[0])

    def put_document(self, name: str, value: Any) -> None:
        self._db.execute("INSERT OR REPLACE INTO document VALUES (?, ?)", (name, json.dumps(value)))

    def clear(self) -> None:
        for table in _TABLES:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the list above

    def close(self) -> None:
        self._db.close()
