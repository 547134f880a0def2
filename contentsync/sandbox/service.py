"""The service at one moment: everything that handling one request may look at or change."""

import hashlib
import json
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from typing import Any

from contentsync.sandbox import moments
from contentsync.sandbox.clock import Reading
from contentsync.sandbox.clock import from_data
from contentsync.sandbox.job import Jobs
from contentsync.sandbox.results import Results
from contentsync.sandbox.store import Store

EMAIL = "team@sandbox.example"


@dataclass
class Service:
    """Lives for one transaction. `now_at` is the virtual instant at which everything in it happens.

    `key_stored` is the idempotency key that this request left behind.
    """

    store: Store
    api_key: str
    now_at: datetime
    settings: dict[str, Any]
    key_stored: str | None = None
    jobs: Jobs = field(init=False)
    results: Results = field(init=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.store)
        self.results = Results(self.store)

    @property
    def now_micros(self) -> int:
        return moments.micros(self.now_at)

    def date(self, micros: int) -> str:
        """An instant in the spelling that the date_format switch says."""
        return moments.spell(moments.from_micros(micros), self.settings["date_format"])

    def new_id(self) -> str:
        """32 lower-case hex digits, never given twice; the same run gives the same ones."""
        lineage, count = self.store.document("lineage")
        self.store.put_document("lineage", [lineage, count + 1])
        return hashlib.sha256(f"{lineage}:{count}".encode()).hexdigest()[:32]

    def secret(self) -> bytes:
        """Signs the profile tokens of this sandbox."""
        return f"{self.store.document('lineage')[0]}:{self.api_key}".encode()

    def profile(self, username: str) -> dict[str, Any] | None:
        rows = self.store.rows("SELECT data FROM profile WHERE username = ?", username)
        return json.loads(rows[0][0]) if rows else None

    def profiles(self) -> list[dict[str, Any]]:
        return [json.loads(data) for (data,) in self.store.rows("SELECT data FROM profile ORDER BY rowid")]

    def save_profile(self, profile: dict[str, Any]) -> None:
        self.store.run(
            "INSERT INTO profile VALUES (?, ?) ON CONFLICT (username) DO UPDATE SET data = excluded.data",
            profile["username"],
            json.dumps(profile),
        )

    def put_settings(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.store.put_document("settings", settings)

    def clock(self) -> Reading:
        return from_data(self.store.document("clock"))

    def put_clock(self, at: datetime) -> None:
        self.store.put_document("clock", self.clock().moved_to(at).data())
        self.now_at = at
