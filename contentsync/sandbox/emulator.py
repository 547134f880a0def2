"""The sandbox: a service with its own clock, over one file or in memory."""

import threading
import uuid
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from contentsync.sandbox import accounts
from contentsync.sandbox import clock
from contentsync.sandbox import moments
from contentsync.sandbox import publishing
from contentsync.sandbox import settings
from contentsync.sandbox.gate import Gate
from contentsync.sandbox.service import Service
from contentsync.sandbox.store import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from _typeshed.wsgi import WSGIEnvironment


class VirtualClock:
    """Reads the sandbox's time. Reading publishes nothing."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def now(self) -> datetime:
        """Aware, UTC."""
        return self._sandbox.now()


class Sandbox:
    """An emulator of the Upload-Post API.

    `data=None` keeps everything in memory; a directory keeps it there, and the process may be killed at any
    time. `now` (aware) is where the clock of a new sandbox starts, by default the real time; one that exists
    already keeps its own. `ticking` clocks run at real speed, others stand still until advanced; by default a
    sandbox in a directory ticks and one in memory does not.
    """

    def __init__(
        self,
        data: Path | None = None,
        *,
        now: datetime | None = None,
        api_key: str = "sandbox",
        ticking: bool | None = None,
    ) -> None:
        self._data = data
        self._api_key = api_key
        self._ticking = data is not None if ticking is None else ticking
        self._lock = threading.RLock()
        self._store = Store(data)
        self._gate = Gate(self)
        self.clock = VirtualClock(self)
        with self._lock, self._store.transaction():
            if self._store.document("clock") is None:
                self._fill(now)

    def _fill(self, now: datetime | None) -> None:
        reading = clock.started_at(now, ticking=self._ticking)
        # On disk the ids of a new sandbox must not be those of an earlier one that a client still remembers.
        lineage = "memory" if self._data is None else uuid.uuid4().hex
        self._store.put_document("clock", reading.data())
        self._store.put_document("lineage", [lineage, 0])
        self._store.put_document("settings", settings.defaults())
        here = Service(self._store, self._api_key, reading.virtual_at, settings.defaults())
        for profile in accounts.default_profiles(moments.spell(reading.virtual_at, "naive")):
            here.save_profile(profile)

    def app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The WSGI callable: the API below /api, control below /_sandbox."""
        return self._gate(environ, start_response)

    @contextmanager
    def turn(self) -> Iterator[Service]:
        """One transaction, with everything that is due by now already published."""
        with self._lock, self._store.transaction():
            reading = clock.from_data(self._store.document("clock"))
            here = Service(self._store, self._api_key, reading.now(), self._store.document("settings"))
            self._catch_up(here)
            yield here

    def _catch_up(self, here: Service) -> None:
        while (job := here.jobs.next_due(here.now_micros)) is not None:
            publishing.publish_due(here, job)

    def now(self) -> datetime:
        with self._lock, self._store.transaction():
            return clock.from_data(self._store.document("clock")).now()

    def advance_to(self, at: datetime) -> None:
        """Move the clock forward to an aware instant, publishing what falls due on the way."""
        with self.turn() as here:
            if at < here.now_at:
                raise ValueError(f"the sandbox's clock is already at {here.now_at.isoformat()}; it only goes forward")
            here.put_clock(at)
            self._catch_up(here)

    def advance(self, by: timedelta) -> None:
        self.advance_to(self.now() + by)

    def ledger(self) -> list[dict[str, Any]]:
        """Everything followers saw, and what failed to reach them, in the order in which it happened."""
        with self.turn() as here:
            return here.results.ledger()

    def close(self) -> None:
        with self._lock:
            self._store.close()
