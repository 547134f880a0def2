"""State during a run: the lease, compare-and-swap, and recording that never gives up."""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from contentsync.model.clock import Clock
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.state.document import Entry
from contentsync.state.document import Lease
from contentsync.state.document import State
from contentsync.state.notes import note
from contentsync.state.store import MovedError
from contentsync.state.store import Store

LEASE = timedelta(minutes=5)
"""How long a run may write without saying again that it is alive."""

NOTED = timedelta(days=1)
"""How old the note of the last apply may be before a run that changes nothing writes it again."""

TRIES = 50
"""How often a record is written again after somebody moved the state; each try waits a little longer, 10 s at most."""

Updates = Mapping[str, Entry | None]


class Recorder:
    """Owns the state from the first write to the release.

    Before a send, the intent is in the store; after it, the outcome is. Nothing between a call and its record may fail
    without a rescue file. A lost lease stops all further sends, never a record.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        run: str,
        state: State,
        version: str,
        rescue: Callable[[Updates], str],
        commit: str = "",
    ) -> None:
        self._store, self._clock, self._run, self._rescue, self._commit = store, clock, run, rescue, commit
        self._version = version
        self._is_lost = False
        self._unwritten: dict[str, Entry | None] = {}
        self._known = dict(state.posts)
        self.state = state

    def begin(self, updates: Updates, dropped: frozenset[str] = frozenset(), **head: Any) -> None:
        """Take the lease and write what reconcile found out, in one step.

        Raises StaleError where somebody else holds the lease, or wrote since the state was read.
        """
        now, lease = self._clock.now(), self.state.lease
        if lease is not None and lease.run != self._run and lease.until > now:
            raise StaleError(
                f"{lease.run} is applying at this moment (its lease ends {lease.until:%H:%M:%S} UTC)",
                "wait for it and run the same command again; if it is dead: contentsync state unlock",
            )
        updates = {**dict.fromkeys(dropped), **updates}
        try:
            self._write(updates, {"lease": Lease(self._run, now + LEASE), **head})
        except MovedError:
            raise StaleError("somebody else wrote the state since it was read", "run the same command again") from None

    def note_applied(self) -> None:
        """Nothing was to be done. That is worth a write once a day: it tells posts that were missed from an archive."""
        now, last = self._clock.now(), self.state.applied_at
        if last is None or now - last > NOTED:
            self.begin({})
            self.release(applied_at=now)

    def put(self, updates: Updates, until: datetime | None = None, **head: Any) -> None:
        """Record entries (None removes one) and renew the lease, at least to `until`."""
        now = self._clock.now()
        self._record(updates, {"lease": Lease(self._run, max(now + LEASE, until or now)), **head})

    def release(self, **head: Any) -> None:
        """Give the lease back."""
        self._record({}, {"lease": None, **head})

    def check_lease(self) -> None:
        """Before every send: the lease is ours and has time left, else it is renewed or the run stops."""
        lease = self.state.lease
        if lease is None or lease.until - self._clock.now() < LEASE / 2:
            self.put({})
        if self._is_lost:
            raise StaleError("the lease was taken away from this run", "run the same command again")

    def entry(self, address: str) -> Entry:
        """What is remembered of an address that this run has begun to write.

        Where a person has put back a state without it, that is what this run knows.
        """
        return self.state.posts.get(address) or self._known[address]

    def _record(self, updates: Updates, head: dict[str, Any]) -> None:
        for number in range(TRIES):
            try:
                if number:
                    self._reread()
                kept = {"lease": self.state.lease} if self._is_lost else {}
                self._write(updates, {**head, **kept})
                return
            except MovedError:
                self._clock.sleep(min(0.1 * 2**number, 10.0))
            except UserError as error:
                raise UserError(f"{error.message}{self._rescued(updates)}", error.fix) from error
        raise UserError(f"the state kept moving{self._rescued(updates)}", "run the same command again")

    def _rescued(self, updates: Updates) -> str:
        """Where it stands, as the end of a message, with what an earlier write of this run could not record."""
        self._unwritten |= updates
        return f". What was done stands in {self._rescue(self._unwritten)}" if updates else ""

    def _reread(self) -> None:
        """Read again what somebody else wrote. A lease that was taken away is theirs now: only records still go in."""
        stored = self._store.read()
        self._version = stored.version
        if stored.state is not None:
            self.state = stored.state
            self._is_lost = self._is_lost or self.state.lease is None or self.state.lease.run != self._run

    def _write(self, updates: Updates, head: dict[str, Any]) -> None:
        posts = {**self.state.posts, **updates}
        kept = {address: entry for address, entry in posts.items() if entry is not None}
        state = replace(self.state, posts=kept, serial=self.state.serial + 1, **head)
        self._version = self._store.write(state, self._version, note(self.state, updates, self._commit))
        self.state = state
        self._known |= kept
