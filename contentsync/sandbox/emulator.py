"""The sandbox: a service with its own clock, over one file or in memory."""

import threading
import uuid
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from contentsync.sandbox import accounts
from contentsync.sandbox import clock
from contentsync.sandbox import faults
from contentsync.sandbox import late
from contentsync.sandbox import moments
from contentsync.sandbox import people
from contentsync.sandbox import publishing
from contentsync.sandbox import settings
from contentsync.sandbox import status
from contentsync.sandbox.gate import Gate
from contentsync.sandbox.gate import served
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
    sandbox in a directory ticks and one in memory does not. `switches` are settings that a new sandbox begins with;
    SettingError for one that does not exist.
    """

    def __init__(
        self,
        data: Path | None = None,
        *,
        now: datetime | None = None,
        api_key: str = "sandbox",
        ticking: bool | None = None,
        switches: Mapping[str, Any] | None = None,
    ) -> None:
        initial = settings.changed(settings.defaults(), switches or {})
        self._data = data
        self._api_key = api_key
        self._ticking = data is not None if ticking is None else ticking
        self._lock = threading.RLock()
        self._store = Store(data)
        self._gate = Gate(self)
        self.clock = VirtualClock(self)
        with self._lock, self._store.transaction():
            if self._store.document("clock") is None:
                self._fill(now, initial)

    def _fill(self, now: datetime | None, initial: dict[str, Any]) -> None:
        reading = clock.started_at(now, ticking=self._ticking)
        # On disk the ids of a new sandbox must not be those of an earlier one that a client still remembers.
        lineage = "memory" if self._data is None else uuid.uuid4().hex
        self._store.put_document("clock", reading.data())
        self._store.put_document("lineage", [lineage, 0])
        self._store.put_document("settings", initial)
        here = Service(self._store, self._api_key, reading.virtual_at, initial)
        for profile in accounts.default_profiles(moments.spell(reading.virtual_at, "naive")):
            here.save_profile(profile)

    def app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The WSGI callable: the API below /api, control below /_sandbox."""
        return self._gate(environ, start_response)

    @property
    def is_ticking(self) -> bool:
        with self._lock, self._store.transaction():
            return clock.from_data(self._store.document("clock")).ticking

    @contextmanager
    def turn(self) -> Iterator[Service]:
        """One transaction, with everything that is due by now already published."""
        with self._lock, self._store.transaction():
            reading = clock.from_data(self._store.document("clock"))
            here = Service(self._store, self._api_key, reading.now(), self._settings())
            self._catch_up(here)
            yield here

    def _settings(self) -> dict[str, Any]:
        """As stored; a switch that is newer than the data stands at its default."""
        return {**settings.defaults(), **self._store.document("settings")}

    def _catch_up(self, here: Service) -> None:
        """Let everything happen that is due by now, in order, each at its own instant."""
        until_at, until = here.now_at, here.now_micros
        while True:
            job, request = here.jobs.next_due(until), late.next_due(here, until)
            if request is not None and (job is None or request.due_at < job.due_at):
                here.now_at = moments.from_micros(request.due_at)
                late.taken(here, request)
                served(here, request.environ, self)
            elif job is not None:
                here.now_at = job.due
                publishing.publish_due(here, job)
            else:
                break
        here.now_at = until_at

    def move(self, here: Service, at: datetime) -> None:
        """Inside a turn: move the clock forward, publishing what falls due on the way. ValueError if it is back."""
        if at < here.now_at:
            raise ValueError(
                f"the sandbox is already at {moments.spell(here.now_at, 'Z')}; its clock only goes forward"
            )
        here.put_clock(at)
        self._catch_up(here)

    def restart(self, here: Service, now: datetime | None) -> None:
        """Inside a turn: forget everything. Without `now` the clock keeps the time it has."""
        # Ids go on counting: a client may remember jobs from before.
        lineage = self._store.document("lineage")
        self._store.clear()
        self._fill(now or here.now_at, settings.defaults())
        self._store.put_document("lineage", lineage)
        here.settings = settings.defaults()
        here.now_at = clock.from_data(self._store.document("clock")).now()

    def now(self) -> datetime:
        with self._lock, self._store.transaction():
            return clock.from_data(self._store.document("clock")).now()

    def advance_to(self, at: datetime) -> None:
        """Move the clock forward to an aware instant, publishing what falls due on the way."""
        with self.turn() as here:
            self.move(here, at)

    def advance(self, by: timedelta) -> None:
        with self.turn() as here:
            self.move(here, here.now_at + by)

    def reset(self, now: datetime | None = None) -> None:
        """Forget jobs, history, ledger, faults, settings and accounts. Without `now` the clock keeps its time."""
        with self.turn() as here:
            self.restart(here, now)

    def ledger(self) -> list[dict[str, Any]]:
        """Everything followers saw, and what failed to reach them, in the order in which it happened."""
        with self.turn() as here:
            return here.results.ledger()

    def jobs(self) -> list[dict[str, Any]]:
        """Every job ever accepted, with the form that was sent, oldest first."""
        with self.turn() as here:
            return [status.told(here, job) for job in here.jobs.all()]

    @property
    def settings(self) -> dict[str, Any]:
        with self.turn() as here:
            return here.settings

    def configure(self, **changes: Any) -> None:
        """Change settings; SettingError (a ValueError) changes none."""
        with self.turn() as here:
            here.put_settings(settings.changed(here.settings, changes))

    def add_fault(self, rule: dict[str, Any]) -> None:
        """Let requests go wrong by a rule; FaultError (a ValueError) says what a rule may be."""
        with self.turn() as here:
            faults.add(here, rule)

    def faults(self) -> list[dict[str, Any]]:
        """The rules, each with `seen` and `fired` counts."""
        with self.turn() as here:
            return faults.listed(here)

    def clear_faults(self) -> None:
        with self.turn() as here:
            faults.clear(here)

    def change_account(self, change: dict[str, Any]) -> None:
        """Connect, disconnect or replace accounts, pages, boards, locations and pins of one profile."""
        with self.turn() as here:
            accounts.change(here, change)

    def ui_edit(
        self, job_id: str, title: str | None = None, caption: str | None = None, scheduled_date: str | None = None
    ) -> None:
        """A person edits a job in the calendar. PeopleError (a ValueError) where the UI would not let them."""
        with self.turn() as here:
            people.edit(here, job_id, title=title, caption=caption, scheduled_date=scheduled_date)

    def ui_cancel(self, job_id: str) -> None:
        with self.turn() as here:
            people.cancel(here, job_id)

    def ui_publish_now(self, job_id: str) -> None:
        with self.turn() as here:
            people.publish_now(here, job_id)

    def ui_copy(self, job_id: str, scheduled_date: str | None = None) -> str:
        """A person duplicates a job; the copy inherits everything, external_id too. Returns its job_id."""
        with self.turn() as here:
            return people.copy(here, job_id, scheduled_date=scheduled_date)

    def ui_create(self, profile: str, platforms: list[str], title: str, scheduled_date: str) -> str:
        """A person schedules a text post in the calendar. Returns its job_id."""
        with self.turn() as here:
            return people.create(here, profile, platforms, title, scheduled_date)

    def close(self) -> None:
        with self._lock:
            self._store.close()
